"""Events as readers see them: what is still to come, the soonest first, and what is past, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from review_site.content.converted import convert
from review_site.content.dated import Event
from review_site.content.library import Library
from review_site.content.markdown_text import without_comments
from review_site.content.register import Review
from review_site.content.routes import EVERYONE, route_address, spoken_name
from review_site.content.shelf import Sourced
from review_site.content.when import When
from review_site.lifecycle.events import State, state_at
from review_site.lifecycle.stage import effects_at
from review_site.plugins.views import Link


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in words, and the value of its `<time datetime>` where it has one."""

    words: str
    html: str | None


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its state: `dates` is its beginning, and its end where one is given; `text` is HTML."""

    entry: Event
    state: State
    dates: tuple[Moment, ...]
    audiences: tuple[Link, ...]
    text: str


@dataclass(frozen=True, slots=True)
class EventLists:
    """The events to come or under way, and those that are past; `inviting` tells whether the review still asks."""

    ahead: tuple[EventView, ...]
    past: tuple[EventView, ...]
    inviting: bool


def list_events(library: Library, instant: datetime) -> EventLists:
    """Return the events of a library as they stand at an instant."""
    inviting = effects_at(library.review, instant).invites
    views = tuple(_view(event, library.review, instant) for event in library.events)
    return lists_of(views, inviting=inviting)


def lists_of(views: Iterable[EventView], *, inviting: bool) -> EventLists:
    """Return views of events in the order in which they are read."""
    ordered = sorted(views, key=lambda view: view.entry.on.placed.timestamp())
    ahead = tuple(view for view in ordered if view.state != "past")
    past = tuple(view for view in reversed(ordered) if view.state == "past")
    return EventLists(ahead, past, inviting)


def dates_of(event: Event) -> tuple[Moment, ...]:
    """Return when an event begins, and when it ends if that is given, as words to be joined by “to”."""
    start, end = event.on, event.ends
    begins, ends = _spoken(start), _spoken(end) if end else ""
    if end and start.timed and end.timed and start.first.date() == end.first.date():
        begins = begins.partition(" on ")[0]
    first = Moment(begins[0].upper() + begins[1:], start.html)
    return (first, Moment(ends, end.html)) if end and ends != begins else (first,)


def _spoken(when: When) -> str:
    """Return a date in words, a single day with its day of the week."""
    return f"{when.first:%A} {when.spoken}" if when.exact and not when.timed else when.spoken


def _view(event: Sourced[Event], review: Review, instant: datetime) -> EventView:
    entry = event.entry
    return EventView(
        entry=entry,
        state=state_at(entry, instant),
        dates=dates_of(entry),
        audiences=tuple(_audience(name, review) for name in entry.audiences if name in review.audiences),
        text=without_comments(convert(event.source.body) or ""),
    )


def _audience(name: str, review: Review) -> Link:
    return Link(spoken_name(review.audiences[name]), "" if name == EVERYONE else route_address(name))
