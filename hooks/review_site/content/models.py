"""What a post, a page, a call, an event, a publication and the recommendations may say."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from review_site.clock import is_due
from review_site.content.fields import (
    Address,
    Count,
    Date,
    Entry,
    Fault,
    Flag,
    Number,
    Slug,
    Sources,
    TagUri,
    Text,
    Url,
    date_in,
    groups_in,
    is_true,
    wrong,
)
from review_site.content.parts import (
    FirstPublished,
    Picture,
    Result,
    Status,
    SupportFor,
    Update,
    Way,
    Withdrawn,
    history_faults,
    sensitive_faults,
)
from review_site.content.when import parse_when

PostKind = Literal["blog", "guest blog", "news", "speech", "press notice", "open letter", "event report", "reprint"]
CallKind = Literal["advice", "evidence", "applications", "feedback", "sign-up", "ideas"]
PublicationKind = Literal[
    "terms of reference",
    "plan",
    "report",
    "evidence",
    "summary",
    "analysis",
    "open letters",
    "submissions",
    "newsletters",
    "film",
    "statement",
]
Response = Literal[
    "accepted", "not accepted", "taken forward or trialled", "partly known", "not found", "not yet answered"
]
Section = Literal[
    "people",
    "groups",
    "partners",
    "timeline",
    "phases",
    "figures",
    "events",
    "calls",
    "recommendations",
    "missions",
    "contents",
    "notices",
]


class Post(Entry):
    """A blog, guest blog, news item, speech, press notice, open letter, event report or reprint."""

    title: Annotated[Text, Field(description="the headline, as readers see it")]
    slug: Annotated[Slug, Field(description="the last part of its address; never changed once published")]
    id: Annotated[TagUri, Field(description="made once by `review-site new`; never changed")]
    status: Status
    kind: Annotated[PostKind, Field(description="what sort of piece it is")]
    published: Annotated[Date, Field(description="the date or London time from which it may be seen")]
    date_uncertain: Annotated[Flag, Field(description="`true` when the date is inferred or sources differ")] = False
    date_note: Annotated[Text | None, Field(description="one sentence for readers on why the date is uncertain")] = None
    authors: Annotated[
        tuple[Text, ...], Field(min_length=1, description="ids of people or groups in content/review.yml")
    ]
    wording: Annotated[
        Literal["original", "summary"],
        Field(description="`original`: the author's own words; `summary`: ours, about the author's piece"),
    ] = "original"
    summary: Annotated[Text, Field(max_length=160, description="one sentence for listings and feeds")]
    topics: Annotated[tuple[Text, ...], Field(description="ids of topics in content/review.yml")] = ()
    audiences: Annotated[tuple[Text, ...], Field(description="ids of audiences in content/review.yml")] = ()
    source: Annotated[Sources | None, Field(description="where the piece stands: a full address, or several")] = None
    first_published: Annotated[FirstPublished | None, Field(description="where a reprint appeared first")] = None
    calls: Annotated[
        tuple[Text, ...], Field(description="calls that it tells of; their state is shown at its top")
    ] = ()
    sensitive: Annotated[Flag, Field(description="`true` on a distressing subject: asks for the next two")] = False
    content_note: Annotated[Text | None, Field(description="one sentence of warning on a distressing subject")] = None
    support: Annotated[tuple[SupportFor, ...], Field(description="for whom it ends with whom to turn to")] = ()
    pictures: Annotated[tuple[Picture, ...], Field(description="pictures, each with its words: see below")] = ()
    updates: Annotated[tuple[Update, ...], Field(description="notes of changes since it was published")] = ()
    aliases: Annotated[tuple[Address, ...], Field(description="older addresses that lead here")] = ()
    withdrawn: Annotated[Withdrawn | None, Field(description="when and why it was taken down")] = None

    @property
    def address(self) -> str:
        """The address of the post, which depends on its slug alone."""
        return f"/{self.slug}/"

    @property
    def due(self) -> datetime:
        """The instant from which a post that is ready may be seen."""
        return self.published.due

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what is missing where another field asks for it, and what comes before the post itself."""
        if data.get("wording") == "summary" and "source" not in data:
            mend = "add a line `source: …` with the address of the piece"
            yield wrong("a summary names no source", mend, at=("wording",), without="source")
        published = date_in(data, "published")
        if (is_true(data, "date_uncertain") or (published and not published.exact)) and "date_note" not in data:
            field = "date_uncertain" if is_true(data, "date_uncertain") else "published"
            mend = "add a line `date_note: …` for readers"
            yield wrong("the date is not exact and nothing says why", mend, at=(field,), without="date_note")
        if data.get("kind") == "reprint" and "first_published" not in data:
            mend = "add `first_published:` with `in:` and `on:` below it"
            yield wrong("nothing says where the reprint appeared first", mend, at=("kind",), without="first_published")
        yield from history_faults(data)
        yield from sensitive_faults(data)


class Page(Entry):
    """The front matter of a standing page in docs/."""

    title: Annotated[Text, Field(description="the heading of the page")]
    description: Annotated[Text, Field(max_length=200, description="one sentence for listings and search engines")]
    status: Status = "ready"
    published: Annotated[Date | None, Field(description="the date or London time from which it may be seen")] = None
    calls: Annotated[tuple[Text, ...], Field(description="calls whose state the page shows")] = ()
    publications: Annotated[tuple[Text, ...], Field(description="publications listed below the text")] = ()
    show: Annotated[tuple[Section, ...], Field(description="parts of the register shown below the text")] = ()
    chapter: Annotated[Number | None, Field(description="number of a chapter of a report")] = None
    audiences: Annotated[tuple[Text, ...], Field(description="ids of audiences in content/review.yml")] = ()
    faq: Annotated[Flag, Field(description="`true` when each heading of level 2 is a numbered question")] = False
    exit_page: Annotated[Flag, Field(description="`true` to put “Exit this page” on it")] = False
    sensitive: Annotated[Flag, Field(description="`true` on a distressing subject: asks for the next two")] = False
    content_note: Annotated[Text | None, Field(description="one sentence of warning on a distressing subject")] = None
    support: Annotated[tuple[SupportFor, ...], Field(description="for whom it ends with whom to turn to")] = ()
    pictures: Annotated[tuple[Picture, ...], Field(description="pictures, each with its words")] = ()
    updates: Annotated[tuple[Update, ...], Field(description="notes of changes since it was published")] = ()
    aliases: Annotated[tuple[Address, ...], Field(description="older addresses that lead here")] = ()
    withdrawn: Annotated[Withdrawn | None, Field(description="when and why it was taken down")] = None

    @property
    def due(self) -> datetime | None:
        """The instant from which the page may be seen; None for one that was always there."""
        return self.published.due if self.published else None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what comes before the page itself, and what a sensitive one lacks."""
        yield from history_faults(data)
        yield from sensitive_faults(data)


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
        """Give what is out of order: announced, opens, closes, each result."""
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
        """Give what is out of order: announced, on, ends."""
        announced, on, ends = (date_in(data, name) for name in ("announced", "on", "ends"))
        if on and ends and ends.over is not None and ends.over.timestamp() <= on.first.timestamp():
            yield wrong("it ends before it begins", "give a later day", at=("ends",))
        if announced and on and announced.first.timestamp() > on.due.timestamp():
            yield wrong("it is announced after it begins", "give an earlier day, or take it out", at=("announced",))


class Version(Entry):
    """One form of a publication."""

    title: Text
    format: Text
    pages: Count | None = None
    uncertain: Flag = False
    note: Text | None = None
    url: Url | None = None


class Publication(Entry):
    """One work in one or many versions."""

    title: Text
    id: TagUri
    status: Status = "ready"
    kind: PublicationKind
    published: Date
    date_uncertain: Flag = False
    date_note: Text | None = None
    about: Text
    page: Address | None = None
    versions: Annotated[tuple[Version, ...], Field(min_length=1)]
    source: Sources


class Theme(Entry):
    """One theme of the recommendations and what is known of the answer to it."""

    theme: Text
    chapter: Number
    chapter_uncertain: Flag = False
    note: Text | None = None
    response: Response
    response_note: Text | None = None
    response_source: Sources | None = None
    source: Sources


class Mission(Entry):
    """One of the missions that the report set."""

    n: Number
    about: Text
    by: Count | None = None
    source: Sources


class ReportChapter(Entry):
    """One line of the printed report's contents."""

    n: Number
    title: Text
    page: Number


def _not_empty(value: object) -> object:
    if value in ("", [], None):
        raise wrong("is empty", "write at least one")
    return value


class Recommendations(Entry):
    """What is known of the recommendations, without an official list."""

    note: Text
    responded: Annotated[Date | None, Field(description="the day from which the answers below are shown")] = None
    source: Sources
    themes: Annotated[tuple[Theme, ...], BeforeValidator(_not_empty)]
    missions: tuple[Mission, ...] = ()
    chapters: tuple[ReportChapter, ...] = ()
