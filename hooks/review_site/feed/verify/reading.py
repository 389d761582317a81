"""What a feed document says, whatever form it was read from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from review_site.feed.model import Category, Enclosure

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_RFC822 = re.compile(r"(\w{3}), (\d\d) (\w{3}) (\d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT))", re.ASCII)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReading:
    """An entry as it was read.

    A date is None where there is none or none that can be read; other things are empty where they are not there.
    `language` is that in which the entry is, its own or its feed's. The length of an enclosure is -1 where it is not a
    count.
    """

    id: str
    title: str
    address: str
    published: datetime | None
    updated: datetime | None
    summary: str
    content: str
    authors: tuple[str, ...]
    categories: tuple[Category, ...]
    enclosures: tuple[Enclosure, ...]
    rights: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedReading:
    """An entry that was read to be withdrawn (RFC 6721 §3)."""

    id: str
    address: str
    when: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A feed document as it was read.

    `address` is that of the document itself; `walk` holds the addresses of RFC 5005 by their link relation (current,
    prev-archive, next-archive), where there are any; `archive` and `complete` are as in the model. What a form has no
    place for is empty, or None.
    """

    id: str
    title: str
    subtitle: str
    address: str
    site: str
    hub: str
    language: str
    author: str
    rights: str
    updated: datetime | None
    stylesheet: str
    complete: bool
    archive: bool
    walk: Mapping[str, str]
    entries: tuple[EntryReading, ...]
    deleted: tuple[DeletedReading, ...]


def read_rfc3339(text: str) -> datetime | None:
    """Return the instant of a date and time with its offset, in capitals (RFC 4287 §3.3); None where it is no such."""
    try:
        return datetime.fromisoformat(text) if _RFC3339.fullmatch(text) else None
    except ValueError:
        return None


def read_rfc822(text: str) -> datetime | None:
    """Return the instant of a date of RSS, as in `Wed, 03 Feb 2021 09:30:00 +0000`; None where it is no such.

    The year has four digits, and the day of the week must be that of the date (RFC 822 §5.2).
    """
    match = _RFC822.fullmatch(text)
    if match is None or match[3] not in _MONTHS:
        return None
    month = _MONTHS.index(match[3]) + 1
    try:
        read = datetime.strptime(f"{match[2]} {month} {match[4].replace('GMT', '+0000')}", "%d %m %Y %H:%M:%S %z")
    except ValueError:
        return None
    return read if _DAYS[read.weekday()] == match[1] else None


def count_of(text: str) -> int:
    """Return a count of bytes, written in digits; -1 where it is no such."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else -1


def as_utc(instant: datetime) -> datetime:
    """Return an instant to the second, as it can be compared."""
    return instant.astimezone(UTC).replace(microsecond=0)
