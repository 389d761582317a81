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
from review_site.content.other_dates import meant_by

_TIME = re.compile(r"\d{1,2}[:.]\d\d", re.ASCII)
_EARLIEST = 1900
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
    def preposition(self) -> str:
        """What joins it to a sentence, with its space: on a day, at a time, in a month; nothing for a span."""
        if self.exact:
            return "at " if self.timed else "on "
        return "" if self.spoken.startswith(("between", "after")) else "in "

    @property
    def joined(self) -> str:
        """How it stands within a sentence: on 5 February 2021, at 5pm on Friday 5 February 2021, in March 2021."""
        return f"{self.preposition}{self.spoken}"

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
    plain = text.strip()
    if not plain:
        raise DateError("“” is no date")
    if _TIME.fullmatch(plain):
        raise DateError(f"“{text}” is a time without its day", f"write 2021-11-26T{plain.replace('.', ':'):0>5}")
    meant = meant_by(plain)
    if meant:
        mend = f"did you mean {meant[0]}?" if len(meant) == 1 else f"write YYYY-MM-DD: {' or '.join(meant)}"
        raise DateError(f"“{text}” is not written as a date here", mend)
    first, slash, last = plain.partition("/")
    start = _parse_single(first, text)
    if not slash:
        return start
    if not last:
        raise DateError(f"“{text}” has no end", f"write {first}/.. for what came after it, or {first} alone")
    if last == "..":
        return When(text, start.over or start.due, None, f"after {start.spoken}")
    end = _parse_single(last, text)
    if end.due <= start.first:
        raise DateError(f"“{text}” ends before it begins", "write the earlier date first: 2021-11/2021-12")
    return When(text, start.first, end.due, _spoken_span(start, end))


def _parse_single(part: str, whole: str) -> When:
    month = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", part, re.ASCII)
    if re.match(r"\d{4}", part, re.ASCII) and int(part[:4]) < _EARLIEST:
        raise _error(part, whole)
    try:
        if month:
            year, begins, ends = int(month[1]), int(month[2] or 1), int(month[2] or 12)
            first = date(year, begins, 1)
            last = date(year, ends, calendar.monthrange(year, ends)[1])
            spoken = f"{first:%B %Y}" if month[2] else str(year)
            return When(part, start_of_day(first), start_of_day(last), spoken)
        instant = parse_instant(part)
    except ValueError:
        raise _error(part, whole) from None
    timed = "T" in part or " " in part.strip()
    spoken = spoken_instant(instant) if timed else spoken_date(instant.date())
    return When(part, instant, instant, spoken, timed=timed)


def _error(part: str, whole: str) -> DateError:
    """Return what is wrong with a date that cannot be read, and what would be right."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d))?)?)?", part, re.ASCII)
    if not found:
        return DateError(f"“{whole}” is not a date or a date and time")
    year, month, day, hour, minute = (int(number or 0) for number in found.groups())
    if year < _EARLIEST:
        return DateError(
            f"“{whole}” is too long ago to be meant", f"write a year from {_EARLIEST} on, as in 2021-11-26"
        )
    what = f"“{whole}” does not exist in the calendar"
    if not 1 <= month <= 12:
        return DateError(what, "months go from 01 to 12, as in 2021-11-26")
    days = calendar.monthrange(year, month)[1]
    if found[3] and not 1 <= day <= days:
        return DateError(what, f"{calendar.month_name[month]} {year} has {days} days")
    if hour > 23 or minute > 59:
        return DateError(f"“{whole}” does not exist on the clock", "times go from 00:00 to 23:59")
    what = f"“{whole}” does not exist: the clocks go forward in that hour"
    return DateError(what, f"write {hour - 1:02}:{minute:02} or {hour + 1:02}:{minute:02}")


def _spoken_span(start: When, end: When) -> str:
    one, other = re.fullmatch(r"(\w+) (\d{4})", start.spoken), re.fullmatch(r"(\w+) (\d{4})", end.spoken)
    if one and other and one[2] == other[2] and _months_between(start, end) == 1:
        return f"{one[1]} or {end.spoken}"
    if one and other and one[2] == other[2]:
        return f"between {one[1]} and {end.spoken}"
    return f"between {start.spoken} and {end.spoken}"


def _months_between(start: When, end: When) -> int:
    return (end.first.year - start.first.year) * 12 + end.first.month - start.first.month
