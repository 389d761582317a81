"""The data of an exhibit as readers get it: CSV of our own making, whatever the writer's file was like."""

import csv
import io

from review_site.content.exhibit_data import read_number
from review_site.content.exhibits import Exhibited

_FORMULA = ("=", "+", "-", "−", "@", "\t", "\r")


def render_csv(exhibit: Exhibited) -> bytes:
    """Return the columns of an exhibit that readers get, as CSV (RFC 4180) in UTF-8.

    A cell that a spreadsheet would take for a formula, and that is no plain number, has an apostrophe before it.
    """
    places = [exhibit.data.columns.index(name) for name in exhibit.columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_harmless, exhibit.columns))
    for row in exhibit.data.rows:
        writer.writerow(_harmless(row[place]) for place in places)
    return text.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and read_number(cell) is None else cell
