"""Words → the dates in them, as readers write dates: 10 March 2023, 15 December 2021 at 5pm, March 2023, 2023."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from review_site.clock import is_due
from review_site.content.when import DateError, parse_when

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_MONTHS = {"spring": 5, "summer": 8, "autumn": 11}
_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s?[ap]m|[0-9]{2}:[0-9]{2}|noon|midday)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|[-–/][0-9])"
_BEFORE_A_YEAR = (
    r"(?:in|by|during|before|until|till|after|from|since|to|of|early|late|mid|spring|summer|autumn|winter|year|as at)"
)
_DATE = re.compile(
    rf"(?<![\w/-])(?:(?:({_CLOCK})\s+on\s+)?(?:{_WEEKDAY},?\s+)?(?:the\s+)?([0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    rf"({_MONTH})\.?,?\s+({_YEAR})(?:,?\s+(?:at\s+|\(\s?)({_CLOCK}))?"
    r"|(?<![\w/-])((?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?)(?![\w/-])"
    rf"|\b(?:in\s+)?(?:the\s+)?(spring|summer|autumn)\s+(?:of\s+)?({_YEAR})"
    rf"|(?<![\w-]){_BEFORE_A_YEAR}[\s-]+(?P<year>{_YEAR})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """A date in a text: where it starts and ends, and the instant at which it is past."""

    start: int
    end: int
    words: str
    over: datetime

    def is_past(self, instant: datetime) -> bool:
        """Tell whether it has gone by at an instant: a day at its end, a month or a year when it is over."""
        return is_due(self.over, instant)


def find_dates(words: str) -> Iterator[SpokenDate]:
    """Give the dates in a text that exist; one without a year, which may be any, is left out."""
    for found in _DATE.finditer(words):
        group = "year" if found["year"] else 0
        try:
            over = parse_when(_written(found)).over
        except DateError:
            continue
        if over is not None:
            yield SpokenDate(found.start(group), found.end(group), " ".join(found[group].split()), over)


def _written(found: re.Match[str]) -> str:
    """Return a date that was found as the content writes it: 2021-12-15T17:00."""
    before, day, month, year, after, written, season, in_year = found.groups()[:8]
    if written:
        return written
    if season:
        return f"{in_year}-{_LAST_MONTHS[season]:02}"
    if not month:
        return found["year"]
    text = f"{year}-{_MONTHS.index(month[:3]) + 1:02}"
    if not day:
        return text
    return f"{text}-{int(day):02}{_time(before or after)}"


def _time(clock: str | None) -> str:
    """Return a time of day as the content writes it, nothing for one that no clock shows."""
    if clock in ("noon", "midday"):
        return "T12:00"
    parts = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s?([ap]m)?", clock or "")
    if not parts:
        return ""
    hour, minute = int(parts[1]), int(parts[2] or 0)
    if parts[3]:
        hour = hour % 12 + (12 if parts[3] == "pm" else 0) if hour <= 12 else 24
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
