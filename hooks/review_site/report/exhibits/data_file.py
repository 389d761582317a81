"""The data of an exhibit as readers get it: CSV of our own making, whatever the writer's file was like."""

from review_site.content.exhibits import Exhibited
from review_site.report import spreadsheet


def render_csv(exhibit: Exhibited) -> bytes:
    """Return the columns of an exhibit that readers get, below their names, as CSV."""
    places = [exhibit.data.columns.index(name) for name in exhibit.columns]
    rows = [[row[place] for place in places] for row in exhibit.data.rows]
    return spreadsheet.render_csv([exhibit.columns, *rows])
