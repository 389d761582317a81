"""The rounds of a run: in each, every tool builds once after every change, in turn.

So what else the machine does in a round tells on all of them.
"""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.made.layout import Layout
from bench.made.posts import Post, make_posts
from bench.whole.edits import COLD, change, is_seen
from bench.whole.measure import Cost, run, weigh
from bench.whole.results import Result
from bench.whole.tools import TOOLS, Tool


@dataclass(slots=True, kw_only=True)
class Run:
    """A run as it was asked for, what it measured, and which tools failed, at which size, and why.

    `limit` is in seconds, for each build; no further round begins that would end after `budget` minutes.
    """

    work: Path
    sizes: Sequence[int]
    modes: Sequence[str]
    tools: Sequence[str]
    rounds: int
    limit: float
    budget: float
    all_sizes: bool
    results: list[Result] = field(default_factory=list)
    failed: dict[tuple[str, int], str] = field(default_factory=dict)
    built: set[Path] = field(default_factory=set)

    def measure(self) -> None:
        """Lay all sites, and measure round after round."""
        start = time.monotonic()
        sites = {size: make_posts(size) for size in self.sizes}
        for size, posts in sites.items():
            self._lay(size, posts)
        for number in range(self.rounds):
            begun = time.monotonic()
            for size, posts in sites.items():
                for mode in self.modes:
                    for name in self.tools_at(size):
                        self._measure_one(name, size, mode, number, posts)
            now = time.monotonic()
            if number + 1 < self.rounds and now - start + (now - begun) > self.budget * 60:
                _say(f"{number + 1} of {self.rounds} rounds: another would end after {self.budget:g} minutes")
                break

    def tools_at(self, size: int) -> list[str]:
        """Return the tools that are asked for a size and did not fail at it or a smaller one."""
        return [
            name
            for name in self.tools
            if (self.all_sizes or (TOOLS[name].most or size) >= size)
            and not any(one == name and smaller <= size for one, smaller in self.failed)
        ]

    def _folder(self, name: str, size: int) -> Path:
        return self.work / str(size) / name

    def _lay(self, size: int, posts: list[Post]) -> None:
        laid: dict[int, Path] = {}
        for name in self.tools_at(size):
            _say(f"laying {size:,} posts for {name}")
            tool, folder = TOOLS[name], self._folder(name, size)
            folder.parent.mkdir(parents=True, exist_ok=True)
            lay(tool, folder, posts, laid)

    def _measure_one(self, name: str, size: int, mode: str, number: int, posts: list[Post]) -> None:
        tool, folder = TOOLS[name], self._folder(name, size)
        if mode != COLD and folder not in self.built and not self._build(name, size, tool, folder):
            return
        seen = change(mode, tool, folder, posts, number)
        os.sync()
        cost = self._build(name, size, tool, folder)
        if cost is None:
            return
        if not is_seen(seen, folder / tool.output):
            self._fail(name, size, f"after {mode}: {seen.slug} does not show {seen.words!r}")
            return
        files, size_in_bytes = weigh(folder / tool.output)
        result = Result(
            tool=name,
            size=size,
            mode=mode,
            round=number,
            wall=cost.wall,
            processor=cost.processor,
            peak=cost.peak,
            together=cost.together,
            files=files,
            bytes=size_in_bytes,
        )
        self.results.append(result)
        _say(f"round {number + 1}, {size:,} posts, {mode}: {name} {cost.wall:.2f} s, processor {cost.processor:.2f} s")

    def _build(self, name: str, size: int, tool: Tool, folder: Path) -> Cost | None:
        cost = run(tool.command(folder), folder, self.limit)
        if cost.code:
            over = f"took more than {self.limit:.0f} seconds" if cost.code == -9 else f"ended with {cost.code}"
            self._fail(name, size, f"{over} {cost.said[-600:]}".strip())
            return None
        self.built.add(folder)
        return cost

    def _fail(self, name: str, size: int, why: str) -> None:
        self.failed[name, size] = why
        _say(f"{name} fell out with {size:,} posts: {why}")


def lay(tool: Tool, folder: Path, posts: list[Post], laid: dict[int, Path]) -> None:
    """Lay the site of a tool; as a copy where `laid` holds one of the same layout, which it is noted in otherwise."""
    layout: Layout = tool.layout
    if first := laid.get(id(layout)):
        shutil.copytree(first, folder, symlinks=True)
        return
    layout.lay_all(folder, posts)
    if tool.prepare:
        tool.prepare(folder)
    laid[id(layout)] = folder


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
