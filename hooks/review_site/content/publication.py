"""What a publication may say: one work in one or many versions."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from review_site.content.fields import Address, Date, Entry, Fault, Flag, Slug, Sources, TagUri, Text, date_in
from review_site.content.parts import Status, Update, Withdrawn, note_faults, withdrawal_faults
from review_site.content.publication_version import Version

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
PUBLICATIONS = "/publications/"
LISTS = tuple(f"{PUBLICATIONS}{name}/" for name in ("kind", "topic", "year", "page"))
"""Below these the lists of publications stand; no publication may have such a name."""


def publication_address(name: str) -> str:
    """Return where a publication is told of, by the name of its file without the ending."""
    return f"{PUBLICATIONS}{name}/"


class Publication(Entry):
    """One work in one or many versions."""

    title: Annotated[Text, Field(max_length=300, description="its name")]
    id: Annotated[TagUri, Field(description="made once by `review-site new`; never changed")]
    status: Status = "ready"
    kind: Annotated[PublicationKind, Field(description="what sort of work it is")]
    published: Annotated[Date, Field(description="the date or London time from which it may be seen")]
    date_uncertain: Annotated[Flag, Field(description="`true` when the date is inferred or sources differ")] = False
    date_note: Annotated[Text | None, Field(description="one sentence for readers on its date")] = None
    about: Annotated[Text, Field(description="one sentence on what it is")]
    topics: Annotated[tuple[Text, ...], Field(description="ids of topics in content/review.yml")] = ()
    audiences: Annotated[tuple[Text, ...], Field(description="ids of audiences in content/review.yml")] = ()
    page: Annotated[Address | None, Field(description="the page that tells of it")] = None
    calls: Annotated[
        tuple[Text, ...], Field(description="calls that it belongs to, such as one whose answers it sums up")
    ] = ()
    part_of: Annotated[Slug | None, Field(description="the publication that it belongs to: the name of its file")] = (
        None
    )
    replaces: Annotated[
        Slug | None, Field(description="the publication whose place it takes: the name of its file")
    ] = None
    versions: Annotated[tuple[Version, ...], Field(min_length=1)]
    updates: Annotated[tuple[Update, ...], Field(description="notes of changes since it was published")] = ()
    withdrawn: Annotated[Withdrawn | None, Field(description="when and why it was taken down")] = None
    source: Sources

    @property
    def due(self) -> datetime:
        """The instant from which a publication that is ready may be seen."""
        return self.published.due

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the attachments that belong to its versions."""
        return tuple(dict.fromkeys(name for version in self.versions for name in version.files))

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give each note, and the withdrawal, from before it was published."""
        published = date_in(data, "published")
        yield from note_faults(data, [published], "the document was published")
        yield from withdrawal_faults(data, published)
