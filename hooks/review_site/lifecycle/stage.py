"""The stage of the review at an instant, what it changes, and the notices that stand then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from review_site.clock import is_due
from review_site.content.register import Review, Stage
from review_site.content.register_parts import Notice


@dataclass(frozen=True, slots=True)
class Effects:
    """What a stage changes by itself.

    `invites`: the review still asks people to take part; where it does not, words that invite are told. `feed_footer`:
    the sentence that ends the description of each feed. A stage that is `last` freezes the weeks before it (review.yml,
    freeze) and ends the support lines that are the review's own. Calls and sign-ups must be over before the site begins
    to close. Notices have dates of their own; the bundle's name carries the stage's word.
    """

    invites: bool
    feed_footer: str
    last: bool = False


EFFECTS: Mapping[Stage | None, Effects] = {
    None: Effects(invites=False, feed_footer=""),
    "announced": Effects(invites=True, feed_footer="The review has been announced."),
    "listening": Effects(invites=True, feed_footer="The review is listening and gathering evidence."),
    "reporting": Effects(invites=True, feed_footer="The review is writing its report."),
    "reported": Effects(invites=False, feed_footer="The review has published its final report."),
    "responded": Effects(invites=False, feed_footer="The government has responded to the review."),
    "closing": Effects(invites=False, feed_footer="This website is closing. Nothing new is added."),
    "closed": Effects(invites=False, feed_footer="The review has ended. Only corrections are added.", last=True),
}


def stage_at(review: Review, instant: datetime) -> Stage | None:
    """Return the stage of a review at an instant (London); None before it was announced."""
    begun = [start.stage for start in review.stages if is_due(start.from_.due, instant)]
    return begun[-1] if begun else None


def effects_at(review: Review, instant: datetime) -> Effects:
    """Return what the stage at an instant changes."""
    return EFFECTS[stage_at(review, instant)]


def notices_at(review: Review, instant: datetime) -> tuple[Notice, ...]:
    """Return the notices in force at an instant, newest first: from that of `from` up to before that of `until`."""
    standing = (
        notice for notice in review.notices if is_due(notice.from_.due, instant) and not _ended(notice, instant)
    )
    return tuple(sorted(standing, key=lambda notice: notice.from_.due.timestamp(), reverse=True))


def notices_so_far(review: Review, instant: datetime) -> tuple[Notice, ...]:
    """Return the notices that stand at an instant or stood before it; none tells of an end that is still to come."""
    begun = (notice for notice in review.notices if is_due(notice.from_.due, instant))
    return tuple(notice if _ended(notice, instant) else notice.model_copy(update={"until": None}) for notice in begun)


def _ended(notice: Notice, instant: datetime) -> bool:
    return notice.until is not None and is_due(notice.until.due, instant)
