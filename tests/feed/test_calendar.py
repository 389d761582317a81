"""Calendars, read back by readers that share no code with what writes them: `ical`, dateutil, one of our own."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.tz import tzical
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from review_site.clock import parse_instant
from review_site.feed.calendar import CalendarItem, render_calendar

LONDON = ZoneInfo("Europe/London")
ROOT = "https://lighthouses.example.org/"
ITEM = CalendarItem(
    uid="bells",
    summary="Closes: Call for Bells",
    start=parse_instant("2021-03-27T17:00"),
    modified=parse_instant("2021-03-01"),
)
HOSTILE = "a, b; c: \\N \\n \\, “d” C:\\Nets\\new\\\nEND:VEVENT\nATTENDEE:x 🔔👩‍🚒 " * 4


def render(*items: CalendarItem, refresh: timedelta | None = None) -> bytes:
    return render_calendar(
        "Review of Lighthouses", items, address=f"{ROOT}calendar.ics", page=f"{ROOT}events/", refresh=refresh
    )


def by_ical(data: bytes) -> list[Event]:
    (calendar,) = IcsCalendarStream.from_ics(data.decode()).calendars
    return sorted(calendar.events, key=lambda event: event.uid)


def lines_of(data: bytes) -> list[tuple[str, str, str]]:
    """Read the content lines of a calendar as RFC 5545 §3.1 has them: name, parameters and value of each."""
    assert data.endswith(b"\r\n")
    written = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, written)) <= 75
    assert not [line for line in written if re.search(r"[^\t\x20-\x7e\x80-\U0010ffff]", line.decode())]
    found = [re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^;:,]+)*):(.*)", line) for line in unfold(data)]
    assert all(found)
    return [(line[1], line[2], line[3]) for line in found if line]


def unfold(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def text_of(data: bytes, name: str) -> str:
    """Read the one text of a name (RFC 5545 §3.3.11): in it no comma and semicolon may stand without its backslash."""
    (value,) = (value for found, _, value in lines_of(data) if found == name)
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,n])*", value)
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] == "n" else escaped[1], value)


def times_of(data: bytes) -> list[tuple[str, str, str]]:
    event = lines_of(data[data.index(b"BEGIN:VEVENT") :])
    return [line for line in event if line[0] in ("DTSTART", "DTEND")]


def test_a_calendar_says_what_it_is_and_what_is_in_it() -> None:
    told = replace(ITEM, description="Bells?", url=f"{ROOT}bells/", categories=("Call", "Bells"), sequence=2)
    assert unfold(render(told, refresh=timedelta(days=1))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//review-site//calendar//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Review of Lighthouses",
        "X-WR-CALNAME:Review of Lighthouses",
        "LAST-MODIFIED:20210301T000000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "SOURCE;VALUE=URI:https://lighthouses.example.org/calendar.ics",
        "URL:https://lighthouses.example.org/events/",
        "X-PUBLISHED-TTL:P1D",
        "X-WR-TIMEZONE:Europe/London",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T010000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:Closes: Call for Bells",
        "DTSTART;TZID=Europe/London:20210327T170000",
        "DTSTAMP:20210301T000000Z",
        "UID:bells",
        "SEQUENCE:2",
        "CATEGORIES:Call",
        "CATEGORIES:Bells",
        "DESCRIPTION:Bells?",
        "LAST-MODIFIED:20210301T000000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://lighthouses.example.org/bells/",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_calendar_that_changes_no_more_asks_nobody_to_look_again() -> None:
    assert not re.search(rb"REFRESH|TTL", render(ITEM))


def test_an_empty_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="without an item"):
        render()


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2021-03-27T17:00", None, [("DTSTART", ";TZID=Europe/London", "20210327T170000")]),
        ("2021-03-28T17:00", None, [("DTSTART", ";TZID=Europe/London", "20210328T170000")]),
        ("2021-10-30T17:00", None, [("DTSTART", ";TZID=Europe/London", "20211030T170000")]),
        ("2021-10-31T17:00", None, [("DTSTART", ";TZID=Europe/London", "20211031T170000")]),
        (
            "2021-10-31T00:30",
            "2021-10-31T03:00",
            [
                ("DTSTART", ";TZID=Europe/London", "20211031T003000"),
                ("DTEND", ";TZID=Europe/London", "20211031T030000"),
            ],
        ),
        ("2021-10-31T01:30", None, [("DTSTART", "", "20211031T013000Z")]),
        (
            "2021-10-31T00:30",
            "2021-10-31T01:30",
            [("DTSTART", "", "20211030T233000Z"), ("DTEND", "", "20211031T013000Z")],
        ),
        ("1995-10-25T12:00", None, [("DTSTART", "", "19951025T120000Z")]),
    ],
)
def test_hours_are_londons_and_the_one_that_the_clocks_repeat_is_told_apart(
    start: str, end: str | None, written: list[tuple[str, str, str]]
) -> None:
    item = replace(ITEM, start=parse_instant(start), end=parse_instant(end) if end else None)
    assert times_of(render(item)) == written


@pytest.mark.parametrize(
    ("end", "after"), [(None, "20211031"), (date(2021, 10, 30), "20211031"), (date(2021, 11, 1), "20211102")]
)
def test_days_end_with_the_day_after_the_last(end: date | None, after: str) -> None:
    item = replace(ITEM, start=date(2021, 10, 30), end=end)
    assert times_of(render(item)) == [("DTSTART", ";VALUE=DATE", "20211030"), ("DTEND", ";VALUE=DATE", after)]


_clock = datetime.fromisoformat
INSTANTS = st.datetimes(_clock("1990-01-01T00:00"), _clock("2037-12-31T00:00"), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)
CHANGES = (datetime(2021, 3, 28, 1, tzinfo=UTC), datetime(2021, 10, 31, 1, tzinfo=UTC))
LENGTHS = st.integers(0, 200_000).map(lambda seconds: timedelta(seconds=seconds))
NEAR = st.tuples(st.sampled_from(CHANGES), st.integers(-10_000, 10_000)).map(
    lambda given: given[0] + timedelta(seconds=given[1])
)


@given(INSTANTS | NEAR, LENGTHS, st.sampled_from([UTC, LONDON]))
@example(datetime(2021, 10, 31, 0, 30, tzinfo=UTC), timedelta(hours=1), LONDON)
@example(datetime(2021, 3, 28, 0, 59, tzinfo=UTC), timedelta(minutes=1), LONDON)
def test_every_instant_is_read_as_it_was(instant: datetime, length: timedelta, zone: tzinfo) -> None:
    data = render(replace(ITEM, start=instant.astimezone(zone), end=(instant + length).astimezone(zone)))
    (event,) = by_ical(data)
    (other,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    for start, end in ((event.dtstart, event.dtend), (other["dtstart"].dt, other["dtend"].dt if length else None)):
        assert start.timestamp() == instant.timestamp()
        assert end is None or end.timestamp() == (instant + length).timestamp()
    assert (event.dtend is not None) == bool(length)


def test_the_rule_of_the_clocks_is_londons() -> None:
    text = render(ITEM).decode()
    rule = re.search(r"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", text, re.DOTALL)
    assert rule
    zone = tzical(io.StringIO(rule[0].replace("\r\n", "\n"))).get("Europe/London")
    begins = _clock("1996-03-31T02:00")
    hours = [begins + timedelta(hours=number) for number in range(0, 42 * 365 * 24, 5)]
    turns = [
        _clock("2021-03-28T00:59"),
        _clock("2021-03-28T02:00"),
        _clock("2021-10-31T00:59"),
        _clock("2021-10-31T02:00"),
    ]
    clear = [hour for hour in (*hours, *turns) if hour.replace(tzinfo=LONDON).utcoffset() == _later(hour)]
    assert len(clear) > 70_000
    assert [hour for hour in clear if hour.replace(tzinfo=zone).utcoffset() != _later(hour)] == []


def _later(hour: datetime) -> timedelta | None:
    return hour.replace(tzinfo=LONDON, fold=1).utcoffset()


def test_hostile_words_stay_words() -> None:
    item = replace(ITEM, summary=HOSTILE, description=HOSTILE, uid=HOSTILE, categories=(HOSTILE,))
    data = render(item)
    assert text_of(data, "DESCRIPTION") == HOSTILE
    assert text_of(data, "SUMMARY") == text_of(data, "UID") == text_of(data, "CATEGORIES") == " ".join(HOSTILE.split())
    assert [name for name, _, _ in lines_of(data)].count("END") == 5
    (event,) = by_ical(data)
    assert event.description == HOSTILE
    assert event.summary == " ".join(HOSTILE.split())


def test_an_address_cannot_bring_a_line_of_its_own() -> None:
    with pytest.raises(ValueError, match="CR or LF"):
        render(replace(ITEM, url=f"{ROOT}\r\nATTENDEE:x"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n")))
@example("é" * 200)
@example("🔔" * 200)
@example("\\N\\n\\\\,;")
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    data = render(replace(ITEM, description=f"{text}."))
    assert text_of(data, "DESCRIPTION") == f"{text}."


@given(st.text(alphabet=st.characters() | st.sampled_from("\0\x07\t\r\n\x0b\x1c\x7f\x85\u2028\ud800")))
@example("a\r\nb\rc\x0bd\x85e\u2028f\x07g\ud800\x7f")
def test_no_text_breaks_a_line(text: str) -> None:
    data = render(replace(ITEM, description=text, summary=text))
    plain = render(replace(ITEM, description="Words.", summary=text and "Words."))
    kept = [name for name, _, _ in lines_of(data)]
    assert kept == [name for name, _, _ in lines_of(plain) if text or name != "DESCRIPTION"]


def test_what_no_line_may_hold_is_marked() -> None:
    data = render(replace(ITEM, description="a\x07\r\nb\u2028c", summary="d\re\x00"))
    assert text_of(data, "DESCRIPTION") == "a\ufffd\nb\nc"
    assert text_of(data, "SUMMARY") == "d e\ufffd"


def test_the_order_and_the_bytes_do_not_depend_on_how_items_come() -> None:
    day = replace(ITEM, uid="day", start=date(2021, 3, 28))
    night = replace(ITEM, uid="night", start=parse_instant("2021-03-27T23:59"))
    twin = replace(ITEM, uid="another")
    data = render(day, ITEM, night, twin)
    assert re.findall(r"\r\nUID:(.*?)\r", data.decode()) == ["another", "bells", "night", "day"]
    assert data == render(twin, night, ITEM, day)


def test_what_is_not_certain_and_what_takes_time_is_said() -> None:
    (event,) = by_ical(render(replace(ITEM, tentative=True, busy=True)))
    assert (event.status, event.transparency) == ("TENTATIVE", "OPAQUE")
