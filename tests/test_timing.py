"""The parts of a piece of work, timed when that is asked for."""

import pytest

from review_site import timing
from review_site.timing import Stopwatch, measuring, render_table, running_stopwatch, timed


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give the clock one second more at each look, or what is put into the list."""
    passed = [0.0]

    def look() -> float:
        passed[0] += 1
        return passed[0]

    monkeypatch.setattr(timing.time, "perf_counter", look)
    return passed


@timed("inner")
def inner() -> str:
    return "done"


def test_a_part_within_another_counts_by_itself_alone(seconds: list[float]) -> None:
    with measuring() as stopwatch, timed("outer"):
        seconds[0] += 10
        assert inner() == "done"
        seconds[0] += 100
        assert inner() == "done"
    assert stopwatch.seconds == {"outer": 113.0, "inner": 2.0}


def test_nothing_is_measured_unless_it_is_asked_for(seconds: list[float]) -> None:
    assert running_stopwatch() is None
    with timed("a part"):
        assert inner() == "done"
    assert seconds == [0.0]


def test_a_part_that_fails_is_ended(seconds: list[float]) -> None:
    with measuring() as stopwatch, pytest.raises(ValueError, match="no"), timed("part"):
        raise ValueError("no")
    assert stopwatch.seconds == {"part": 1.0}
    assert running_stopwatch() is None


def test_what_runs_between_two_events_is_timed_as_well(seconds: list[float]) -> None:
    stopwatch = Stopwatch()
    stopwatch.begin("one")
    stopwatch.end()
    seconds[0] += 50
    stopwatch.begin("two")
    stopwatch.begin("three")
    stopwatch.end()
    stopwatch.end()
    assert stopwatch.seconds == {"one": 1.0, "two": 2.0, "three": 1.0}


def test_the_table_has_a_line_a_part_and_one_of_all() -> None:
    told = render_table(Stopwatch({"content": 1.0, "rendering": 3.0}))
    assert told == "content        1.00 s   25%\nrendering      3.00 s   75%\nall            4.00 s  100%\n"
    assert render_table(Stopwatch()) == "all      0.00 s    0%\n"
