"""Dates of front matter as instants, whether YAML or a person wrote them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from review_site.clock import LONDON, start_of_day

_FIRST, _LAST = 1900, 9998
"""The years in which each instant has a date of RFC 3339 in London: earlier offsets have seconds."""
_DAY = len("2021-01-01")


def read_date(value: Any) -> datetime:
    """Return the instant of a date: of a day its London midnight; a time without zone is UTC, as YAML 1.1 has it.

    Raises:
        ValueError: when it is not a date, or one that no feed can tell.
    """
    if isinstance(value, str):
        text = value.strip()
        value = datetime.fromisoformat(text) if len(text) > _DAY else date.fromisoformat(text)
    if isinstance(value, datetime):
        instant = value if value.tzinfo else value.replace(tzinfo=UTC)
    elif isinstance(value, date):
        instant = start_of_day(value)
    else:
        raise ValueError(f"{value!r} is not a date")
    if not _FIRST <= instant.year <= _LAST:
        raise ValueError(f"{instant.year} is too far away")
    return instant


def read_update(value: Any, published: datetime) -> datetime:
    """Return the instant of an update; one on the day of the publication that tells no hour comes with it.

    Raises:
        ValueError: as `read_date`.
    """
    updated = read_date(value)
    days = [instant.astimezone(LONDON).date() for instant in (updated, published)]
    at_midnight = any(updated.astimezone(zone).time() == datetime.min.time() for zone in (LONDON, UTC))
    return max(updated, published, key=datetime.timestamp) if days[0] == days[1] and at_midnight else updated


def dates_in(value: Any) -> tuple[Any, Any]:
    """Return when something was published and updated: a date, or a mapping with `created` and `updated`.

    What is not there is None.
    """
    if isinstance(value, Mapping):
        return _day_of(value.get("created")) or None, _day_of(value.get("updated")) or None
    return value or None, None


def _day_of(value: Any) -> Any:
    """Return a date of a mapping: Material's blog makes of a day the midnight of UTC, and means the day."""
    if isinstance(value, datetime) and value.time() == datetime.min.time() and value.tzinfo in (None, UTC):
        return value.date()
    return value
