"""Dates as a public record knows them: exact, to the month, a span, or only "after".

Written in the part of EDTF (ISO 8601-2:2019, levels 0 and 1) that people can read:

    2021-02-05T17:00     a London time           2021-02-05           a day
    2021-03              a month                 2021                 a year
    2021-11/2021-12      somewhere in a span     2021-06/..           after June 2021
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from review_site.clock import parse_instant, spoken_date, spoken_instant, start_of_day

_DAY = timedelta(days=1)
_RIGHT = (
    "write a date such as 2021-11-26, a time such as 2021-11-26T09:30, "
    "a month such as 2021-11, or a span such as 2021-11/2021-12"
)


class DateError(ValueError):
    """A date that cannot be read; `mend` says what would be right."""

    def __init__(self, what: str, mend: str = _RIGHT) -> None:
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision.

    `text` is what was written; `first` and `last` are the London midnights of the first and last day that it may be, or
    both the exact instant where a time was given. An open span begins on the day after; its `last` is None.
    """

    text: str
    first: datetime
    last: datetime | None
    spoken: str
    timed: bool = False

    @property
    def exact(self) -> bool:
        """Whether this is one day or one minute."""
        return self.first == self.last

    @property
    def due(self) -> datetime:
        """The instant from which this has certainly come: the last day of a span, so that nothing shows early."""
        return self.last or self.first

    @property
    def placed(self) -> datetime:
        """Where this stands in an order and in a feed: itself when exact, else the middle day of its span."""
        if self.last is None or self.exact:
            return self.first
        days = (self.last.date() - self.first.date()).days
        return max(self.first, start_of_day(self.first.date() + days // 2 * _DAY))

    @property
    def over(self) -> datetime | None:
        """The instant at which this is past: the minute itself, or the end of its last day; None for never."""
        if self.timed or self.last is None:
            return self.last
        if self.last.date() == date.max:
            return None
        return start_of_day(self.last.date() + _DAY)

    @property
    def html(self) -> str | None:
        """The value of `<time datetime>` (HTML §4.5.14), None for a span that it cannot say."""
        if "/" in self.text:
            return None
        return self.first.isoformat() if self.timed else self.text


def parse_when(text: str) -> When:
    """Parse a date of any precision.

    Raises:
        DateError: when the text is none of the forms above or names a day or time that does not exist.
    """
    meant = _meant(text.strip())
    if meant:
        raise DateError(f"“{text}” is not written as a date here", f"did you mean {meant}?")
    first, slash, last = text.strip().partition("/")
    start = _parse_single(first, text)
    if not slash:
        return start
    if last == "..":
        return When(text, start.over or start.due, None, f"after {start.spoken}")
    end = _parse_single(last, text)
    if end.due <= start.first:
        raise DateError(f"“{text}” ends before it begins")
    return When(text, start.first, end.due, _spoken_span(start, end))


def _meant(text: str) -> str | None:
    """Return the date that a text in another of the usual forms means, the day before the month as in Britain."""
    numbers = re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})|(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII)
    british = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text, re.ASCII)
    words = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]+),? (\d{4})", text, re.ASCII)
    try:
        if numbers:
            found = date(*(int(part) for part in numbers.groups() if part))
        elif british:
            found = date(int(british[3]), int(british[2]), int(british[1]))
        elif words:
            found = date(int(words[3]), list(calendar.month_name).index(words[2]), int(words[1]))
        else:
            return None
    except ValueError:
        return None
    return None if found.isoformat() == text else found.isoformat()


def _parse_single(part: str, whole: str) -> When:
    month = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", part, re.ASCII)
    try:
        if month:
            year, begins, ends = int(month[1]), int(month[2] or 1), int(month[2] or 12)
            first = date(year, begins, 1)
            last = date(year, ends, calendar.monthrange(year, ends)[1])
            spoken = f"{first:%B %Y}" if month[2] else str(year)
            return When(part, start_of_day(first), start_of_day(last), spoken)
        instant = parse_instant(part)
    except ValueError as error:
        about = str(error) if str(error).startswith("“") else f"“{whole}” does not exist in the calendar"
        raise DateError(about) from None
    timed = "T" in part or " " in part.strip()
    spoken = spoken_instant(instant) if timed else spoken_date(instant.date())
    return When(part, instant, instant, spoken, timed=timed)


def _spoken_span(start: When, end: When) -> str:
    one, other = re.fullmatch(r"(\w+) (\d{4})", start.spoken), re.fullmatch(r"(\w+) (\d{4})", end.spoken)
    if one and other and one[2] == other[2] and _months_between(start, end) == 1:
        return f"{one[1]} or {end.spoken}"
    if one and other and one[2] == other[2]:
        return f"between {one[1]} and {end.spoken}"
    return f"between {start.spoken} and {end.spoken}"


def _months_between(start: When, end: When) -> int:
    return (end.first.year - start.first.year) * 12 + end.first.month - start.first.month
