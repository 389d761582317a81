"""Footnotes in the order in which a reader meets their marks, and marks that no number runs into.

Python-Markdown numbers them as it comes upon them: not in the reader's order, where some stand in lists and tables.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_AFTER_ALL_OF_FOOTNOTES = 14
_NUMBER = re.compile(r"\d+")
_MARK, _BACK = "footnote-ref", "footnote-backref"


class ReadingOrder(Extension):
    """Numbers and orders the notes of the extension `footnotes` as they are read: `[1]`, `[2]` and so on."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Register what orders them, after all that `footnotes` does."""
        md.treeprocessors.register(_Order(md), "footnotes-reading-order", _AFTER_ALL_OF_FOOTNOTES)


class _Order(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Give marks and notes their numbers; a note that nothing leads to comes last."""
        block = next((div for div in root.iter("div") if div.get("class") == "footnote"), None)
        listed = None if block is None else block.find("ol")
        if listed is None:
            return
        notes = {note.get("id", ""): note for note in listed}
        order: dict[str, int] = {}
        counts: dict[str, int] = {}

        def number(marks: Iterator[tuple[ElementTree.Element, ElementTree.Element]]) -> None:
            for holder, mark in marks:
                name = mark.get("href", "").removeprefix("#")
                mark.text = f"[{order.setdefault(name, len(order) + 1)}]"
                counts[name] = counts.get(name, 0) + 1
                again = counts[name] if counts[name] > 1 else ""
                holder.set("id", f"fnref{again}:{name.removeprefix('fn:')}")

        number(_marks(root, block))
        for name, note in notes.items():  # marks inside of notes, as the notes stand now
            if name in order:
                number(_marks(note))
        for name, note in notes.items():
            place = order.setdefault(name, len(order) + 1)
            links = [link for link in note.iter("a") if link.get("class") == _BACK]
            for number_of_mark, link in enumerate(links, 1):
                title = _NUMBER.sub(str(place), link.get("title", ""))
                link.set("title", title)
                # The arrow alone would be its name, and the same for each of several marks (WCAG 2.2 2.4.4).
                link.set("aria-label", title if len(links) == 1 else f"{title}, mark {number_of_mark}")
        listed[:] = sorted(notes.values(), key=lambda note: order[note.get("id", "")])


def _marks(
    element: ElementTree.Element, without: ElementTree.Element | None = None
) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
    """Give each mark below an element with the element that holds it, in order; nothing of what is `without`."""
    for below in element:
        if below is without:
            continue
        if below.tag == "a" and below.get("class") == _MARK:
            yield element, below
        yield from _marks(below, without)


def makeExtension() -> ReadingOrder:  # noqa: N802 - the name that Python-Markdown calls
    """Return the extension, for `markdown_extensions` of mkdocs.yml."""
    return ReadingOrder()
