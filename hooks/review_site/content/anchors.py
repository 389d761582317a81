"""The anchors of a page, known without building the site."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from review_site.character_references import unescape
from review_site.content.converted import EXTENSIONS, convert
from review_site.content.exhibits import anchor_of as exhibit_anchor
from review_site.content.paragraph_ledger import Ledger, Numbered, Row, chapter_in, number_paragraphs_of, numbers_shown
from review_site.content.paragraph_numbers import anchor_of
from review_site.content.paragraph_words import paragraphs_in
from review_site.content.source import Source
from review_site.content.state_blocks import read_blocks, without_blocks

__all__ = ["EXTENSIONS", "page_anchors", "read_anchors"]

_EVERYWHERE = frozenset({"", "top", "main", "section", "on-this-page"})
_POST = frozenset({"about-this"})
_ID = re.compile(r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


Read = Callable[[str, Mapping[str, Any], tuple[Row, ...]], frozenset[str]]


def read_anchors(
    pages: Mapping[str, Source], read: Read | None = None, ledger: Ledger | None = None
) -> Callable[[str], frozenset[str] | None]:
    """Return the function that gives the anchors of the page at an address, None when no such page was written.

    A page is converted when it is first asked for; `read` gives its anchors, all of them unless told otherwise. The
    `ledger` knows the numbers of the paragraphs of reports.
    """
    of_page, numbers = read or page_anchors, ledger or Ledger()

    @cache
    def anchors_of(address: str) -> frozenset[str] | None:
        source = pages.get(address)
        if source is None:
            return None
        chapter = chapter_in(source.data)
        if chapter is None:
            return of_page(source.body, source.data, ())
        report = address.split("/")[1]
        found = of_page(source.body, source.data, numbers.of_chapter(report, chapter))
        return found | {exhibit_anchor(row.kind, row.number) for row in numbers.exhibits_removed(report, chapter)}

    return anchors_of


def page_anchors(body: str, data: Mapping[str, Any], rows: tuple[Row, ...] = ()) -> frozenset[str]:
    """Return the anchors of a page with this Markdown and front matter: those of the text, and what templates add.

    `rows` are those that the ledger has of a chapter; what was removed of it has its anchor still.
    """
    html = convert(body) or ""
    found = {unescape(name) for name in _ID.findall(html)}
    chapter = chapter_in(data)
    if chapter is not None:
        found.update(anchor_of(one.number) for one in number_paragraphs_of(body, chapter, rows))
        found.update(anchor_of(row.number) for row in rows)
    found.update(f"call-{name}" for name in _names(data, "calls"))
    found.update(_names(data, "show"))
    if _names(data, "publications"):
        found.add("documents")
    return _EVERYWHERE | found | (_POST if "slug" in data else frozenset())


def lasting_anchors(body: str, data: Mapping[str, Any], rows: tuple[Row, ...] = ()) -> frozenset[str]:
    """Return the anchors that a page has in each of its states: those outside its state blocks, and in each of a set.

    A set of which all blocks may be hidden has none.
    """
    sets = read_blocks(body).sets
    if not sets:
        return page_anchors(body, data, rows)
    chapter = chapter_in(data)
    numbered = () if chapter is None else number_paragraphs_of(body, chapter, rows)
    lines = body.split("\n")
    text = without_blocks(body, [block for run in sets for block in run])
    unnumbered = {name: value for name, value in data.items() if name != "chapter"}
    outside = page_anchors(text, unnumbered) | _numbers_in(text, numbered)
    inside = (
        frozenset.intersection(*(_anchors_in("\n".join(lines[block.row + 1 : block.end]), numbered) for block in run))
        for run in sets
        if run[0].kind != "from"
    )
    there = {one.row for one in numbered}
    gone = (anchor_of(row.number) for place, row in enumerate(rows) if place not in there)
    return outside.union(gone, *inside)


def _anchors_in(text: str, numbered: Sequence[Numbered]) -> frozenset[str]:
    return page_anchors(text, {}) | _numbers_in(text, numbered)


def _numbers_in(text: str, numbered: Sequence[Numbered]) -> frozenset[str]:
    """Return the anchors of the numbered paragraphs of a part of a chapter."""
    if not numbered:
        return frozenset()
    words = [paragraph.words for paragraph in paragraphs_in(text)]
    return frozenset(anchor_of(number) for number in numbers_shown(words, numbered) if number)


def _names(data: Mapping[str, Any], field: str) -> list[str]:
    value = data.get(field)
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
