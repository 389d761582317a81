"""A chart as static SVG: for its page, or as a document of its own for other forms of a report."""

from review_site.content.exhibits import Exhibited
from review_site.report.exhibits.bars import draw_bars
from review_site.report.exhibits.chart import rows_of, unit_line
from review_site.report.exhibits.drawing import WIDE, Drawing, Shape, Words, write_svg
from review_site.report.exhibits.lettering import Run, in_lines
from review_site.report.exhibits.lines import draw_lines

NARROW = 16.5  # em of 17 px: what a window of 320 px leaves to the text
_LINE, _UNIT = 1.3, 0.5  # em
_KEY = {
    "bar chart": "Broken outline: not exact.",
    "line chart": "Hollow mark: not exact.",
}


def render_svg(exhibit: Exhibited, *, alone: bool = False) -> str:
    """Return the drawing of a chart, without its caption: an `svg` element.

    In a page it takes the width of its column and the letters of its surroundings; `alone` it is a document with a size
    and colours of its own. The same exhibit gives the same bytes.

    Raises:
        ValueError: when the exhibit is a table.
    """
    entry = exhibit.entry
    if entry.kind == "table" or not entry.values:
        raise ValueError(f"{exhibit.name} is no chart")
    capacity = float(WIDE) if alone else NARROW
    columns = {column: rows_of(exhibit, column) for column in entry.values}
    shapes, top = _sentence(unit_line(exhibit), 0.0, capacity)
    top += _UNIT if shapes else 0
    if entry.kind == "bar chart":
        drawn, top = draw_bars(next(iter(columns.values())), top, capacity)
    else:
        drawn, top = draw_lines(columns, top, capacity)
    shapes += drawn
    if not all(value.exact for values in columns.values() for value in values if value.number is not None):
        key, top = _sentence(_KEY[entry.kind], top + _UNIT, capacity)
        shapes += key
    return write_svg(
        Drawing(name=entry.anchor, title=entry.caption, about=describe(exhibit), height=top, shapes=tuple(shapes)),
        alone=alone,
    )


def describe(exhibit: Exhibited) -> str:
    """Return what a chart shows, in words, for those who do not see it: what it says itself, and what it is."""
    count = len(exhibit.data.rows)
    what = f"bars: {count}" if exhibit.entry.kind == "bar chart" else f"lines: {len(exhibit.entry.values or ())}"
    about = (exhibit.entry.about or "").rstrip()
    end = "" if about.endswith((".", "!", "?")) else "."
    return f"{about}{end} {exhibit.entry.kind.capitalize()}, {what}. The table below it has all the figures."


def _sentence(words: str, top: float, capacity: float) -> tuple[list[Shape], float]:
    """Return some small words in as many lines as they need, and where these end; nothing of none."""
    if not words:
        return [], top
    lines = in_lines([Run(words)], capacity)
    shapes: list[Shape] = [
        Words((0, top + 1 + number * _LINE), tuple(runs), quiet=True) for number, runs in enumerate(lines)
    ]
    return shapes, top + len(lines) * _LINE
