"""Days and hours as a calendar that people can add to their own (iCalendar: RFC 5545, with RFC 7986)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vText

from review_site.clock import LONDON

_PRODUCT = "-//review-site//calendar//EN"
_DAY = timedelta(days=1)
_RULE_BEGINS = datetime(1996, 3, 31, 1, tzinfo=UTC)
_BREAKING = re.compile(r"[\\;,\n]")
_UNWRITABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarItem:
    """Something that takes place on days or at an hour.

    `start` and `end` are days, of which `end` is the last, or both aware instants; without an end it is that day or
    that instant alone. `url` is a full address; `sequence` counts the changes that readers were told of, `modified` is
    the aware instant of the last of them; `busy` says that it takes the time of those who go to it; `tentative` that
    the date is not certain. `uid` is the same in each calendar and for all time.
    """

    uid: str
    summary: str
    start: date
    end: date | None = None
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    sequence: int = 0
    modified: datetime
    busy: bool = False
    tentative: bool = False


def render_calendar(
    name: str, items: Iterable[CalendarItem], *, address: str, page: str, refresh: timedelta | None = None
) -> bytes:
    """Render items as a calendar in UTF-8, the earliest first; hours are London's.

    `address` is the full address of the calendar itself, `page` that of the page it belongs to; `refresh` is how often
    a subscriber should look again, None where nothing will change any more.

    Raises:
        ValueError: without an item, since a calendar needs one (RFC 5545 §3.6).
    """
    ordered = sorted(items, key=_placed)
    if not ordered:
        raise ValueError("a calendar without an item")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):  # RFC 7986 §5.1, and what was used before it
        calendar.add(key, _Text(_one_line(name)))
    calendar.add("x-wr-timezone", str(LONDON))
    calendar.add("last-modified", _utc(max((item.modified for item in ordered), key=datetime.timestamp)))
    calendar.add("url", page)
    calendar.add("source", address, parameters={"value": "URI"})
    if refresh is not None:
        calendar.add("refresh-interval", refresh, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(refresh))
    calendar.add_component(_london())
    for item in ordered:
        calendar.add_component(_event(item))
    data: bytes = calendar.to_ical()
    return data


class _Text(vText):
    """A text, escaped as RFC 5545 §3.3.11 has it.

    The escaping of icalendar takes a backslash and an N that somebody wrote for the end of a line.
    """

    def to_ical(self) -> bytes:
        return _BREAKING.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", self).encode()


def _event(item: CalendarItem) -> Event:
    """Return an item as an event (RFC 5545 §3.6.1)."""
    event = Event()
    event.add("uid", _Text(_one_line(item.uid)))
    event.add("dtstamp", _utc(item.modified))  # §3.8.7.2: without METHOD, when it was last revised
    event.add("last-modified", _utc(item.modified))
    event.add("sequence", item.sequence)
    _add_time(event, item.start, item.end)
    event.add("summary", _Text(_one_line(item.summary)))
    if item.description:
        event.add("description", _Text(_lines(item.description)))
    if item.url:
        event.add("url", item.url)
    for category in item.categories:
        event.add("categories", _Text(_one_line(category)))
    event.add("status", "TENTATIVE" if item.tentative else "CONFIRMED")
    event.add("transp", "OPAQUE" if item.busy else "TRANSPARENT")
    return event


def _add_time(event: Component, start: date, end: date | None) -> None:
    """Set when an event is: days with the day after the last; an instant that has no length without an end (§3.6.1)."""
    if isinstance(start, datetime):
        hours = [start, *([end] if isinstance(end, datetime) and end.timestamp() > start.timestamp() else [])]
        in_london = all(map(_is_said_by_the_clock, hours))
        for name, hour in zip(("dtstart", "dtend"), hours, strict=False):
            event.add(name, hour.astimezone(LONDON) if in_london else _utc(hour))
    else:
        event.add("dtstart", start)
        event.add("dtend", (end or start) + _DAY)


def _is_said_by_the_clock(instant: datetime) -> bool:
    """Tell whether a London time names an instant by the rule below.

    It does not in the second of the hours that the clocks repeat in October, since the first is meant (§3.3.5).
    """
    return instant >= _RULE_BEGINS and instant.astimezone(UTC).astimezone(LONDON).fold == 0


def _london() -> Timezone:
    """Return the rule of London's clocks since 1996 (§3.6.5), from no database, so that its bytes never change."""
    zone = Timezone()
    zone.add("tzid", str(LONDON))
    for season, name, begins, change in (
        (TimezoneDaylight(), "BST", datetime(1996, 3, 31, 1), (0, 1)),  # noqa: DTZ001 - on the clocks of the zone
        (TimezoneStandard(), "GMT", datetime(1996, 10, 27, 2), (1, 0)),  # noqa: DTZ001
    ):
        season.add("dtstart", begins)
        season.add("rrule", {"freq": "yearly", "bymonth": begins.month, "byday": "-1su"})
        season.add("tzname", name)
        season.add("tzoffsetfrom", timedelta(hours=change[0]))
        season.add("tzoffsetto", timedelta(hours=change[1]))
        zone.add_component(season)
    return zone


def _placed(item: CalendarItem) -> tuple[float, str]:
    start = item.start
    begins = start if isinstance(start, datetime) else datetime.combine(start, time(), LONDON)
    return begins.timestamp(), item.uid


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


def _lines(text: str) -> str:
    """Return a text with its lines, and U+FFFD for each character that no line may hold (RFC 5545 §3.1)."""
    return _UNWRITABLE.sub("\ufffd", "\n".join(text.splitlines()))


def _one_line(text: str) -> str:
    return " ".join(_lines(text).split())
