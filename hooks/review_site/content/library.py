"""Everything the comms team wrote, valid and joined together: the library."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from review_site.content.dated import Call, Event
from review_site.content.described import files_of
from review_site.content.exhibits import Exhibited
from review_site.content.gone import empty_register, gone
from review_site.content.markdown import texts_of_one_library
from review_site.content.models import Page, Post
from review_site.content.paragraph_ledger import Ledger
from review_site.content.picture_files import PictureFile
from review_site.content.publication import Publication
from review_site.content.recommendations import Recommendations
from review_site.content.record import PublicRecord
from review_site.content.record_checks import check_ids_kept, check_record, published_of
from review_site.content.register import Review
from review_site.content.report import Report
from review_site.content.results import Results
from review_site.content.shelf import Shelf, Sourced, read_file
from review_site.content.source import Source
from review_site.content.submissions import Collection
from review_site.content.told import Told, read_told
from review_site.content.written import Written, page_address, read_written
from review_site.content.written_checks import check_written
from review_site.problems import Problem, Problems, ProblemsError, in_order

Meanwhile = Callable[[Written], Iterable[Problem]]
"""Asked, where the content is not valid, what else is to be told of what could be read."""
_OF_THE_TEXT = {"exhibit", "figure", "heading", "link", "picture", "text"}


@dataclass(frozen=True, slots=True)
class Library:
    """The whole content of a site, valid: `posts` newest first, `pages` by address, the rest by their file's stem.

    `exhibits` are the charts and tables of each report, by its name and theirs; `withdrawn` and `withdrawn_works` hold
    posts and publications that were taken down, once an instant says that they were; `results` are those of the last
    automated tests of the site; `numbers` those of the paragraphs of reports, as recorded; `told` the copies of entries
    as subscribers were told of them, by path; `unfinished` tells what stops nothing: what drafts still lack, and what
    is wrong with files that nothing uses; `folder` is the name of the folder, for messages.
    """

    review: Review
    posts: tuple[Sourced[Post], ...]
    pages: Mapping[str, Sourced[Page]]
    calls: Mapping[str, Sourced[Call]] = field(default_factory=dict)
    events: tuple[Sourced[Event], ...] = ()
    publications: Mapping[str, Sourced[Publication]] = field(default_factory=dict)
    recommendations: Recommendations | None = None
    reports: Mapping[str, Sourced[Report]] = field(default_factory=dict)
    exhibits: Mapping[str, Mapping[str, Exhibited]] = field(default_factory=dict)
    submissions: Mapping[str, Collection] = field(default_factory=dict)
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    attachments: Mapping[str, Path] = field(default_factory=dict)
    record: PublicRecord = field(default_factory=lambda: PublicRecord({}, {}))
    numbers: Ledger = field(default_factory=Ledger)
    withdrawn: tuple[Sourced[Post], ...] = ()
    withdrawn_works: Mapping[str, Sourced[Publication]] = field(default_factory=dict)
    results: Results | None = None
    told: Told = field(default_factory=dict)
    unfinished: tuple[Problem, ...] = ()
    folder: str = "content"

    @property
    def written(self) -> tuple[Sourced[Post] | Sourced[Page], ...]:
        """All posts and standing pages."""
        return (*self.posts, *self.withdrawn, *self.pages.values())

    @property
    def register_path(self) -> str:
        """The path of the register, for messages."""
        return f"{self.folder}/review.yml"


def read_library(content: Path, docs: Path, meanwhile: Meanwhile = lambda _: ()) -> Library:
    """Read and check content/ and docs/; `meanwhile` tells what is not looked for here, where there are problems.

    Raises:
        ProblemsError: with every problem of every file.
    """
    with texts_of_one_library():
        return _read_library(content, docs, meanwhile)


def _read_library(content: Path, docs: Path, meanwhile: Meanwhile) -> Library:
    Problems(gone(content, docs)).raise_if_any()
    problems = Problems()
    written = read_written(content, docs, problems)
    check_written(written, problems)
    posts, pages, calls, publications = written.posts, written.pages, written.calls, written.publications
    shelves = (posts, pages, calls, written.events, publications)
    entries: list[Sourced[Any]] = [one for shelf in shelves for one in shelf.entries.values()]
    told, lost = read_told(entries, content, docs, problems)
    folders = content.name, docs.name
    check_record(written.record, [published_of(copy, *folders) for copy in (*told.values(), *lost)], content, problems)
    check_ids_kept(entries, told, lost, folders, problems)
    found = _put_aside(problems, written, content.parent)
    if written.review is None or any(problem.level == "problem" for problem in found):
        raise ProblemsError([*found, *meanwhile(written)])
    return Library(
        review=written.review.entry,
        posts=tuple(sorted(posts.entries.values(), key=_newest_last, reverse=True)),
        pages={page_address(page.source.path, docs.name): page for page in pages.entries.values()},
        calls=calls.entries,
        events=tuple(sorted(written.events.entries.values(), key=lambda event: event.entry.on.placed)),
        publications=publications.entries,
        recommendations=written.recommendations.entry if written.recommendations else None,
        reports=written.reports.entries,
        exhibits=written.exhibits.found,
        submissions=written.submissions,
        pictures=written.pictures or {},
        attachments=written.attachments or {},
        record=written.record,
        numbers=written.numbers,
        results=written.results.entry if written.results else None,
        told=told,
        unfinished=tuple(found),
        folder=content.name,
    )


def read_review(content: Path) -> Review:
    """Read the register alone.

    Raises:
        ProblemsError: with every problem of content/review.yml.
    """
    Problems(empty_register(content)).raise_if_any()
    problems = Problems()
    _, review = read_file(Review, content, "review.yml", problems)
    problems.raise_if_any()
    if review is None:
        raise ProblemsError(problems)
    return review.entry


def _newest_last(post: Sourced[Post]) -> tuple[object, str]:
    return post.entry.published.placed, post.entry.slug


def _put_aside(problems: Problems, written: Written, project: Path) -> list[Problem]:
    """Return the problems, in order; what stops nothing is put down.

    Those of a draft's TODO lines and text are things to do; those of pictures and attachments that nothing ready uses
    are advice, but for links, which are told wherever they stand.
    """
    shelves: tuple[Shelf[Any], ...] = (
        *(written.posts, written.calls, written.events, written.publications, written.collections, written.pages),
    )
    drafts = {source.path: source for shelf in shelves for source in shelf.sources if source.is_draft}
    used = _used(written)
    found = (
        replace(one, level="to do")
        if _is_unfinished(one, drafts)
        else replace(one, level="advice")
        if one.field in ("picture", "attachment")
        and one.path not in drafts
        and _is_unused(one.path, used)
        and not (project / one.path).is_symlink()
        else one
        for one in problems
    )
    return in_order(found)


def _used(written: Written) -> set[str]:
    """Return the paths of the pictures and attachments that something ready uses."""
    ready = (source for source in (*written.texts, *written.publications.sources) if not source.is_draft)
    used = {f"{written.content}/{name}" for source in ready for name in files_of(source)}
    rows = (row for collection in written.submissions.values() for row in collection.rows)
    return used | {f"{written.content}/attachments/{row.file}" for row in rows}


def _is_unused(path: str, used: Set[str]) -> bool:
    """Tell whether a path is that of a picture or an attachment that is not among the used ones."""
    return PurePosixPath(path).parent.name in ("pictures", "attachments") and path not in used


def _is_unfinished(problem: Problem, drafts: Mapping[str, Source]) -> bool:
    """Tell whether a problem is of a draft's text, or stands on one of its lines that still says TODO."""
    if problem.path not in drafts:
        return False
    return problem.field in _OF_THE_TEXT or problem.line in drafts[problem.path].to_do
