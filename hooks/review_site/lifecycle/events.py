"""The state of an event at an instant."""

from datetime import datetime
from typing import Literal

from review_site.clock import is_due
from review_site.content.dated import Event

State = Literal["upcoming", "on", "past"]


def state_at(event: Event, instant: datetime) -> State:
    """Return the state of an event at an instant (London).

    It is on from its day or hour, of a span from the last day on which it may have begun; it is past when it ends,
    without an end when its last day is over.
    """
    past = past_from(event)
    if past is not None and is_due(past, instant):
        return "past"
    return "on" if is_due(event.on.due, instant) else "upcoming"


def past_from(event: Event) -> datetime | None:
    """Return the instant from which an event is past, None for never.

    One that nobody announced and whose day is not known is past as soon as it is told of.
    """
    reported = event.announced is None and event.ends is None and not event.on.exact
    return event.on.due if reported else event.over
