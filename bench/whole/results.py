"""What was measured, and what is counted from it: medians, ratios within a round, and how costs grow."""

import json
import math
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One build: of which tool, with how many posts, after which change, in which round; and its cost.

    Times are in seconds, `peak`, `together` and `bytes` in bytes: see `measure.Cost`. `files` and `bytes` tell of the
    finished site.
    """

    tool: str
    size: int
    mode: str
    round: int
    wall: float
    processor: float
    peak: int
    together: int
    files: int
    bytes: int


MEASURES = ("wall", "processor", "peak", "together", "files", "bytes")


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured in one run; `where` says when and on what machine."""

    all: tuple[Result, ...]
    where: str

    def of(self, tool: str, size: int, mode: str) -> list[Result]:
        """Return the rounds of one tool."""
        return [one for one in self.all if (one.tool, one.size, one.mode) == (tool, size, mode)]

    def median(self, tool: str, size: int, mode: str, measure: str) -> float | None:
        """Return the median of a measure over all rounds; None when there is none."""
        values = [getattr(one, measure) for one in self.of(tool, size, mode)]
        return median(values) if values else None

    def ratio(self, tool: str, to: str, size: int, mode: str, measure: str) -> float | None:
        """Return how many times what it cost `to` it cost a tool: the median of the ratios within each round.

        What else the machine did in a round then tells on both.
        """
        others = {one.round: getattr(one, measure) for one in self.of(to, size, mode)}
        ratios = [
            getattr(one, measure) / others[one.round] for one in self.of(tool, size, mode) if others.get(one.round)
        ]
        return median(ratios) if ratios else None

    def exponent(self, tool: str, sizes: tuple[int, int], mode: str, measure: str) -> float | None:
        """Return how a measure grows from one size to the other: 1 is in proportion to the posts, 0 not at all."""
        small, large = (self.median(tool, size, mode, measure) for size in sizes)
        if not small or not large:
            return None
        return math.log(large / small) / math.log(sizes[1] / sizes[0])

    def values(self, name: str) -> list[str]:
        """Return each tool or mode that there is, in the order in which they were measured."""
        return list(dict.fromkeys(getattr(one, name) for one in self.all))

    def sizes(self) -> list[int]:
        """Return the sizes, the smallest first."""
        return sorted({one.size for one in self.all})

    def rounds(self) -> int:
        """Return how many rounds there were."""
        return len({one.round for one in self.all})


def write_results(results: Results, file: Path) -> None:
    """Write results: a line of JSON on where they are from, and one for each."""
    lines = [{"where": results.where}, *map(asdict, results.all)]
    file.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")


def read_results(file: Path) -> Results:
    """Read results that `write_results` wrote.

    Raises:
        ValueError: when a line is no such result.
    """
    names = {field.name for field in fields(Result)}
    head, *found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] or [{}]
    if head.keys() != {"where"} or any(one.keys() != names for one in found):
        raise ValueError(f"{file}: these are no results (write them by --results)")
    return Results(tuple(Result(**one) for one in found), head["where"])
