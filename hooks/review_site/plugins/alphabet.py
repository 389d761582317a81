"""The A to Z: every page as it stands now, by its title, under letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from review_site.content.sorting import DIGITS, letter_of, sort_key

__all__ = ["DIGITS", "Letter", "Line", "in_letters", "sort_key"]


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
    row = sorted(lines, key=lambda line: (letter_of(line.title) != DIGITS, sort_key(line.title), line.address))
    return tuple(
        Letter(letter, "letter-0" if letter == DIGITS else f"letter-{letter.lower()}", tuple(group))
        for letter, group in groupby(row, key=lambda line: letter_of(line.title))
    )
