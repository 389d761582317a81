"""The register of the review, content/review.yml: who, what, when; written once and used everywhere."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from review_site.clock import is_due
from review_site.content.archiving import Archiving
from review_site.content.fields import (
    Date,
    Entry,
    Fault,
    ServedAddress,
    Slug,
    Text,
    date_in,
    groups_in,
    wrong,
)
from review_site.content.legal import Legal
from review_site.content.register_parts import (
    Contact,
    ExitPage,
    Figure,
    Freeze,
    Group,
    Licence,
    Maintainer,
    Milestone,
    Notice,
    Partner,
    Person,
    Phase,
    PublicContact,
    SupportLine,
    Tag,
    Term,
)
from review_site.problems import did_you_mean

STAGES = ("announced", "listening", "reporting", "reported", "responded", "closing", "closed")
Stage = Literal["announced", "listening", "reporting", "reported", "responded", "closing", "closed"]
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")


def _read_language(value: object) -> object:
    if isinstance(value, str) and not _LANGUAGE.fullmatch(value):
        raise wrong(f"“{value}” is not the code of a language", "write en-GB for British English")
    return value


class StageStart(Entry):
    """The stage that the review enters on a day."""

    stage: Stage
    from_: Annotated[Date, Field(alias="from")]
    date_note: Text | None = None


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
    language: Annotated[str, BeforeValidator(_read_language)]
    sponsor: Text
    question: Text
    about: Text
    tag: Tag
    maintainer: Maintainer
    licence: Licence
    contact: Contact
    legal: Annotated[Legal, Field(description="what the law has the site say of itself; content/README.md says how")]
    stages: Annotated[tuple[StageStart, ...], Field(min_length=1)]
    notices: tuple[Notice, ...] = ()
    people: dict[Slug, Person]
    groups: dict[Slug, Group]
    partners: tuple[Partner, ...] = ()
    topics: dict[Slug, Term]
    audiences: dict[Slug, Term]
    support_lines: tuple[SupportLine, ...] = ()
    public_contacts: Annotated[
        tuple[PublicContact, ...],
        Field(description="mail addresses and telephone numbers that texts may hold, each with the reason"),
    ] = ()
    exit_page: ExitPage | None = None
    freeze: Freeze | None = None
    archiving: Annotated[
        Archiving | None, Field(description="what people agreed with the archive; content/README.md says how")
    ] = None
    phases: tuple[Phase, ...] = ()
    timeline: tuple[Milestone, ...] = ()
    figures: tuple[Figure, ...] = ()
    conflicts: tuple[Text, ...] = ()
    redirects: dict[ServedAddress, ServedAddress] = Field(
        default_factory=dict, description="addresses that were once published, each with what took its place"
    )
    publishers: dict[str, Text] = Field(default_factory=dict, description="names for the hosts of sources")

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give stages out of order, notices of one id, people of a group that there is not."""
        yield from _stages_out_of_order(data)
        ids: set[object] = set()
        for index, notice in groups_in(data, "notices"):
            if notice.get("id") in ids:
                yield wrong(
                    f"“{notice['id']}” is the id of a notice above", "give it another", at=("notices", index, "id")
                )
            ids |= {notice["id"]} if isinstance(notice.get("id"), str) else set()
        people, groups = data.get("people"), data.get("groups")
        for name, person in people.items() if isinstance(people, Mapping) else ():
            group = person.get("group") if isinstance(person, Mapping) else None
            if isinstance(group, str) and isinstance(groups, Mapping) and group not in groups:
                mend = did_you_mean(group, groups)
                yield wrong(f"“{group}” is not among the groups", mend, at=("people", name, "group"))

    def name_of(self, author: str) -> str:
        """Return the name of a person or group of the register.

        Raises:
            KeyError: when there is none of that id.
        """
        return self.people[author].name if author in self.people else self.groups[author].name


def _stages_out_of_order(data: Mapping[str, Any]) -> Iterator[Fault]:
    furthest, latest = -1, None
    for index, start in groups_in(data, "stages"):
        stage, begins = start.get("stage"), date_in(start, "from")
        place = STAGES.index(stage) if stage in STAGES else None
        if place is not None and place <= furthest:
            mend = f"keep this order, and each once: {', '.join(STAGES)}"
            yield wrong("the stage is not in its place", mend, at=("stages", index, "stage"))
        if begins and latest and not is_due(latest, begins.due):
            mend = "give it a date no earlier than the last"
            yield wrong("the stage begins before the stage above it", mend, at=("stages", index, "from"))
        furthest = furthest if place is None else max(place, furthest)
        latest = begins.due if begins else latest
