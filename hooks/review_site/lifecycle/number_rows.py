"""The rows of the ledger of numbers at an instant: what was seen, and how one is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from review_site.clock import LONDON, is_due
from review_site.content.library import Library
from review_site.content.paragraph_ledger import Row
from review_site.content.report_corrections import named_by
from review_site.content.when import When, parse_when

Key = tuple[str, str, str]
"""Report, kind and number."""

RENEW = "run `review-site record`, which writes down what is promised now"
"""The mend for the loss of a number that nobody has seen."""

_OPENING = 8


def was_seen(row: Row, instant: datetime) -> bool:
    """Tell whether what a row records may have been seen by an instant."""
    return row.since is None or is_due(row.since.due, instant)


def days_of_removal(library: Library) -> dict[Key, When]:
    """Return the day on which each thing was removed that the corrections of reports name."""
    found: dict[Key, When] = {}
    for report, register in library.reports.items():
        known = [(row.kind, row.number) for row in library.numbers.rows if row.report == report]
        for correction in register.entry.corrections:
            for _, (kind, number) in named_by(correction.removed, known):
                found.setdefault((report, kind, number), correction.on)
    return found


def without_words(row: Row, days: Mapping[Key, When], instant: datetime) -> Row:
    """Return the row of something that is there no more: once the day of its removal has come, it has no words."""
    day = days.get((row.report, row.kind, row.number))
    return replace(row, text="") if day is not None and is_due(day.due, instant) else row


def told(row: Row) -> str:
    """Return a row as messages name it: its number and the first words of it."""
    named = row.number if row.kind == "paragraph" else f"{row.kind} {row.number}"
    return f"{named} “{opening(row.text)}”" if row.text else f"{named}, of which the record has no words any more,"


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
