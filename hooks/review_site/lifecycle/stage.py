"""The stage of the review at an instant, and the notices that stand then."""

from datetime import datetime

from review_site.clock import is_due
from review_site.content.register import Notice, Review, Stage


def stage_at(review: Review, instant: datetime) -> Stage | None:
    """Return the stage of a review at an instant (London); None before it was announced."""
    begun = [start.stage for start in review.stages if is_due(start.from_.due, instant)]
    return begun[-1] if begun else None


def notices_at(review: Review, instant: datetime) -> tuple[Notice, ...]:
    """Return the notices in force at an instant: from the instant of `from`, up to but without that of `until`."""
    return tuple(
        notice for notice in review.notices if is_due(notice.from_.due, instant) and not _ended(notice, instant)
    )


def _ended(notice: Notice, instant: datetime) -> bool:
    return notice.until is not None and is_due(notice.until.due, instant)
