"""The tables for crawlers, each as bytes: CSV in UTF-8 (RFC 4180), rows in the order of their fields."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from review_site.addresses import absolute
from review_site.archive.links import LinkGraph
from review_site.archive.links.addressing import host_and_port

REACH = 3
"""Hops from the root past which an address is a seed of its own.

The archive says that crawls follow a set number of hops, and not how many: this number is ours, and low on purpose.
"""


def render_seeds(graph: LinkGraph) -> bytes:
    """Render the root, then every address that is deeper than REACH or that no crawler comes to, one full one a line.

    Answers of 404 are no seeds. Aliases and withdrawn pages are: no page links to them, and a crawl should know them.
    """
    hops = graph.hops()
    deep = {address for address, count in hops.items() if count > REACH and graph.status[address] != 404}
    seeds = sorted(deep.union(graph.orphans()) - {"/"})
    return "".join(f"{absolute(graph.url, address)}\n" for address in ("/", *seeds)).encode()


def render_hops(graph: LinkGraph) -> bytes:
    """Render a row for each captured address; one that no crawler comes to has neither hops nor a place."""
    hops, found_on = graph.hops(), graph.found_on()
    rows = ((one, hops.get(one, ""), found_on.get(one) or "") for one in sorted(graph.status))
    return _render(("address", "hops", "found_on"), rows)


def render_broken_links(graph: LinkGraph) -> bytes:
    """Render a row for each reference to an address of the site that is not captured as it is written.

    `instead` is the captured address that a web server gives to who asks for it: `/about/` for `/about` and for
    `/about/index.html`.
    """
    rows = {
        (one.address, one.link.url, one.link.element, one.link.attribute, graph.captured_at(one.target) or "")
        for one in graph.broken()
    }
    return _render(("address", "url", "element", "attribute", "instead"), sorted(rows))


def render_pdf_links(graph: LinkGraph) -> bytes:
    """Render a row for each address on each page of each PDF; the page is empty where it stands on none."""
    links = sorted(
        (address, link.line, link.url)
        for address, page in graph.pages.items()
        for link in page.links
        if link.element == "pdf"
    )
    rows = ((address, line or "", url, *_place(graph, url)) for address, line, url in links)
    return _render(("pdf", "page", "url", "in_scope", "captured"), rows)


def render_third_party(graph: LinkGraph) -> bytes:
    """Render what the site takes from elsewhere, and to which hosts it links.

    A requisite, frame, film or form has a row for each file that names it; links have one for each host. `references`
    counts how often.
    """
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for address, page in graph.pages.items():
        for link in page.links:
            place = host_and_port(link.url)
            if place is None or graph.address_of(link.url) is not None:
                continue
            host = place[0] if place[1] is None else f"{place[0]}:{place[1]}"
            if link.kind == "link":
                counts[host, link.kind, "", ""] += 1
            else:
                counts[host, link.kind, link.url, address] += 1
    return _render(("host", "kind", "url", "page", "references"), ((*key, counts[key]) for key in sorted(counts)))


def render_not_read(graph: LinkGraph) -> bytes:
    """Render a row for each file of which not every reference could be read."""
    return _render(("address", "why"), sorted(graph.unread.items()))


def _place(graph: LinkGraph, url: str) -> tuple[str, str]:
    address = graph.address_of(url)
    if address is None:
        return "no", ""
    return "yes", "yes" if address in graph.status else "no"


def _render(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
