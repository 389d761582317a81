"""The navigation of mkdocs.yml without the pages that may not be seen yet."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from mkdocs.structure.pages import Page as BuiltPage

from review_site.content.listings import NEWS, ListingPage
from review_site.content.routes import ROUTES
from review_site.content.shelf import Sourced
from review_site.plugins.place import Place
from review_site.plugins.views import Link, PostView


def without_pages(nav: Any, hidden: Mapping[str, Sourced[Any]], docs: str) -> Any:
    """Return a `nav` of MkDocs without the files of hidden pages, and without the sections that this leaves empty."""
    files = {path.relative_to(docs).as_posix() for path in _pages(hidden.values(), docs)}
    return _without(nav, files) if nav and files else nav


def trail_of(place: Place, page: BuiltPage) -> tuple[Link, ...]:
    """Return the breadcrumbs of a page after Home, as its template shows them."""
    context = place.context
    news, listing = (Link("News and blogs", NEWS),), context.get("listing")
    if isinstance(context.get("post"), PostView):
        return news
    if isinstance(listing, ListingPage):
        return () if listing.listing.facet == "all" and listing.number == 1 else news
    if "trail" in context:
        return tuple(context["trail"])
    if "route" in context:
        return (Link("For you", ROUTES),)
    if place.kind == "version":
        version = context["version"]
        return () if version.page == "/" else (Link(context["standing"].title, version.page),)
    if place.report is not None and place.address != place.report.address:
        return (Link(place.report.title, place.report.address),)
    section: Any = next(reversed([*page.ancestors]), None)
    if place.kind != "page" or section is None or section.children[0] is page:
        return ()
    return (Link(section.title, f"/{section.children[0].url}"),)


def _pages(hidden: Iterable[Sourced[Any]], docs: str) -> list[PurePosixPath]:
    paths = (PurePosixPath(one.source.path) for one in hidden)
    return [path for path in paths if path.is_relative_to(docs)]


def _without(item: Any, files: set[str]) -> Any:
    """Return a part of a `nav` (a list, a {title: part}, or a file) without some files; None when nothing is left."""
    if isinstance(item, list):
        kept = [part for part in (_without(one, files) for one in item) if part is not None]
        return kept or None
    if isinstance(item, dict):
        parts = {title: _without(part, files) for title, part in item.items()}
        kept_parts = {title: part for title, part in parts.items() if part is not None}
        return kept_parts or None
    return None if item in files else item
