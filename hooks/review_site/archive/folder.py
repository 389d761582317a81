"""When a finished folder stood as it stands, and where: from its own record, where it has one."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from review_site.clock import read_instant, start_of_day
from review_site.site_index import read_site_index


def recorded_url(folder: Path) -> str | None:
    """Return the address that a folder's own record gives it, None when it has no record.

    Raises:
        ProblemsError: when the record cannot be read.
    """
    index = read_site_index(folder)
    return index.site.url if index else None


def capture_instant(folder: Path, environment: Mapping[str, str], now: datetime) -> datetime:
    """Return the instant of a folder's capture: the folder's own `as_at`.

    A folder without a record gets SOURCE_DATE_EPOCH, else the London midnight before `now`, so that two runs of one day
    agree.

    Raises:
        ProblemsError: when the record cannot be read.
        ValueError: when SOURCE_DATE_EPOCH is no number of seconds.
    """
    index = read_site_index(folder)
    if index is not None:
        return index.as_at
    instant = read_instant(None, environment, now)
    return instant if environment.get("SOURCE_DATE_EPOCH") else start_of_day(instant.date())
