"""Tables of a bundle: CSV in UTF-8 with known columns, each row of one length, in the order of their fields."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from review_site.archive.verify.fault import stop
from review_site.problems import Problems

_LIMIT = 1 << 28
_AGAIN = "make the bundle again"

Row = tuple[str, ...]


def rows_of(
    path: Path, name: str, columns: Sequence[str], problems: Problems, *, order: Callable[[Row], object] = tuple
) -> Iterator[tuple[int, Row]]:
    """Give each row of a table with its line, from 1; one of a wrong length is told and left out.

    Args:
        path: the file.
        name: its name in the bundle.
        columns: what its first row must be.
        problems: gathers what is wrong.
        order: what of a row is larger than of the row before it.

    Raises:
        FaultError: when the table is too large, or not CSV.
        OSError: when it cannot be read.
        ValueError: when it is not UTF-8.
    """
    if path.stat().st_size > _LIMIT:
        stop("size", f"is larger than {_LIMIT} bytes")
    before: object = None
    try:
        with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            if next(rows, None) != list(columns):
                problems.add(name, "columns", "are not those of this table", ",".join(columns), line=1)
            for fields in rows:
                row = tuple(fields)
                if len(row) != len(columns):
                    problems.add(name, "row", f"has {len(row)} fields", f"write {len(columns)}", line=rows.line_num)
                    continue
                place = order(row)
                if before is not None and not before < place:  # type: ignore[operator]
                    problems.add(name, "row", "stands twice, or not in its order", _AGAIN, line=rows.line_num)
                before = place
                yield rows.line_num, row
    except csv.Error as error:
        stop("csv", f"cannot be read: {error}")
