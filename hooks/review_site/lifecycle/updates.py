"""What the review said and changed: every update that readers are told of, as the feeds and the digest tell it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from review_site.content.parts import Update

UpdateKind = Literal["post", "page", "publication", "call", "recommendations", "notice", "event"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteUpdate:
    """Something that was published or that changed, and that readers are told of.

    `address` is on the site, with an anchor where there is one; `label` says in a word what it is (Speech, Call).
    `published` and `updated` are instants in London; `notes` the major notes of changes so far, the newest first;
    `paragraphs` and `points` are plain text that tells more, `points` as a list. `audiences` are ids of the register.
    """

    id: str
    kind: UpdateKind
    label: str
    title: str
    summary: str
    address: str
    published: datetime
    updated: datetime
    notes: tuple[Update, ...] = ()
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
