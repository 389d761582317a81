"""Links put into the words of a page: in its text, and not where links or code already stand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement as Element

__all__ = ["Element", "Piece", "place_pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What takes the place of some words: where these begin and end, words before the link, the link, words after it.

    Without an `address` the words stand alone.
    """

    start: int
    end: int
    words: str
    address: str | None
    kind: str
    before: str = ""
    after: str = ""


def place_pieces(
    root: Element, is_skipped: Callable[[Element], bool], find: Callable[[str, Element], Iterable[Piece]]
) -> None:
    """Put pieces into the text of an element, in reading order; what is skipped stays as it is, with all within it.

    `find` gives the pieces of a run of text, which stands in or behind an element, in order and apart from one another.
    """
    for element, is_tail in list(_runs(root, is_skipped)):
        text = (element.tail if is_tail else element.text) or ""
        pieces = list(find(text, element)) if text.strip() else []
        if pieces:
            _place(element, text, pieces, is_tail=is_tail)


def _runs(root: Element, is_skipped: Callable[[Element], bool]) -> Iterator[tuple[Element, bool]]:
    """Give each run of text by the element that it stands in, or else behind."""
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, is_tail = waiting.pop()
        if is_tail:
            yield element, True
            continue
        if element is not root:
            waiting.append((element, True))
        if isinstance(element.tag, str) and not is_skipped(element):
            yield element, False
            waiting.extend((child, False) for child in reversed(element))


def _place(element: Element, text: str, pieces: list[Piece], *, is_tail: bool) -> None:
    holder = element.getparent() if is_tail else element
    at = holder.index(element) + 1 if is_tail else 0
    words, last = "", 0
    links: list[Element] = []
    for piece in pieces:
        words += text[last : piece.start] + piece.before
        last = piece.end
        if piece.address is None:
            words += piece.words + piece.after
            continue
        link = lxml.html.Element("a", {"class": piece.kind, "href": piece.address})
        link.text, words = piece.words, _hang(element, links, words, is_tail=is_tail)
        words += piece.after
        links.append(link)
        holder.insert(at, link)
        at += 1
    _hang(element, links, words + text[last:], is_tail=is_tail)


def _hang(element: Element, links: list[Element], words: str, *, is_tail: bool) -> str:
    """Put words behind the last of the links, else where the text began; return the words that are left: none."""
    if links:
        links[-1].tail = words
    elif is_tail:
        element.tail = words
    else:
        element.text = words
    return ""
