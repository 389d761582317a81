"""From a finished folder to its bundle, dated by the folder's own record where it has one."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from review_site.archive.bundle import write_bundle
from review_site.clock import read_instant, start_of_day
from review_site.site_index import read_site_index


def recorded_url(folder: Path) -> str | None:
    """Return the address that a folder's own record gives it, None when it has no record.

    Raises:
        ProblemsError: when the record cannot be read.
    """
    index = read_site_index(folder)
    return index.site.url if index else None


def archive_folder(
    folder: Path,
    url: str,
    output: Path,
    environment: Mapping[str, str],
    now: datetime,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Make the bundle of a finished folder served at `url`, in `output`, and return the path of its bag.

    The capture instant is the folder's own `as_at`; a folder without a record gets SOURCE_DATE_EPOCH, else the London
    midnight before `now`, so that two runs of one day agree.

    Raises:
        ProblemsError: when the folder cannot be archived as it is.
    """
    index = read_site_index(folder)
    if index is not None:
        instant = index.as_at
    else:
        instant = read_instant(None, environment, now)
        instant = instant if environment.get("SOURCE_DATE_EPOCH") else start_of_day(instant.date())
    return write_bundle(folder, url, output, instant, progress=progress)
