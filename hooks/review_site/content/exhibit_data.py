"""The data of an exhibit: a CSV file beside the chapter → its columns and rows, each with its line."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from review_site.content.text_files import read_text
from review_site.problems import Problems

MOST_COLUMNS, MOST_ROWS = 12, 500
_LONGEST = 500  # characters of a cell
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?", re.ASCII)
_UNCERTAIN = re.compile(
    r"(?:about|almost|approximately|around|at (?:least|most)|c\.|circa|estimated|(?:fewer|less|more) than|"
    r"just (?:over|under)|nearly|over|roughly|some|under|up to)(?:\s|(?<=\.))|[~≈<>≤≥]",
    re.IGNORECASE,
)
_MARKS = {";": "semicolons", "\t": "tabs"}
_SAVE = "save it as CSV with commas between its columns, as UTF-8"


@dataclass(frozen=True, slots=True)
class Data:
    """What a CSV file holds: the names of its columns, its rows of as many cells each, the line of each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of a column, from the top.

        Raises:
            ValueError: when there is no column of that name.
        """
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)


def read_number(text: str) -> Decimal | None:
    """Return the number that a cell says in digits (`642,980`, `-1.5`), None where it says something else as well."""
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "").replace("−", "-"))


def is_uncertain(words: str) -> bool:
    """Tell whether a value in words is said not to be exact: `about 201,000`, `Up to 20`, `almost 600`."""
    return _UNCERTAIN.match(words) is not None


def read_data(file: Path, path: str, problems: Problems) -> Data | None:
    """Read a CSV file (RFC 4180) whose first row names its columns; None, with problems, when it is not one.

    Rows of which every cell is empty are passed over; white space around a cell goes.
    """
    before = len(problems)
    text = read_text(file, path, problems)
    if text is None:
        return None
    rows = [(line, row) for line, row in _rows(text, path, problems) if any(row)]
    if len(problems) > before:
        return None
    if not rows:
        problems.add(path, "file", "is empty", "write the names of its columns on the first line", line=1)
        return None
    (first, columns), *cells = rows
    _check_columns(columns, first, path, problems)
    for line, row in cells:
        if len(row) != len(columns):
            what = f"the row has {len(row)} {'cell' if len(row) == 1 else 'cells'}, and the first row {len(columns)}"
            mend = "write as many cells as there are columns; put a cell with a comma in it in quotation marks"
            problems.add(path, "row", what, mend, line=line)
    if not cells:
        problems.add(path, "file", "has no rows below the names of its columns", "write them", line=first)
    elif len(cells) > MOST_ROWS:
        what = f"has {len(cells)} rows"
        problems.add(path, "file", what, f"keep {MOST_ROWS}, or offer the whole as an attachment", line=first)
    if len(problems) > before:
        return None
    return Data(tuple(columns), tuple(tuple(row) for _, row in cells), tuple(line for line, _ in cells))


def _rows(text: str, path: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a text, each with the line that it begins on; the first that cannot be read ends it."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any("\n" in cell for cell in cells):
                problems.add(path, "row", "a cell goes on over several lines", "write it on one line", line=line)
            elif any(len(cell) > _LONGEST for cell in cells):
                what = f"a cell has more than {_LONGEST} characters"
                problems.add(path, "row", what, "say the rest in the text", line=line)
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        mend = "put quotation marks around the whole cell, and write each one within it twice"
        problems.add(path, "row", "a quotation mark stands alone", mend, line=line)


def _check_columns(columns: list[str], line: int, path: str, problems: Problems) -> None:
    mark = next((mark for mark in _MARKS if len(columns) == 1 and mark in columns[0]), None)
    if mark:
        problems.add(path, "file", f"has {_MARKS[mark]} between its columns", _SAVE, line=line)
        return
    for number, name in enumerate(columns, 1):
        if not name:
            mend = "write it on the first line, or take the column out"
            problems.add(path, "columns", f"column {number} has no name", mend, line=line)
        elif name in columns[: number - 1]:
            problems.add(path, "columns", f"two columns are named “{name}”", "give one another name", line=line)
    if len(columns) > MOST_COLUMNS:
        what = f"there are {len(columns)} columns"
        problems.add(path, "columns", what, f"keep {MOST_COLUMNS}, or offer the whole as an attachment", line=line)
