"""What a chart draws: the values of an exhibit, each with the words that readers see."""

import re
from dataclasses import dataclass
from decimal import Decimal

from review_site.content.exhibit_data import is_uncertain, read_number
from review_site.content.exhibits import Exhibited

_MONEY = re.compile(r"([£$€])(?:\s+(\S.*))?")


@dataclass(frozen=True, slots=True)
class Value:
    """One value: what it is of, its number (None where there is none), its words, and whether it is exact."""

    label: str
    number: float | None
    words: str
    exact: bool


def rows_of(exhibit: Exhibited, column: str) -> tuple[Value, ...]:
    """Return the values of a column of numbers, from the top."""
    data, entry = exhibit.data, exhibit.entry
    labels, cells = data.column(exhibit.labels), data.column(column)
    shown = data.column(entry.shown) if entry.shown else ("",) * len(cells)
    found = []
    for label, cell, words in zip(labels, cells, shown, strict=True):
        number = read_number(cell)
        said = words or ("" if number is None else in_words(number, cell, entry.unit))
        exact = number is None or not is_uncertain(said)
        found.append(Value(label, None if number is None else float(number), said, exact))
    return tuple(found)


def in_words(number: Decimal, written: str, unit: str | None) -> str:
    """Return a number as readers see it: thousands apart, with `%` or a currency where that is its unit."""
    sign = "−" if number < 0 else ""
    places = len(written.partition(".")[2])
    digits = f"{abs(number):,.{places}f}"
    money = _MONEY.fullmatch(unit or "")
    if money:
        return f"{sign}{money[1]}{digits}" + (f" {money[2]}" if money[2] else "")
    return f"{sign}{digits}%" if unit == "%" else f"{sign}{digits}"


def unit_line(exhibit: Exhibited) -> str:
    """Return the unit of a chart as a line above it; empty where each value says it, or where there is none."""
    unit = exhibit.entry.unit or ""
    if not unit or unit == "%" or _MONEY.fullmatch(unit):
        return ""
    return unit[0].upper() + unit[1:]
