"""What a publication may say: one work in one or many versions."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from review_site.content.fields import Address, Count, Date, Entry, Fault, Flag, Sources, TagUri, Text, Url, date_in
from review_site.content.languages import Language
from review_site.content.parts import Form, Status, Update, note_faults

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


class Version(Entry):
    """One form of a publication."""

    title: Text
    format: Text
    form: Annotated[Form | None, Field(description="for whom it is another form of the work")] = None
    language: Annotated[Language | None, Field(description="the code of its language, where it is another")] = None
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
    updates: Annotated[tuple[Update, ...], Field(description="notes of changes since it was published")] = ()
    source: Sources

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give each note from before it was published."""
        yield from note_faults(data, [date_in(data, "published")], "the document was published")
