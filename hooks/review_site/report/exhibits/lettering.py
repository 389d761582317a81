"""How wide words are, nearly, and where a line of them must end: a drawing cannot wrap its words by itself.

Widths are in em, a little more than those of the site's typeface, as its stand-ins are wider. They leave room for a
reader who spaces the letters and words out (WCAG 2.2, 1.4.12).
"""

from collections.abc import Iterable
from dataclasses import dataclass

_GROUPS = (
    (0.32, "ijl '’‘`,.:;|!()"),
    (0.41, 'frtI-_/\\[]{}"'),
    (0.51, "ckrsvxyzJ?*–"),
    (0.58, "abdeghnopquEFLT1234579<>~^"),
    (0.67, "ABKPRSVXYZ068£$€+−=#"),
    (0.73, "wCDGHNOQU&"),
    (0.88, "mMW—"),
)
_WIDTHS = {char: width for width, chars in _GROUPS for char in chars}
_WIDEST, _BOLD = 1.0, 0.06  # of any other, and what a heavier letter has more
_LETTER, _WORD = 0.12, 0.16  # what a reader may put between letters and, on top of it, between words


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look; those that are `value` are heavier, and stay together."""

    words: str
    value: bool = False


def width_of(words: str, *, bold: bool = False) -> float:
    """Return how wide words are at most, in em."""
    more = _LETTER + (_BOLD if bold else 0)
    return sum(_WIDTHS.get(char, _WIDEST) + more for char in words) + _WORD * words.count(" ")


def in_lines(runs: Iterable[Run], capacity: float) -> list[list[Run]]:
    """Return runs of words in lines that are at most `capacity` em wide; a longer word has a line of its own."""
    lines: list[list[Run]] = [[]]
    room = capacity
    for piece in (piece for run in runs for piece in _pieces(run, capacity)):
        need = width_of(piece.words, bold=piece.value)
        gap = width_of(" ") * (2 if piece.value else 1) if lines[-1] else 0
        if lines[-1] and need + gap > room:
            lines.append([])
            room, gap = capacity, 0
        last = lines[-1][-1] if lines[-1] else None
        if last and not last.value and not piece.value:
            lines[-1][-1] = Run(f"{last.words} {piece.words}")
        else:
            lines[-1].append(piece)
        room -= need + gap
    return lines


def _pieces(run: Run, capacity: float) -> list[Run]:
    """Return the pieces of a run that stay together: a value whole, where a line can hold it, else word by word."""
    if run.value and width_of(run.words, bold=True) <= capacity:
        return [run]
    return [Run(word, run.value) for word in run.words.split()]
