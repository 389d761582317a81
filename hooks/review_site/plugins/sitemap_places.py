"""The sitemap for people: every page of the site, by what it is; above a size an index of its parts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from review_site.addresses import slugify
from review_site.content.library import Library
from review_site.content.listings import NEWS, ListingPage
from review_site.content.routes import ROUTES
from review_site.lifecycle.versions import Version
from review_site.plugins import map_parts
from review_site.plugins.alphabet import A_Z
from review_site.plugins.alphabet import TITLE as A_Z_TITLE
from review_site.plugins.audiences import Route
from review_site.plugins.map_parts import Group, MapLine, Part, in_parts, index_of, is_long, part_places
from review_site.plugins.place import Place
from review_site.plugins.views import Link, PostView

SITEMAP = "/sitemap/"
TITLE = "Sitemap"
_FACETS = {"all": "All", "kind": "Kind", "topic": "Topic", "audience": "For", "author": "From", "year": "Year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What stands under one heading; `slug` names it in addresses where its title must not.

    Short lines stand in `columns`, what few look for is `folded`; what is `dated` falls into parts by year.
    """

    title: str
    lines: tuple[MapLine, ...]
    slug: str = ""
    columns: bool = False
    folded: bool = False
    dated: bool = False

    def groups(self) -> Iterator[Group[MapLine]]:
        """Give the groups in which its lines stand where the sitemap is in parts."""
        address = f"{SITEMAP}{self.slug or slugify(self.title)}"
        if not self.dated:
            lines = tuple(piece for line in self.lines for piece in _pieces(line))
            yield Group(self.title, f"{address}/", lines, self.columns)
            return
        by_year: dict[int, list[MapLine]] = {}
        for line in self.lines:
            if line.published:
                by_year.setdefault(line.published.placed.year, []).append(line)
        for year, own in sorted(by_year.items(), reverse=True):
            yield Group(f"{self.title} of {year}", f"{address}-{year}/", tuple(own), self.columns)


def sitemap_places(
    library: Library,
    views: Mapping[str, PostView],
    listing_pages: tuple[ListingPage, ...],
    history: Mapping[str, tuple[Version, ...]],
    routes: tuple[Route, ...],
    places: Mapping[str, Place],
) -> Iterator[Place]:
    """Give the place of the sitemap, and those of its parts where it is longer than one page may be.

    The arguments are those of `places_of`; `places` are all that it lists, by address.
    """
    sections = (
        _standing(library, places),
        _posts(views.values()),
        *_for_readers(routes),
        _listings(listing_pages),
        *_grouped(places.values()),
        *_versions(library, history),
    )
    parts = tuple[Part[MapLine], ...]()
    if is_long(line for section in sections for line in section.lines):
        groups = (group for section in sections for group in section.groups())
        parts = in_parts(group for group in groups if group.lines)
    index = index_of(parts)
    yield Place(
        address=SITEMAP,
        kind="listing",
        meta={"title": TITLE, "description": "Every page of this site.", "template": "sitemap.html"},
        context={"sections": sections, "index": index},
    )
    yield from part_places(parts, Link(TITLE, SITEMAP), "sitemap_part.html", {"index": index})


def _standing(library: Library, places: Mapping[str, Place]) -> Section:
    """Return the pages that people wrote, by their addresses, and those that lead to all others."""
    pages = sorted((address, page.entry) for address, page in library.pages.items() if page.entry.withdrawn is None)
    letters = (place.context["part"] for place in places.values() if place.address.startswith(A_Z) and place.deep)
    ways = (
        MapLine(title="News and blogs", address=NEWS),
        MapLine(
            title=A_Z_TITLE, address=A_Z, called="Letters", pages=tuple((one.name, one.address) for one in letters)
        ),
        MapLine(title="Search", address="/search/"),
        MapLine(title=TITLE, address=SITEMAP),
        MapLine(title=str(places["/subscribe/"].meta["title"]), address="/subscribe/"),
    )
    lines = (*(MapLine(title=entry.title, address=address) for address, entry in pages), *ways)
    return Section(title="Pages", lines=lines, columns=True)


def _posts(views: Iterable[PostView]) -> Section:
    lines = (
        MapLine(
            title=post.entry.title,
            address=post.address,
            published=post.entry.published,
            uncertain=post.entry.date_uncertain,
        )
        for post in views
    )
    return Section(title="News and blogs", lines=tuple(lines), dated=True)


def _for_readers(routes: tuple[Route, ...]) -> Iterator[Section]:
    if routes:
        lines = (MapLine(title=route.title, address=route.address) for route in routes)
        yield Section(title="For you", lines=(MapLine(title="All readers", address=ROUTES), *lines))


def _listings(pages: Iterable[ListingPage]) -> Section:
    lines = (
        MapLine(
            title=f"{_FACETS[page.listing.facet]}: {page.listing.name}{_numbered(page)}",
            address=page.address,
            note="" if page.listing.posts else "nothing in it now",
        )
        for page in pages
        if page.address != NEWS
    )
    return Section(title="Lists of news and blogs", lines=tuple(lines), columns=True)


def _numbered(page: ListingPage) -> str:
    return f", page {page.number}" if page.number > 1 else ""


def _grouped(places: Iterable[Place]) -> Iterator[Section]:
    """Give what is made of registers and reports under the headings of these, more pages of a list by their numbers."""
    groups: dict[str, dict[str, tuple[str, list[tuple[str, str]]]]] = {}
    slugs: dict[str, str] = {}
    for place in (place for place in places if place.group):
        group = groups.setdefault(place.group, {})
        first, _, number = place.address.partition("/page/")
        if number and f"{first}/" in group:
            group[f"{first}/"][1].append((number.strip("/"), place.address))
        else:
            group[place.address] = str(place.meta["title"]), []
        if place.report:
            slugs[place.group] = f"made-of-{place.report.name}"  # which stays when the title is mended
    for title, pages in groups.items():
        lines = (MapLine(title=name, address=address, pages=tuple(more)) for address, (name, more) in pages.items())
        yield Section(title=title, lines=tuple(lines), slug=slugs.get(title, ""), columns=True)


def _versions(library: Library, history: Mapping[str, tuple[Version, ...]]) -> Iterator[Section]:
    pages = ((page.entry.title, address) for address, page in library.pages.items() if page.entry.withdrawn is None)
    lines = [
        MapLine(title=title, address=version.address, span=version.span)
        for title, address in sorted(pages)
        for version in history.get(address, ())[:-1]
    ]
    if lines:
        yield Section(title="Earlier versions of pages", lines=tuple(lines), folded=True)


def _pieces(line: MapLine) -> Iterator[MapLine]:
    """Give a line with more links than a page may hold as several, each with the links that follow."""
    most = map_parts.LINKS - 1
    for start in range(0, len(line.pages) or 1, most):
        yield replace(line, pages=line.pages[start : start + most])
