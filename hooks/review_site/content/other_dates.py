"""Dates as people write them elsewhere, and what each of them means here; the day before the month, as in Britain."""

import calendar
import re
from datetime import date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WEEKDAY = re.compile(rf"(?:{'|'.join((*calendar.day_name, *calendar.day_abbr))})\.?,? +", re.IGNORECASE)
_TIME = re.compile(
    r"(?P<date>.*?)(?:[T ,]| at )+(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:[:.]\d\d)?\s*(?P<half>[ap]\.?m\.?)?Z?",
    re.IGNORECASE | re.ASCII,
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. _](\d{1,2})[-/. _](\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. _](\d{1,2})[-/. _](\d{4}|\d\d)", re.ASCII)
_TWO_AT_EACH_END = re.compile(r"(\d\d)[-/. _](\d{1,2})[-/. _](\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[- ]([a-z]+)\.?,?[- ](\d{4})", re.IGNORECASE | re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE | re.ASCII)
_MONTH_ALONE = re.compile(r"([a-z]+)\.?,? (\d{4})", re.IGNORECASE | re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)
_CENTURY, _LONGEST = 2000, 60


def meant_by(text: str) -> tuple[str, ...]:
    """Return the date or time that a text in another of the usual forms means.

    There are two where a year of two digits may stand at either end, and none for a text that means none.
    """
    plain = text.strip(" “”‘’\"'").replace("–", "-").replace("—", "-").replace("‑", "-")
    plain = _WEEKDAY.sub("", plain, count=1)
    if len(plain) > _LONGEST:
        return ()
    days = _days_in(plain)
    if days:
        return tuple(day for day in days if day != text)
    time = _TIME.fullmatch(plain)
    days = _days_in(time["date"].strip(" ,")) if time else ()
    hour = _hour_in(time) if time else None
    found = (f"{day}T{hour}" for day in days if hour and len(day) == len("2021-02-05"))
    return tuple(one for one in found if one != text.replace(" ", "T"))


def _days_in(text: str) -> tuple[str, ...]:
    day, found = _day_in(text), _TWO_AT_EACH_END.fullmatch(text)
    other = _day_in(f"{_CENTURY + int(found[1])}-{found[2]}-{found[3]}") if found else None
    return (day, other) if day and other and other != day else (day,) if day else ()


def _day_in(text: str) -> str | None:
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _YEAR_LAST.fullmatch(text):
            year = int(found[3]) + (0 if len(found[3]) > 2 else _CENTURY)
            return _date(year, int(found[2]), int(found[1]))
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), _month(found[2]), int(found[1])).isoformat()
        if found := _MONTH_FIRST.fullmatch(text):
            return date(int(found[3]), _month(found[1]), int(found[2])).isoformat()
        if found := _MONTH_ALONE.fullmatch(text):
            return date(int(found[2]), _month(found[1]), 1).isoformat()[:7]
        if found := _NUMBERS.fullmatch(text):
            return date(int(found[2]), int(found[1]), 1).isoformat()[:7]
    except ValueError:
        pass
    return None


def _date(year: int, month: int, day: int) -> str:
    """Return a date; where the month cannot be one and the day can, they were written the other way round."""
    month, day = (day, month) if month > 12 >= day else (month, day)
    return date(year, month, day).isoformat()


def _month(name: str) -> int:
    """Return the number of a month by its name, 0 when there is none of that name."""
    return _MONTHS.get(name.lower()) or _SHORT.get(name.lower(), 0)


def _hour_in(time: re.Match[str]) -> str | None:
    hour, minute, half = int(time["hour"]), int(time["minute"] or 0), (time["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    return f"{hour:02}:{minute:02}" if hour <= 23 and minute <= 59 and (half or time["minute"]) else None
