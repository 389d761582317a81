"""The anchors of a page, known without building the site."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from html import unescape
from typing import Any

import lxml.html

from review_site.content.converted import EXTENSIONS, convert
from review_site.content.exhibit_marks import exhibit_paragraphs
from review_site.content.source import Source
from review_site.content.state_blocks import read_blocks, without_blocks

__all__ = ["EXTENSIONS", "page_anchors", "read_anchors"]

_EVERYWHERE = frozenset({"", "top", "main", "section", "on-this-page"})
_POST = frozenset({"about-this"})
_ID = re.compile(r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


Read = Callable[[str, Mapping[str, Any]], frozenset[str]]


def read_anchors(pages: Mapping[str, Source], read: Read | None = None) -> Callable[[str], frozenset[str] | None]:
    """Return the function that gives the anchors of the page at an address, None when no such page was written.

    A page is converted when it is first asked for; `read` gives its anchors, all of them unless told otherwise.
    """
    of_page = read or page_anchors

    @cache
    def anchors_of(address: str) -> frozenset[str] | None:
        source = pages.get(address)
        return None if source is None else of_page(source.body, source.data)

    return anchors_of


def page_anchors(body: str, data: Mapping[str, Any]) -> frozenset[str]:
    """Return the anchors of a page with this Markdown and front matter: those of the text, and what templates add."""
    html = convert(body) or ""
    found = {unescape(name) for name in _ID.findall(html)}
    found.update(_numbered(html, str(data.get("chapter", ""))))
    found.update(f"call-{name}" for name in _names(data, "calls"))
    found.update(_names(data, "show"))
    if _names(data, "publications"):
        found.add("documents")
    return _EVERYWHERE | found | (_POST if "slug" in data else frozenset())


def lasting_anchors(body: str, data: Mapping[str, Any]) -> frozenset[str]:
    """Return the anchors that a page has in each of its states: those outside its state blocks, and in each of a set.

    A set of which all blocks may be hidden has none.
    """
    sets = read_blocks(body).sets
    if not sets:
        return page_anchors(body, data)
    outside = page_anchors(without_blocks(body, [block for run in sets for block in run]), data)
    rows = body.split("\n")
    inside = (
        frozenset.intersection(*(page_anchors("\n".join(rows[block.row + 1 : block.end]), {}) for block in run))
        for run in sets
        if run[0].kind != "from"
    )
    return outside.union(*inside)


def _numbered(html: str, chapter: str) -> list[str]:
    """Return the anchors of the numbered paragraphs of a chapter: those that stand directly in it."""
    if not re.fullmatch(r"[0-9]{1,7}", chapter):
        return []
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    exhibits = {paragraph for paragraph, _ in exhibit_paragraphs(root)}
    numbered = (paragraph for paragraph in root.iterfind("./p") if paragraph not in exhibits)
    return [f"p-{int(chapter)}-{number}" for number, _ in enumerate(numbered, 1)]


def _names(data: Mapping[str, Any], field: str) -> list[str]:
    value = data.get(field)
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
