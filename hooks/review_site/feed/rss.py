"""The feed as RSS 2.0, for readers that know no other form."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape

from review_site.character_references import unescape
from review_site.clock import LONDON
from review_site.feed.extensions import add_deleted, add_links
from review_site.feed.look import look_of_feed, with_look
from review_site.feed.model import Feed, FeedEntry
from review_site.feed.writing import (
    ATOM,
    HISTORY,
    TOMBSTONES,
    XHTML,
    add,
    new_element,
    rfc3339,
    set_language,
    write_document,
    write_fragment,
)

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_DOCS = "https://www.rssboard.org/rss-specification"
_PREFIXES: Mapping[str, str] = {
    "at": TOMBSTONES,
    "atom": ATOM,
    "content": CONTENT,
    "dc": DUBLIN_CORE,
    "fh": HISTORY,
    "xhtml": XHTML,
}


def rss_item(entry: FeedEntry) -> bytes:
    """Render an item (RSS 2.0 “Elements of <item>”) with its full text as escaped HTML, for `render_rss`.

    A second enclosure and those after it are links of Atom, as many readers take one alone.
    """
    element = new_element("item", "", _PREFIXES)
    set_language(element, entry.language)
    add(element, "title", "", entry.title)
    add(element, "link", "", entry.address)
    add(element, "guid", "", entry.id, isPermaLink="false")
    add(element, "pubDate", "", _rfc822(entry.published))
    add(element, "updated", ATOM, rfc3339(entry.updated))
    for author in entry.authors:
        add(element, "creator", DUBLIN_CORE, author)
    for category in entry.categories:
        add(element, "category", "", category.term, domain=category.scheme)
    for file in entry.enclosures[:1]:
        add(element, "enclosure", "", url=file.address, length=str(file.length), type=file.media_type)
    for file in entry.enclosures[1:]:
        about = {"type": file.media_type, "length": str(file.length), "title": file.title}
        add(element, "link", ATOM, rel="enclosure", href=file.address, **about)
    if entry.rights:
        add(element, "rights", DUBLIN_CORE, entry.rights)
    if entry.language:
        add(element, "language", DUBLIN_CORE, entry.language)
    add(element, "description", "", _as_html(entry.summary))
    add(element, "encoded", CONTENT, entry.content)
    return write_fragment(element, 2)


def render_rss(feed: Feed, entry_bytes: Callable[[FeedEntry], bytes] = rss_item) -> bytes:
    """Render a feed as an RSS 2.0 document in UTF-8: the same feed gives the same bytes.

    `entry_bytes` gives what `rss_item` would, from wherever it is kept.
    """
    root = new_element("rss", "", _PREFIXES)
    root.set("version", "2.0")
    channel = add(root, "channel", "")
    add(channel, "title", "", feed.title)
    add(channel, "link", "", feed.site)
    add(channel, "description", "", _as_html(feed.subtitle or feed.title))
    add(channel, "language", "", feed.language)
    if feed.rights:
        add(channel, "copyright", "", feed.rights)
    add(channel, "lastBuildDate", "", _rfc822(feed.updated))
    add(channel, "docs", "", _DOCS)
    add_links(channel, feed, "rss")
    add(channel, "creator", DUBLIN_CORE, feed.author)
    if feed.stylesheet:
        channel.append(look_of_feed(feed, feed.addresses["rss"]))
    for deleted in feed.deleted:
        add_deleted(channel, deleted)
    entries = map(entry_bytes, feed.entries)
    if feed.stylesheet:
        entries = map(with_look, entries, feed.entries)
    return write_document(root, b"\n  </channel>\n</rss>", entries, feed.stylesheet)


def _rfc822(instant: datetime) -> str:
    """RFC 5322 §3.3, which RSS 2.0 asks for under its first number, with London's offset."""
    return format_datetime(instant.astimezone(LONDON))


def _as_html(text: str) -> str:
    """Return a plain text for a description, which readers take for HTML: as it stands wherever it means the same."""
    return text if "<" not in text and unescape(text) == text else escape(text, quote=False)
