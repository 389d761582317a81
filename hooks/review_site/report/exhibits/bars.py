"""A bar chart: a bar a row, its name above it, where a narrow screen has room; its value in the bar or after it."""

from collections.abc import Sequence

from review_site.report.exhibits.chart import Value
from review_site.report.exhibits.drawing import Box, Shape, Stroke, Words
from review_site.report.exhibits.lettering import Run, in_lines, width_of

_LINE, _ABOVE, _BAR, _GAP = 1.3, 0.35, 1.6, 0.8  # em
_BASELINE, _BESIDE = 1.13, 0.4  # em, from the top of a bar to its words; between the end of a bar and its words


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
        beside = None if value.number is None or least < 0 else _beside(value, value.number * scale, capacity)
        named = [Run(value.label)] if beside else [Run(value.label), Run(value.words, value=True)]
        for runs in in_lines(named, capacity):
            shapes.append(Words((0, top + 1), tuple(runs)))
            top += _LINE
        if value.number is not None:
            top += _ABOVE
            end = nought + value.number * scale
            if value.number:
                shapes.append(Box(min(nought, end), top, abs(end - nought), _BAR, value.exact))
            shapes.append(Stroke((nought, top), (nought, top + _BAR), "axis"))
            if beside == "in":
                words = (Run(value.words, value=True),)
                shapes.append(Words((end, top + _BASELINE), words, "end", -_BESIDE, light=value.exact))
            elif beside == "after":
                shapes.append(Words((end, top + _BASELINE), (Run(value.words, value=True),), indent=_BESIDE))
            top += _BAR
        top += _GAP
    return shapes, top - _GAP + _ABOVE


def _beside(value: Value, length: float, capacity: float) -> str | None:
    """Return whether the words of a value stand `in` its bar or `after` it; None where there is room in neither.

    `length` is that of the bar, in hundredths of the width.
    """
    bar, words = length * capacity / 100, width_of(value.words, bold=True) + _BESIDE
    if words + _BESIDE <= bar:
        return "in"
    return "after" if bar + words <= capacity else None
