"""The parts of the register: notices, people and groups, support lines, phases, the timeline, figures."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from review_site.clock import is_due
from review_site.contacts import contacts_in
from review_site.content.fields import (
    MAIL,
    Address,
    Count,
    Date,
    Entry,
    Fault,
    Flag,
    Number,
    Slug,
    Sources,
    Text,
    Url,
    date_in,
    is_true,
    read_url,
    wrong,
)
from review_site.content.parts import Day, SupportFor

_PASSING = re.compile(
    r"\b(?:today|tomorrow|tonight|yesterday|(?:this|next|last) (?:week|month|year|spring|summer|autumn|winter))\b",
    re.IGNORECASE,
)

_TELEPHONE = re.compile(r"\+?\d(?: ?\d){2,15}", re.ASCII)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def _read_host(value: object) -> object:
    if isinstance(value, str) and not _HOST.fullmatch(value):
        raise wrong(f"“{value}” is not the name of a host", "write it alone, as in example.org")
    return value


def _read_day(value: object) -> object:
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise wrong(f"“{value}” is not a day", "write it as 2021-11-26")


def _read_mail(value: object) -> object:
    if isinstance(value, str) and not MAIL.fullmatch(value):
        raise wrong(f"“{value}” is not a mail address", "write it as name@example.org")
    return value


def _read_telephone(value: object) -> object:
    if isinstance(value, str) and not _TELEPHONE.fullmatch(value):
        mend = "write digits and spaces alone, as in 01632 960000; what else must be known goes into `hours` or `note`"
        raise wrong(f"“{value}” is not a telephone number", mend)
    return value


def _read_url_or_none(value: object) -> object:
    return read_url(value) if value else value


class Tag(Entry):
    """What every `tag:` address of the site starts with (RFC 4151 §2.1)."""

    authority: Annotated[str, BeforeValidator(_read_host)]
    date: Annotated[str, BeforeValidator(_read_day)]


class Maintainer(Entry):
    """Who keeps this site, and what it is."""

    name: Text
    statement: Text


class Licence(Entry):
    """What may be done with the words of the site."""

    text: Text
    url: Annotated[str, BeforeValidator(_read_url_or_none)] = ""


class Contact(Entry):
    """An address for letters, and whether anybody still reads it."""

    email: Annotated[str, BeforeValidator(_read_mail)]
    live: Flag
    note: Text


class Notice(Entry):
    """A site-wide notice and the time during which it stands."""

    id: Slug
    heading: Text
    text: Text
    from_: Annotated[Date, Field(alias="from")]
    until: Date | None = None
    date_note: Text | None = None
    source: Sources | None = None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give that it ends before it begins, and words that are true on one day alone."""
        begins, ends = date_in(data, "from"), date_in(data, "until")
        if begins and ends and is_due(ends.due, begins.first):
            yield wrong("it ends before it begins", "give a later day", at=("until",))
        for name in ("heading", "text"):
            words = data.get(name)
            passing = _PASSING.search(words) if isinstance(words, str) else None
            if passing:
                mend = "write the date; the day on which the notice went up is shown below it"
                yield wrong(f"“{passing[0]}” is true on one day alone", mend, at=(name,))


class Person(Entry):
    """Somebody with a part in the review."""

    name: Text
    role: Text
    about: Text
    group: Annotated[Text | None, Field(description="id of the group that the person belongs to")] = None
    team: Flag = False
    from_: Annotated[Date | None, Field(alias="from", description="the date from which the team shows the person")] = (
        None
    )
    source: Sources


class Group(Entry):
    """A body of people with a part in the review."""

    name: Text
    about: Text
    from_: Annotated[Date | None, Field(alias="from", description="the date from which it is listed")] = None
    members: Text | None = None
    listed: Flag = True
    source: Sources


class Partner(Entry):
    """An organisation that worked with the review."""

    name: Text
    about: Text
    from_: Annotated[Date | None, Field(alias="from", description="the date from which it is shown")] = None
    source: Sources


class Term(Entry):
    """A topic or an audience."""

    name: Text
    about: Text


class SupportLine(Entry):
    """Somebody to turn to, and the time during which they can be reached."""

    who: Text
    for_: Annotated[
        tuple[SupportFor, ...],
        Field(alias="for", min_length=1, description="on which of the two support pages and blocks it is shown"),
    ]
    about: Annotated[Text, Field(description="one sentence: what it helps with")]
    phone: Annotated[str | None, BeforeValidator(_read_telephone), Field(description="its telephone number")] = None
    text: Annotated[str | None, BeforeValidator(_read_telephone), Field(description="the number for text messages")] = (
        None
    )
    chat: Annotated[Url | None, Field(description="the full address of its chat")] = None
    email: Annotated[str | None, BeforeValidator(_read_mail), Field(description="its mail address")] = None
    web: Annotated[Url | None, Field(description="its own website")] = None
    hours: Annotated[Text | None, Field(description="when it can be reached")] = None
    from_: Annotated[Date | None, Field(alias="from", description="the date from which it may be turned to")] = None
    until: Annotated[Date | None, Field(description="the date from which it may not be turned to any more")] = None
    own: Annotated[Flag, Field(description="`true` when the review itself runs it: it ends when the review closes")] = (
        False
    )
    record: Annotated[Flag, Field(description="`true` when it is kept as a record alone, and never one to turn to")] = (
        False
    )
    checked: Annotated[Day | None, Field(description="the day on which its details were last checked")] = None
    note: Text | None = None
    source: Sources

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give that it ends before it begins, and details to be used that nobody says to have checked."""
        begins, ends = date_in(data, "from"), date_in(data, "until")
        if begins and ends and is_due(ends.due, begins.first):
            yield wrong("it ends before it begins", "give a later day", at=("until",))
        told = next((name for name in ("phone", "text", "chat", "email") if data.get(name)), None)
        if told and "checked" not in data and not is_true(data, "record"):
            mend = "check it, and add `checked: 2021-11-26` with the day; or `record: true` if it is history"
            yield wrong("nothing says when it was checked", mend, at=(told,), without="checked")


class PublicContact(Entry):
    """A mail address or telephone number in a text, and why it may stand there."""

    contact: Annotated[Text, Field(description="the mail address or telephone number")]
    because: Annotated[Text, Field(description="why it may be published, in a sentence")]

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what is neither."""
        contact = data.get("contact")
        if isinstance(contact, str) and [contact.strip()] != list(contacts_in(contact)):
            mend = "write one, such as name@example.org or 01632 960000"
            yield wrong(f"“{contact}” is neither a mail address nor a telephone number", mend, at=("contact",))


class Freeze(Entry):
    """The weeks before the closing in which nothing new comes, so that the archive's copy is of a finished site."""

    weeks: Annotated[Number, Field(description="how many weeks before the stage `closed` begins")] = 8
    except_: Annotated[
        dict[Address, Text],
        Field(alias="except", description="addresses that may come all the same, each with the reason"),
    ] = Field(default_factory=dict)


class ExitPage(Entry):
    """Where “Exit this page” leads, for readers who must not be seen reading, and on which pages it stands."""

    url: Annotated[Url, Field(description="a harmless page elsewhere, such as a weather forecast")]
    on: Annotated[
        Literal["every page", "marked pages"],
        Field(description="`marked pages`: those with a content note, or with `exit_page: true`"),
    ]


class Phase(Entry):
    """One of the named phases of the work, with its time in words (`when`)."""

    name: Text
    when: Text
    from_: Annotated[Date | None, Field(alias="from", description="the date from which it is shown")] = None
    until: Annotated[
        Date | None, Field(description="the date by which it was over; before it, only its beginning is told")
    ] = None
    about: Text
    date_uncertain: Flag = False
    date_note: Text | None = None
    source: Sources

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give that it ends before it begins, and an end without the beginning that is told before it."""
        begins, ends = date_in(data, "from"), date_in(data, "until")
        if begins and ends and is_due(ends.due, begins.first):
            yield wrong("it ends before it begins", "give a later date", at=("until",))
        if ends and "from" not in data:
            mend = "add a line `from: …` with the date at which it began"
            yield wrong("nothing says when it began", mend, at=("until",), without="from")


class Milestone(Entry):
    """One line of the timeline."""

    date: Date
    event: Text
    date_uncertain: Flag = False
    date_note: Text | None = None
    source: Sources


class Figure(Entry):
    """A number, and the day at which it was true."""

    what: Text
    value: Count
    as_at: Date | None = None
    date_uncertain: Flag = False
    note: Text | None = None
    source: Sources
