"""Problem, and the collector that tells all of them at once.

Every reader of content and every verifier of a bundle answers with problems in place of stopping at the first fault.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, Self

Level = Literal["problem", "to do", "advice"]
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LONGEST, _LONGEST_MEND = 300, 800  # characters
_LONGEST_WORD = 100  # of what may be meant for another


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault, told so that a tired person can mend it.

    `path` is relative to the project or the bundle, with forward slashes; `line` counts from 1 and is None where a file
    has no lines (a missing file, a binary one); `field` names the key, header or record; `mend` says what would be
    right. `level` is `problem` for what stops a build, `to do` for what a draft still lacks, `advice` for what a writer
    may think over: the last two stop nothing.
    """

    path: str
    line: int | None = None
    field: str
    what: str
    mend: str
    level: Level = "problem"

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.field}: {self.what} ({self.mend})"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by their files and lines."""
    return sorted(problems, key=lambda one: (one.path, one.line or 0, one.field, one.what))


class ProblemsError(Exception):
    """Raised once, with every problem that was found, when work cannot go on."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(in_order(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Say how it is made again when it comes from another process: of its problems, not of its words."""
        return type(self), (self.problems,)


class Problems:
    """Gathers problems; `raise_if_any` tells all of them at once."""

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        self._found: list[Problem] = list(found)

    def add(
        self, path: str, field: str, what: str, mend: str, *, line: int | None = None, level: Level = "problem"
    ) -> None:
        """Note one problem; words of it that quote what was written are put on one line, and cut where very long."""
        words = {"path": printable(path), "field": _short(field, _LONGEST), "what": _short(what, _LONGEST)}
        self._found.append(Problem(**words, line=line, mend=_short(mend, _LONGEST_MEND), level=level))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        self._found.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def raise_if_any(self) -> None:
        """Raise ProblemsError, with all that was found, when at least one of them stops a build."""
        if any(problem.level == "problem" for problem in self._found):
            raise ProblemsError(self._found)


def printable(text: str) -> str:
    """Return a text with a question mark for whatever would break its line, turn it round or cannot be printed."""
    return _UNPRINTABLE.sub("?", text)


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """Return the mend for a word that is not among the allowed ones: the nearest of them, else all of them."""
    choices = sorted(allowed)
    near = get_close_matches(word[:_LONGEST_WORD], choices, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"use one of: {', '.join(choices)}" if choices else "none is allowed here"


def _short(text: str, longest: int) -> str:
    """Return a text on one line, without its middle where it is longer than it may be."""
    line = printable(" ".join(text.split()))
    half = longest // 2
    return line if len(line) <= longest else f"{line[:half]}…{line[-half:]}"
