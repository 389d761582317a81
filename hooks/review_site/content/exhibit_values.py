"""What must hold between an exhibit and its data: columns that are there, numbers to draw, steps of time in order."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from review_site.content.exhibit_data import Data, read_number
from review_site.content.source import Key, Source
from review_site.problems import Problems, did_you_mean

CHARTS = ("bar chart", "line chart")
MOST_BARS, MOST_LINES, MOST_POINTS, MOST_TABLED = 20, 3, 60, 100
_YEAR = re.compile(r"([12]\d{3})(?:/(\d\d))?", re.ASCII)
_TIME = re.compile(r"([12]\d{3})-(\d\d)(?:-(\d\d))?", re.ASCII)
_TIME_FORM = "write a year (2021), two years (2020/21), a month (2021-06) or a day (2021-06-17)"


def read_time(text: str) -> float | None:
    """Return a year, a span of two (`2020/21`), a month or a day as a number of years; None for anything else.

    Each stands where it begins, so that steps of one length lie equally far apart.
    """
    time = _TIME.fullmatch(text)
    if time:
        try:
            day = date(int(time[1]), int(time[2]), int(time[3] or 1))
        except ValueError:
            return None
        first = date(day.year, 1, 1)
        return day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days
    year = _YEAR.fullmatch(text)
    if not year or (year[2] and int(year[2]) != (int(year[1]) + 1) % 100):
        return None
    return float(year[1])


def columns_of(said: Mapping[str, Any], data: Data) -> frozenset[str]:
    """Return the columns that readers get: those that an exhibit names, with what its chart is drawn from.

    All of them, where it names none.
    """
    if "columns" not in said:
        return frozenset(data.columns)
    named = [*_texts(said, "columns"), *_texts(said, "values"), *_texts(said, "shown")]
    return frozenset([*named, *(_texts(said, "labels") or data.columns[:1])])


def check_values(source: Source, data: Data, path: str, problems: Problems) -> None:
    """Tell what an exhibit names and its data does not have, and what of the data cannot be shown as it says.

    `path` is that of the data. What the exhibit itself gets wrong is told elsewhere.
    """
    said = source.data
    if not _check_columns(source, data, problems):
        return
    kind = said.get("kind")
    labels = next(iter(_texts(said, "labels")), data.columns[0])
    values = [name for name in _texts(said, "values") if name != labels]
    _check_labels(data, labels, path, problems, distinct=kind == "bar chart")
    if kind == "table" and len(data.rows) > MOST_TABLED:
        what, mend = f"there are {len(data.rows)} rows", f"keep {MOST_TABLED}, or offer the whole as an attachment"
        problems.add(source.path, "kind", what, mend, line=source.line(("kind",)))
    if kind not in CHARTS or not values:
        return
    words = next(iter(_texts(said, "shown")), None) if len(values) == 1 else None
    for name in values:
        _check_numbers(data, name, words, path, problems)
    drawn = [number for name in values for cell in data.column(name) if (number := read_number(cell)) is not None]
    if drawn and not any(drawn):
        what, mend = "there is nothing to draw: every value is nought", "write `kind: table`"
        problems.add(source.path, "kind", what, mend, line=source.line(("kind",)))
    _check_amount(source, str(kind), len(data.rows), values, problems)
    if kind == "line chart":
        _check_times(data, labels, path, problems)


def _check_columns(source: Source, data: Data, problems: Problems) -> bool:
    """Tell names of columns that the data does not have, and a column that is named for two things."""
    before = len(problems)
    said = source.data
    for key, name in _named(said):
        if name not in data.columns:
            what, mend = f"there is no column “{name}”", did_you_mean(name, data.columns)
            problems.add(source.path, str(key[0]), what, mend, line=source.line(key))
    labels = next(iter(_texts(said, "labels")), data.columns[0])
    for key, name in _named(said):
        if key[0] in ("values", "shown") and name == labels:
            what = f"“{name}” is the column that names the rows"
            mend = "name the column of values, or say under `labels:` which names the rows"
            problems.add(source.path, str(key[0]), what, mend, line=source.line(key))
    if "shown" in said and len(_texts(said, "values")) > 1:
        what, mend = "stands beside several columns of values", "keep one column under `values:`, or take this line out"
        problems.add(source.path, "shown", what, mend, line=source.line(("shown",)))
    return len(problems) == before


def _check_labels(data: Data, labels: str, path: str, problems: Problems, *, distinct: bool) -> None:
    seen: set[str] = set()
    for line, label in zip(data.lines, data.column(labels), strict=True):
        if not label:
            problems.add(path, labels, "the row has no name", "say what its values are of", line=line)
        elif distinct and label in seen:
            problems.add(path, labels, f"two rows are named “{label}”", "say in what they differ", line=line)
        seen.add(label)


def _check_numbers(data: Data, name: str, words: str | None, path: str, problems: Problems) -> None:
    """Tell each cell that a chart cannot draw; one may be empty where a column of words says why."""
    told = data.column(words) if words else ("",) * len(data.rows)
    for line, cell, shown in zip(data.lines, data.column(name), told, strict=True):
        if read_number(cell) is not None:
            if words and not shown:
                mend = f"write {cell} as readers should read it"
                problems.add(path, words, "the value has no words", mend, line=line)
        elif not cell and not shown:
            mend = "write it, or leave the row out; a chart of one column may say why in another, named by `shown:`"
            problems.add(path, name, "the value is missing", mend, line=line)
        elif cell:
            digits = re.search(r"\d[\d,]*(?:\.\d+)?", cell)
            mend = f"write {digits[0] if digits else 'digits'} here, and the words in another column, named by `shown:`"
            problems.add(path, name, f"“{cell}” is not a plain number", mend, line=line)


def _check_amount(source: Source, kind: str, rows: int, values: list[str], problems: Problems) -> None:
    """Tell a chart of more than a reader can take in, and one of less than a chart needs."""
    most = MOST_BARS if kind == "bar chart" else MOST_POINTS
    line = source.line(("kind",))
    if rows > most:
        what, mend = f"there are {rows} rows, and a {kind} takes {most}", "show fewer, or write `kind: table`"
        problems.add(source.path, "kind", what, mend, line=line)
    elif kind == "line chart" and rows == 1:
        problems.add(source.path, "kind", "one point makes no line", "write `kind: bar chart`", line=line)
    lines = 1 if kind == "bar chart" else MOST_LINES
    if len(values) > lines:
        can = "one column" if lines == 1 else f"{lines} columns"
        what, mend = f"a {kind} draws {can} of values", "keep the first, and make another chart of the rest"
        problems.add(source.path, "values", what, mend, line=source.line(("values",)))


def _check_times(data: Data, labels: str, path: str, problems: Problems) -> None:
    times = [read_time(label) for label in data.column(labels)]
    for line, label, time in zip(data.lines, data.column(labels), times, strict=True):
        if label and time is None:
            problems.add(path, labels, f"“{label}” is no step of time", _TIME_FORM, line=line)
    for line, (before, after) in zip(data.lines[1:], pairwise(times), strict=True):
        if before is not None and after is not None and after <= before:
            problems.add(path, labels, "does not come after the row above", "put the earliest first", line=line)


def _named(said: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    """Give each column that an exhibit names, by the key that names it."""
    for name in ("labels", "values", "shown", "columns"):
        value = said.get(name)
        if isinstance(value, str) and value:
            yield (name,), value
        elif isinstance(value, list):
            yield from (((name, index), one) for index, one in enumerate(value) if isinstance(one, str) and one)


def _texts(said: Mapping[str, Any], name: str) -> list[str]:
    return [text for key, text in _named(said) if key[0] == name]
