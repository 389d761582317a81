"""The instant, London time, what is due.

One instant is read at the edge by `read_instant` and passed down; no other code asks for the time. An instant is an
aware `datetime` in Europe/London.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?", re.ASCII)


def parse_instant(text: str) -> datetime:
    """Parse a London date (its midnight), or date and time to the minute: `2021-02-05`, `2021-02-05T17:00`.

    In the hour that the clocks repeat in October the later instant is meant, so that nothing goes out early. A time
    that the clocks skip in March is refused.

    Raises:
        ValueError: with a sentence for the writer, when the text is not such a date or date-time.
    """
    match = _INSTANT.fullmatch(text.strip())
    if not match:
        raise ValueError(f"“{text}” is not a date or a date and time")
    day, time = match.groups()
    try:
        naive = datetime.fromisoformat(f"{day}T{time or '00:00'}")
    except ValueError:
        raise ValueError(f"“{text}” does not exist in the calendar or on the clock") from None
    instant = naive.replace(tzinfo=LONDON, fold=1)
    if instant.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != naive:
        raise ValueError(f"“{text}” does not exist: the clocks go forward in that hour")
    return instant


def read_instant(today: str | None, environment: Mapping[str, str], now: datetime) -> datetime:
    """Return the instant of this run, in London.

    It is `--today`, else SOURCE_DATE_EPOCH (seconds since 1970, UTC), else the clock to the minute.

    Raises:
        ValueError: when what was given cannot be read.
    """
    if today is not None:
        return parse_instant(today)
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(LONDON)
        except (ValueError, OverflowError, OSError):
            raise ValueError(f"SOURCE_DATE_EPOCH is “{epoch}”, not a count of seconds") from None
    return now.astimezone(LONDON).replace(second=0, microsecond=0)


def wall_clock() -> datetime:
    """Return the machine's time, for the edge alone."""
    return datetime.now(UTC)


def start_of_day(day: date) -> datetime:
    """Return London's midnight at the start of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def is_due(due: datetime, instant: datetime) -> bool:
    """Tell whether something due at one instant may be seen at another, on the time line and not on the clock face."""
    return due.astimezone(UTC) <= instant.astimezone(UTC)


def spoken_date(day: date) -> str:
    """Return a day in British words: 5 February 2021."""
    return f"{day.day} {day:%B %Y}"


def spoken_instant(instant: datetime) -> str:
    """Return a London time and day in the words of a public notice: 5pm on Friday 5 February 2021."""
    local = instant.astimezone(LONDON)
    hour = local.hour % 12 or 12
    minute = f":{local.minute:02}" if local.minute else ""
    half = "am" if local.hour < 12 else "pm"
    return f"{hour}{minute}{half} on {local:%A} {spoken_date(local.date())}"
