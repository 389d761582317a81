"""The A to Z: every page as it stands now, by its title, under letters."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

_BEFORE_THE_WORD = re.compile(r"^\W*(?:(?:the|an?)\s+)?\W*", re.IGNORECASE)
DIGITS = "0–9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One page of the list; `kind` is what sort of page it is, in words."""

    title: str
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (or `0–9`) with the pages under it; `anchor` is the place in the page."""

    letter: str
    anchor: str
    lines: tuple[Line, ...]


def in_letters(lines: Iterable[Line]) -> tuple[Letter, ...]:
    """Return pages under the letters that there are, in alphabetical order; figures come first.

    An article or quotation mark before the first word, accents and capitals do not count.
    """
    row = sorted(lines, key=lambda line: (_letter(line.title) != DIGITS, sort_key(line.title), line.address))
    return tuple(
        Letter(letter, "letter-0" if letter == DIGITS else f"letter-{letter.lower()}", tuple(group))
        for letter, group in groupby(row, key=lambda line: _letter(line.title))
    )


def sort_key(title: str) -> str:
    """Return what a title is sorted by: `“The Éclair”` gives `eclair”`; an article alone stays."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c)).casefold()
    return _BEFORE_THE_WORD.sub("", plain) or plain


def _letter(title: str) -> str:
    first = sort_key(title)[:1].upper()
    return first if "A" <= first <= "Z" else DIGITS
