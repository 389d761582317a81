"""The real review on every day of three years: stage, open calls, notices, as the table in tests/cases/days has it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.clock import parse_instant
from review_site.content.library import Library
from review_site.content.register import STAGES
from review_site.content.register_parts import Notice
from review_site.content.when import parse_when
from review_site.lifecycle.calls import state_at
from review_site.lifecycle.stage import notices_at, stage_at
from review_site.lifecycle.texts import text_at

TABLE = Path(__file__).parents[1] / "cases/days/real.txt"
LONDON = ZoneInfo("Europe/London")
DAYS = [date(2021, 1, 1) + timedelta(days=number) for number in range(1095)]
STATES = ["upcoming", "open", "closed", "reported"]


class Seen(NamedTuple):
    """What the public sees at an instant: no stage before the first."""

    stage: str | None
    calls: frozenset[str]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of the table, from its first moment up to and without its last (both London)."""

    first: datetime
    after: datetime
    seen: Seen


def read_row(line: str) -> Row:
    first, last, stage, calls, notices = (part.strip() for part in line.split("|"))
    until = datetime.fromisoformat(last) if "T" in last else datetime.fromisoformat(last) + timedelta(days=1)
    seen = Seen(None if stage == "-" else stage, frozenset(calls.split()), tuple(notices.split()))
    return Row(datetime.fromisoformat(first).replace(tzinfo=LONDON), until.replace(tzinfo=LONDON), seen)


LINES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
ROWS = [read_row(line) for line in LINES]


def expected(moment: datetime) -> Seen:
    (row,) = (row for row in ROWS if row.first <= moment < row.after)
    return row.seen


def seen(library: Library, instant: datetime) -> Seen:
    calls = frozenset(name for name, call in library.calls.items() if state_at(call.entry, instant) == "open")
    notices = tuple(notice.id for notice in notices_at(library.review, instant))
    return Seen(stage_at(library.review, instant), calls, notices)


def at(day: date, clock: time = time()) -> datetime:
    return datetime.combine(day, clock, LONDON)


def test_the_table_has_every_day_of_three_years_once() -> None:
    assert (ROWS[0].first, ROWS[-1].after) == (at(DAYS[0]), at(date(2024, 1, 1)))
    assert [(before.after, row.first) for before, row in pairwise(ROWS) if before.after != row.first] == []
    assert all(row.first < row.after for row in ROWS)
    assert (len(DAYS), DAYS[-1]) == (1095, date(2023, 12, 31))


def test_the_table_names_every_call_and_every_notice(real: Library) -> None:
    assert {name for row in ROWS for name in row.seen.calls} == {
        name for name, call in real.calls.items() if call.entry.opens
    }
    assert {name for row in ROWS for name in row.seen.notices} == {notice.id for notice in real.review.notices}


@pytest.mark.parametrize("clock", [time(0, 0), time(23, 59)], ids=["start", "end"])
def test_every_day_is_as_the_table_has_it(clock: time, real: Library) -> None:
    moments = [at(day, clock) for day in DAYS]
    told = {moment: (seen(real, moment), expected(moment)) for moment in moments}
    assert {moment: pair for moment, pair in told.items() if pair[0] != pair[1]} == {}


def test_a_day_is_the_same_from_its_start_to_its_end_but_where_the_table_gives_a_time(real: Library) -> None:
    turned = [day for day in DAYS if seen(real, at(day)) != seen(real, at(day, time(23, 59)))]
    assert turned == sorted({row.first.date() for row in ROWS if row.first.time() != time()})


@pytest.mark.parametrize("row", ROWS, ids=[line.split("|")[0].strip() for line in LINES])
def test_a_row_begins_and_ends_at_its_minute(row: Row, real: Library) -> None:
    minute = timedelta(minutes=1)
    assert [seen(real, moment) for moment in (row.first, row.after - minute)] == [row.seen, row.seen]
    assert row is ROWS[0] or seen(real, row.first - minute) != row.seen


INSTANTS = st.datetimes(datetime(2020, 12, 1), datetime(2024, 2, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001
ZONES = st.one_of(
    st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"]).map(ZoneInfo),
    st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


@given(st.lists(INSTANTS, min_size=2, max_size=30))
@settings(deadline=None)
def test_neither_the_stage_nor_a_call_goes_back_as_instants_pass(real: Library, instants: list[datetime]) -> None:
    passing = sorted(instants)
    stages = [stage_at(real.review, instant) for instant in passing]
    places = [-1 if stage is None else STAGES.index(stage) for stage in stages]
    assert places == sorted(places)
    for call in real.calls.values():
        states = [STATES.index(state_at(call.entry, instant)) for instant in passing]
        assert states == sorted(states)


@given(INSTANTS)
@settings(deadline=None)
def test_no_call_is_open_once_the_review_is_closed(real: Library, instant: datetime) -> None:
    now = seen(real, instant)
    assert not (now.stage == "closed" and now.calls)
    assert now.calls == set() or now.stage in STAGES[:2]


@given(INSTANTS, ZONES)
@settings(deadline=None)
def test_what_is_seen_does_not_depend_on_the_time_zone_of_the_instant(
    real: Library, instant: datetime, zone: tzinfo
) -> None:
    assert seen(real, instant.astimezone(zone)) == seen(real, instant)


MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2023, 12, 31)).map(lambda moment: f"{moment:%Y-%m-%dT12:%M}")  # noqa: DTZ001
DATES = st.one_of(MOMENTS, MOMENTS.map(lambda text: text[:10]), MOMENTS.map(lambda text: text[:7]))


@given(st.lists(st.tuples(DATES, st.none() | DATES), max_size=5), MOMENTS)
@settings(deadline=None)
def test_a_notice_in_force_is_one_whose_dates_hold_the_instant(
    example: Library, spans: list[tuple[str, str | None]], asked: str
) -> None:
    notices = tuple(
        Notice.model_construct(
            id=f"notice-{number}",
            heading="Fog",
            text="Fog is expected.",
            from_=parse_when(begins),
            until=None if ends is None else parse_when(ends),
        )
        for number, (begins, ends) in enumerate(spans)
    )
    instant = parse_instant(asked)
    up = notices_at(example.review.model_copy(update={"notices": notices}), instant)
    stamp = instant.timestamp()
    begun = [notice.from_.due.timestamp() for notice in up]
    assert begun == sorted(begun, reverse=True)
    assert {notice.id for notice in up} == {
        notice.id
        for notice in notices
        if notice.from_.due.timestamp() <= stamp and (notice.until is None or stamp < notice.until.due.timestamp())
    }


def test_get_involved_is_true_on_each_day_without_an_edit(real: Library) -> None:
    page = real.pages["/get-involved/"]
    assert "calls" in page.entry.show  # each call stands there in its state
    ended = ("All calls of the review have closed", "Every way to take part in the review has closed")
    told = set()
    for day in (day for day in DAYS if date(2021, 1, 15) <= day <= date(2023, 3, 10)):
        for moment in (at(day), at(day, time(23, 59))):
            text = text_at(page.source.body, real, moment)
            says_so = [words in text for words in ended]
            told.add(tuple(says_so))
            assert sum(says_so) == (moment >= parse_instant("2021-12-15T17:00"))
            assert not (any(says_so) and seen(real, moment).calls)
            assert ("The review ended in 2022" in text) == (moment >= parse_instant("2022-05-23"))
    assert len(told) == 3
