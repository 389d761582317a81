"""How long the parts of a piece of work take, by the clock on the wall; nothing is measured unless it was asked for."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stopwatch:
    """The seconds that each part took, in the order in which they began; one within another counts by itself alone."""

    seconds: dict[str, float] = field(default_factory=dict)
    _running: list[str] = field(default_factory=list)
    _since: float = 0.0

    def begin(self, part: str) -> None:
        """Begin a part; what runs already waits until it ends."""
        self._lap()
        self._running.append(part)
        self.seconds.setdefault(part, 0.0)

    def end(self) -> None:
        """End the part that began last, and go on with the one around it."""
        self._lap()
        self._running.pop()

    def _lap(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


_STOPWATCH: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


@contextmanager
def measuring() -> Iterator[Stopwatch]:
    """Measure the parts that are timed within a block."""
    stopwatch = Stopwatch()
    token = _STOPWATCH.set(stopwatch)
    try:
        yield stopwatch
    finally:
        _STOPWATCH.reset(token)


def running_stopwatch() -> Stopwatch | None:
    """Return the stopwatch that measures now; None where nothing does."""
    return _STOPWATCH.get()


@contextmanager
def timed(part: str) -> Iterator[None]:
    """Time a block, or each call of a function as a decorator, as a part of what is being measured, if anything is."""
    stopwatch = _STOPWATCH.get()
    if stopwatch is None:
        yield
        return
    stopwatch.begin(part)
    try:
        yield
    finally:
        stopwatch.end()


def render_table(stopwatch: Stopwatch) -> str:
    """Return a line a part, with its seconds and its share of the whole, and one of the whole."""
    rows = [*stopwatch.seconds.items(), ("all", sum(stopwatch.seconds.values()))]
    width, whole = max(len(part) for part, _ in rows), rows[-1][1] or 1.0
    return "".join(f"{part:{width}} {seconds:9.2f} s {seconds / whole:5.0%}\n" for part, seconds in rows)
