"""A table in CSV as a bundle may hold it (RFC 4180): UTF-8, known columns first, as many fields in each row."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from review_site.archive.verify.fault import stop
from review_site.problems import Problems

_LIMIT = 1 << 28


def read_table(
    path: Path, name: str, columns: Sequence[str], problems: Problems, *, exactly: bool = True
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row of a table by its columns, with the line that it ends on.

    Args:
        path: the file.
        name: its name in the bundle.
        columns: what it must have; where not `exactly`, among others.
        problems: gathers what is wrong with single rows.
        exactly: whether the columns are these, in this order, and no other.

    Raises:
        FaultError: when it is larger than any of ours, is no CSV, or has other columns.
        OSError: when the file cannot be read.
        ValueError: when it is not UTF-8.
    """
    if path.stat().st_size > _LIMIT:
        stop("size", f"is larger than {_LIMIT} bytes")
    try:
        with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            head = next(rows, [])
            if (head != list(columns)) if exactly else (set(columns) - set(head)):
                stop("columns", f"are not {', '.join(columns)}")
            for row in rows:
                if len(row) == len(head):
                    yield rows.line_num, dict(zip(head, row, strict=True))
                else:
                    problems.add(name, "row", f"has {len(row)} fields", f"write {len(head)}", line=rows.line_num)
    except csv.Error as error:
        stop("csv", f"cannot be read: {error}")
