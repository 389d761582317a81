from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.clock import (
    LONDON,
    is_due,
    parse_instant,
    read_instant,
    spoken_date,
    spoken_instant,
    start_of_day,
)

NOW = datetime(2021, 7, 1, 11, 30, 59, 999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2021-02-05", "2021-02-05T00:00"),
        ("2021-02-05T17:00", "2021-02-05T17:00"),
        ("2021-02-05 17:00", "2021-02-05T17:00"),
        (" 2021-02-05 ", "2021-02-05T00:00"),
        ("2021-07-01", "2021-06-30T23:00"),
        ("2021-07-01T17:00", "2021-07-01T16:00"),
        ("2021-03-28T00:59", "2021-03-28T00:59"),
        ("2021-03-28T02:00", "2021-03-28T01:00"),
        ("2021-10-31T00:59", "2021-10-30T23:59"),
        ("2021-10-31T01:30", "2021-10-31T01:30"),
        ("2021-10-31T02:00", "2021-10-31T02:00"),
        ("2024-02-29", "2024-02-29T00:00"),
    ],
)
def test_reads_london_time(text: str, utc: str) -> None:
    instant = parse_instant(text)
    assert instant.tzinfo is LONDON
    assert instant.astimezone(UTC) == datetime.fromisoformat(f"{utc}+00:00")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2021-03-28T01:00", "the clocks go forward in that hour"),
        ("2021-03-28T01:30", "the clocks go forward in that hour"),
        ("2021-02-29", "does not exist in the calendar"),
        ("2021-02-05T24:00", "does not exist in the calendar or on the clock"),
        ("2021-02-05T17:00:00", "is not a date or a date and time"),
        ("2021-02-05T17:00Z", "is not a date or a date and time"),
        ("5 February 2021", "is not a date or a date and time"),
        ("2021-02", "is not a date or a date and time"),
        ("２０２１-02-05", "is not a date or a date and time"),
        ("", "is not a date or a date and time"),
    ],
)
def test_refuses_a_time_that_london_does_not_have(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_instant(text)


@given(st.text())
@settings(deadline=None)
def test_a_text_is_an_instant_or_a_value_error(text: str) -> None:
    try:
        parse_instant(text)
    except ValueError as error:
        assert str(error).startswith(f"“{text}”")  # noqa: PT017 - either answer is right


def test_today_goes_before_the_environment_and_the_clock() -> None:
    environment = {"SOURCE_DATE_EPOCH": "0"}
    assert read_instant("2021-02-05T17:00", environment, NOW) == datetime(2021, 2, 5, 17, tzinfo=UTC)


def test_the_environment_goes_before_the_clock() -> None:
    assert read_instant(None, {"SOURCE_DATE_EPOCH": "1625135400"}, NOW) == datetime(2021, 7, 1, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("environment", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_the_clock_is_read_to_the_minute_in_london(environment: dict[str, str]) -> None:
    instant = read_instant(None, environment, NOW)
    assert instant.isoformat() == "2021-07-01T12:30:00+01:00"


@pytest.mark.parametrize("epoch", ["tomorrow", "1.5", "9" * 30, "2021-02-05"])
def test_refuses_an_epoch_that_is_no_count_of_seconds(epoch: str) -> None:
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH"):
        read_instant(None, {"SOURCE_DATE_EPOCH": epoch}, NOW)


def test_refuses_a_today_that_is_no_date() -> None:
    with pytest.raises(ValueError, match="is not a date"):
        read_instant("", {"SOURCE_DATE_EPOCH": "0"}, NOW)


def test_what_is_due_is_told_on_the_time_line_when_the_clocks_go_back() -> None:
    first = datetime(2021, 10, 31, 1, 45, tzinfo=LONDON)
    later = parse_instant("2021-10-31T01:30")
    assert not is_due(later, first)
    assert is_due(first, later)


def test_something_is_due_at_its_own_instant_and_not_before() -> None:
    due = parse_instant("2021-02-05T17:00")
    assert is_due(due, due)
    assert not is_due(due, due - timedelta(minutes=1))
    assert is_due(due, datetime(2021, 2, 5, 17, tzinfo=UTC))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@settings(deadline=None)
def test_a_day_starts_at_londons_midnight(day: date) -> None:
    start = start_of_day(day)
    assert start == parse_instant(day.isoformat())
    assert (start.date(), start.hour, start.minute) == (day, 0, 0)


def test_a_day_in_words() -> None:
    assert spoken_date(date(2021, 2, 5)) == "5 February 2021"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2021-02-05T17:00", "5pm on Friday 5 February 2021"),
        ("2021-02-05T09:05", "9:05am on Friday 5 February 2021"),
        ("2021-02-05T12:00", "12pm on Friday 5 February 2021"),
        ("2021-02-05T00:30", "12:30am on Friday 5 February 2021"),
        ("2021-02-05T11:59", "11:59am on Friday 5 February 2021"),
        ("2021-07-01T23:59", "11:59pm on Thursday 1 July 2021"),
    ],
)
def test_an_instant_in_words(text: str, spoken: str) -> None:
    assert spoken_instant(parse_instant(text)) == spoken


def test_an_instant_of_another_zone_is_spoken_in_london_time() -> None:
    assert spoken_instant(datetime(2021, 7, 1, 23, 30, tzinfo=UTC)) == "12:30am on Friday 2 July 2021"
