"""The state of a call at an instant."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from review_site.clock import LONDON, is_due
from review_site.content.dated import Call
from review_site.content.parts import Result
from review_site.content.shelf import Sourced
from review_site.content.when import When

State = Literal["upcoming", "open", "closed", "reported"]
_WEEK = timedelta(weeks=1)


def state_at(call: Call, instant: datetime) -> State:
    """Return the state of a call at an instant (London).

    A call whose `closes` is a day stays open to the end of that day; one with a time closes at that minute. It is
    reported once it is closed and a result of it may be seen.
    """
    if not is_due(call.opens_at, instant):
        return "upcoming"
    over = call.closes.over
    if over is None or not is_due(over, instant):
        return "open"
    return "reported" if results_at(call, instant) else "closed"


def closing_soon_from(call: Call) -> datetime | None:
    """Return the instant from which a call closes within a week, on London's clock.

    None for one of which the day is not known, and one that was not open yet a week before.
    """
    over = call.closes.over
    if over is None or not call.closes.exact or call.opens is None:
        return None
    soon = over.astimezone(LONDON) - _WEEK
    return soon if is_due(call.opens_at, soon) and call.opens_at != soon else None


def deadline(when: When) -> str:
    """Return a last day, or the hour of it, as a notice gives it: the end of Friday 13 August 2021."""
    if when.exact and not when.timed:
        return f"the end of {when.first:%A} {when.spoken}"
    return when.spoken


def results_at(call: Call, instant: datetime) -> tuple[Result, ...]:
    """Return what came of a call so far, the earliest first."""
    due = (result for result in call.results if is_due(result.on.due, instant))
    return tuple(sorted(due, key=lambda result: result.on.due.timestamp()))


def names_on(address: str, named: Iterable[str], calls: Mapping[str, Sourced[Call]]) -> tuple[str, ...]:
    """Return the names of the calls that a page shows in whole: those it names, and those that it is the page of."""
    own = (name for name, call in calls.items() if call.entry.page == address)
    return tuple(name for name in dict.fromkeys((*named, *own)) if name in calls)
