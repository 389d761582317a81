"""One line of running text: the inline part of HTML, escaped for Markdown as it is copied."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import SubElement
from lxml.html import HtmlElement

from review_site.importing.escaping import escape_code, escape_text
from review_site.importing.footnotes import Notes
from review_site.importing.words import one_line

_SPACE = re.compile(r"[ \t\n\r\f]+")
_CALLED = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}
_CODE = ("code", "kbd", "samp")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


@dataclass(slots=True)
class Page:
    """What the parts of one text share.

    `link` gives the address to write for one that was found, None for none; `picture` the name of a picture's file, as
    written beside the post, None when there is none. `waiting` holds pictures that go below the present block, as
    (name, alt); `said` the words of each paragraph.
    """

    link: Callable[[str], str | None]
    picture: Callable[[str], str | None]
    notes: Notes = field(default_factory=Notes)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class Line:
    """Writes into the element that `make` gives, which is asked for when the first word comes."""

    def __init__(self, make: Callable[[], HtmlElement], page: Page, *, in_heading: bool = False) -> None:
        self.make, self.page, self.in_heading = make, page, in_heading
        self.open: list[HtmlElement] = []
        self.raw: list[str] = []
        self.pieces: list[str] = []
        self.at_start = True
        self.ended = False

    def words(self, text: str | None) -> None:
        """Write a run of text."""
        plain = _SPACE.sub(" ", text or "")
        if self.at_start:
            plain = plain.lstrip()
        if not plain:
            return
        is_first = self.at_start and len(self.open) < 2
        self.raw.append(plain)
        self._append(escape_text(plain, at_start=is_first, in_heading=self.in_heading))
        self.at_start = False

    def element(self, element: HtmlElement) -> None:
        """Write an element, without what stands behind it."""
        tag = str(element.tag)
        name = _CALLED.get(tag, tag)
        has_words = bool("".join(element.itertext()).strip())
        if tag == "br":
            self.line_break()
        elif tag == "img":
            self._picture(element)
        elif tag == "a" and element.get("href", "") in self.page.notes.numbers:
            self._append(f"[^{self.page.notes.numbers[element.get('href', '')]}]")
        elif tag in _CODE and has_words:
            self._within("code").text = escape_code(one_line("".join(element.itertext())))
            self.raw.append("".join(element.itertext()))
            self.at_start = False
            self._leave()
        elif tag in ("sup", "sub") and not len(element):
            table = _RAISED if tag == "sup" else _LOWERED
            small = (element.text or "").translate(table)
            self.words(element.text if any(letter.isalnum() and letter.isascii() for letter in small) else small)
        elif has_words and name == "a" and (address := self.page.link(element.get("href", ""))):
            self._within("a").set("href", address)
            self._inside(element)
            self._leave()
        elif has_words and tag in _CALLED and all(one.tag != name for one in self.open) and not self.in_heading:
            self._within(name)
            self._inside(element)
            self._leave()
        else:
            self._transparent(element, tag)

    def line_break(self) -> None:
        """Write a break within the paragraph; a second one ends it."""
        if self.at_start and self.open:
            self.ended = len(self.open) == 1
        elif self.open:
            self._flush()
            SubElement(self.open[-1], "br")
            self.raw.append(" ")
            self.at_start = True

    def close(self) -> None:
        """End the line, taking away breaks at its end."""
        if not self.open:
            return
        self._flush()
        target = self.open[0]
        while (last := _last(target)) is not None and last.tag == "br" and not (last.tail or "").strip():
            target.remove(last)
        said = "".join(self.raw).strip()
        if re.fullmatch(r"https?://\S+", said) and not len(target) and (address := self.page.link(said)):
            link = SubElement(target, "a", href=address)
            link.text, target.text = target.text, None

    def _transparent(self, element: HtmlElement, tag: str) -> None:
        before, after = ("“", "”") if tag == "q" else ("", "") if tag in ("a", *_CALLED, "sup", "sub") else (" ", " ")
        self.words(before)
        self._inside(element)
        self.words(after)

    def _inside(self, element: HtmlElement) -> None:
        self.words(element.text)
        for child in element:
            self.element(child)
            self.words(child.tail)

    def _picture(self, image: HtmlElement) -> None:
        source = image.get("src") or image.get("data-src") or ""
        name = self.page.picture(source)
        if name:
            self.page.waiting.append((name, one_line(image.get("alt", ""))))

    def _within(self, name: str) -> HtmlElement:
        """Open an element; go back into the one before when it is the same and nothing stands between."""
        self._flush()
        target = self.open[-1]
        last = _last(target)
        joined = last is not None and last.tag == name and not last.tail and name in _CALLED.values()
        self.open.append(last if joined and last is not None else SubElement(target, name))
        return self.open[-1]

    def _leave(self) -> None:
        """Close the element that was opened last."""
        self._flush()
        self.open.pop()

    def _append(self, text: str) -> None:
        """Keep a piece of text until an element follows: adding each at once takes the square of their number."""
        if not self.open:
            self.open.append(self.make())
        self.pieces.append(text)

    def _flush(self) -> None:
        self._append("")
        text, target = "".join(self.pieces), self.open[-1]
        self.pieces.clear()
        last = _last(target)
        if last is not None:
            last.tail = (last.tail or "") + text
        else:
            target.text = (target.text or "") + text


def _last(element: HtmlElement) -> HtmlElement | None:
    """Return the last child, found without counting them all."""
    return next(element.iterchildren(reversed=True), None)
