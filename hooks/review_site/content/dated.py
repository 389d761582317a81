"""What has its time: calls open and close, events take place."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from review_site.clock import is_due
from review_site.content.fields import (
    Address,
    Date,
    Entry,
    Fault,
    Flag,
    Number,
    Sources,
    TagUri,
    Text,
    date_in,
    groups_in,
    wrong,
)
from review_site.content.parts import (
    Result,
    Status,
    Update,
    Way,
    note_faults,
)
from review_site.content.when import parse_when

CallKind = Literal["advice", "evidence", "applications", "feedback", "sign-up", "ideas"]


class Call(Entry):
    """A call for advice, evidence or ideas, applications, a sign-up: it opens and closes, and something comes of it."""

    title: Text
    id: TagUri
    status: Status = "ready"
    kind: CallKind
    announced: Annotated[
        Date | None, Field(description="the date or London time from which it may be shown as still to open")
    ] = None
    opens: Annotated[
        Date | None, Field(description="the date or London time from which it is open; left out when not found")
    ] = None
    closes: Annotated[Date, Field(description="its last day, or the London time at which it closes")]
    date_uncertain: Flag = False
    date_note: Text | None = None
    audiences: tuple[Text, ...] = ()
    page: Annotated[Address, Field(description="the page that tells of it")]
    asked: Annotated[Text, Field(description="one sentence: what it asks for")]
    questions: Annotated[
        tuple[Text, ...], Field(description="its questions; once it has closed they stay as text")
    ] = ()
    ways: Annotated[tuple[Way, ...], Field(description="ways to answer, shown while it is open")] = ()
    word_limit: Number | None = None
    policy: Annotated[Text | None, Field(description="what is done with answers: published or not, named or not")] = (
        None
    )
    results: Annotated[tuple[Result, ...], Field(description="what came of it, each part with its date")] = ()
    updates: Annotated[tuple[Update, ...], Field(description="notes of changes since it was published")] = ()
    source: Sources

    @property
    def seen_from(self) -> datetime:
        """The instant from which the call may be seen: its announcement, else its opening."""
        return min(self.announced.due if self.announced else self.opens_at, self.opens_at, key=datetime.timestamp)

    @property
    def opens_at(self) -> datetime:
        """The instant from which it is known to be open; where its opening was not found, that at which it is over."""
        return self.opens.due if self.opens else self.closes.over or self.closes.first

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what is out of order: announced, opens, closes, each result and note."""
        announced, opens, closes = (date_in(data, name) for name in ("announced", "opens", "closes"))
        if opens and closes and closes.over is not None and is_due(closes.over, opens.first):
            yield wrong("it closes before it opens", "give a later day", at=("closes",))
        if announced and opens and announced.first.timestamp() > opens.due.timestamp():
            yield wrong(
                "it is announced after it opens", "give an earlier day, or take the line out", at=("announced",)
            )
        for index, result in groups_in(data, "results"):
            on = date_in(result, "on")
            if on and closes and on.due.timestamp() < closes.first.timestamp():
                mend = "give a later day; what was known before it closed belongs in the text"
                yield wrong("it is dated before the call closes", mend, at=("results", index, "on"))
        yield from note_faults(data, [announced, opens or closes], "the call could be seen")


class Event(Entry):
    """Something that happens on a day or at a time."""

    title: Text
    id: TagUri
    status: Status = "ready"
    announced: Annotated[Date | None, Field(description="the date or London time from which it may be shown")] = None
    on: Annotated[Date, Field(description="its day, or the London time at which it begins")]
    ends: Annotated[Date | None, Field(description="its last day, or the London time at which it ends")] = None
    date_uncertain: Flag = False
    date_note: Text | None = None
    format: Literal["online", "in person", "online and in person", "not found"]
    audiences: tuple[Text, ...] = ()
    access: Annotated[Text | None, Field(description="how people with other needs can take part")] = None
    page: Address | None = None
    updates: Annotated[tuple[Update, ...], Field(description="notes of changes since it was published")] = ()
    source: Sources

    @property
    def seen_from(self) -> datetime:
        """The instant from which the event may be seen: its announcement, at the latest its day."""
        return min((when.due for when in (self.announced, self.on) if when), key=datetime.timestamp)

    @property
    def over(self) -> datetime | None:
        """The instant at which it is past: when it ends, else the end of its last day; None for never."""
        if self.ends:
            return self.ends.over
        return parse_when(self.on.text[:10]).over if self.on.timed else self.on.over

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what is out of order: announced, on, ends, each note."""
        announced, on, ends = (date_in(data, name) for name in ("announced", "on", "ends"))
        if on and ends and ends.over is not None and ends.over.timestamp() <= on.first.timestamp():
            yield wrong("it ends before it begins", "give a later day", at=("ends",))
        if announced and on and announced.first.timestamp() > on.due.timestamp():
            yield wrong("it is announced after it begins", "give an earlier day, or take it out", at=("announced",))
        yield from note_faults(data, [announced, on], "the event could be seen")
