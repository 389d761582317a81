"""The register of the review, content/review.yml: who, what, when; written once and used everywhere."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema, field_validator, model_validator

from review_site.clock import is_due
from review_site.content.fields import Address, Count, Date, Entry, Sources, Text, wrong
from review_site.problems import did_you_mean

STAGES = ("announced", "listening", "reporting", "reported", "responded", "closing", "closed")
Stage = Literal["announced", "listening", "reporting", "reported", "responded", "closing", "closed"]


class Tag(Entry):
    """What every `tag:` address of the site starts with (RFC 4151 §2.1)."""

    authority: Text
    date: Text


class Maintainer(Entry):
    """Who keeps this site, and what it is."""

    name: Text
    statement: Text


class Licence(Entry):
    """What may be done with the words of the site."""

    text: Text
    url: str = ""


class Contact(Entry):
    """An address for letters, and whether anybody still reads it."""

    email: Text
    live: bool
    note: Text


class StageStart(Entry):
    """The stage that the review enters on a day."""

    stage: Stage
    from_: Annotated[Date, Field(alias="from")]
    date_note: Text | None = None


class Notice(Entry):
    """A site-wide notice and the time during which it stands."""

    id: Text
    heading: Text
    text: Text
    from_: Annotated[Date, Field(alias="from")]
    until: Date | None = None
    date_note: Text | None = None
    source: Sources | None = None

    @model_validator(mode="after")
    def _begins_first(self) -> "Notice":
        if self.until is not None and is_due(self.until.due, self.from_.first):
            raise wrong("it ends before it begins", "give a later day", field="until")
        return self


class Person(Entry):
    """Somebody with a part in the review."""

    name: Text
    role: Text
    about: Text
    group: Annotated[Text | None, Field(description="id of the group that the person belongs to")] = None
    team: bool = False
    source: Sources


class Group(Entry):
    """A body of people with a part in the review."""

    name: Text
    about: Text
    members: Text | None = None
    listed: bool = True
    source: Sources


class Partner(Entry):
    """An organisation that worked with the review."""

    name: Text
    about: Text
    source: Sources


class Term(Entry):
    """A topic or an audience."""

    name: Text
    about: Text


class SupportLine(Entry):
    """Somebody to turn to; `live` says whether the number may be rung."""

    who: Text
    number: Text | None = None
    channels: tuple[Text, ...] = ()
    live: Annotated[Literal["true", "false", "unchecked"], WithJsonSchema({"enum": [True, False, "unchecked"]})]
    note: Text
    source: Sources


class Phase(Entry):
    """One of the named phases of the work."""

    name: Text
    when: Text
    about: Text
    date_uncertain: bool = False
    date_note: Text | None = None
    source: Sources


class Milestone(Entry):
    """One line of the timeline."""

    date: Date
    event: Text
    date_uncertain: bool = False
    date_note: Text | None = None
    source: Sources


class Figure(Entry):
    """A number, and the day at which it was true."""

    what: Text
    value: Count
    as_at: Date | None = None
    date_uncertain: bool = False
    note: Text | None = None
    source: Sources


class Review(Entry):
    """The whole register."""

    name: Text
    short_name: Text
    nation: Text
    url: Annotated[
        str,
        Field(
            pattern=r"^https?://[a-z0-9.:-]+/([A-Za-z0-9._~/-]*/)?$",
            description="the root of the site, with a slash at its end",
        ),
    ]
    language: Text
    sponsor: Text
    question: Text
    about: Text
    tag: Tag
    maintainer: Maintainer
    licence: Licence
    contact: Contact
    stages: Annotated[tuple[StageStart, ...], Field(min_length=1)]
    notices: tuple[Notice, ...] = ()
    people: dict[str, Person]
    groups: dict[str, Group]
    partners: tuple[Partner, ...] = ()
    topics: dict[str, Term]
    audiences: dict[str, Term]
    support_lines: tuple[SupportLine, ...] = ()
    phases: tuple[Phase, ...] = ()
    timeline: tuple[Milestone, ...] = ()
    figures: tuple[Figure, ...] = ()
    conflicts: tuple[Text, ...] = ()
    redirects: dict[Address, Address] = Field(
        default_factory=dict, description="addresses that were once published, each with the page that took its place"
    )
    publishers: dict[str, Text] = Field(default_factory=dict, description="names for the hosts of sources")

    @model_validator(mode="after")
    def _know_their_groups(self) -> "Review":
        for name, person in self.people.items():
            if person.group is not None and person.group not in self.groups:
                what = f"{name} belongs to “{person.group}”, which is not among the groups"
                raise wrong(what, did_you_mean(person.group, self.groups), field="people")
        return self

    @field_validator("stages")
    @classmethod
    def _in_order(cls, stages: tuple[StageStart, ...]) -> tuple[StageStart, ...]:
        names = [start.stage for start in stages]
        if names != sorted(set(names), key=STAGES.index):
            raise wrong("the stages are not in order, each once", f"keep the order {', '.join(STAGES)}")
        starts = [start.from_.due for start in stages]
        if not all(is_due(one, next_) for one, next_ in pairwise(starts)):
            raise wrong("a stage begins before the stage above it", "give each stage a date no earlier than the last")
        return stages

    def name_of(self, author: str) -> str:
        """Return the name of a person or group of the register.

        Raises:
            KeyError: when there is none of that id.
        """
        return self.people[author].name if author in self.people else self.groups[author].name
