"""A title → the largest type in which it fits, broken into lines that are as even as can be."""

from collections.abc import Callable
from dataclasses import dataclass

Measure = Callable[[str, int], float]
"""How wide a text is in type of a size, both in pixels."""

SIZES = (84, 76, 68, 60, 54, 48, 42, 36, 32)
"""Sizes of type in pixels, the one to be wished for first."""
LEADING = 1.16
"""How far lines stand from one another, in sizes of type."""

_STEP = 8  # pixels: a line need not be narrower by less


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of words and the size of their type, in pixels."""

    size: int
    lines: tuple[str, ...]

    @property
    def leading(self) -> int:
        """How far each line stands below the one before, in pixels."""
        return round(self.size * LEADING)

    @property
    def height(self) -> int:
        """How much room the lines take, in pixels."""
        return self.leading * len(self.lines)


def fit(text: str, width: int, height: int, measure: Measure, *, largest: int | None = None) -> Fitted | None:
    """Return a text in lines that stand within a box, in pixels; None when it would have to be cut.

    No word is broken: one that is too wide for the line makes the type smaller, from the `largest` on. A text without
    words is one empty line.
    """
    words = text.split()
    for size in SIZES if largest is None else (largest, *(size for size in SIZES if size < largest)):
        lines = _even(words, width, size, measure)
        if lines is not None:
            fitted = Fitted(size, lines)
            if fitted.height <= height:
                return fitted
    return None


def _even(words: list[str], width: int, size: int, measure: Measure) -> tuple[str, ...] | None:
    """Return words in as few lines as hold them, the widest of these as narrow as can be; None when a word is too wide.

    The widest line is found by halving, for a narrower limit never needs fewer lines.
    """
    fewest = _filled(words, width, size, measure)
    if fewest is None:
        return None
    low, high, best = width // 2, width, fewest
    while high - low > _STEP:
        middle = (low + high) // 2
        lines = _filled(words, middle, size, measure)
        if lines is not None and len(lines) == len(fewest):
            high, best = middle, lines
        else:
            low = middle
    return best


def _filled(words: list[str], width: int, size: int, measure: Measure) -> tuple[str, ...] | None:
    """Return words in lines, each filled before the next is begun; None when a word is too wide."""
    if any(measure(word, size) > width for word in words):
        return None
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
