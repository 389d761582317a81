"""A table of HTML → a plain grid, its spans filled, as Markdown's tables want it."""

from lxml.html import HtmlElement

MAX_COLUMNS = 50
MAX_SPAN = 500


def grid_of(table: HtmlElement) -> list[list[HtmlElement | None]]:
    """Return the cells of a table, row by row, every row of one length; None where a span or nothing stands."""
    rows: list[list[HtmlElement | None]] = []
    hanging: dict[int, int] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        line: list[HtmlElement | None] = []
        for cell in row.iterchildren("td", "th"):
            _fill_spanned(line, hanging)
            for step in range(_span(cell, "colspan", MAX_COLUMNS)):
                if len(line) < MAX_COLUMNS:
                    hanging[len(line)] = _span(cell, "rowspan", MAX_SPAN) - 1
                    line.append(None if step else cell)
        _fill_spanned(line, hanging)
        rows.append(line)
    width = max(map(len, rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows if any(cell is not None for cell in row)]


def _fill_spanned(line: list[HtmlElement | None], hanging: dict[int, int]) -> None:
    """Go past the columns that a cell above still covers."""
    while hanging.get(len(line), 0) > 0:
        hanging[len(line)] -= 1
        line.append(None)


def _span(cell: HtmlElement, name: str, most: int) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) <= 4 else 1
