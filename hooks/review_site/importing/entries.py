"""A feed → the entries that may become posts. feedparser reads; nothing here knows of our review."""

import calendar
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from time import struct_time
from typing import Any

import feedparser

from review_site.clock import LONDON, parse_instant
from review_site.importing.feed_file import FeedText
from review_site.importing.words import one_line, plain, says_again, seen
from review_site.problems import Problems

_NOT_A_TOPIC = ("post_format", "nav_menu", "wp_theme")
_KEPT_BACK = ("trash", "auto-draft", "inherit")
_MAILED = re.compile(r"\S+@\S+ \((.+)\)")  # RSS 2.0, <author>
_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One entry of a feed, in its own words.

    `line` is its line in the file; `key` what it is known by for ever (its id, else its link); `names` every address
    that it is known under; `published` a London date-time to the minute as we write it, "" when it has none; `html` its
    text as it came, `wordpress` when that is WordPress's own notation; `out` whether it was to be seen by the public.
    """

    line: int
    key: str
    names: tuple[str, ...]
    title: str
    link: str
    base: str
    slug: str
    published: str
    authors: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    summary: str
    html: str
    wordpress: bool
    out: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed calls itself, its entries in order, and how many of each other sort (`page`, `trash`) it holds."""

    title: str
    entries: tuple[Found, ...]
    others: Mapping[str, int]


def parse_feed(feed: FeedText, path: str, problems: Problems) -> Feed | None:
    """Parse RSS 2.0, Atom 1.0 or a WordPress export; None, with a problem, when that fails or gives no entry."""
    try:
        # A stream, for feedparser takes plain bytes for the name of a file. Cleaning is our own work, done once.
        parsed = feedparser.parse(io.BytesIO(feed.xml), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # it meets hostile text with whatever Python raises
        what, mend = f"cannot be read as a feed ({type(error).__name__})", "give an RSS or Atom feed, or an export"
        problems.add(path, "file", what, mend, line=1)
        return None
    if not parsed.entries:
        mend = "give an RSS or Atom feed, or a WordPress export, with posts in it"
        problems.add(path, "file", "holds no entries", mend, line=1)
        return None
    lines = feed.lines if len(feed.lines) == len(parsed.entries) else (1,) * len(parsed.entries)
    is_atom = parsed.version.startswith("atom")
    others: Counter[str] = Counter()
    found: list[Found] = []
    for line, entry in zip(lines, parsed.entries, strict=True):
        sort, status = entry.get("wp_post_type", "post"), entry.get("wp_status", "publish")
        if sort != "post" or status in _KEPT_BACK:
            others[one_line(sort if sort != "post" else status)] += 1
        else:
            found.append(_read_entry(entry, line, parsed.feed, feed.names, is_atom=is_atom))
    return Feed(plain(parsed.feed.get("title", "")), tuple(found), dict(sorted(others.items())))


def _read_entry(entry: Any, line: int, feed: Any, names: Mapping[str, str], *, is_atom: bool) -> Found:
    """Read one entry. Atom says whether its title is HTML (RFC 4287 §3.1.1); RSS leaves it open, and mostly it is."""
    link = one_line(entry.get("link", ""))
    html, base = _content(entry)
    guid = one_line(entry.get("id", ""))
    is_public = entry.get("wp_status", "publish") == "publish"
    title = entry.get("title", "")
    is_text = is_atom and entry.get("title_detail", {}).get("type") == "text/plain"
    return Found(
        line=line,
        key=guid or link,
        names=tuple(dict.fromkeys(name for name in (link, guid) if name.startswith(("https://", "http://")))),
        title=one_line(title) if is_text else plain(title),
        link=link,
        base=base or link,
        slug=one_line(entry.get("wp_post_name", "")),
        published=_published(entry),
        authors=_authors(entry, names) or _authors(feed, names),
        categories=tuple(_categories(entry)),
        summary=_summary(entry, html),
        html=html,
        wordpress="wp_post_type" in entry,
        out=is_public,
    )


def _content(entry: Any) -> tuple[str, str]:
    """Return the entry's HTML, its summary where it has no other, and what its links are relative to."""
    parts = [part for part in entry.get("content", ()) if part.get("value")]
    if not parts and "wp_post_type" not in entry and entry.get("summary"):
        parts = [{"value": entry.summary, **entry.get("summary_detail", {})}]
    if not parts:
        return "", ""
    part = next((part for part in parts if "html" in part.get("type", "")), parts[0])
    text = seen(part["value"])
    if part.get("type") == "text/plain":
        text = "".join(f"<p>{escape(piece)}</p>" for piece in re.split(r"\n\s*\n", text))
    return text, part.get("base") or ""


def _summary(entry: Any, html: str) -> str:
    """Return the entry's own summary in plain words, "" when it has none or it is only the text again."""
    written = entry.get("excerpt_encoded") or entry.get("summary", "")
    summary = one_line(written) if entry.get("summary_detail", {}).get("type") == "text/plain" else plain(written)
    return "" if not summary or says_again(summary, plain(html)) else summary


def _authors(holder: Any, names: Mapping[str, str]) -> tuple[str, ...]:
    mailed = _MAILED.fullmatch(one_line(holder.get("author", "")))
    given = [mailed[1]] if mailed else [one_line(author.get("name") or "") for author in holder.get("authors", ())]
    return tuple(dict.fromkeys(one_line(names.get(name, "")) or name for name in given if name))


def _categories(entry: Any) -> list[tuple[str, ...]]:
    """Return each category with the names that it goes by."""
    tags = [tag for tag in entry.get("tags", ()) if tag.get("scheme") not in _NOT_A_TOPIC]
    named = (tuple(one_line(tag.get(part) or "") for part in ("label", "term")) for tag in tags)
    return list(dict.fromkeys(tuple(filter(None, pair)) for pair in named if any(pair)))


def _published(entry: Any) -> str:
    """Return the London date-time to the minute. WordPress writes nought for the date of what was never out."""
    stamp = entry.get("wp_post_date_gmt") or ""
    if "wp_post_type" in entry:
        return _from_utc(stamp) or _as_written(entry.get("wp_post_date") or "") or _from_parsed(entry)
    return _from_parsed(entry)


def _from_utc(stamp: str) -> str:
    match = _LOCAL.fullmatch(stamp.strip())
    try:
        return _in_london(datetime.fromisoformat(f"{match[1]}T{match[2]}").replace(tzinfo=UTC)) if match else ""
    except (ValueError, OverflowError):
        return ""


def _as_written(stamp: str) -> str:
    """Return a date-time of London's clock, its day alone when the clock skipped it."""
    match = _LOCAL.fullmatch(stamp.strip())
    for text in (f"{match[1]}T{match[2]}", match[1]) if match else ():
        try:
            parse_instant(text)
        except ValueError:
            continue
        return text
    return ""


def _from_parsed(entry: Any) -> str:
    # Plainly, for feedparser's own look-up answers with another field, and a warning, where one is missing.
    parsed: struct_time | None = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return _in_london(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _in_london(instant: datetime) -> str:
    return instant.astimezone(LONDON).isoformat()[:16]
