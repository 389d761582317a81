"""The library of publications: all of them, and by kind, topic and year, with paging."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from review_site.addresses import slugify
from review_site.content.library import Library
from review_site.content.listings import page_of
from review_site.content.publication import PUBLICATIONS, Publication, PublicationKind
from review_site.content.shelf import Sourced

K = TypeVar("K", bound=Hashable)
PER_PAGE = 25
_PLURALS: dict[PublicationKind, str] = {
    "terms of reference": "Terms of reference",
    "plan": "Plans",
    "report": "Reports",
    "evidence": "Evidence",
    "summary": "Summaries",
    "analysis": "Analyses",
    "open letters": "Open letters",
    "submissions": "Submissions",
    "newsletters": "Newsletters",
    "film": "Films",
    "statement": "Statements",
}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A set of publications that has a page (or several) of its own; `facet` says by what it was gathered.

    `name` is what it is called among others of its facet, `title` what it is called alone; `works` are the names of its
    publications, the newest first.
    """

    facet: str
    name: str
    about: str
    address: str
    works: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading of its page."""
        before = {"topic": "Publications on: ", "year": "Publications of "}.get(self.facet, "")
        return before + self.name if self.facet in ("all", "topic", "year") else f"Publications: {self.name}"


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """One page of a catalogue: page `number` of `count`, with its own `address` and the names of its publications."""

    catalogue: Catalogue
    number: int
    count: int
    address: str
    works: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading of the page, which names its number from the second on."""
        title = self.catalogue.title
        return title if self.number == 1 else f"{title}, page {self.number} of {self.count}"

    @property
    def newer(self) -> str | None:
        """The address of the page before, None on the first."""
        return page_of(self.catalogue.address, self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """The address of the page after, None on the last."""
        return page_of(self.catalogue.address, self.number + 1) if self.number < self.count else None


def work_kind_address(kind: str) -> str:
    """Return where the publications of a kind are listed."""
    return f"{PUBLICATIONS}kind/{slugify(kind)}/"


def work_topic_address(topic: str) -> str:
    """Return where the publications on a topic are listed."""
    return f"{PUBLICATIONS}topic/{slugify(topic)}/"


def work_year_address(year: int) -> str:
    """Return where the publications of a year are listed."""
    return f"{PUBLICATIONS}year/{year}/"


def plural_kind(kind: PublicationKind) -> str:
    """Return the heading for publications of a kind: `report` gives `Reports`."""
    return _PLURALS[kind]


def list_works(library: Library) -> tuple[Catalogue, ...]:
    """Return every list that holds a publication, or held one before it was withdrawn; that of all is first."""
    review = library.review
    about = f"What {review.short_name} published: what each document is, in which versions, and where it can be had."
    by_kind = _gather(library, lambda work: (work.kind,))
    by_topic = _gather(library, lambda work: work.topics)
    by_year = _gather(library, lambda work: (work.published.placed.year,))
    return (
        Catalogue("all", "Publications", about, PUBLICATIONS, tuple(_newest_first(library))),
        *(
            Catalogue("kind", name, f"{name} that the review published.", work_kind_address(kind), by_kind[kind])
            for kind, name in _PLURALS.items()
            if kind in by_kind
        ),
        *(
            Catalogue("topic", term.name, term.about, work_topic_address(topic), by_topic[topic])
            for topic, term in review.topics.items()
            if topic in by_topic
        ),
        *(
            Catalogue("year", str(year), f"Every publication of {year}.", work_year_address(year), works)
            for year, works in sorted(by_year.items(), reverse=True)
        ),
    )


def paginate_works(catalogue: Catalogue, size: int = PER_PAGE) -> tuple[CataloguePage, ...]:
    """Cut a catalogue into pages of at most `size` publications; an empty one has one empty page."""
    slices = [catalogue.works[start : start + size] for start in range(0, len(catalogue.works), size)] or [()]
    return tuple(
        CataloguePage(catalogue, number, len(slices), page_of(catalogue.address, number), works)
        for number, works in enumerate(slices, 1)
    )


def _newest_first(library: Library) -> list[str]:
    def newest_last(item: tuple[str, Sourced[Publication]]) -> tuple[float, str]:
        return item[1].entry.published.placed.timestamp(), item[1].entry.title

    works = sorted(library.publications.items(), key=newest_last, reverse=True)
    return [name for name, _ in works]


def _gather(library: Library, keys: Callable[[Publication], Iterable[K]]) -> dict[K, tuple[str, ...]]:
    """Return the works by key; a list whose works were all withdrawn is empty, and its address stays."""
    found: dict[K, list[str]] = {key: [] for work in library.withdrawn_works.values() for key in keys(work.entry)}
    for name in _newest_first(library):
        for key in dict.fromkeys(keys(library.publications[name].entry)):
            found.setdefault(key, []).append(name)
    return {key: tuple(names) for key, names in found.items()}
