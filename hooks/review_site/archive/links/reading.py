"""Reads the references of every captured file, each by the reader for its type."""

from collections.abc import Callable
from dataclasses import replace

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.links.css import read_css
from review_site.archive.links.encoding import decode_css
from review_site.archive.links.found import Found
from review_site.archive.links.graph import Link, LinkGraph, PageLinks
from review_site.archive.links.html import read_html
from review_site.archive.links.json_files import is_json_feed, read_json_feed, read_manifest
from review_site.archive.links.pdf import read_pages, read_pdf
from review_site.archive.links.robots import read_robots
from review_site.archive.links.xml_files import read_xml

LARGEST = 1 << 25  # bytes of a file that is read whole; PDFs may be larger
TOO_LARGE = f"is larger than {LARGEST >> 20} MiB"
_ReadFile = Callable[[bytes, Found], None]


def read_links(inventory: Inventory) -> LinkGraph:
    """Read every captured file that can refer to anything, and return who refers to what.

    HTML, XHTML, CSS, SVG, Atom, RSS, OPML, JSON Feed, sitemaps, `robots.txt`, web app manifests and PDFs are read, one
    at a time; scripts, spreadsheets and the like are not. The graph names those of which not all could be read.

    Raises:
        OSError: when a file cannot be read.
    """
    pages: dict[str, PageLinks] = {}
    unread: dict[str, str] = {}
    before: dict[Link, Link] = {}
    annotated = read_pages([inventory.file_of(one) for one in inventory.resources if _type(one) == "application/pdf"])
    for resource in inventory.resources:
        found = Found(inventory.url_of(resource))
        if resource.location:
            found.add("link", "http", "location", resource.location, 1)
        if _type(resource) == "application/pdf":
            read_pdf(inventory.file_of(resource), next(annotated), found)
        else:
            _read(inventory, resource, found)
        if found.unread:
            unread[resource.address] = found.unread
        # Menus stand alike on every page: their links are kept once, so that memory stays flat.
        links = tuple(before.get(link, link) for link in found.links)
        before = {link: link for link in links}
        if links:
            pages[resource.address] = PageLinks(address=resource.address, links=links)
    graph = LinkGraph(url=inventory.url, status={}, media_types={}, pages=pages, unread=unread)
    return with_answers(graph, inventory)


def with_answers(graph: LinkGraph, inventory: Inventory) -> LinkGraph:
    """Return the same references among what an inventory has captured, which may be more than was read."""
    return replace(
        graph,
        status={resource.address: resource.status for resource in inventory.resources},
        media_types={resource.address: _type(resource) for resource in inventory.resources},
    )


def _read(inventory: Inventory, resource: Resource, found: Found) -> None:
    read = _reader(resource)
    if read and resource.size > LARGEST:
        found.unread = TOO_LARGE
    elif read:
        read(inventory.file_of(resource).read_bytes(), found)


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
