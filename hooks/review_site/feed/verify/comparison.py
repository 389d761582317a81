"""What was read, held against what was meant."""

import re
from collections.abc import Iterator
from datetime import datetime

from review_site.clock import LONDON
from review_site.feed.model import Category, Enclosure, Feed, FeedEntry, Form, Walk
from review_site.feed.verify.reading import DeletedReading, EntryReading, Reading, as_utc
from review_site.problems import Problems

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
_WHOLE, _AROUND = 90, 40  # characters of a text that a message quotes

_FEED_WORDS = {
    "id": "id",
    "title": "title",
    "subtitle": "description",
    "address": "address",
    "site": "page",
    "hub": "hub",
    "language": "language",
    "author": "author",
    "rights": "note of rights",
    "updated": "date of the last change",
    "stylesheet": "stylesheet",
    "complete": "being complete",
    "archive": "being an archive",
    "walk": "way to the other documents",
    "deleted": "list of what was withdrawn",
}
_ENTRY_WORDS = {
    "title": "title",
    "address": "address",
    "published": "date of publication",
    "updated": "date of update",
    "summary": "summary",
    "content": "content",
    "authors": "list of authors",
    "categories": "list of categories",
    "enclosures": "list of files",
    "rights": "note of rights",
    "language": "language",
}
# What a form cannot say of a feed.
_NO_PLACE: dict[Form, frozenset[str]] = {
    "atom": frozenset({"complete"}),
    "rss": frozenset({"id", "complete"}),
    "json": frozenset({"stylesheet"}),
}


def compare(reading: Reading, feed: Feed, form: Form, path: str, problems: Problems) -> None:
    """Add where a document, as it was read, differs from the feed that it should be."""
    meant = as_meant(feed, form)
    for name, words in _FEED_WORDS.items():
        if name not in _NO_PLACE[form]:
            tell(path, "feed", words, getattr(reading, name), getattr(meant, name), problems)
    compare_entries(reading.entries, meant.entries, path, problems)


def compare_entries(
    read: tuple[EntryReading, ...], meant: tuple[EntryReading, ...], path: str, problems: Problems
) -> None:
    """Add where entries as they were read differ from those that were meant."""
    tell_ids([entry.id for entry in read], [entry.id for entry in meant], path, problems)
    for seen, entry in zip(read, meant, strict=False):
        if seen.id == entry.id:
            for name, words in _ENTRY_WORDS.items():
                tell(path, entry.id, words, getattr(seen, name), getattr(entry, name), problems)


def tell_ids(read: list[str], meant: list[str], path: str, problems: Problems) -> None:
    """Add a problem where the entries are not the same in the same order."""
    if read != meant:
        what = "the entries read back are not those that were written"
        problems.add(path, "id", what, "each entry needs an id of its own")


def tell(path: str, field: str, words: str, seen: object, meant: object, problems: Problems) -> None:
    """Add a problem where two values differ, quoting both from where they part."""
    if seen != meant:
        of_seen, of_meant = _quoted(_said(seen), _said(meant))
        problems.add(path, field, f"its {words} reads back as {of_seen}", f"it should be {of_meant}")


def as_meant(feed: Feed, form: Form) -> Reading:
    """Return what a reader should read from a feed in a form."""
    walk = feed.walk
    return Reading(
        id=writable(feed.id),
        title=writable(feed.title),
        # RSS 2.0 asks for a description of every channel.
        subtitle=writable(feed.subtitle or (feed.title if form == "rss" else "")),
        address=writable(feed.addresses[form]),
        site=writable(feed.site),
        hub=writable(feed.hub),
        language=feed.language,
        author=writable(feed.author),
        rights=writable(feed.rights),
        updated=as_utc(feed.updated),
        stylesheet=feed.stylesheet,
        complete=feed.complete,
        archive=walk is not None and walk.archive,
        walk={} if walk is None else dict(_links_of(walk)),
        entries=tuple(_entry_as_meant(entry, feed, form) for entry in feed.entries),
        deleted=tuple(
            DeletedReading(
                id=writable(one.id), address=writable(one.address), when=as_utc(one.when), reason=writable(one.reason)
            )
            for one in feed.deleted
        ),
    )


def writable(text: str) -> str:
    """Return a text as a feed holds it: what XML cannot write is the replacement character, in every form."""
    return _NOT_XML.sub("\ufffd", text)


def _links_of(walk: Walk) -> Iterator[tuple[str, str]]:
    """RFC 5005 §4: an archive leads to the current document, which needs no link to itself."""
    current = walk.current if walk.archive else ""
    links = (("current", current), ("prev-archive", walk.previous), ("next-archive", walk.following))
    return ((rel, address) for rel, address in links if address)


def _entry_as_meant(entry: FeedEntry, feed: Feed, form: Form) -> EntryReading:
    return EntryReading(
        id=writable(entry.id),
        title=writable(entry.title),
        address=writable(entry.address),
        published=as_utc(entry.published),
        updated=as_utc(entry.updated),
        summary=writable(entry.summary),
        content=writable(entry.content),
        authors=tuple(map(writable, entry.authors)),
        categories=tuple(Category(writable(one.term), writable(one.scheme)) for one in entry.categories),
        enclosures=tuple(
            Enclosure(
                address=writable(one.address),
                length=one.length,
                media_type=writable(one.media_type),
                # RSS 2.0 has no place for the title of its one enclosure; the others are links of Atom.
                title="" if form == "rss" and number == 0 else writable(one.title),
            )
            for number, one in enumerate(entry.enclosures)
        ),
        rights=writable(entry.rights),
        language=entry.language or feed.language,
    )


def _said(value: object) -> str:
    """Return a value in words."""
    match value:
        case None | "" | () | {}:
            return "nothing"
        case datetime():
            return value.astimezone(LONDON).isoformat(timespec="seconds")
        case dict():
            return "; ".join(f"{name} {_said(one)}" for name, one in value.items())
        case tuple():
            return "; ".join(map(_said, value))
        case Category():
            return f"{value.term} ({value.scheme})" if value.scheme else value.term
        case Enclosure():
            return f"{value.address} ({value.media_type}, {value.length} bytes, {_said(value.title)})"
        case DeletedReading():
            return f"{value.id} since {_said(value.when)} ({value.reason}, {value.address})"
    return str(value)


def _quoted(seen: str, meant: str) -> tuple[str, str]:
    """Return two texts, or what stands around the first place where they part."""
    if len(seen) <= _WHOLE and len(meant) <= _WHOLE:
        return seen, meant
    pairs = enumerate(zip(seen, meant, strict=False))
    parting = next((place for place, (one, other) in pairs if one != other), min(len(seen), len(meant)))
    start = max(0, parting - _AROUND)
    return _part(seen, start, parting), _part(meant, start, parting)


def _part(text: str, start: int, parting: int) -> str:
    end = parting + _AROUND
    words = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    return f"“{words}” from character {parting + 1} on"
