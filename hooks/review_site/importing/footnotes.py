"""Footnotes of any generator: marks that lead to a note further down the same page, and the notes they lead to."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§]{1,3})\s*[\])]?")
_HOLDERS = ("li", "p", "div")


@dataclass(slots=True)
class Notes:
    """The number of each note by the address that leads to it (`#fn1`), and the notes, in the order of their marks."""

    numbers: dict[str, int] = field(default_factory=dict)
    bodies: list[HtmlElement] = field(default_factory=list)


def take_footnotes(root: HtmlElement) -> Notes:
    """Take the notes, without their ways back, out of a tree, and return them."""
    notes = Notes()
    named: dict[str, HtmlElement] = {}
    for element in root.iter(*_HOLDERS):
        if element.get("id"):
            named.setdefault(f"#{element.get('id')}", element)
    for link in root.iter("a"):
        note = named.get(link.get("href", ""))
        if note is None or note in notes.bodies or not _MARK.fullmatch("".join(link.itertext()).strip()):
            continue
        if not any(around in notes.bodies or around is note for around in link.iterancestors()):
            notes.bodies.append(note)
            notes.numbers[f"#{note.get('id')}"] = len(notes.bodies)
    for body in notes.bodies:
        _take_out(body)
        for link in [link for link in body.iter("a") if link.get("href", "").startswith("#")]:
            if not re.search(r"[^\W\d_]", "".join(link.itertext())):
                _take_out(link)
    return notes


def _take_out(element: HtmlElement) -> None:
    """Take an element out of its tree, leaving the words behind it."""
    element.drop_tree()
    element.tail = None
