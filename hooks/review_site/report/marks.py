"""Cross-references and citations: marks in the text of a report become links."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from urllib.parse import urljoin

from review_site.character_references import unescape
from review_site.content.report_marks import Mark, read_marks
from review_site.report.fragments import parse_fragment, render_fragment
from review_site.report.pieces import Element, Piece, place_pieces

Resolve = Callable[[Mark], tuple[str, str | None] | None]
_LINK = re.compile(r'<a class="ref" href="([^"]*)">([^<]*)</a>')
_NO_TEXT = frozenset({"a", "code", "pre", "script", "style", "svg"})


def link_marks(html: str, resolve: Resolve) -> str:
    """Return the HTML of a page in which each mark is a link in words, outside links and code.

    `resolve` gives the words of a mark and the address that it leads to, None where it leads nowhere now and its words
    stand alone; a mark of which it knows nothing stays as it was written. A citation stands in round brackets, but in a
    note and within brackets.
    """
    if "[" not in html:
        return html
    root = parse_fragment(html)

    def find(text: str, element: Element) -> Iterator[Piece]:
        for start, end, mark in read_marks(text):
            found = resolve(mark)
            if found:
                words, address = found
                plain = (
                    mark.kind != "work" or text.rfind("(", 0, start) > text.rfind(")", 0, start) or _in_note(element)
                )
                before, after = ("", "") if plain else ("(", ")")
                yield Piece(start, end, words, address, "ref", before, after)

    place_pieces(root, _is_skipped, find)
    return render_fragment(root)


def settle_links(html: str, address: str, ids: Mapping[str, Set[str]]) -> str:
    """Return the HTML of the page at an address in which no link made of a mark leads to an anchor that is not there.

    `ids` are the anchors of the pages of the report by their addresses: a link to one that another of them has leads
    there, and what no page has, as long as its state block is hidden, is words alone. Other links stay.
    """

    def settle(found: re.Match[str]) -> str:
        page, mark, anchor = urljoin(address, unescape(found[1])).partition("#")
        if not mark or page not in ids or anchor in ids[page]:
            return found[0]
        other = next((one for one, anchors in ids.items() if anchor in anchors), None)
        return found[2] if other is None else f'<a class="ref" href="{other}#{anchor}">{found[2]}</a>'

    return _LINK.sub(settle, html)


def _in_note(element: Element) -> bool:
    return any("footnote" in (holder.get("class") or "").split() for holder in element.iterancestors("div"))


def _is_skipped(element: Element) -> bool:
    return element.tag in _NO_TEXT
