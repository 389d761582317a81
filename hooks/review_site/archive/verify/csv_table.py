"""A table of a bundle: CSV in UTF-8 with known columns (RFC 4180), row by row."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from review_site.problems import Problems

_LIMIT = 1 << 28
_AGAIN = "make the bundle again, or fetch a whole copy"


def read_rows(
    path: Path, name: str, columns: Sequence[str], problems: Problems
) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row of a table by its columns, with the line that it ends on.

    What is no such table, or no longer one from some row on, is a problem of the file, and ends the rows.

    Args:
        path: the file.
        name: its name in the bundle.
        columns: those that its first row must name, in order.
        problems: gathers what is wrong.
    """
    try:
        if path.stat().st_size > _LIMIT:
            problems.add(name, "size", f"is larger than {_LIMIT} bytes", _AGAIN)
            return
        if not _ends_its_last_row(path):
            problems.add(name, "lines", "do not each end with a carriage return and a line feed", _AGAIN)
        with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            if next(rows, None) != list(columns):
                problems.add(name, "columns", "are not those that they should be", ",".join(columns), line=1)
                return
            for row in rows:
                if len(row) == len(columns):
                    yield rows.line_num, dict(zip(columns, row, strict=True))
                else:
                    what = f"has {len(row)} fields"
                    problems.add(name, "row", what, f"write {len(columns)}", line=rows.line_num)
    except csv.Error as error:
        problems.add(name, "csv", f"cannot be read: {error}", _AGAIN)
    except UnicodeDecodeError as error:
        problems.add(name, "encoding", f"is not UTF-8: {error.reason}", _AGAIN)
    except OSError as error:
        problems.add(name, "file", f"cannot be read: {error.strerror}", _AGAIN)


def _ends_its_last_row(path: Path) -> bool:
    """Tell whether a table ends as each row must (RFC 4180 §2): a reader of CSV would not miss it."""
    with path.open("rb") as stream:
        end = stream.seek(0, 2)
        stream.seek(max(end - 4, 0))
        return stream.read().endswith(b"\r\n")
