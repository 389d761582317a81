"""A drawing of simple shapes → SVG 1.1, as part of a page or as a document of its own.

Across, places are in hundredths of the width; down, in em of the letters. In a page the drawing is as wide as its
column and its letters are as large as those around it, whatever the width: nothing is scaled. On its own it has a fixed
width. Colours come from the page's stylesheet by class; the attributes serve where there is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

from review_site.report.exhibits.lettering import Run

EM, WIDE = 16, 36  # of a drawing on its own: pixels of an em, and em of its width
FONTS = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Arial, Liberation Sans, sans-serif"
Anchor = Literal["start", "middle", "end"]
Form = Literal["circle", "square", "triangle"]
_PATHS = {"square": "M-5 -5H5V5H-5Z", "triangle": "M0 -7L7 5H-7Z"}
_EDGE = 2  # pixels around a drawing on its own
_INK, _PAPER, _ACCENT, _QUIET = "#16211f", "#ffffff", "#00514b", "#46524f"
_STROKES = {
    "axis": {"stroke-width": "1"},
    "line-1": {"stroke-width": "3"},
    "line-2": {"stroke-width": "3", "stroke-dasharray": "9 5"},
    "line-3": {"stroke-width": "3", "stroke-dasharray": "2 4"},
}


@dataclass(frozen=True, slots=True)
class Box:
    """A bar; one that is not `exact` is drawn as a broken outline."""

    left: float
    top: float
    width: float
    height: float
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: an `axis`, or a part of `line-1`, `line-2` or `line-3`."""

    start: tuple[float, float]
    end: tuple[float, float]
    look: str


@dataclass(frozen=True, slots=True)
class Point:
    """A mark around a place; one that is not `exact` is hollow."""

    place: tuple[float, float]
    form: Form
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words that starts, ends or has its middle at a place.

    Those that are `quiet` are paler, `light` ones stand in a bar, and those `over` a line are set off from it.
    """

    place: tuple[float, float]
    runs: tuple[Run, ...]
    anchor: Anchor = "start"
    indent: float = 0
    quiet: bool = False
    light: bool = False
    over: bool = False


Shape = Box | Stroke | Point | Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing of a height in em; `name` begins its ids, `title` and `about` say in words what it shows."""

    name: str
    title: str
    about: str
    height: float
    shapes: tuple[Shape, ...]


def write_svg(drawing: Drawing, *, alone: bool) -> str:
    """Return a drawing as an `svg` element for a page (HTML §4.8.16), or `alone` as a document (SVG 1.1, XML 1.0).

    It names and describes itself (SVG-AAM 1.0 §8.1), has no script, no style and no address of anything else.
    """
    pen = _Pen(alone=alone)
    size = pen.size(drawing.height)
    ids = f"{drawing.name}-title {drawing.name}-about"
    head = f'<svg{size} role="img" aria-labelledby="{ids}" overflow="visible" fill="{pen.ink}">'
    words = f'<title id="{drawing.name}-title">{escape(drawing.title)}</title>'
    words += f'<desc id="{drawing.name}-about">{escape(drawing.about)}</desc>'
    return f"{head}{words}{pen.ground(drawing.height)}{''.join(map(pen.draw, drawing.shapes))}</svg>"


class _Pen:
    """Writes shapes: in a page in hundredths and em, alone in pixels and with colours of its own."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.ink, self.accent = (_INK, _ACCENT) if alone else ("currentColor", "currentColor")

    def size(self, height: float) -> str:
        if not self.alone:
            return f' width="100%" height="{_number(height)}em"'
        width, tall = WIDE * EM + 2 * _EDGE, _number(height * EM + 2 * _EDGE)
        box = f"-{_EDGE} -{_EDGE} {width} {tall}"
        said = f' xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{tall}"'
        return f'{said} font-family="{FONTS}" font-size="{EM}"'

    def ground(self, height: float) -> str:
        """Return what lies under a drawing on its own, which may be shown on any colour."""
        if not self.alone:
            return ""
        wide, tall = _number(WIDE * EM + 2 * _EDGE), _number(height * EM + 2 * _EDGE)
        place = {"x": f"-{_EDGE}", "y": f"-{_EDGE}", "width": wide, "height": tall}
        return _element("rect", {"class": "ground", **place, "fill": _PAPER})

    def across(self, value: float) -> str:
        return _number(value * WIDE * EM / 100) if self.alone else f"{_number(value)}%"

    def down(self, value: float) -> str:
        return _number(value * EM) if self.alone else f"{_number(value)}em"

    def draw(self, shape: Shape) -> str:
        if isinstance(shape, Box):
            return self.box(shape)
        if isinstance(shape, Stroke):
            return self.stroke(shape)
        return self.point(shape) if isinstance(shape, Point) else self.words(shape)

    def box(self, box: Box) -> str:
        place = {"x": self.across(box.left), "y": self.down(box.top)}
        place |= {"width": self.across(box.width), "height": self.down(box.height)}
        if box.exact:
            return _element("rect", {"class": "bar", **place, "fill": self.accent})
        dashes = {"stroke-width": "2", "stroke-dasharray": "6 4"}
        return _element("rect", {"class": "bar inexact", **place, "fill": "none", "stroke": self.accent, **dashes})

    def stroke(self, line: Stroke) -> str:
        (left, top), (right, bottom) = line.start, line.end
        place = {"x1": self.across(left), "y1": self.down(top), "x2": self.across(right), "y2": self.down(bottom)}
        ink = self.ink if line.look == "axis" else self.accent
        return _element("line", {"class": line.look, **place, "stroke": ink, **_STROKES[line.look]})

    def point(self, point: Point) -> str:
        look = {"class": "point" if point.exact else "point inexact"}
        look |= {"fill": self.accent if point.exact else _PAPER, "stroke": self.accent, "stroke-width": "2"}
        left, top = self.across(point.place[0]), self.down(point.place[1])
        if point.form == "circle":
            return _element("circle", {**look, "cx": left, "cy": top, "r": "5"})
        path = {**look, "d": _PATHS[point.form]}
        if self.alone:
            return _element("path", {**path, "transform": f"translate({left} {top})"})
        return f'<svg x="{left}" y="{top}" overflow="visible">{_element("path", path)}</svg>'

    def words(self, words: Words) -> str:
        place = {"x": self.across(words.place[0]), "y": self.down(words.place[1])}
        if words.anchor != "start":
            place["text-anchor"] = words.anchor
        if words.indent:
            place["dx"] = self.down(words.indent)
        look = {"class": "quiet", "fill": _QUIET if self.alone else self.ink} if words.quiet else {}
        if words.light:
            look = {"class": "light", "fill": _PAPER}
        elif words.over:
            halo = {"stroke": _PAPER, "stroke-width": "5", "stroke-linejoin": "round", "paint-order": "stroke"}
            look = {"class": "over", **halo}
        return _element("text", {**look, **place}, "".join(self.runs(words.runs)))

    def runs(self, runs: Iterable[Run]) -> Iterable[str]:
        for number, run in enumerate(runs):
            gap = {"dx": self.down(0.25)} if number and run.value else {}
            space = " " if number else ""
            if run.value:
                yield space + _element("tspan", {"font-weight": "700", **gap}, escape(run.words))
            else:
                yield space + escape(run.words)


def _element(tag: str, attributes: dict[str, str], inner: str = "") -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{said}>{inner}</{tag}>"


def _number(value: float) -> str:
    """Return a number with at most two places after the point, and no needless nought."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
