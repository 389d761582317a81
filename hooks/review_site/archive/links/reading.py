"""Reads the references of every captured file, each by the reader for its type."""

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.links.css import read_css
from review_site.archive.links.encoding import decode_page
from review_site.archive.links.found import Found
from review_site.archive.links.graph import Link, LinkGraph, PageLinks
from review_site.archive.links.html import read_html


def read_links(inventory: Inventory) -> LinkGraph:
    """Read every captured file that can refer to anything, and return who refers to what.

    Files are read one at a time; a file that cannot be understood refers to what was understood of it.

    Raises:
        OSError: when a file cannot be read.
    """
    pages: dict[str, PageLinks] = {}
    before: dict[Link, Link] = {}
    for resource in inventory.resources:
        # Menus stand alike on every page: their links are kept once, so that memory stays flat.
        links = tuple(before.get(link, link) for link in _read(inventory, resource))
        before = {link: link for link in links}
        if links:
            pages[resource.address] = PageLinks(address=resource.address, links=links)
    status = {resource.address: resource.status for resource in inventory.resources}
    return LinkGraph(url=inventory.url, status=status, pages=pages)


def _read(inventory: Inventory, resource: Resource) -> list[Link]:
    found = Found(inventory.url_of(resource))
    if resource.location:
        found.add("link", "http", "location", resource.location, 1)
    media_type = resource.media_type.partition(";")[0]
    if media_type in ("text/html", "application/xhtml+xml"):
        read_html(inventory.file_of(resource).read_bytes(), found)
    elif media_type == "text/css":
        read_css(decode_page(inventory.file_of(resource).read_bytes())[0], found)
    return found.links
