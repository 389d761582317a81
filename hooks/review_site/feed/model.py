"""What a feed and its entries say, whatever form they are written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Form = Literal["atom", "rss", "json"]
FORMS: Mapping[Form, str] = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
"""The forms that a feed is written in, each with its media type (RFC 4287 §7, RSS 2.0, JSON Feed 1.1); Atom leads."""


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is gathered under: words for readers, and of what sort they are (RFC 4287 §4.2.2), if known."""

    term: str
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that belongs to an entry (RFC 4287 §4.2.7): its full address, `length` in bytes, and what it shows."""

    address: str
    length: int
    media_type: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One thing that was published or that changed.

    `published` and `updated` are aware instants; `content` is safe HTML with absolute addresses alone; `rights` and
    `language` are empty where those of the feed hold; `dated` is the date in words, where it is not known to the day.
    """

    id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    summary: str
    content: str
    authors: tuple[str, ...]
    categories: tuple[Category, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    rights: str = ""
    language: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedEntry:
    """An entry that was withdrawn (RFC 6721 §3): since when, why, and the full address of the page that says so."""

    id: str
    address: str
    when: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Where a document stands among those that hold all entries of a feed (RFC 5005 §4), as full addresses.

    `archive` says that it holds earlier entries and is not the feed that readers subscribe to, which is `current`;
    `previous` leads to the document with those before, `following` to that with those after; empty where there is none.
    """

    current: str
    previous: str = ""
    following: str = ""
    archive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its entries, those that changed last first.

    `addresses` are the full addresses of its forms; `site` is that of the page that it follows, `guide` that of a page
    for people who do not know feeds, `hub` that of a WebSub hub; `stylesheet` is an address relative to the feed;
    `complete` says that nothing more will come; `note` is what people who open the feed are told in place of what a
    feed is, `links` are further ways for them, each with its words and full address.
    """

    id: str
    title: str
    subtitle: str
    addresses: Mapping[Form, str]
    site: str
    language: str
    author: str
    rights: str
    begun: datetime
    entries: tuple[FeedEntry, ...]
    deleted: tuple[DeletedEntry, ...] = ()
    guide: str = ""
    stylesheet: str = ""
    hub: str = ""
    complete: bool = False
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    walk: Walk | None = None

    @property
    def updated(self) -> datetime:
        """When the feed last changed: its newest entry's update, or the day the site began."""
        return max((entry.updated for entry in self.entries), key=datetime.timestamp, default=self.begun)


def latest(entries: tuple[FeedEntry, ...], limit: int) -> tuple[FeedEntry, ...]:
    """Return the entries that were published or updated last, at most `limit`; publication and id settle ties."""
    return tuple(sorted(entries, key=_newest_last, reverse=True)[:limit])


def _newest_last(entry: FeedEntry) -> tuple[float, float, str]:
    return entry.updated.timestamp(), entry.published.timestamp(), entry.id
