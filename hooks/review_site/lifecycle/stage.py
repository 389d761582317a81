"""The stage of the review at an instant, and the notices that stand then."""

from datetime import datetime

from review_site.clock import is_due
from review_site.content.register import Notice, Review, Stage


def stage_at(review: Review, instant: datetime) -> Stage | None:
    """Return the stage of a review at an instant (London); None before it was announced."""
    begun = [start.stage for start in review.stages if is_due(start.from_.due, instant)]
    return begun[-1] if begun else None


def invites(stage: Stage | None) -> bool:
    """Tell whether a review of that stage still asks people to take part."""
    return stage in ("announced", "listening")


def notices_at(review: Review, instant: datetime) -> tuple[Notice, ...]:
    """Return the notices in force at an instant: from the instant of `from`, up to but without that of `until`."""
    return tuple(
        notice for notice in review.notices if is_due(notice.from_.due, instant) and not _ended(notice, instant)
    )


def notices_so_far(review: Review, instant: datetime) -> tuple[Notice, ...]:
    """Return the notices that stand at an instant or stood before it; none tells of an end that is still to come."""
    begun = (notice for notice in review.notices if is_due(notice.from_.due, instant))
    return tuple(notice if _ended(notice, instant) else notice.model_copy(update={"until": None}) for notice in begun)


def _ended(notice: Notice, instant: datetime) -> bool:
    return notice.until is not None and is_due(notice.until.due, instant)
