"""Reads the references of every captured file, each by the reader for its type."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.links.css import read_css
from review_site.archive.links.encoding import decode_css
from review_site.archive.links.found import Found
from review_site.archive.links.graph import Link, LinkGraph, PageLinks
from review_site.archive.links.html import read_html
from review_site.archive.links.json_files import is_json_feed, read_json_feed, read_manifest
from review_site.archive.links.pdf import Annotated, read_pages, read_pdf
from review_site.archive.links.robots import read_robots
from review_site.archive.links.xml_files import read_xml
from review_site.workers import spread

LARGEST = 1 << 25  # bytes of a file that is read whole; PDFs may be larger
TOO_LARGE = f"is larger than {LARGEST >> 20} MiB"
_PDF = "application/pdf"
_ReadFile = Callable[[bytes, Found], None]
_Read = tuple[tuple[Link, ...], str]
"""The references of a file, and why not all of them could be read; empty where they could."""


def read_links(inventory: Inventory) -> LinkGraph:
    """Read every captured file that can refer to anything, and return who refers to what.

    HTML, XHTML, CSS, SVG, Atom, RSS, OPML, JSON Feed, sitemaps, `robots.txt`, web app manifests and PDFs are read, in
    several processes; scripts, spreadsheets and the like are not. The graph names those of which not all could be read.

    Raises:
        OSError: when a file cannot be read.
    """
    pages: dict[str, PageLinks] = {}
    unread: dict[str, str] = {}
    once = _Once()
    annotated = read_pages([inventory.file_of(one) for one in inventory.resources if _type(one) == _PDF])
    others = [resource for resource in inventory.resources if _type(resource) != _PDF]
    read = iter(spread(others, partial(_read_file, inventory, _Once())))
    for resource in inventory.resources:
        found, why = _read_pdf(inventory, resource, next(annotated)) if _type(resource) == _PDF else next(read)
        if why:
            unread[resource.address] = why
        if links := once.each(found):
            pages[resource.address] = PageLinks(address=resource.address, links=links)
    graph = LinkGraph(url=inventory.url, status={}, media_types={}, pages=pages, unread=unread)
    return with_answers(graph, inventory)


def with_answers(graph: LinkGraph, inventory: Inventory) -> LinkGraph:
    """Return the same references among what an inventory has captured, which may be more than was read."""
    status = {resource.address: resource.status for resource in inventory.resources}
    types = {resource.address: _type(resource) for resource in inventory.resources}
    known = status == graph.status and types == graph.media_types
    return graph if known else replace(graph, status=status, media_types=types)


class _Once:
    """Menus stand alike on every page: keeps each link of one page and the next once, so that memory stays flat."""

    def __init__(self) -> None:
        self._before: dict[Link, Link] = {}

    def each(self, links: Iterable[Link]) -> tuple[Link, ...]:
        """Return the links of the next page, those of the page before in place of the same ones."""
        kept = tuple(self._before.get(link, link) for link in links)
        self._before = {link: link for link in kept}
        return kept


def _read_file(inventory: Inventory, once: _Once, resource: Resource) -> _Read:
    found = _found_of(inventory, resource)
    read = _reader(resource)
    if read and resource.size > LARGEST:
        found.unread = TOO_LARGE
    elif read:
        read(inventory.file_of(resource).read_bytes(), found)
    return once.each(found.links), found.unread


def _read_pdf(inventory: Inventory, resource: Resource, annotated: Annotated) -> _Read:
    found = _found_of(inventory, resource)
    read_pdf(inventory.file_of(resource), annotated, found)
    return tuple(found.links), found.unread


def _found_of(inventory: Inventory, resource: Resource) -> Found:
    """Return what gathers the references of a resource, with where its server leads on to."""
    found = Found(inventory.url_of(resource))
    if resource.location:
        found.add("link", "http", "location", resource.location, 1)
    return found


def _type(resource: Resource) -> str:
    return resource.media_type.partition(";")[0]


def _reader(resource: Resource) -> _ReadFile | None:
    if resource.address == "/robots.txt":
        return read_robots
    if _type(resource) == "application/json":
        return read_manifest if resource.address.endswith("/manifest.json") else _read_json
    return _READERS.get(_type(resource))


def _read_css(content: bytes, found: Found) -> None:
    text, found.encoding = decode_css(content)
    read_css(text, found)


def _read_json(content: bytes, found: Found) -> None:
    if is_json_feed(content):
        read_json_feed(content, found)


_READERS: dict[str, _ReadFile] = {
    "application/atom+xml": read_xml,
    "application/manifest+json": read_manifest,
    "application/rss+xml": read_xml,
    "application/xhtml+xml": read_html,
    "application/xml": read_xml,
    "image/svg+xml": read_html,
    "text/css": _read_css,
    "text/html": read_html,
    "text/x-opml": read_xml,
}
