"""Everything the comms team wrote, valid and joined together: the library."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from review_site.addresses import address_of_file
from review_site.content.address_checks import check_addresses, check_ledger, named_address, post_address
from review_site.content.anchors import lasting_anchors, page_anchors, read_anchors
from review_site.content.attachments import attachment_address, read_attachments
from review_site.content.collections import FOLDER as SUBMISSIONS
from review_site.content.collections import read_collections
from review_site.content.dated import Call, Event
from review_site.content.described import check_texts, files_of
from review_site.content.exhibit_checks import check_exhibits, with_exhibits
from review_site.content.exhibits import ENDINGS, Exhibited, read_exhibits
from review_site.content.figure_checks import check_figures
from review_site.content.folders import check_names, is_open
from review_site.content.languages import check_languages
from review_site.content.legal_checks import check_legal, check_legal_pages
from review_site.content.links import check_anchors, check_links
from review_site.content.mark_checks import check_marks, check_used, marked_reports
from review_site.content.markdown import texts_of_one_library
from review_site.content.models import Page, Post
from review_site.content.number_checks import check_numbers_of_reports, mark_removed
from review_site.content.other_forms import check_other_forms
from review_site.content.paragraph_ledger import PARAGRAPHS, Ledger, read_ledger_of_numbers
from review_site.content.picture_files import PictureFile, read_picture_files
from review_site.content.publication import Publication, publication_address
from review_site.content.publication_checks import check_publications
from review_site.content.question_checks import check_asked, with_asked
from review_site.content.questions import check_questions
from review_site.content.recommendation_checks import check_recommendations
from review_site.content.recommendations import Recommendations
from review_site.content.record import ADDRESSES, RECORD, PublicRecord, read_record
from review_site.content.references import (
    OF_CHAPTER,
    check_chapter_sections,
    check_ids,
    check_references,
    check_sections,
    check_unwritten,
    names_in,
)
from review_site.content.register import Review
from review_site.content.report import Report, check_reports, made_pages_of
from review_site.content.report_documents import document_addresses
from review_site.content.results import RESULTS, Results
from review_site.content.shelf import Shelf, Sourced, read_file, read_shelf
from review_site.content.source import Source
from review_site.content.states import check_blocks, check_calls
from review_site.content.submissions import Collection
from review_site.content.support_checks import check_numbers, check_support
from review_site.content.told import TOLD, Told, read_told
from review_site.problems import Problem, Problems, ProblemsError

R = TypeVar("R")
RECOMMENDATIONS = "recommendations.yml"
_KNOWN = (
    *("README.md", "review.yml", RECOMMENDATIONS, "house-style.yml", ADDRESSES, RECORD, PARAGRAPHS, RESULTS),
    *("blogs", "calls", "events", "publications", "reports", SUBMISSIONS, "pictures", "attachments", "schemas", TOLD),
)
_OF_RECOMMENDATIONS = {"recommendations", OF_CHAPTER, "missions"}
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


def read_library(content: Path, docs: Path) -> Library:
    """Read and check content/ and docs/.

    Raises:
        ProblemsError: with every problem of every file.
    """
    with texts_of_one_library():
        return _read_library(content, docs)


def _read_library(content: Path, docs: Path) -> Library:
    problems = Problems()
    check_names(content, _KNOWN, problems)
    register, review = read_file(Review, content, "review.yml", problems)
    has_recommendations = (content / RECOMMENDATIONS).exists() or (content / RECOMMENDATIONS).is_symlink()
    listed, recommendations = (
        read_file(Recommendations, content, RECOMMENDATIONS, problems) if has_recommendations else (None, None)
    )
    results_source, results = read_file(Results, content, RESULTS, problems)
    posts = read_shelf(Post, content, "blogs/*.md", problems)
    calls = read_shelf(Call, content, "calls/*.md", problems)
    events = read_shelf(Event, content, "events/*.md", problems)
    publications = read_shelf(Publication, content, "publications/*.yml", problems)
    reports = read_shelf(Report, content, "reports/*.yml", problems)
    pages = read_shelf(Page, docs, "**/*.md", problems, ENDINGS)
    exhibits = read_exhibits(docs, reports.stems, problems)
    record = read_record(content, problems)
    pictures = _read_files(read_picture_files, content, "pictures", problems)
    attachments = _read_files(read_attachments, content, "attachments", problems)
    named = {"call": calls.stems, "report": reports.stems}
    registers, submissions = read_collections(
        content, record.submissions, named, _names(content / "attachments"), problems
    )
    written = (*posts.sources, *pages.sources, *calls.sources, *events.sources)
    if register is not None:
        ids = {"calls": calls.stems, "publications": publications.stems}
        check_references((*written, *publications.sources), names_in(register) | ids, problems)
        check_support((*posts.sources, *pages.sources), register, problems)
        check_numbers(written, register, problems)
        check_legal(register, results_source, problems)
    check_ids((*posts.sources, *calls.sources, *events.sources, *publications.sources), problems)
    check_sections(pages.sources, set() if has_recommendations else _OF_RECOMMENDATIONS, problems)
    standing = [(page_address(source.path, docs.name), source) for source in pages.sources]
    check_chapter_sections(standing, listed.data.get("report") if listed else None, problems)
    unread = [
        *(named_address(path) for path in posts.unread),
        *(publication_address(PurePosixPath(path).stem) for path in publications.unread),
        *(page_address(path, docs.name) for path in pages.unread),
    ]
    documents = (
        *map(attachment_address, sorted(_names(content / "attachments"))),
        *document_addresses(reports.entries),
    )
    check_reports(reports, (address for address, _ in standing), publications.stems, docs.name, problems)
    numbers = mark_removed(read_ledger_of_numbers(content, problems), reports.sources)
    addresses = [address for address, _ in standing]
    of_numbers, published = f"{content.name}/{PARAGRAPHS}", record.ledger.keys()
    check_numbers_of_reports(reports, pages, addresses, exhibits, numbers, of_numbers, published, problems)
    check_legal_pages(standing, unread, docs.name, problems)
    works = [(publication_address(PurePosixPath(source.path).stem), source) for source in publications.sources]
    made = made_pages_of(reports.sources, (address for address, _ in standing))
    served = check_addresses(posts.sources, standing, register, problems, unread, documents, made, works)
    if register is not None and not unread:
        check_ledger(record, f"{content.name}/{ADDRESSES}", served, problems)
    placed: list[tuple[str | None, Source]] = [
        *((post_address(post), post) for post in posts.sources),
        *standing,
        *((None, source) for source in (*calls.sources, *events.sources)),
    ]
    check_links((*written, *publications.sources, *([listed] if listed else ())), served, problems)
    by_address = {address: source for address, source in placed if address}
    check_exhibits(standing, (*posts.sources, *calls.sources, *events.sources), exhibits, problems)
    every, lasting = (read_anchors(by_address, read, numbers) for read in (page_anchors, lasting_anchors))
    anchors_of, lasting_of = with_exhibits(every, lasting, standing, exhibits)
    anchors_of, lasting_of = (with_asked(one, reports.by_stem) for one in (anchors_of, lasting_of))
    check_anchors(placed, anchors_of, lasting_of, problems)
    known = None if listed is not None and recommendations is None else _ids_in(recommendations)
    marked = marked_reports(reports, standing, unread)
    of_no_report = (source for address, source in placed if address is None or address.split("/")[1] not in marked)
    check_marks(marked, of_no_report, anchors_of, known, problems)
    check_used(reports, marked, problems)
    named = {"calls": calls.stems, "publications": publications.stems, "served": served}
    check_asked(reports.by_stem, dict(standing), anchors_of, named, problems)
    if listed is not None:
        check_recommendations(listed, standing, unread, reports.stems, anchors_of, problems)
    check_blocks(
        (*pages.sources, *calls.sources), (*posts.sources, *events.sources), calls.stems, calls.entries, problems
    )
    if register is not None:
        check_calls(calls.entries.values(), register, by_address, problems)
    check_texts(written, _names(content / "pictures"), _names(content / "attachments"), problems)
    check_languages(written, problems)
    check_other_forms(placed, _names(content / "attachments"), problems)
    language = register.data.get("language") if register else None
    check_publications(
        publications.sources, publications.stems, attachments or {}, _names(content / "attachments"), language, problems
    )
    check_questions(pages.sources, problems)
    check_figures(pages.sources, reports.by_stem, docs.name, problems)
    check_unwritten(
        (
            *written,
            *publications.sources,
            *reports.sources,
            *registers.sources,
            *exhibits.sources.values(),
            *filter(None, (register, listed)),
        ),
        posts.sources,
        problems,
    )
    shelves = (posts, pages, calls, publications)
    told = read_told([one for shelf in shelves for one in shelf.entries.values()], content, docs, problems)
    ready = (source for source in (*written, *publications.sources) if not _is_draft(source))
    used = {f"{content.name}/{name}" for source in ready for name in files_of(source)}
    used |= {f"{content.name}/attachments/{row.file}" for one in submissions.values() for row in one.rows}
    found = _put_aside(problems, (posts, calls, events, publications, registers, pages), used)
    if review is None or any(problem.level == "problem" for problem in found):
        raise ProblemsError(found)
    return Library(
        review=review.entry,
        posts=tuple(sorted(posts.entries.values(), key=_newest_last, reverse=True)),
        pages={page_address(page.source.path, docs.name): page for page in pages.entries.values()},
        calls=calls.entries,
        events=tuple(sorted(events.entries.values(), key=lambda event: event.entry.on.placed)),
        publications=publications.entries,
        recommendations=recommendations.entry if recommendations else None,
        reports=reports.entries,
        exhibits=exhibits.found,
        submissions=submissions,
        pictures=pictures or {},
        attachments=attachments or {},
        record=record,
        numbers=numbers,
        results=results.entry if results else None,
        told=told,
        unfinished=tuple(found),
        folder=content.name,
    )


def read_review(content: Path) -> Review:
    """Read the register alone.

    Raises:
        ProblemsError: with every problem of content/review.yml.
    """
    problems = Problems()
    _, review = read_file(Review, content, "review.yml", problems)
    problems.raise_if_any()
    if review is None:
        raise ProblemsError(problems)
    return review.entry


def page_address(path: str, docs: str) -> str:
    """Return the address of a standing page: `docs/about.md` gives `/about/`, an index.md or README.md its folder's."""
    inside = Path(path).relative_to(docs)
    folder = inside.parent if inside.name in ("index.md", "README.md") else inside.with_suffix("")
    return address_of_file((folder / "index.html").as_posix())


def _ids_in(recommendations: Sourced[Recommendations] | None) -> Set[str]:
    return {one.id for one in recommendations.entry.recommendations} if recommendations else set()


def _read_files(read: Callable[[Path, str, Problems], R], content: Path, name: str, problems: Problems) -> R | None:
    folder = content / name
    return read(folder, f"{content.name}/{name}", problems) if is_open(folder, content, problems) else None


def _names(folder: Path) -> set[str]:
    """Return the names of all files of a folder, also of those that are told of by themselves."""
    return {file.name for file in folder.glob("*")}


def _newest_last(post: Sourced[Post]) -> tuple[object, str]:
    return post.entry.published.placed, post.entry.slug


def _put_aside(problems: Problems, shelves: Iterable[Shelf[Any]], used: Set[str]) -> list[Problem]:
    """Return the problems, in order; what stops nothing is put down.

    Those of a draft's TODO lines and text are things to do; those of pictures and attachments that nothing ready uses
    are advice.
    """
    drafts = {source.path: source for shelf in shelves for source in shelf.sources if _is_draft(source)}
    found = (
        replace(one, level="to do")
        if _is_unfinished(one, drafts)
        else replace(one, level="advice")
        if one.field in ("picture", "attachment") and one.path not in drafts and _is_unused(one.path, used)
        else one
        for one in problems
    )
    return sorted(found, key=lambda one: (one.path, one.line or 0, one.field, one.what))


def _is_unused(path: str, used: Set[str]) -> bool:
    """Tell whether a path is that of a picture or an attachment that is not among the used ones."""
    return PurePosixPath(path).parent.name in ("pictures", "attachments") and path not in used


def _is_draft(source: Source) -> bool:
    return source.data.get("status") == "draft"


def _is_unfinished(problem: Problem, drafts: Mapping[str, Source]) -> bool:
    """Tell whether a problem is of a draft's text, or stands on one of its lines that still says TODO."""
    if problem.path not in drafts:
        return False
    return problem.field in _OF_THE_TEXT or problem.line in drafts[problem.path].to_do
