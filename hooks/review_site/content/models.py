"""What a post and a standing page may say."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from review_site.content.fields import (
    Address,
    Date,
    Entry,
    Fault,
    Flag,
    Number,
    Slug,
    Sources,
    TagUri,
    Text,
    date_in,
    is_true,
    wrong,
)
from review_site.content.languages import Language
from review_site.content.parts import (
    FirstPublished,
    OtherForm,
    Picture,
    Status,
    SupportFor,
    Update,
    Withdrawn,
    history_faults,
    sensitive_faults,
)

PostKind = Literal["blog", "guest blog", "news", "speech", "press notice", "open letter", "event report", "reprint"]
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
    "chapter_recommendations",
    "missions",
    "contents",
    "questions",
    "notices",
    "accessibility",
    "privacy",
    "cookies",
    "copyright",
]


class Post(Entry):
    """A blog, guest blog, news item, speech, press notice, open letter, event report or reprint."""

    title: Annotated[Text, Field(max_length=300, description="the headline, as readers see it")]
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
    language: Annotated[
        Language | None, Field(description="the code of the language of its title and text, where it is another")
    ] = None
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
    other_forms: Annotated[
        tuple[OtherForm, ...], Field(description="the same in another form: Easy Read, for children, a translation")
    ] = ()
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

    title: Annotated[Text, Field(max_length=300, description="the heading of the page")]
    description: Annotated[Text, Field(max_length=200, description="one sentence for listings and search engines")]
    id: Annotated[
        TagUri | None, Field(description="needed by a page that was moved, for its feeds: what `check` says; else none")
    ] = None
    summary: Annotated[
        Text | None, Field(max_length=400, description="what it says in short, in plain words, shown before the text")
    ] = None
    language: Annotated[
        Language | None, Field(description="the code of the language of its title and text, where it is another")
    ] = None
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
    other_forms: Annotated[
        tuple[OtherForm, ...], Field(description="the same in another form: Easy Read, for children, a translation")
    ] = ()
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
