"""The calendars of a site, whole and for one call: when calls open and close, and when events are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from review_site.addresses import absolute, address_of_file
from review_site.content.dated import Call, Event
from review_site.content.library import Library
from review_site.content.shelf import Sourced
from review_site.content.when import When
from review_site.feed.calendar import CalendarItem, render_calendar
from review_site.lifecycle.calls import deadline
from review_site.lifecycle.stage import effects_at
from review_site.lifecycle.told import as_told, major_notes
from review_site.lifecycle.updates import page_with
from review_site.plugins.events import dates_of
from review_site.plugins.records import Record
from review_site.timing import timed

_FILE, _FOLDER = "calendar.ics", "calendar"
_REFRESH = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A calendar that a page links to."""

    name: str
    page: str
    source: str | None
    items: tuple[CalendarItem, ...]


class PublishedCalendars:
    """The calendars of one build: a page asks for the address of one, and those asked for are written."""

    def __init__(self, library: Library, instant: datetime) -> None:
        """Open the calendars of a site; `library` is what the public may see at an instant (London)."""
        calls = {name: as_told(call, library, instant) for name, call in library.calls.items()}
        self.library = library = replace(library, calls=calls)
        self.refresh = None if effects_at(library.review, instant).last else _REFRESH
        self.items = tuple(items_of(library))
        self.asked: dict[str, _Asked] = {}

    def whole(self) -> str | None:
        """Return the address of the calendar with all dates; None where no date is known to the day."""
        page = page_with("events", self.library) or page_with("calls", self.library) or "/"
        return self._ask(_FILE, _Asked(self.library.review.name, page, None, self.items))

    def of_call(self, name: str) -> str | None:
        """Return the address of the calendar of a call; None where its last day is not known or nobody may see it."""
        call = self.library.calls.get(name)
        if call is None or not call.entry.closes.exact:
            return None
        items = tuple(items_of_call(call.entry, self.library))
        return self._ask(f"{_FOLDER}/{name}.ics", _Asked(call.entry.title, call.entry.page, call.source.path, items))

    @timed("calendars")
    def write(self, site_dir: Path) -> list[Record]:
        """Write the calendars that pages asked for into the finished site, and return a record of each."""
        url = self.library.review.url
        for file, one in self.asked.items():
            address, page = absolute(url, address_of_file(file)), absolute(url, one.page)
            data = render_calendar(one.name, one.items, address=address, page=page, refresh=self.refresh)
            (site_dir / file).parent.mkdir(exist_ok=True)
            (site_dir / file).write_bytes(data)
        return [
            Record(
                address=address_of_file(file),
                file=file,
                title=f"Calendar: {one.name}",
                kind="calendar",
                source=one.source,
                published=None,
            )
            for file, one in self.asked.items()
        ]

    def _ask(self, file: str, calendar: _Asked) -> str | None:
        if not calendar.items:
            return None
        self.asked[file] = calendar
        return address_of_file(file)


def items_of(library: Library) -> Iterator[CalendarItem]:
    """Give what a library has for a calendar: what is not known to the day or the minute is left out."""
    for call in library.calls.values():
        yield from items_of_call(call.entry, library)
    for event in library.events:
        yield from _items_of_event(event, library)


def items_of_call(call: Call, library: Library) -> Iterator[CalendarItem]:
    """Give the opening and the deadline of a call, each if it is known to the day or the minute."""
    opens = [f"Opens: {call.opens.spoken}."] if call.opens else []
    vague = "" if call.closes.exact else ", day not found"
    words = [call.asked, *opens, f"Closes: {deadline(call.closes)}{vague}."]
    for turn, when in (("opens", call.opens), ("closes", call.closes)):
        if when is not None and when.exact:
            title = f"{turn.capitalize()}: {call.title}"
            yield _item(call, title, (when, None), words, library, part=f"/{turn}", category="Call")


def _items_of_event(event: Sourced[Event], library: Library) -> Iterator[CalendarItem]:
    entry = event.entry
    if not entry.on.exact or (entry.ends is not None and not entry.ends.exact):
        return
    words = [
        f"When: {' to '.join(moment.words for moment in dates_of(entry))}.",
        *([f"{entry.format.capitalize()}."] if entry.format != "not found" else []),
        *([f"Access: {entry.access}"] if entry.access else []),
    ]
    yield _item(entry, entry.title, (entry.on, entry.ends), words, library, part="", category="Event")


def _item(
    entry: Call | Event,
    title: str,
    dates: tuple[When, When | None],
    words: list[str],
    library: Library,
    *,
    part: str,
    category: str,
) -> CalendarItem:
    """Return an item with what its entry says of it; `part` tells it from others of its entry."""
    notes = major_notes(entry.updates)
    changes = (f"Updated {note.on.spoken}: {note.note}" for note in notes)
    start, end = _times(*dates)
    return CalendarItem(
        uid=str(uuid5(NAMESPACE_URL, entry.id + part)),  # RFC 7986 §5.3
        summary=f"{title} (date uncertain)" if entry.date_uncertain else title,
        start=start,
        end=end,
        description="\n".join([*words, *([entry.date_note] if entry.date_note else []), *changes]),
        url=absolute(library.review.url, _page_of(entry, library)),
        categories=(category,),
        sequence=len(notes),
        modified=max((entry.seen_from, *(note.on.due for note in notes)), key=datetime.timestamp),
        busy=isinstance(start, datetime) and end is not None,
        tentative=entry.date_uncertain,
    )


def _times(start: When, end: When | None) -> tuple[date, date | None]:
    """Return when an item begins and ends: instants where no day stands for an hour, else days."""
    if start.timed and (end is None or end.timed):
        return start.first, end.first if end else None
    return start.first.date(), end.first.date() if end else None


def _page_of(entry: Call | Event, library: Library) -> str:
    """Return the page that tells of an entry, else the one that lists it; one that is not out is named nowhere."""
    seen = {*(post.entry.address for post in library.posts), *library.pages}
    if entry.page in seen:
        return entry.page
    return page_with("calls" if isinstance(entry, Call) else "events", library) or "/"
