"""What a page is found by: its kind, its topics and its year, each a word for readers and a slug for addresses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from review_site.addresses import slugify
from review_site.content.listings import NEWS, ListingPage
from review_site.content.when import When
from review_site.plugins.place import Place
from review_site.plugins.publication_views import WorkView
from review_site.plugins.views import PostView, dated

WAYS = ("/a-z/", "/search/", "/sitemap/")
"""Pages that lead to others and have no words of their own."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A kind, a topic or a year: its name, and the slug that stands for it in addresses."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What one page is found by; `date` is the day it was published, in words, empty where it has none."""

    kind: Term
    topics: tuple[Term, ...] = ()
    year: Term | None = None
    date: str = ""

    @property
    def marks(self) -> dict[str, str]:
        """The attributes by which Pagefind knows that a page is searched, and what it tells of it."""
        return {
            "data-pagefind-body": "",
            "data-pagefind-meta": "kind[data-kind], date[data-date]",
            "data-kind": self.kind.name,
            "data-date": self.date,
        }


def is_current(place: Place) -> bool:
    """Tell whether a place is a page as it stands now that readers are led to.

    Earlier versions, later pages of a list and lists whose posts were all withdrawn are not.
    """
    listing = place.context.get("listing")
    if isinstance(listing, ListingPage) and (listing.number > 1 or not listing.listing.posts):
        return place.address == NEWS
    return place.status == 200 and place.kind != "version"


def facets_of(place: Place) -> Facets | None:
    """Return what a page is found by; None for one that no search gives."""
    if not is_current(place) or place.deep or place.address in WAYS:
        return None
    post = place.context.get("post")
    if isinstance(post, PostView):
        entry = post.entry
        topics = tuple(Term(link.words, topic) for topic, link in zip(entry.topics, post.topics, strict=True))
        return Facets(kind_of(place), topics, _year(entry.published), post.dated)
    work = place.context.get("work")
    if isinstance(work, WorkView):
        topics = tuple(Term(link.words, link.address.rstrip("/").rpartition("/")[2]) for link in work.topics)
        return Facets(kind_of(place), topics, _year(work.entry.published), work.dated)
    standing = place.context.get("standing")
    published = standing.published if standing else None
    if published is None:
        return Facets(kind_of(place))
    return Facets(kind_of(place), (), _year(published), dated(published, uncertain=False))


def kind_of(place: Place) -> Term:
    """Return what sort of page a place is: that of a post, else a page, one of a report, a document, or a list."""
    post = place.context.get("post")
    if isinstance(post, PostView):
        return Term(post.kind.words, slugify(post.entry.kind))
    if place.kind == "submissions":
        return Term("Submissions", "submissions")
    if place.kind == "recommendations":
        return Term("Recommendations", "recommendations")
    if place.report:
        return Term("Report", "report")
    if isinstance(place.context.get("work"), WorkView):
        return Term("Document", "document")
    listed = isinstance(place.context.get("listing"), ListingPage) or "catalogue" in place.context
    return Term("List", "list") if listed else Term("Page", "page")


def choices(places: Iterable[Place]) -> Mapping[str, tuple[Term, ...]]:
    """Return the kinds, topics and years that there are, each in the order in which readers are offered them."""
    found = [facets for facets in map(facets_of, places) if facets]
    return {
        "kind": _distinct(found, lambda facets: (facets.kind,)),
        "topic": _distinct(found, lambda facets: facets.topics),
        "year": _distinct(found, lambda facets: (facets.year,) if facets.year else ())[::-1],
    }


def _distinct(found: Iterable[Facets], terms: Callable[[Facets], tuple[Term, ...]]) -> tuple[Term, ...]:
    return tuple(sorted({term for facets in found for term in terms(facets)}))


def _year(published: When) -> Term:
    year = str(published.placed.year)
    return Term(year, year)
