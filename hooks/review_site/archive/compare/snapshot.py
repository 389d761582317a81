"""A state of a site: each address, what answered there, and where its bytes lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from review_site.archive.compare.places import Root
from review_site.archive.inventory import Inventory

Kind = Literal["page", "document", "feed", "picture", "media", "part"]
"""What a file is to a reader; `part` is what pages are built with: styles, scripts, fonts, indexes."""
KINDS: tuple[Kind, ...] = ("page", "document", "feed", "picture", "media", "part")

_FEEDS = frozenset({"application/atom+xml", "application/rss+xml", "application/feed+json", "text/calendar"})
_TEXTS = frozenset({"text/plain", "text/csv", "text/markdown", "text/tab-separated-values", "text/vtt"})
_PARTS = frozenset(
    {
        "application/gzip",
        "application/javascript",
        "application/json",
        "application/ld+json",
        "application/manifest+json",
    }
    | {"application/octet-stream", "application/wasm", "application/xml", "text/css", "text/javascript", "text/xml"}
    | {"text/x-opml"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The record that first held a payload, by what later records refer to it (WARC 1.1 §5.11 to §5.13).

    `url` and `date` (as written, in UTC) are those of that capture.
    """

    record: str
    url: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Where a payload lies: `file` is a file of its own, or holds the WARC record that begins at `offset`.

    `name` is what problems call the file; `end` is where its record, or all that may hold it, ends; `shift` is where
    the WARC itself begins in the file.
    """

    file: Path
    name: str
    offset: int = 0
    end: int | None = None
    shift: int = 0
    recorded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What answered at an address.

    `address` is seen from the site's root, or full outside it; `location` likewise, of what a redirect leads to. `size`
    is in bytes, -1 where unknown. `original` names the record with the payload, where there is a record; `body` is None
    where neither this state nor an earlier one that was given holds it.
    """

    address: str
    url: str
    status: int
    media_type: str
    size: int
    sha256: str
    location: str | None = None
    original: Original | None = None
    body: Body | None = None

    @property
    def kind(self) -> Kind:
        """What it is to a reader."""
        return kind_of(self.media_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A state of a site: what answered at each address, sorted by address.

    `instant` is when it stood so, None where nothing says it; `record` the identifier of the WARC's own description
    (WARC 1.1 §6.2), None for a folder.
    """

    name: str
    root: Root
    instant: datetime | None
    record: str | None
    captures: Mapping[str, Capture]


def kind_of(media_type: str) -> Kind:
    """Return what a file of a type is to a reader."""
    plain = plain_type(media_type)
    if plain in ("text/html", "application/xhtml+xml"):
        return "page"
    if plain in _FEEDS:
        return "feed"
    if plain in _PARTS or plain.startswith("font/"):
        return "part"
    kinds: dict[str, Kind] = {"image": "picture", "audio": "media", "video": "media"}
    return kinds.get(plain.partition("/")[0], "document")


def is_plain_text(media_type: str) -> bool:
    """Tell whether a file of a type is text that people read as it is."""
    return plain_type(media_type) in _TEXTS


def plain_type(media_type: str) -> str:
    """Return a `Content-Type` without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def snapshot_of(inventory: Inventory, instant: datetime | None = None) -> Snapshot:
    """Return the state of a finished folder, whose files are read when they are needed.

    Args:
        inventory: the folder.
        instant: when it stood so; else as its own record says.
    """
    root = Root(inventory.url)
    captures = (
        Capture(
            address=resource.address,
            url=inventory.url_of(resource),
            status=resource.status,
            media_type=resource.media_type,
            size=resource.size,
            sha256=resource.sha256,
            location=root.address_of(resource.location) if resource.location else None,
            # What an interim snapshot adds as gone may have no file.
            body=Body(file=inventory.file_of(resource), name=resource.file) if resource.file else None,
        )
        for resource in inventory.resources
    )
    return Snapshot(
        name=inventory.name,
        root=root,
        instant=instant or inventory.as_at,
        record=None,
        captures={capture.address: capture for capture in captures},
    )
