"""Advice that a writer has thought over and set aside: `<!-- style: allow TERM -->`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review_site.content.markdown_text import Html, Text
from review_site.style.findings import Finding, is_abbreviation
from review_site.style.house_style import HouseStyle
from review_site.style.outdated import is_outdated_word
from review_site.style.passages import Passage
from review_site.style.spelling import british

FIELDS = ("sentence", "paragraph", "term", "abbreviation", "spelling", "outdated")
_COMMENT = re.compile(r"<!--\s*style\s*:(.*?)-->", re.IGNORECASE | re.DOTALL)
_ALLOW = re.compile(r"\s*(allow-page|allow)\s+(\S.*?)\s*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Waiver:
    """What is allowed, and for which passage; None for the whole page."""

    line: int
    name: str
    passage: Passage | None

    def covers(self, finding: Finding) -> bool:
        """Tell whether it sets a piece of advice aside."""
        here = self.passage is None or self.passage is finding.passage
        name = self.name.casefold()
        return here and (name == finding.field or name in finding.names)


def read_waivers(text: Text, passages: tuple[Passage, ...]) -> tuple[list[Waiver], list[int]]:
    """Return the waivers of a text, and the lines of comments that begin like one and cannot be read."""
    waivers: list[Waiver] = []
    unread: list[int] = []
    for line, words in _comments(text.html):
        allow = _ALLOW.fullmatch(words)
        if not allow:
            unread.append(line)
            continue
        passage = None if allow[1].lower() == "allow-page" else _passage_at(line, passages)
        if passage is None and allow[1].lower() == "allow":
            continue  # the last of a text, with no paragraph after it
        names = (name.strip(" “”\"'") for name in allow[2].split(","))
        waivers.extend(Waiver(line, " ".join(name.split()), passage) for name in names if name)
    return waivers, unread


def is_known(waiver: Waiver, style: HouseStyle) -> bool:
    """Tell whether there is advice of the name that a waiver allows."""
    name = waiver.name.casefold()
    terms = {avoided.casefold() for term in style.terms for avoided in term.avoid}
    return (
        name in FIELDS
        or name in terms
        or is_abbreviation(waiver.name)
        or is_outdated_word(name)
        or bool(british(waiver.name))
    )


def _comments(html: tuple[Html, ...]) -> Iterator[tuple[int, str]]:
    for piece in html:
        for found in _COMMENT.finditer(piece.text):
            yield piece.line + piece.text.count("\n", 0, found.start()), found[1]


def _passage_at(line: int, passages: tuple[Passage, ...]) -> Passage | None:
    """Return the passage that stands on a line, else the first after it."""
    of_text = [passage for passage in passages if passage.kind != "front matter"]
    return next((passage for passage in of_text if passage.last_line >= line), None)
