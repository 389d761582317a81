"""What the register of a report may say of its corrections: when, what, and which numbers they bear on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from review_site.content.fields import Entry, Fault, Text, date_in, groups_in, wrong
from review_site.content.paragraph_numbers import is_number, key_of
from review_site.content.parts import Day
from review_site.content.when import When

Named = tuple[str, str]
"""What a correction names: `paragraph`, `figure` or `table`, and its number."""

NAMING = ("paragraphs", "exhibits", "removed")
"""The fields of a correction that name something."""

_EXHIBIT = re.compile(r"(figure|table) ([0-9A-Z]+\.[0-9A-Z]+)", re.IGNORECASE)
_PARAGRAPH_FORM = "write its number as the page shows it: 1.12 or 1.12A; for several in a row 1.12-1.15"


def _read_paragraph(value: object) -> object:
    if not isinstance(value, str):
        return value
    first, dash, last = value.partition("-")
    if not is_number(first) or (dash and not is_number(last)):
        raise wrong(f"“{value}” is not the number of a paragraph", _PARAGRAPH_FORM)
    if dash and not (key_of(first) < key_of(last) and key_of(first)[0] == key_of(last)[0]):
        raise wrong(f"“{value}” does not run upwards in one chapter", "write the lower number first")
    return value


def _read_exhibit(value: object) -> object:
    if isinstance(value, str) and not _EXHIBIT.fullmatch(value):
        raise wrong(f"“{value}” names no figure and no table", "write figure 2.1, or table 2.1")
    return value


def _read_any(value: object) -> object:
    return value if isinstance(value, str) and _EXHIBIT.fullmatch(value) else _read_paragraph(value)


def _refuse_dots(note: str) -> str:
    if not any(map(str.isalnum, note)):
        raise wrong(f"{note} says nothing", "write what was wrong, and what is right, in one or two sentences")
    return note


_Paragraph = Annotated[str, BeforeValidator(_read_paragraph)]
_Exhibit = Annotated[str, BeforeValidator(_read_exhibit)]
_Any = Annotated[str, BeforeValidator(_read_any)]


class Correction(Entry):
    """A correction of a report that is out: it is shown from its day on."""

    on: Annotated[Day, Field(description="the day of the correction")]
    note: Annotated[
        Text, AfterValidator(_refuse_dots), Field(description="one or two sentences: what was wrong, and what is right")
    ]
    paragraphs: Annotated[
        tuple[_Paragraph, ...], Field(description="the paragraphs whose words were corrected: `1.12`, `1.14-1.16`")
    ] = ()
    exhibits: Annotated[
        tuple[_Exhibit, ...], Field(description="the figures and tables that were corrected: `figure 2.1`, `table 2.1`")
    ] = ()
    removed: Annotated[
        tuple[_Any, ...], Field(description="what is not there any more: `1.12`, `1.14-1.16`, `table 2.1`")
    ] = ()

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give each number that one correction both corrects and removes."""
        corrected = {*texts_in(data, "paragraphs"), *map(str.lower, texts_in(data, "exhibits"))}
        for index, text in enumerate(texts_in(data, "removed")):
            if text.lower() in corrected or text in corrected:
                yield wrong(f"{text} is corrected and removed as well", "keep one of the two", at=("removed", index))


def named_by(texts: Sequence[str], known: Iterable[Named]) -> Iterator[tuple[int, Named]]:
    """Give what the texts of a correction name, each with the place of its text; of a run, those that are known.

    What is not written as it should be names nothing.
    """
    keys: list[str] | None = None
    for index, text in enumerate(texts):
        exhibit = _EXHIBIT.fullmatch(text)
        first, dash, last = text.partition("-")
        if exhibit:
            yield index, (exhibit[1].lower(), exhibit[2].upper())
        elif is_number(text):
            yield index, ("paragraph", text)
        elif dash and is_number(first) and is_number(last):
            if keys is None:
                keys = sorted({number for kind, number in known if kind == "paragraph"}, key=key_of)
            within = (number for number in keys if key_of(first) < key_of(number) < key_of(last))
            yield from ((index, ("paragraph", number)) for number in (first, *within, last))


def corrections_in(data: Mapping[str, Any]) -> Iterator[tuple[int, When | None, Mapping[str, list[str]]]]:
    """Give the corrections of a register as they were written: the place, the day, and the texts of each field."""
    for place, group in groups_in(data, "corrections"):
        yield place, date_in(group, "on"), {field: texts_in(group, field) for field in NAMING}


def texts_in(data: Mapping[str, Any], name: str) -> list[str]:
    """Return the texts of a list as they were written; what is no text has an empty one in its place."""
    value = data.get(name)
    return [text if isinstance(text, str) else "" for text in value] if isinstance(value, list | tuple) else []
