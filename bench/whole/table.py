"""The one table of a run, as text: costs by size and change, and how they grow from one size to the next."""

from itertools import pairwise

from bench.whole.edits import SPOKEN
from bench.whole.results import Results
from bench.whole.tools import OURS, TOOLS

_NONE = "–"
_HEAD = ("seconds", "× ours", "processor", "× ours", "peak MB", "all MB", "files", "MB out")
_GROWTH = ("seconds", "processor", "peak MB", "MB out")
_GROWING = ("wall", "processor", "peak", "bytes")
_NOTES = """seconds: wall time; processor: seconds of all its processes; each the median of the rounds.
× ours: times what review-site took, the median of the ratios within each round; below 1 it is faster than review-site.
peak MB: its largest single process (wait4); all MB: all its processes at once, what they share counted once, looked at
four times a second. files, MB out: the finished site.
Growth is an exponent: 1.00 in proportion to the posts, 0.00 not at all.
bare: review-site without smaller pictures, cards for sharing and the search index, which the others do not make (but
for a search index of their own by Material and Zensical)."""


def render_table(results: Results) -> str:
    """Return the table, ending with a newline."""
    width = max((len(name_of(tool)) for tool in results.values("tool")), default=0)
    parts = [f"{results.where}; {counted(results.rounds(), 'round')}"]
    parts += [_render_costs(results, size, mode, width) for size in results.sizes() for mode in results.values("mode")]
    parts += [_render_growth(results, sizes, width) for sizes in pairwise(results.sizes())]
    return "\n\n".join([part for part in parts if part] + [_NOTES]) + "\n"


def name_of(tool: str) -> str:
    """Return the name of a tool with its version, if it is not ours."""
    return f"{TOOLS[tool].name} {TOOLS[tool].version()}".strip()


def counted(count: int, what: str) -> str:
    """Return a count with its noun."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _render_costs(results: Results, size: int, mode: str, width: int) -> str:
    tools = [tool for tool in results.values("tool") if results.of(tool, size, mode)]
    rows = [_row(name_of(tool), _costs(results, tool, size, mode), width) for tool in tools]
    return "\n".join([f"{size:,} posts, {SPOKEN[mode]}", _row("", _HEAD, width), *rows]) if rows else ""


def _costs(results: Results, tool: str, size: int, mode: str) -> tuple[str, ...]:
    def median(measure: str) -> float | None:
        return results.median(tool, size, mode, measure)

    def ratio(measure: str) -> float | None:
        return results.ratio(tool, OURS, size, mode, measure)

    return (
        _number(median("wall"), "{:.2f}"),
        _number(ratio("wall"), "{:.3f}"),
        _number(median("processor"), "{:.2f}"),
        _number(ratio("processor"), "{:.3f}"),
        _megabytes(median("peak"), "{:.0f}"),
        _megabytes(median("together"), "{:.0f}"),
        _number(median("files"), "{:,.0f}"),
        _megabytes(median("bytes"), "{:.1f}"),
    )


def _render_growth(results: Results, sizes: tuple[int, int], width: int) -> str:
    lines = [f"growth from {sizes[0]:,} to {sizes[1]:,} posts", _row("", _GROWTH, width)]
    for mode in results.values("mode"):
        rows = []
        for tool in results.values("tool"):
            found = [results.exponent(tool, sizes, mode, measure) for measure in _GROWING]
            if any(one is not None for one in found):
                rows.append(_row(name_of(tool), [_number(one, "{:.2f}") for one in found], width))
        lines += [f"  {SPOKEN[mode]}", *rows] if rows else []
    return "\n".join(lines) if len(lines) > 2 else ""


def _row(name: str, cells: tuple[str, ...] | list[str], width: int) -> str:
    return f"  {name:{width}}" + "".join(f"{cell:>11}" for cell in cells)


def _number(value: float | None, form: str) -> str:
    return _NONE if value is None else form.format(value)


def _megabytes(value: float | None, form: str) -> str:
    return _NONE if not value else form.format(value / 1e6)
