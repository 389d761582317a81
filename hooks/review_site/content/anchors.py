"""The anchors of a page, known without building the site."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from html import unescape
from typing import Any

import lxml.html

from review_site.content.converted import EXTENSIONS, convert
from review_site.content.source import Source

__all__ = ["EXTENSIONS", "page_anchors", "read_anchors"]

_EVERYWHERE = frozenset({"", "top", "main", "section", "on-this-page"})
_POST = frozenset({"about-this"})
_ID = re.compile(r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


def read_anchors(pages: Mapping[str, Source]) -> Callable[[str], frozenset[str] | None]:
    """Return the function that gives the anchors of the page at an address, None when no such page was written.

    A page is converted when it is first asked for.
    """

    @cache
    def anchors_of(address: str) -> frozenset[str] | None:
        source = pages.get(address)
        return None if source is None else page_anchors(source.body, source.data)

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


def _numbered(html: str, chapter: str) -> list[str]:
    """Return the anchors of the numbered paragraphs of a chapter: those that stand directly in it."""
    if not re.fullmatch(r"[0-9]{1,7}", chapter):
        return []
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return [f"p-{int(chapter)}-{number}" for number, _ in enumerate(root.iterfind("./p"), 1)]


def _names(data: Mapping[str, Any], field: str) -> list[str]:
    value = data.get(field)
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
