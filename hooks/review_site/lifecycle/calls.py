"""The state of a call at an instant."""

from datetime import datetime
from typing import Literal

from review_site.clock import is_due
from review_site.content.models import Call

State = Literal["upcoming", "open", "closed", "reported"]


def state_at(call: Call, instant: datetime) -> State:
    """Return the state of a call at an instant (London).

    A call whose `closes` is a day stays open to the end of that day; one with a time closes at that minute. A closed
    call with a result is reported.
    """
    if not is_due(call.seen_from, instant):
        return "upcoming"
    over = call.closes.over
    if over is None or not is_due(over, instant):
        return "open"
    return "reported" if call.result else "closed"
