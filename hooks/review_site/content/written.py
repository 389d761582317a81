"""Everything that is written in content/ and docs/, read file by file, before any is held against another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeVar

from review_site.addresses import address_of_file
from review_site.content.address_checks import named_address, post_address
from review_site.content.attachments import attachment_address, read_attachments
from review_site.content.collections import FOLDER as SUBMISSIONS
from review_site.content.collections import read_collections
from review_site.content.dated import Call, Event
from review_site.content.exhibits import ENDINGS, Exhibits, read_exhibits
from review_site.content.folders import check_names, is_open
from review_site.content.models import Page, Post
from review_site.content.number_checks import mark_removed
from review_site.content.paragraph_ledger import PARAGRAPHS, Ledger, read_ledger_of_numbers
from review_site.content.picture_files import PictureFile, read_picture_files
from review_site.content.publication import Publication, publication_address
from review_site.content.recommendations import Recommendations
from review_site.content.record import ADDRESSES, RECORD, PublicRecord, read_record
from review_site.content.register import Review
from review_site.content.report import Report
from review_site.content.report_documents import document_addresses
from review_site.content.results import RESULTS, Results
from review_site.content.shelf import Shelf, Sourced, read_file, read_shelf
from review_site.content.source import Source
from review_site.content.submissions import Collection, Submissions
from review_site.content.told import TOLD
from review_site.problems import Problems

R = TypeVar("R")
RECOMMENDATIONS = "recommendations.yml"
_KNOWN = (
    *("README.md", "review.yml", RECOMMENDATIONS, "house-style.yml", ADDRESSES, RECORD, PARAGRAPHS, RESULTS),
    *("blogs", "calls", "events", "publications", "reports", SUBMISSIONS, "pictures", "attachments", "schemas", TOLD),
)


@dataclass(frozen=True)
class Written:
    """What could be read: of each file its source, and its entry where that is valid.

    `content` and `docs` are the names of the folders, for messages. Of the register, the recommendations and the
    results of tests the source is None where it cannot be read, the entry where it is not valid; `recommendations` and
    `results` as well where there are none. `attached` and `pictured` name all files of those folders, `pictures` and
    `attachments` those that are sound, None where the folder may not be read.
    """

    content: str
    docs: str
    register: Source | None
    review: Sourced[Review] | None
    has_recommendations: bool
    recommendations_source: Source | None
    recommendations: Sourced[Recommendations] | None
    results_source: Source | None
    results: Sourced[Results] | None
    posts: Shelf[Post]
    calls: Shelf[Call]
    events: Shelf[Event]
    publications: Shelf[Publication]
    reports: Shelf[Report]
    pages: Shelf[Page]
    exhibits: Exhibits
    record: PublicRecord
    numbers: Ledger
    pictures: Mapping[str, PictureFile] | None
    attachments: Mapping[str, Path] | None
    pictured: frozenset[str]
    attached: frozenset[str]
    collections: Shelf[Submissions]
    submissions: Mapping[str, Collection]

    @cached_property
    def texts(self) -> tuple[Source, ...]:
        """All that has a text: posts, standing pages, calls, events."""
        return (*self.posts.sources, *self.pages.sources, *self.calls.sources, *self.events.sources)

    @cached_property
    def standing(self) -> list[tuple[str, Source]]:
        """The standing pages with their addresses."""
        return [(page_address(source.path, self.docs), source) for source in self.pages.sources]

    @cached_property
    def works(self) -> list[tuple[str, Source]]:
        """The publications with their addresses."""
        named = ((PurePosixPath(source.path).stem, source) for source in self.publications.sources)
        return [(publication_address(stem), source) for stem, source in named]

    @cached_property
    def placed(self) -> list[tuple[str | None, Source]]:
        """Every text with the address of its page; calls and events have none of their own."""
        return [
            *((post_address(post), post) for post in self.posts.sources),
            *self.standing,
            *((None, source) for source in (*self.calls.sources, *self.events.sources)),
        ]

    @cached_property
    def by_address(self) -> dict[str, Source]:
        """The texts that have a page of their own, by its address."""
        return {address: source for address, source in self.placed if address}

    @cached_property
    def unread(self) -> list[str]:
        """The addresses of the files that could not be read, as far as they are known."""
        return [
            *(named_address(path) for path in self.posts.unread),
            *(publication_address(PurePosixPath(path).stem) for path in self.publications.unread),
            *(page_address(path, self.docs) for path in self.pages.unread),
        ]

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The addresses of all documents: those that are attached, and those that are made of reports."""
        return (*map(attachment_address, sorted(self.attached)), *document_addresses(self.reports.entries))


def read_written(content: Path, docs: Path, problems: Problems) -> Written:
    """Read every file of both folders, and tell what is wrong with each by itself."""
    check_names(content, _KNOWN, problems)
    register, review = read_file(Review, content, "review.yml", problems)
    file = content / RECOMMENDATIONS
    has_recommendations = file.exists() or file.is_symlink()
    recommendations_source, recommendations = (
        read_file(Recommendations, content, RECOMMENDATIONS, problems) if has_recommendations else (None, None)
    )
    results_source, results = read_file(Results, content, RESULTS, problems)
    calls = read_shelf(Call, content, "calls/*.md", problems)
    reports = read_shelf(Report, content, "reports/*.yml", problems)
    record = read_record(content, problems)
    attached = _names(content / "attachments")
    known = {"call": calls.stems, "report": reports.stems}
    collections, submissions = read_collections(content, record.submissions, known, attached, problems)
    return Written(
        content=content.name,
        docs=docs.name,
        register=register,
        review=review,
        has_recommendations=has_recommendations,
        recommendations_source=recommendations_source,
        recommendations=recommendations,
        results_source=results_source,
        results=results,
        posts=read_shelf(Post, content, "blogs/*.md", problems),
        calls=calls,
        events=read_shelf(Event, content, "events/*.md", problems),
        publications=read_shelf(Publication, content, "publications/*.yml", problems),
        reports=reports,
        pages=read_shelf(Page, docs, "**/*.md", problems, ENDINGS),
        exhibits=read_exhibits(docs, reports.stems, problems),
        record=record,
        numbers=mark_removed(read_ledger_of_numbers(content, problems), reports.sources),
        pictures=_read_files(read_picture_files, content, "pictures", problems),
        attachments=_read_files(read_attachments, content, "attachments", problems),
        pictured=_names(content / "pictures"),
        attached=attached,
        collections=collections,
        submissions=submissions,
    )


def page_address(path: str, docs: str) -> str:
    """Return the address of a standing page: `docs/about.md` gives `/about/`, an index.md or README.md its folder's."""
    inside = Path(path).relative_to(docs)
    folder = inside.parent if inside.name in ("index.md", "README.md") else inside.with_suffix("")
    return address_of_file((folder / "index.html").as_posix())


def _read_files(read: Callable[[Path, str, Problems], R], content: Path, name: str, problems: Problems) -> R | None:
    folder = content / name
    return read(folder, f"{content.name}/{name}", problems) if is_open(folder, content, problems) else None


def _names(folder: Path) -> frozenset[str]:
    """Return the names of all files of a folder, also of those that are told of by themselves."""
    return frozenset(file.name for file in folder.glob("*"))
