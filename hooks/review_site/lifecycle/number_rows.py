"""The rows of the ledger of numbers at an instant: what was seen, and how one is told."""

from collections.abc import Sequence
from datetime import datetime

from review_site.clock import LONDON, is_due
from review_site.content.paragraph_ledger import Row
from review_site.content.when import When, parse_when

RENEW = "run `review-site record`, which writes down what is promised now"
"""The mend for the loss of a number that nobody has seen."""

_OPENING = 8


def was_seen(row: Row, instant: datetime) -> bool:
    """Tell whether what a row records may have been seen by an instant."""
    return row.since is None or is_due(row.since.due, instant)


def when_at(instant: datetime) -> When:
    """Return an instant as a London day, or as a time where it is no midnight."""
    local = instant.astimezone(LONDON)
    return parse_when(f"{local:%Y-%m-%d}" if (local.hour, local.minute) == (0, 0) else f"{local:%Y-%m-%dT%H:%M}")


def opening(text: str) -> str:
    """Return the first words of a text."""
    words = text.split()
    return text if len(words) <= _OPENING else f"{' '.join(words[:_OPENING])} …"


def run_of(rows: Sequence[Row]) -> str:
    """Return the numbers of rows as a correction names them: 1.1-1.9."""
    return rows[0].number if len(rows) == 1 else f"{rows[0].number}-{rows[-1].number}"


def sample(numbers: str, instant: datetime) -> str:
    """Return the line of a register that says that some numbers were removed on the day of an instant."""
    return f"- {{on: {instant.astimezone(LONDON):%Y-%m-%d}, note: “…”, removed: [{numbers}]}}"
