"""The parts that entries share: pictures, notes of changes, withdrawal, a first place elsewhere."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from review_site.content.fields import Address, Date, Entry, Text, Url, wrong
from review_site.content.when import When

Status = Annotated[
    Literal["draft", "ready"], Field(description="`draft` keeps it back, `ready` lets it out when it is due")
]
FILE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+")


def _one_day(when: When) -> When:
    if not when.exact:
        raise wrong(f"“{when.text}” is not one day", "write the day, such as 2021-11-26")
    return when


def _read_file_name(value: object) -> object:
    if isinstance(value, str) and not FILE_NAME.fullmatch(value):
        raise wrong(f"“{value}” is not the name of a file in content/pictures/", "write its name alone: lamp-room.jpg")
    return value


Day = Annotated[Date, AfterValidator(_one_day)]


class FirstPublished(Entry):
    """Where a reprint stood first."""

    in_: Annotated[Text, Field(alias="in", description="the publication it first appeared in")]
    on: Annotated[Date | None, Field(description="the date it appeared there")] = None
    at: Annotated[Url | None, Field(description="its full address there")] = None


class Picture(Entry):
    """A picture and what must be said of it."""

    file: Annotated[
        str,
        BeforeValidator(_read_file_name),
        Field(pattern=FILE_NAME.pattern, description="its name in content/pictures/"),
    ]
    alt: Annotated[Text | None, Field(description="what it shows, for those who do not see it")] = None
    decorative: Annotated[bool, Field(description="`true` when it says nothing that the text does not")] = False
    caption: Annotated[Text | None, Field(description="words below it")] = None
    credit: Annotated[Text | None, Field(description="who made it")] = None

    @model_validator(mode="after")
    def _is_described(self) -> "Picture":
        if self.alt is None and not self.decorative:
            mend = "add `alt: …` that says what it shows, or `decorative: true` if it says nothing"
            raise wrong("has no words for those who do not see it", mend, field="alt")
        if self.alt is not None and self.decorative:
            raise wrong("is decorative and described as well", "keep `alt` or `decorative: true`", field="decorative")
        return self


class Update(Entry):
    """A note of a change to what was published."""

    on: Annotated[Day, Field(description="the day of the change")]
    note: Annotated[Text, Field(description="one sentence: what changed")]
    minor: Annotated[bool, Field(description="`true` for a change that readers need not be told of")] = False


class Withdrawn(Entry):
    """That, why and since when an entry is no longer there; its page stays and says so."""

    on: Annotated[Day, Field(description="the day from which it is gone")]
    reason: Annotated[Text, Field(description="one sentence for readers: why")]
    see: Annotated[Address | None, Field(description="the page to go to in its place")] = None


def check_history(published: When | None, updates: tuple[Update, ...], withdrawn: Withdrawn | None) -> None:
    """Raise the error for a change or a withdrawal that comes before the entry itself."""
    if published is None:
        return
    if any(update.on.over is not None and update.on.over <= published.first for update in updates):
        raise wrong("a change is dated before the piece was published", "correct the date of the note", field="updates")
    if withdrawn is not None and withdrawn.on.over is not None and withdrawn.on.over <= published.first:
        raise wrong("it is withdrawn before it was published", "correct the date", field="withdrawn")
