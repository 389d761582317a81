"""A8, A9: the sitemap for people and the sitemap for programs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from review_site.archive.readiness.judging import counted, judge, pages_of
from review_site.archive.readiness.model import Context, Finding, Place
from review_site.archive.readiness.robots import read_robots

_NAMED = re.compile(r"/(?:site-?map|site-?index)(?:\.x?html?|/|)$", re.IGNORECASE)
_TITLED = re.compile(r"site ?map\b", re.IGNORECASE)
_DEEP = 3  # an index of sitemaps may name sitemaps, and none of those another index (sitemaps.org protocol 0.9)


def sitemap_for_people(context: Context) -> Finding:
    """A8: one page links to every page, itself or by its parts: pages below its own address that it leads to."""
    pages = pages_of(context)
    found = _sitemap_page(context, pages)
    if found is None:
        what = "no page is named or titled sitemap, so nothing lists every page for people"
        return judge([Place(file=_root_file(context), what=what)], holds="", fails="There is no sitemap for people.")
    parts = _parts_of(context, found, pages)
    linked = {target for part in parts for target in context.graph.targets(part)}.union(parts)
    named = f"{found} and its {counted(len(parts) - 1, 'part')}" if len(parts) > 1 else found
    places = [
        Place(file=context.file_of(page), what=f"{page} is not on {named}") for page in pages if page not in linked
    ]
    for broken in context.graph.broken():
        if broken.address in parts and context.graph.captured_at(broken.target) is None:
            what = f"leads to {broken.target}, which is not there"
            places.append(Place(file=context.file_of(broken.address), line=broken.link.line, what=what))
    links, each = ("link", "each of their links") if len(parts) > 1 else ("links", "each of its links")
    return judge(
        places,
        holds=f"{named} {links} to all of the {counted(len(pages), 'page')}, and {each} leads somewhere.",
        fails=f"{named} and the {counted(len(pages), 'page')} differ in {counted(len(places), 'place')}.",
    )


def _sitemap_page(context: Context, pages: list[str]) -> str | None:
    named = [page for page in pages if _NAMED.search(page)]
    titled = [page for page in pages if _TITLED.match(context.by_address[page].title)]
    return min(named or titled, key=lambda page: (len(page), page), default=None)


def _parts_of(context: Context, found: str, pages: list[str]) -> list[str]:
    """Return the page of a sitemap, and those below its address to which it leads, at once or through one another."""
    below = re.sub(r"(?:\.x?html?|/)?$", "/", found, count=1)
    others = {page for page in pages if page.startswith(below) and page != found} if below != "/" else set[str]()
    parts = [found]
    for part in parts:  # which grows
        new = [target for target in context.graph.targets(part) if target in others]
        others.difference_update(new)
        parts += new
    return parts


def _root_file(context: Context) -> str:
    return context.by_address["/"].file if "/" in context.by_address else context.inventory.resources[0].file


class _Named(NamedTuple):
    """A sitemap, the file and line that name it, and how many name it one through the other."""

    url: str
    file: str
    line: int | None
    depth: int


@dataclass(slots=True)
class _Listed:
    """What the XML sitemaps of a site name, and what is wrong with them."""

    files: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)


def sitemap_for_programs(context: Context) -> Finding:
    """A9: the XML sitemaps name every page, and nothing that is not there."""
    listed = _Listed()
    robots = context.by_address.get("/robots.txt")
    named = read_robots(context.inventory.file_of(robots).read_bytes()).sitemaps if robots else ()
    own = f"{context.inventory.url}sitemap.xml"
    waiting = [_Named(url, "robots.txt", line, 1) for line, url in named] or [_Named(own, "sitemap.xml", None, 1)]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop(0)
        if one.url not in seen and one.depth <= _DEEP:
            seen.add(one.url)
            waiting += _read_sitemap(context, one, listed)
    pages = pages_of(context)
    missing = [page for page in pages if page not in listed.addresses] if listed.files else []
    what = f"is not in {', '.join(listed.files)}"
    places = [*listed.places, *(Place(file=context.file_of(page), what=f"{page} {what}") for page in missing)]
    return judge(
        places,
        holds=f"{', '.join(listed.files)} names all of the {counted(len(pages), 'page')}, and nothing that is "
        "not there.",
        fails=f"The XML sitemap and the {counted(len(pages), 'page')} differ in {counted(len(places), 'place')}.",
    )


def _read_sitemap(context: Context, one: _Named, listed: _Listed) -> list[_Named]:
    """Read one sitemap and return the sitemaps that it names."""
    address = context.graph.address_of(one.url)
    resource = context.by_address.get(address or "")
    if resource is None or resource.status != 200:
        listed.places.append(Place(file=one.file, line=one.line, what=f"{one.url} is not there"))
        return []
    listed.files.append(resource.address)
    below = list[_Named]()
    try:
        for line, kind, location in _locations(context, resource.address):
            if kind == "sitemap":
                below.append(_Named(location, resource.file, line, one.depth + 1))
                continue
            target = context.graph.address_of(location)
            captured = context.by_address.get(context.graph.captured_at(target) or "") if target is not None else None
            if captured is None or captured.status != 200:
                what = f"names {location[:200]}, which is not found there"
                listed.places.append(Place(file=resource.file, line=line, what=what))
            else:
                listed.addresses.add(captured.address)
    except etree.XMLSyntaxError as error:
        listed.places.append(Place(file=resource.file, line=error.lineno, what=f"is not XML: {error.msg}"))
    return below


def _locations(context: Context, address: str) -> Iterator[tuple[int, str, str]]:
    """Give each `loc` of a sitemap with its line and what it stands in: `url` or `sitemap`."""
    path = context.inventory.file_of(context.by_address[address])
    reading = etree.iterparse(str(path), events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
    for _, element in reading:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name == "loc":
            parent = element.getparent()
            kind = etree.QName(parent).localname if parent is not None and isinstance(parent.tag, str) else ""
            line = element.sourceline if isinstance(element.sourceline, int) else 1
            if kind in ("url", "sitemap"):
                yield line, kind, (element.text or "").strip()
        elif name in ("url", "sitemap"):
            element.clear()
