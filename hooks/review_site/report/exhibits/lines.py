"""A line chart: values over time, each step where it belongs; the first and the last value of a line stand in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from review_site.content.exhibit_values import read_time
from review_site.report.exhibits.chart import Value
from review_site.report.exhibits.drawing import Anchor, Form, Point, Shape, Stroke, Words
from review_site.report.exhibits.lettering import Run, width_of

_FORMS: tuple[Form, ...] = ("circle", "square", "triangle")
_LEFT, _RIGHT, _SAMPLE = 3.0, 97.0, 11.0  # hundredths of the width
_HEIGHT, _ROOM, _KEY, _STEP, _TIMES, _TICK = 10.0, 1.9, 1.6, 1.25, 1.5, 0.3  # em
_ABOVE, _BELOW, _APART = -0.65, 1.35, 0.6  # em, from a point to the baseline of its words; between words


@dataclass(frozen=True, slots=True)
class _Label:
    """Words at a point: how far across and down that is, and on which side of it they stand."""

    across: float
    anchor: Anchor
    down: float
    words: str


def draw_lines(lines: Mapping[str, Sequence[Value]], top: float, capacity: float) -> tuple[list[Shape], float]:
    """Return the shapes of a line chart below `top`, and where they end, in em.

    `lines` are the values of each line by its name, all of the same steps of time. The scale starts at nought.
    `capacity` is the width of the narrowest drawing, in em.
    """
    shapes: list[Shape] = []
    if len(lines) > 1:
        for number, name in enumerate(lines):
            shapes += _key(number, name, top)
            top += _KEY
    numbers = [value.number for values in lines.values() for value in values if value.number is not None]
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    floor = top + _ROOM + _HEIGHT

    def height_of(number: float) -> float:
        return floor - (number - least) / (most - least) * _HEIGHT

    steps = [value.label for value in next(iter(lines.values()))]
    across = _places(steps)
    shapes.append(Stroke((0, height_of(0)), (100, height_of(0)), "axis"))
    shapes += [Stroke((place, height_of(0)), (place, height_of(0) + _TICK), "axis") for place in across]
    shapes.append(Words((0, height_of(0) - _TICK), (Run("0"),), quiet=True))
    for number, values in enumerate(lines.values()):
        shapes += _line(number, values, across, height_of)
    labels = [label for values in lines.values() for label in _labels(values, across, height_of, capacity, len(lines))]
    shapes += _spread(labels, floor - _APART)
    shapes += _times(steps, across, floor + _TIMES, capacity)
    return shapes, floor + _TIMES + _TICK


def _key(number: int, name: str, top: float) -> Iterator[Shape]:
    """Give the row of a key: a piece of the line with its mark, and its name."""
    middle = top + 0.65
    yield Stroke((0, middle), (_SAMPLE, middle), f"line-{number + 1}")
    yield Point((_SAMPLE / 2, middle), _FORMS[number])
    yield Words((_SAMPLE, top + 1), (Run(name),), indent=0.5)


def _places(steps: Sequence[str]) -> list[float]:
    """Return how far across each step of time stands: as far from the next as it is in time."""
    times = [read_time(step) or 0.0 for step in steps]
    first, span = times[0], times[-1] - times[0]
    return [_LEFT + (time - first) / span * (_RIGHT - _LEFT) for time in times]


def _line(
    number: int, values: Sequence[Value], across: Sequence[float], height_of: Callable[[float], float]
) -> Iterator[Shape]:
    """Give the strokes of a line, which stops where a value is missing, and its marks above them."""
    places = [
        None if value.number is None else (place, height_of(value.number))
        for value, place in zip(values, across, strict=True)
    ]
    for start, end in pairwise(places):
        if start and end:
            yield Stroke(start, end, f"line-{number + 1}")
    for value, place in zip(values, places, strict=True):
        if place:
            yield Point(place, _FORMS[number], value.exact)


def _labels(
    values: Sequence[Value],
    across: Sequence[float],
    height_of: Callable[[float], float],
    capacity: float,
    lines: int,
) -> Iterator[_Label]:
    """Give the words of the last and the first value of a line; of a line alone, also of others that have room."""
    known = [(index, value.number) for index, value in enumerate(values) if value.number is not None]
    first, last = known[0][0], known[-1][0]
    wanted = [last, first]
    if lines == 1:
        ranked = sorted(known, key=lambda one: one[1])
        wanted += [ranked[-1][0], ranked[0][0], *(index for index, _ in known)]
    taken: list[tuple[float, float]] = []
    for index in dict.fromkeys(wanted):
        value = values[index]
        anchor = _anchor(across[index])
        span = _span(across[index], anchor, width_of(value.words, bold=True), capacity)
        if _is_free(span, taken):
            taken.append(span)
            yield _Label(across[index], anchor, height_of(value.number or 0), value.words)


def _anchor(across: float) -> Anchor:
    return "start" if across <= _LEFT else "end" if across >= _RIGHT else "middle"


def _span(across: float, anchor: Anchor, width: float, capacity: float) -> tuple[float, float]:
    """Return from where to where words reach, in em of the narrowest drawing."""
    at = across * capacity / 100
    start = at if anchor == "start" else at - width if anchor == "end" else at - width / 2
    return start, start + width


def _is_free(span: tuple[float, float], taken: Iterable[tuple[float, float]]) -> bool:
    return all(span[1] + _APART <= start or end + _APART <= span[0] for start, end in taken)


def _spread(labels: Iterable[_Label], lowest: float) -> Iterator[Words]:
    """Give the words of all labels; those at one place stand above one another, in the order of their points."""
    for _, group in groupby(sorted(labels, key=lambda one: (one.across, one.down)), key=lambda one: one.across):
        column = list(group)
        baselines = [one.down + _ABOVE for one in column]
        if len(column) > 1:
            baselines[-1] = column[-1].down + _BELOW
        for index in range(1, len(column)):
            baselines[index] = max(baselines[index], baselines[index - 1] + _STEP)
        limit = lowest
        for index in reversed(range(len(column))):
            baselines[index] = min(baselines[index], limit)
            limit = baselines[index] - _STEP
        for one, baseline in zip(column, baselines, strict=True):
            yield Words((one.across, baseline), (Run(one.words, value=True),), one.anchor, over=True)


def _times(steps: Sequence[str], across: Sequence[float], baseline: float, capacity: float) -> Iterator[Words]:
    """Give the steps of time below the line, as many as there is room for, the first and the last before others."""
    taken: list[tuple[float, float]] = []
    order = dict.fromkeys([0, len(steps) - 1, len(steps) // 2, *range(len(steps))])
    for index in order:
        anchor = _anchor(across[index])
        span = _span(across[index], anchor, width_of(steps[index]), capacity)
        if _is_free(span, taken):
            taken.append(span)
            yield Words((across[index], baseline), (Run(steps[index]),), anchor)
