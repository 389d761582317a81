"""The state of an event: it comes up, it is on, it is past, and never goes back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from review_site.clock import is_due, parse_instant
from review_site.content.dated import Event
from review_site.content.library import Library
from review_site.content.shelf import Sourced
from review_site.lifecycle.agenda import coming, turns_of
from review_site.lifecycle.due import as_at
from review_site.lifecycle.events import past_from, state_at

ORDER = ["upcoming", "on", "past"]


def make_event(on: str, ends: str | None = None, announced: str | None = None) -> Event:
    fields = {
        "title": "Open tower day",
        "id": "tag:lighthouses.example.org,2021-01-04:events/tower",
        "announced": announced,
        "on": on,
        "ends": ends,
        "format": "in person",
        "source": "review:/about/",
    }
    return Event.model_validate({name: value for name, value in fields.items() if value is not None})


def with_event(library: Library, event: Event) -> Library:
    (one, *_) = library.events
    return replace(library, events=(Sourced(event, one.source),))


@pytest.mark.parametrize(
    ("on", "ends", "announced", "text", "state"),
    [
        ("2021-05-08", None, "2021-04-01", "2021-05-07T23:59", "upcoming"),
        ("2021-05-08", None, "2021-04-01", "2021-05-08T00:00", "on"),
        ("2021-05-08", None, "2021-04-01", "2021-05-08T23:59", "on"),
        ("2021-05-08", None, "2021-04-01", "2021-05-09T00:00", "past"),
        ("2021-05-08T10:00", None, None, "2021-05-08T09:59", "upcoming"),
        ("2021-05-08T10:00", None, None, "2021-05-08T10:00", "on"),
        ("2021-05-08T10:00", None, None, "2021-05-09T00:00", "past"),
        ("2021-05-08T10:00", "2021-05-08T16:00", None, "2021-05-08T15:59", "on"),
        ("2021-05-08T10:00", "2021-05-08T16:00", None, "2021-05-08T16:00", "past"),
        ("2021-05-08", "2021-05-10", None, "2021-05-10T23:59", "on"),
        ("2021-05-08", "2021-05-10", None, "2021-05-11T00:00", "past"),
        ("2021-10-31T01:30", None, None, "2021-10-31T23:59", "on"),
        ("2021-08", None, "2021-06-24", "2021-08-30T23:59", "upcoming"),
        ("2021-08", None, "2021-06-24", "2021-08-31T00:00", "on"),
        ("2021-08", None, "2021-06-24", "2021-09-01T00:00", "past"),
        ("2021-08", None, None, "2021-08-31T00:00", "past"),
        ("2021-08/2021-10", "2021-10", None, "2021-10-31T12:00", "on"),
        ("9999", None, None, "2099-01-01", "upcoming"),
        ("2021-05-08", "9999", None, "2099-01-01", "on"),
    ],
)
def test_the_state_of_an_event(on: str, ends: str | None, announced: str | None, text: str, state: str) -> None:
    event = make_event(on, ends, announced)
    assert state_at(event, parse_instant(text)) == state
    assert state_at(event, parse_instant(text).astimezone(UTC)) == state


DATES = st.dates(date(2021, 1, 1), date(2023, 12, 31)).flatmap(
    lambda day: st.sampled_from(
        [f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day}T17:00", f"{day}/..", f"{day:%Y-%m}/2024-06"]
    )
)
HOURS = st.sets(st.integers(0, 5 * 365 * 24), min_size=2, max_size=20)


@given(DATES, st.none() | DATES, st.none() | DATES, HOURS)
@settings(deadline=None)
def test_an_event_never_goes_back_and_is_not_to_come_once_its_day_is_over(
    on: str, ends: str | None, announced: str | None, hours: set[int]
) -> None:
    try:
        event = make_event(on, ends, announced)
    except ValidationError:
        assume(False)
    instants = [datetime(2020, 12, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in sorted(hours)]
    places = [ORDER.index(state_at(event, instant)) for instant in instants]
    assert places == sorted(places)
    past = past_from(event)
    for instant, place in zip(instants, places, strict=True):
        assert (place == 2) == (past is not None and is_due(past, instant))
        assert place != 0 or not is_due(event.on.due, instant)


@given(DATES, st.none() | DATES, st.none() | DATES, HOURS)
@settings(deadline=None, max_examples=60)
def test_an_event_changes_at_its_turns_alone(
    example: Library, on: str, ends: str | None, announced: str | None, hours: set[int]
) -> None:
    try:
        event = make_event(on, ends, announced)
    except ValidationError:
        assume(False)
    library = with_event(example, event)
    turns = [turn.instant for turn in turns_of(library) if turn.what.startswith("event")]
    begin = datetime(2020, 12, 1, tzinfo=UTC)
    seen: dict[int, object] = {}
    for hour in sorted(hours):
        instant = begin + timedelta(hours=hour)
        shown = bool(as_at(library, instant).events)
        passed = sum(is_due(turn, instant) for turn in turns)
        state = (shown, state_at(event, instant) if shown else None)
        assert seen.setdefault(passed, state) == state


def test_an_announced_event_is_shown_before_its_day(example: Library) -> None:
    library = with_event(example, make_event("2021-05-08", announced="2021-04-01T09:00"))
    assert as_at(library, parse_instant("2021-04-01T08:59")).events == ()
    assert len(as_at(library, parse_instant("2021-04-01T09:00")).events) == 1
    told = [turn.what for turn in coming(library, parse_instant("2021-03-31")) if turn.what.startswith("event")]
    title = "event “Open tower day”"
    assert told == [f"{title} is announced", f"{title} begins", f"{title} is past"]


def test_an_event_that_was_announced_in_some_month_is_shown_on_its_day(example: Library) -> None:
    library = with_event(example, make_event("2021-05-08", announced="2021-05"))
    assert as_at(library, parse_instant("2021-05-07")).events == ()
    assert len(as_at(library, parse_instant("2021-05-08")).events) == 1


def test_no_real_event_was_shown_before_its_day_and_all_are_past_in_the_end(real: Library) -> None:
    assert len(real.events) == 8
    for event in real.events:
        first = event.entry.seen_from - timedelta(minutes=1)
        assert event not in as_at(real, first).events
        assert state_at(event.entry, parse_instant("2023-03-11")) == "past"
