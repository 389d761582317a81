"""What a feed and its entries say, whatever form they are written in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One thing that was published.

    `published` and `updated` are aware instants; `content` is safe HTML with absolute addresses alone.
    """

    id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    summary: str
    content: str
    authors: tuple[str, ...]
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its entries newest first."""

    id: str
    title: str
    subtitle: str
    address: str
    site: str
    language: str
    author: str
    rights: str
    begun: datetime
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> datetime:
        """When the feed last changed: its newest entry's update, or the day the site began."""
        return max((entry.updated for entry in self.entries), key=datetime.timestamp, default=self.begun)


def latest(entries: tuple[FeedEntry, ...], limit: int) -> tuple[FeedEntry, ...]:
    """Return the newest entries by publication, at most `limit`; the id settles ties."""
    return tuple(sorted(entries, key=lambda entry: (entry.published.timestamp(), entry.id), reverse=True)[:limit])
