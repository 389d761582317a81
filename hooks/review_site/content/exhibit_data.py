"""The data of an exhibit: a CSV file beside the chapter → its columns and rows, each with its line."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from review_site.content.csv_rows import Told, read_cells
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
    told = Told(path, problems)
    rows = [(line, [cell.strip() for cell in cells]) for line, cells in read_cells(text, told)]
    for line, cells in rows:
        if any("\n" in cell for cell in cells):
            told(line, "row", "a cell goes on over several lines", "write it on one line")
        elif any(len(cell) > _LONGEST for cell in cells):
            told(line, "row", f"a cell has more than {_LONGEST} characters", "say the rest in the text")
    if rows:
        _check_rows(rows, told)
    elif not told.fields:
        told(1, "file", "is empty", "write the names of its columns on the first line")
    told.close()
    if len(problems) > before:
        return None
    (_, columns), *rest = rows
    return Data(tuple(columns), tuple(tuple(cells) for _, cells in rest), tuple(line for line, _ in rest))


def _check_rows(rows: list[tuple[int, list[str]]], told: Told) -> None:
    """Tell rows that have not as many cells as there are columns, and a file of none or of too many."""
    (first, columns), *rest = rows
    unread = bool(told.fields)
    _check_columns(columns, first, told)
    for line, cells in rest:
        if len(cells) != len(columns):
            what = (
                f"the row has {len(cells)} {'cell' if len(cells) == 1 else 'cells'}, and the first row {len(columns)}"
            )
            mend = "write as many cells as there are columns; put a cell with a comma in it in quotation marks"
            told(line, "row", what, mend)
    if not rest and not unread:
        told(first, "file", "has no rows below the names of its columns", "write them")
    elif len(rest) > MOST_ROWS:
        told(first, "file", f"has {len(rest)} rows", f"keep {MOST_ROWS}, or offer the whole as an attachment")


def _check_columns(columns: list[str], line: int, told: Told) -> None:
    mark = next((mark for mark in _MARKS if len(columns) == 1 and mark in columns[0]), None)
    if mark:
        told(line, "file", f"has {_MARKS[mark]} between its columns", _SAVE)
        return
    for number, name in enumerate(columns, 1):
        if not name:
            told(line, "columns", f"column {number} has no name", "write it on the first line, or take the column out")
        elif name in columns[: number - 1]:
            told(line, "columns", f"two columns are named “{name}”", "give one another name")
    if len(columns) > MOST_COLUMNS:
        what = f"there are {len(columns)} columns"
        told(line, "columns", what, f"keep {MOST_COLUMNS}, or offer the whole as an attachment")
