"""A feed in another reader's eyes: feedparser reads the XML forms, and what it finds is held against what was meant."""

import html
import re
from calendar import timegm
from datetime import UTC, datetime
from typing import Any

import feedparser

from review_site.feed.model import Category, Enclosure, Feed, Form
from review_site.feed.verify.comparison import as_meant, tell, tell_ids
from review_site.feed.verify.reading import EntryReading, count_of
from review_site.problems import Problems

_WINDOWS = re.compile(r"[\x80-\x9f]")
_TAKEN_FOR_PARTS = re.compile(r"[@()<>]")
_TAKEN_FOR_CHARACTER = re.compile(r"&\w+;")


def verify_outside(data: bytes, feed: Feed, form: Form, path: str, problems: Problems) -> None:
    """Add where an Atom or RSS document, as feedparser reads it, differs from the feed that it should be.

    feedparser mends some texts by itself; those are left out here, and held to the letter by the comparison with the
    document as it was read.
    """
    read = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if read.bozo:
        what = f"is not well-formed to other readers: {read.get('bozo_exception')}"
        problems.add(path, "feed", what, "look for odd characters in the newest post")
        return
    meant = as_meant(feed, form)
    head = read.feed
    seen_head: dict[str, tuple[str, str]] = {
        "title": (head.get("title", ""), meant.title),
        "description": (_words(head.get("subtitle", ""), form), meant.subtitle),
        "page": (head.get("link", ""), meant.site),
        "language": (head.get("language", ""), meant.language),
        "note of rights": (head.get("rights", ""), meant.rights),
    }
    for words, (seen, expected) in seen_head.items():
        _tell_text(path, "feed", words, seen, expected, problems)
    tell(path, "feed", "date of the last change", _instant(head.get("updated_parsed")), meant.updated, problems)
    tell_ids(
        [entry.get("id", "") for entry in read.entries], [entry.id.strip() for entry in meant.entries], path, problems
    )
    for seen_entry, entry in zip(read.entries, meant.entries, strict=False):
        if seen_entry.get("id", "") == entry.id.strip():
            _compare_entry(seen_entry, entry, form, path, problems)


def is_read_as_it_is(text: str) -> bool:
    """Whether feedparser leaves a text alone.

    It takes characters 128 to 159 for those of Windows, and a text that would be UTF-8 if its characters were bytes for
    one that was read wrongly.
    """
    if _WINDOWS.search(text):
        return False
    try:
        return text.encode("latin-1").decode("utf-8") == text
    except UnicodeError:
        return True


def _compare_entry(seen: Any, entry: EntryReading, form: Form, path: str, problems: Problems) -> None:
    texts = {
        "title": (seen.get("title", ""), entry.title),
        "content": (seen.get("content", [{}])[0].get("value", ""), entry.content),
        "note of rights": (seen.get("rights", ""), entry.rights),
    }
    if entry.summary.strip():  # in place of one that is empty, feedparser gives the content
        texts["summary"] = (_words(seen.get("summary", ""), form), entry.summary)
    if form == "atom" or not _TAKEN_FOR_CHARACTER.search(entry.address):
        texts["address"] = (seen.get("link", ""), entry.address)
    for words, (one, other) in texts.items():
        _tell_text(path, entry.id, words, one, other, problems)
    tell(path, entry.id, "date of publication", _instant(seen.get("published_parsed")), entry.published, problems)
    tell(path, entry.id, "date of update", _instant(seen.get("updated_parsed")), entry.updated, problems)
    _compare_lists(seen, entry, form, path, problems)


def _compare_lists(seen: Any, entry: EntryReading, form: Form, path: str, problems: Problems) -> None:
    names = tuple(author.get("name", "") for author in seen.get("authors", ()))
    if all(is_read_as_it_is(name) and not _TAKEN_FOR_PARTS.search(name) for name in entry.authors):
        tell(path, entry.id, "list of authors", names, tuple(name.strip() for name in entry.authors), problems)
    tags = tuple(Category(tag.term or "", tag.scheme or "") for tag in seen.get("tags", ()))
    if all(is_read_as_it_is(one.term) for one in entry.categories):
        # Of two that are the same it keeps one.
        meant = dict.fromkeys(
            Category(one.term if form == "atom" else one.term.strip(), one.scheme) for one in entry.categories
        )
        tell(path, entry.id, "list of categories", tags, tuple(meant), problems)
    files = tuple(
        Enclosure(
            address=one.get("href", ""),
            length=count_of(one.get("length", "")),
            media_type=one.get("type", ""),
            title=one.get("title", ""),
        )
        for one in seen.get("enclosures", ())
    )
    tell(path, entry.id, "list of files", files, entry.enclosures, problems)


def _tell_text(path: str, field: str, words: str, seen: str, meant: str, problems: Problems) -> None:
    if is_read_as_it_is(meant):
        tell(path, field, words, seen, meant.strip(), problems)


def _words(text: str, form: Form) -> str:
    """Return a summary as plain text: to readers of RSS it is HTML."""
    return html.unescape(text) if form == "rss" else text


def _instant(parsed: Any) -> datetime | None:
    return None if parsed is None else datetime.fromtimestamp(timegm(parsed), UTC)
