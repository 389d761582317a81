"""Whom readers may turn to at an instant, and which lines are kept as a record alone."""

from datetime import datetime
from typing import Literal

from review_site.clock import is_due
from review_site.content.parts import SupportFor
from review_site.content.register import Review
from review_site.content.register_parts import SupportLine
from review_site.lifecycle.stage import effects_at

IN_DANGER = "if someone is in immediate danger, call 999"
Standing = Literal["upcoming", "now", "ended"]


def standing_of(line: SupportLine, review: Review, instant: datetime) -> Standing:
    """Return how a line stands at an instant (London): from the instant of `from`, up to but without that of `until`.

    A line that is kept as a record has ended as soon as it may be shown at all, and one that is the review's own ends
    with the last stage. What has ended never comes back.
    """
    if line.from_ is not None and not is_due(line.from_.due, instant):
        return "upcoming"
    if line.record or (line.own and effects_at(review, instant).last):
        return "ended"
    if line.until is not None and is_due(line.until.due, instant):
        return "ended"
    return "now"


def lines_now(review: Review, reader: SupportFor, instant: datetime) -> tuple[SupportLine, ...]:
    """Return the lines that a reader may turn to at an instant, in the order of the register."""
    return _standing(review, reader, instant, "now")


def lines_ended(review: Review, reader: SupportFor, instant: datetime) -> tuple[SupportLine, ...]:
    """Return the lines that a reader must not turn to any more at an instant, and which are kept as a record."""
    return _standing(review, reader, instant, "ended")


def _standing(review: Review, reader: SupportFor, instant: datetime, standing: Standing) -> tuple[SupportLine, ...]:
    return tuple(
        line for line in review.support_lines if reader in line.for_ and standing_of(line, review, instant) == standing
    )
