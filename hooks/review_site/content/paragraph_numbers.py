"""The numbers of paragraphs: 1.12, and between two of them, for ever, another.

They follow the drafting practice for Acts of Parliament: between 1.12 and 1.13 comes 1.12A, then 1.12B; between 1.12A
and 1.12B comes 1.12AA; before 1.12A comes 1.12ZA; before 1.1 comes 1.A1. I and O are left out, which are read as 1 and
0. Z is written only before another letter, and comes before A: so each number has one place, and there is always room.
"""

import re
from collections.abc import Collection

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXY"
_RUN = "[A-HJ-NP-Z]*[A-HJ-NP-Y]"
_NUMBER = re.compile(rf"(0|[1-9][0-9]{{0,6}})\.(?:({_RUN})1|([1-9][0-9]{{0,6}})({_RUN})?)")
_CHAPTER = re.compile(r"0*([0-9]{1,7})")
_ANCHOR = re.compile(r"p-([0-9]+)-([a-z0-9]+)")

Key = tuple[int, int, str]
"""The place of a number: numbers stand in the order of their keys."""


def chapter_number(value: object) -> int | None:
    """Return the number of a chapter as it is written, in plain digits, of which seven count at most; else None."""
    found = _CHAPTER.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) if found else None


def is_number(text: str) -> bool:
    """Tell whether a text is the number of a paragraph: 1.12, 1.12A, 1.A1."""
    return _NUMBER.fullmatch(text) is not None


def key_of(number: str) -> Key:
    """Return what a number is ordered by: its chapter, the whole number that it follows, and its letters.

    Raises:
        ValueError: when the text is not the number of a paragraph.
    """
    found = _NUMBER.fullmatch(number)
    if not found:
        raise ValueError(f"“{number}” is not the number of a paragraph")
    chapter, before, whole, after = found.groups()
    return int(chapter), int(whole or 0), (before or after or "").replace("Z", "@")


def chapter_of(number: str) -> int:
    """Return the chapter of a number."""
    return key_of(number)[0]


def anchor_of(number: str) -> str:
    """Return the anchor of a paragraph: `p-1-12a` for 1.12A."""
    return f"p-{number.lower().replace('.', '-')}"


def number_of(anchor: str) -> str | None:
    """Return the number of the paragraph that has an anchor; None for an anchor of another form."""
    found = _ANCHOR.fullmatch(anchor)
    number = f"{found[1]}.{found[2].upper()}" if found else ""
    return number if is_number(number) else None


def next_whole(chapter: int, used: Collection[str]) -> str:
    """Return the whole number of a chapter above all that were used in it: 1.14 after 1.13, and after 1.13A."""
    last = max((key_of(number)[1] for number in used), default=0)
    return f"{chapter}.{last + 1}"


def between(before: str | None, after: str) -> str:
    """Return a number between two of a chapter; `before` is None for the place before all of them.

    A whole number is taken where there is one, then the next letter, then one letter more.

    Raises:
        ValueError: when the first does not come before the second, or is of another chapter.
    """
    end = key_of(after)
    chapter, whole, letters = key_of(before) if before else (end[0], 0, "")
    if (chapter, whole, letters) >= end or chapter != end[0]:
        raise ValueError(f"{before} does not come before {after} in one chapter")
    if (chapter, whole + 1, "") < end:
        return f"{chapter}.{whole + 1}"
    run = letters.replace("@", "Z")
    found = _next(run)
    if not _is_before(chapter, whole, found, end):
        found = f"{run}A"
    while not _is_before(chapter, whole, found, end):
        found = f"{run}{found[len(run) :].replace('A', 'ZA')}"
    return _written(chapter, whole, found)


def _next(run: str) -> str:
    """Return the letters after some, on the same footing where there is one: B after A, YA after Y."""
    place = _LETTERS.find(run[-1:]) if run else -1
    return f"{run}A" if place + 1 == len(_LETTERS) or not run else f"{run[:-1]}{_LETTERS[place + 1]}"


def _is_before(chapter: int, whole: int, run: str, end: Key) -> bool:
    return (chapter, whole, run.replace("Z", "@")) < end


def _written(chapter: int, whole: int, run: str) -> str:
    return f"{chapter}.{whole}{run}" if whole else f"{chapter}.{run}1"
