"""The history of a feed: all its entries in documents that lead from one to the next (RFC 5005 §4)."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from review_site.feed.model import Feed, FeedEntry, Walk, latest


@dataclass(frozen=True, slots=True)
class History:
    """The feed that readers subscribe to, and the documents of earlier entries by number, the oldest first."""

    current: Feed
    archives: Mapping[int, Feed]


def cut_history(feed: Feed, limit: int, address_of: Callable[[int], str]) -> History:
    """Cut a feed that holds all entries into documents, so that a walk from the current finds each entry once.

    The current feed has the `limit` entries that changed last. Archive `k` (from 1) has those of the others that were
    published as number `(k - 1) * limit + 1` to `k * limit` of all, counted from the first; one without entries is left
    out, and keeps its number for later. So a new post changes the current feed and the newest archive alone, and an
    update the current feed and the archives whose entries come or go.

    `address_of` gives the full address of an archive as Atom. Withdrawn entries and the hub stand in the current feed
    alone, as nobody subscribes to an archive.

    Raises:
        ValueError: when the limit is not at least 1.
    """
    if limit < 1:
        raise ValueError(f"a document of a feed holds at least 1 entry, not {limit}")
    ordered = latest(feed.entries, len(feed.entries))
    ranks = {id(entry): rank for rank, entry in enumerate(sorted(ordered, key=_oldest_first))}
    groups: dict[int, list[FeedEntry]] = {}
    for entry in ordered[limit:]:
        groups.setdefault(ranks[id(entry)] // limit + 1, []).append(entry)
    numbers = sorted(groups)
    addresses = [address_of(number) for number in numbers]
    archives = {
        number: replace(
            feed,
            addresses={"atom": address},
            entries=tuple(groups[number]),
            deleted=(),
            hub="",
            stylesheet=_moved(feed.stylesheet, feed.addresses["atom"], address),
            walk=Walk(current=feed.addresses["atom"], previous=before, following=after, archive=True),
        )
        for number, address, before, after in zip(
            numbers, addresses, ["", *addresses], [*addresses[1:], ""], strict=False
        )
    }
    walk = Walk(current=feed.addresses["atom"], previous=addresses[-1] if addresses else "")
    return History(replace(feed, entries=ordered[:limit], walk=walk), archives)


def _oldest_first(entry: FeedEntry) -> tuple[float, str]:
    return entry.published.timestamp(), entry.id


def _moved(link: str, base: str, new_base: str) -> str:
    """Return a relative link of one document as another of the same site has it."""
    if not link:
        return ""
    target, origin = urlsplit(urljoin(base, link)), urlsplit(new_base)
    if target.netloc != origin.netloc:
        return target.geturl()
    path = posixpath.relpath(target.path, posixpath.dirname(origin.path))
    return target._replace(scheme="", netloc="", path=path).geturl()
