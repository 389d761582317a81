"""CSV that readers download, in a form that any spreadsheet opens as it was meant."""

import csv
import io
import re
from collections.abc import Iterable

_FORMULA = re.compile(r"[=+\-−@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+\-−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def render_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows of cells as CSV (RFC 4180), in UTF-8.

    It begins with a byte order mark, without which spreadsheets take UTF-8 for another encoding. A cell that a
    spreadsheet would take for a formula, and that is no plain number, has an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(map(harmless, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return a cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _PLAIN_NUMBER.fullmatch(cell) else cell
