"""The A to Z: every page as it stands now, by its title, under letters; above a size a page for each letter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from review_site.content.sorting import DIGITS, letter_of, sort_key
from review_site.plugins.facets import is_current, kind_of
from review_site.plugins.map_parts import Group, Part, in_parts, index_of, is_long, part_places
from review_site.plugins.place import Place
from review_site.plugins.views import Link

__all__ = ["A_Z", "DIGITS", "TITLE", "Letter", "Line", "a_z_places", "in_letters", "sort_key"]

A_Z = "/a-z/"
TITLE = "A to Z of every page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One page of the list; `kind` is what sort of page it is, in words."""

    title: str
    address: str
    kind: str

    @property
    def links(self) -> int:
        """How many links it holds."""
        return 1


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (or `0–9`) with the pages under it; `anchor` is the place in the page."""

    letter: str
    anchor: str
    lines: tuple[Line, ...]

    @property
    def address(self) -> str:
        """The address of its page, where each letter has one."""
        return f"{A_Z}{'0-9' if self.letter == DIGITS else self.letter.lower()}/"


def in_letters(lines: Iterable[Line]) -> tuple[Letter, ...]:
    """Return pages under the letters that there are, in alphabetical order; figures come first.

    An article or quotation mark before the first word, accents and capitals do not count.
    """
    row = sorted(lines, key=lambda line: (letter_of(line.title) != DIGITS, sort_key(line.title), line.address))
    return tuple(
        Letter(letter, "letter-0" if letter == DIGITS else f"letter-{letter.lower()}", tuple(group))
        for letter, group in groupby(row, key=lambda line: letter_of(line.title))
    )


def a_z_places(places: Iterable[Place], others: Iterable[Link]) -> Iterator[Place]:
    """Give the place of the A to Z, and those of its parts where it is longer than one page may be.

    It lists the `places` that stand as they are now, itself, and `others`.
    """
    lines = (
        Line(title=str(place.meta["title"]), address=place.address, kind=kind_of(place).name)
        for place in places
        if is_current(place) and not place.deep
    )
    own = (Line(title=link.words, address=link.address, kind="Page") for link in (Link(TITLE, A_Z), *others))
    letters = in_letters((*own, *lines))
    parts = tuple[Part[Line], ...]()
    if is_long(line for letter in letters for line in letter.lines):
        parts = in_parts(Group(letter.letter, letter.address, letter.lines) for letter in letters)
    yield Place(
        address=A_Z,
        kind="listing",
        meta={"title": TITLE, "description": "Every page of this site, by its title.", "template": "a_z.html"},
        context={"letters": letters, "index": index_of(parts)},
    )
    yield from part_places(parts, Link(TITLE, A_Z), "a_z_part.html", {"letters": letters})
