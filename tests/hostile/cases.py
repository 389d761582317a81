"""The cases of tests/cases/hostile/: for each its name, what is given (+ and ~), and what is told (=).

`+` is a row of text, in which \\t, \\x00, \\u202e and \\U000e0041 stand for what they mean in Python; `~` a word of
tests/hostile/making.py, with what it needs, for what is too large or too odd to stand in a file. Each `=` is a problem
as it is told, … standing for anything. `= nothing` says that it does no harm and is let through, `= and what follows
from it` that more is told, of what else no longer fits.
"""

import re
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases/hostile"
_ESCAPE = re.compile(r"\\(?:t|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
_MORE = "and what follows from it"
_BOUNDS = re.compile(r"^bounds: (\d+) s of the processor, (\d+) MB of memory$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One input: `rows` of text, or the `word` that makes it and what follows that; `told` are patterns of problems.

    `more` says that others may be told beside them.
    """

    name: str
    rows: tuple[str, ...]
    word: tuple[str, ...]
    told: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What each input may take: seconds of the processor, and bytes beyond those of a process that has only begun."""

    seconds: int
    memory: int


def read_cases(name: str) -> tuple[Bounds, list[Case]]:
    """Read the file of this name, without its ending."""
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    bounds = _BOUNDS.search(text)
    if not bounds:
        raise ValueError(f"{name}.txt names no bounds")
    blocks = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    cases = [_case(*block.split("\n", 1)) for block in blocks]
    return Bounds(seconds=int(bounds[1]), memory=int(bounds[2]) * 1_000_000), cases


def fits(told: str, pattern: str) -> bool:
    """Tell whether a problem is the one that a case expects."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("…"))), told, re.DOTALL) is not None


def _case(name: str, below: str) -> Case:
    rows = below.splitlines()
    words = [[_ESCAPE.sub(_unescape, word) for word in row[2:].split()] for row in rows if row.startswith("~ ")]
    told = tuple(row[2:] for row in rows if row.startswith("= "))
    given = tuple(_ESCAPE.sub(_unescape, row[2:]) for row in rows if row.startswith("+ ") or row == "+")
    return Case(
        name=name,
        rows=given,
        word=tuple(words[0]) if words else (),
        told=tuple(one for one in told if one not in ("nothing", _MORE)),
        more=_MORE in told,
    )


def _unescape(match: re.Match[str]) -> str:
    return "\t" if match[0] == "\\t" else chr(int(match[0][2:], 16))
