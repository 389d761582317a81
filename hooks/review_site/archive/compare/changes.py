"""What changed between two states of a site, as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from review_site.archive.compare.edits import Edit
from review_site.archive.compare.page import Place, ReferenceKind
from review_site.archive.compare.snapshot import Kind

Nature = Literal["status", "location", "type", "words", "code", "dates", "bytes"]
"""What is most telling of a change, in this order: what the address answers, what it leads to, what it is; its words,
title, links or pictures; on a page none of these (`code`), in a feed only when it was updated (`dates`); its bytes."""
MoveReason = Literal["redirect", "bytes", "words"]
Cut = Literal["", "absent", "large", "long", "full"]
"""Why words were not compared to the end: a body is in no bundle that was given, is too large to be read, was compared
only roughly since it has too little in common, or the report was full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two states; `record` identifies the WARC's own description, `addresses` counts what answered."""

    name: str
    url: str
    instant: datetime | None
    record: str | None
    addresses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What answered at an address; `name` is a page's heading or title; `size` in bytes, -1 where unknown."""

    address: str
    url: str
    kind: Kind
    status: int
    media_type: str
    size: int
    sha256: str
    location: str | None
    name: str


@dataclass(frozen=True, slots=True, order=True)
class ReferenceChange:
    """A link, picture or other medium that a page no longer has, or has now."""

    place: Place
    kind: ReferenceKind
    target: str
    change: Literal["added", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """How the words of a page changed.

    `edits` and `references` are the page's own; `alike` are the numbers of those that it shares with other pages.
    `title` is the pair of titles where they differ. `removed` and `added` count the words of the page's own edits,
    `same` all that stayed. `language` is the page's, empty where it names none.
    """

    title: tuple[str, str] | None
    edits: tuple[Edit, ...]
    references: tuple[ReferenceChange, ...]
    alike: tuple[int, ...]
    removed: int
    added: int
    same: int
    language: str
    cut: Cut

    @property
    def is_empty(self) -> bool:
        """Whether a reader would find nothing changed."""
        return not (self.title or self.edits or self.references or self.alike)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An address that answers in both states, and not the same; `text` where words could be compared."""

    nature: Nature
    old: Item
    new: Item
    text: TextChange | None
    cut: Cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What stood at one address and now stands at another: told by a redirect, by the same bytes or the same words."""

    old: Item
    new: Item
    reason: MoveReason
    text: TextChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Files whose names carry a fingerprint, under the name that they share (`*` stands for it): new for old."""

    pattern: str
    kind: Kind
    old: tuple[Item, ...]
    new: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Changes that the same pages share, by their number; the order of the edits is that of the first page."""

    number: int
    edits: tuple[Edit, ...]
    references: tuple[ReferenceChange, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that differs between two states.

    `added`, `removed` and `changed`, each sorted by address, with `unchanged` addresses are all there are. `moved` and
    `renewed` say which of them belong together: an old address is among the removed (or, where it redirects now, the
    changed), a new one among the added.
    """

    old: Side
    new: Side
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Changed, ...]
    moved: tuple[Move, ...]
    renewed: tuple[Renewal, ...]
    alike: tuple[Alike, ...]
    unchanged: int
