"""A bar chart: a bar a row, its name and its value in words above it, so that a narrow screen has room for both."""

from collections.abc import Sequence

from review_site.report.exhibits.chart import Value
from review_site.report.exhibits.drawing import Box, Shape, Stroke, Words
from review_site.report.exhibits.lettering import Run, in_lines

_LINE, _ABOVE, _BAR, _GAP, _OVER = 1.3, 0.4, 1.0, 1.0, 0.2  # em


def draw_bars(values: Sequence[Value], top: float, capacity: float) -> tuple[list[Shape], float]:
    """Return the shapes of a bar chart below `top`, and where they end, in em.

    Its scale starts at nought. `capacity` is the width of the narrowest drawing, in em.
    """
    numbers = [value.number for value in values if value.number is not None]
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    scale = 100 / (most - least)
    nought = -least * scale
    shapes: list[Shape] = []
    for value in values:
        for runs in in_lines([Run(value.label), Run(value.words, value=True)], capacity):
            shapes.append(Words((0, top + 1), tuple(runs)))
            top += _LINE
        top += _ABOVE
        if value.number is not None:
            end = nought + value.number * scale
            if value.number:
                shapes.append(Box(min(nought, end), top, abs(end - nought), _BAR, value.exact))
            shapes.append(Stroke((nought, top - _OVER), (nought, top + _BAR + _OVER), "axis"))
            top += _BAR
        top += _GAP
    return shapes, top - _GAP + _OVER
