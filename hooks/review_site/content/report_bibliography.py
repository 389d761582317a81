"""The bibliography of a report: the works that it refers to, and the name under which each is cited.

The style is Harvard (author and year), in plain English: "and others" for et al., "no date" for n.d.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import shorten
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from review_site.clock import start_of_day
from review_site.content.fields import ONE_OR_MORE, Date, Entry, Fault, Slug, Text, Url, groups_in, wrong
from review_site.content.parts import Day
from review_site.content.when import When

_MANY = 4  # authors, from which on only the first is named where a work is cited
_SHORT = 48  # characters of a title that stands for the author
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PERSON = re.compile(r"([^,]+),\s*(?:[^\W\d_]\.[\s-]?)+", re.UNICODE)  # a body may have a comma in its name as well
_OLD_YEAR = re.compile(r"1[0-8]\d\d", re.ASCII)


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _read_old_year(value: object) -> object:
    """Return the date of a year from long ago, which in an entry of this site would be a slip; others as they are."""
    if not isinstance(value, str) or not _OLD_YEAR.fullmatch(value):
        return value
    year = int(value)
    return When(value, start_of_day(date(year, 1, 1)), start_of_day(date(year, 12, 31)), value)


class Work(Entry):
    """A work that a report refers to."""

    id: Annotated[Slug, Field(description="the name under which the text cites it, as in [@lamp-2020]; never changed")]
    author: Annotated[
        tuple[Text, ...],
        BeforeValidator(_as_list),
        ONE_OR_MORE,
        Field(description="who wrote it: a person as “Lamp, A.”, or a body; several as a list"),
    ] = ()
    title: Annotated[Text, Field(description="its title")]
    published: Annotated[
        Date | None, BeforeValidator(_read_old_year), Field(description="when it came out: a year, a month or a day")
    ] = None
    publisher: Annotated[Text | None, Field(description="who published it, or in what it appeared")] = None
    url: Annotated[Url | None, Field(description="where it can be read")] = None
    archived: Annotated[Url | None, Field(description="where an archive keeps a copy of it")] = None
    accessed: Annotated[Day | None, Field(description="the day on which it was read there")] = None
    note: Annotated[Text | None, Field(description="what else readers must know of it")] = None

    @property
    def anchor(self) -> str:
        """The anchor of the work on the page of the bibliography."""
        return f"work-{self.id}"

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give a copy and a day of reading of something that has no address."""
        for field, what in (("archived", "an archive keeps a copy of it"), ("accessed", "it was read there")):
            if field in data and "url" not in data:
                mend = "add `url: …` with its full address, or take this line out"
                yield wrong(f"{what}, and nothing says where it stood", mend, at=(field,), without="url")


def bibliography_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give each id that two works of a bibliography have."""
    seen: set[str] = set()
    for index, group in groups_in(data, "bibliography"):
        name = group.get("id")
        if isinstance(name, str) and name in seen:
            mend = "give one of them another id; what is cited already keeps its own"
            yield wrong(f"two works have the id “{name}”", mend, at=("bibliography", index, "id"))
        elif isinstance(name, str):
            seen.add(name)


def labels_of(works: Iterable[Work]) -> dict[str, str]:
    """Return the words by which each work is cited, by its id: `Lamp and Rock, 2020`, `“Light at sea”, no date`.

    Works that would have the same are told apart by letters, in their order: `Lamp, 2020a`, `Lamp, 2020b`.
    """
    plain = {work.id: (cited_author(work), year_of(work.published)) for work in works}
    same: dict[tuple[str, str], list[str]] = {}
    for name, label in plain.items():
        same.setdefault(label, []).append(name)
    letters = {name: _letter(place) for names in same.values() if len(names) > 1 for place, name in enumerate(names)}
    return {name: f"{author}, {_with_letter(year, letters.get(name, ''))}" for name, (author, year) in plain.items()}


def cited_author(work: Work) -> str:
    """Return who a work is from where it is cited: the family name alone of a person, a short title for nobody's."""
    names = [person[1] if (person := _PERSON.fullmatch(name)) else name for name in work.author]
    if not names:
        return f"“{shorten(work.title, _SHORT, placeholder=' …')}”"
    if len(names) >= _MANY:
        return f"{names[0]} and others"
    return and_list(names)


def year_of(when: When | None) -> str:
    """Return the year of a date as it is cited: 2020, 2020 to 2021, after June 2021, no date."""
    if when is None:
        return "no date"
    if when.last is None:
        return when.spoken
    first, last = when.first.year, when.last.year
    return str(first) if first == last else f"{first} to {last}"


def and_list(words: list[str]) -> str:
    """Join words as a sentence does: one, two and three."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _with_letter(year: str, letter: str) -> str:
    return f"{year} {letter}" if letter and not year[-1].isdigit() else f"{year}{letter}"


def _letter(place: int) -> str:
    """Return a letter for a place from 0: a to z, then aa, ab."""
    more, own = divmod(place, len(_LETTERS))
    return (_letter(more - 1) if more else "") + _LETTERS[own]
