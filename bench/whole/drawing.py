"""The picture of a run, an SVG for the README: for each size a row of each tool, on one scale of seconds.

It brings its own background and colours, for light and for dark, and says in words what it shows.
"""

import math
from html import escape

from bench.whole.edits import COLD, SPOKEN
from bench.whole.results import Results
from bench.whole.table import counted, name_of
from bench.whole.tools import BARE, OURS

_WIDTH = 860
_MARGIN = 24
_LEFT, _RIGHT = 190, 515  # where the scale stands, between the names and the numbers
_COLUMNS = (630, 730, _WIDTH - _MARGIN)  # where each column of numbers ends
_ROW = 26
_HEAD = 104
_PANEL_HEAD = 52
_FOOT = 64
_STYLE = """
svg { font: 14px system-ui, sans-serif; }
.ground { fill: #fff; } text { fill: #1b1f23; } .quiet { fill: #57606a; font-size: 12.5px; }
.large { font-size: 18px; font-weight: 600; } .head, .ours { font-weight: 600; }
.grid { stroke: #d8dee4; } .span { stroke: #8c959f; stroke-width: 2; }
.first { fill: #6b7785; } .then { fill: #fff; stroke: #6b7785; stroke-width: 2; }
.ours .first { fill: #0b6b6b; } .ours .then { stroke: #0b6b6b; } .ours .span { stroke: #0b6b6b; }
.end { text-anchor: end; } .mid { text-anchor: middle; }
@media (prefers-color-scheme: dark) {
.ground { fill: #14181b; } text { fill: #e8eaec; } .quiet { fill: #a3adb5; }
.grid { stroke: #343b41; } .span { stroke: #7d8790; }
.first { fill: #9aa6b0; } .then { fill: #14181b; stroke: #9aa6b0; }
.ours .first { fill: #5cc8c0; } .ours .then { stroke: #5cc8c0; } .ours .span { stroke: #5cc8c0; }
}
"""


def draw(results: Results) -> str:
    """Return the picture of a run.

    It shows builds from nothing, and those after the text of a post changed; or the first two changes that there are.
    """
    modes = _shown(results)
    panels = [(size, _tools(results, size, modes)) for size in results.sizes()]
    height = _HEAD + sum(_PANEL_HEAD + _ROW * len(tools) for _, tools in panels) + _FOOT
    scale = _Scale(results, modes)
    top, parts = _HEAD, []
    for size, tools in panels:
        parts += _panel(results, scale, size, tools, modes, top)
        top += _PANEL_HEAD + _ROW * len(tools)
    foot = [
        _text(_MARGIN, height - 38, f"{results.where}.", "quiet"),
        _text(
            _MARGIN,
            height - 18,
            f"Of {counted(results.rounds(), 'round')}, the medians. Memory is that of the largest process.",
            "quiet",
        ),
    ]
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        ' role="img" aria-labelledby="title desc">',
        '<title id="title">How long whole builds take</title>',
        f'<desc id="desc">{escape(_told(results, panels, modes))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{_WIDTH}" height="{height}"/>',
        _text(_MARGIN, 36, "How long whole builds take", "large"),
        *_legend(modes),
    ]
    return "\n".join([*head, *parts, *foot, "</svg>"]) + "\n"


class _Scale:
    """Seconds to places, by powers of ten, from the one below the least to the one above the most."""

    def __init__(self, results: Results, modes: list[str]) -> None:
        seconds = [one.wall for one in results.all if one.mode in modes] or [1.0]
        self.low = math.floor(math.log10(min(seconds)))
        self.high = max(math.ceil(math.log10(max(seconds))), self.low + 1)

    def place(self, seconds: float) -> float:
        share = (math.log10(seconds) - self.low) / (self.high - self.low)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    def marks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def _shown(results: Results) -> list[str]:
    modes = results.values("mode")
    return [mode for mode in (COLD, "body") if mode in modes] or modes[:2]


def _tools(results: Results, size: int, modes: list[str]) -> list[str]:
    """Return the tools that were measured at a size, the fastest first."""
    walls = {tool: results.median(tool, size, modes[0], "wall") for tool in results.values("tool")}
    return sorted((tool for tool, wall in walls.items() if wall), key=lambda tool: walls[tool] or 0)


def _panel(results: Results, scale: _Scale, size: int, tools: list[str], modes: list[str], top: int) -> list[str]:
    base = top + 30
    parts = [_text(_MARGIN, base, f"{size:,} posts", "head")]
    for column, name in zip(_COLUMNS, (*map(_short, modes), "memory"), strict=False):
        parts.append(_text(column, base, name, "quiet end"))
    for mark in scale.marks():
        x = scale.place(mark)
        parts.append(f'<path class="grid" d="M{x} {base + 8}V{base + 12 + _ROW * len(tools)}"/>')
        parts.append(_text(x, base, f"{mark:,g} s", "quiet mid"))
    for number, tool in enumerate(tools):
        parts += _row(results, scale, size, tool, modes, base + 8 + _ROW * number + _ROW // 2)
    return parts


def _row(results: Results, scale: _Scale, size: int, tool: str, modes: list[str], middle: int) -> list[str]:
    walls = [results.median(tool, size, mode, "wall") for mode in modes]
    peak = results.median(tool, size, modes[0], "peak")
    places = [scale.place(wall) for wall in walls if wall]
    dots = [
        f'<circle class="{kind}" cx="{scale.place(wall)}" cy="{middle}" r="5"/>'
        for kind, wall in reversed(list(zip(("first", "then"), walls, strict=False)))
        if wall
    ]
    numbers = [*(f"{wall:.2f} s" if wall else "–" for wall in walls), f"{peak / 1e6:,.0f} MB" if peak else "–"]
    return [
        '<g class="ours">' if tool in (OURS, BARE) else "<g>",
        _text(_MARGIN, middle + 5, name_of(tool)),
        f'<path class="span" d="M{min(places)} {middle}H{max(places)}"/>',
        *dots,
        *(_text(column, middle + 5, number, "end") for column, number in zip(_COLUMNS, numbers, strict=False)),
        "</g>",
    ]


def _legend(modes: list[str]) -> list[str]:
    parts, x = [], _MARGIN + 6
    for kind, mode in zip(("first", "then"), modes, strict=False):
        parts.append(f'<circle class="{kind}" cx="{x}" cy="64" r="5"/>')
        parts.append(_text(x + 12, 69, SPOKEN[mode]))
        x += 44 + 7 * len(SPOKEN[mode])
    bare = "bare: without smaller pictures, cards for sharing and the search index, which most others do not make"
    return [*parts, _text(_MARGIN, 92, bare, "quiet")]


def _short(mode: str) -> str:
    return {COLD: "from nothing", "body": "one post"}.get(mode, mode)


def _told(results: Results, panels: list[tuple[int, list[str]]], modes: list[str]) -> str:
    """Say in words what the picture shows."""
    sentences = [f"{results.where}."]
    for size, tools in panels:
        for mode in modes:
            timed = [(tool, results.median(tool, size, mode, "wall")) for tool in tools]
            found = [f"{name_of(tool)} {wall:.2f}" for tool, wall in timed if wall]
            sentences.append(f"{size:,} posts, {SPOKEN[mode]}, in seconds: {', '.join(found)}.")
    return " ".join(sentences)


def _text(x: float, y: float, text: str, css_class: str = "") -> str:
    named = f' class="{css_class}"' if css_class else ""
    return f'<text x="{x}" y="{y}"{named}>{escape(text, quote=False)}</text>'
