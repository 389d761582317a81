"""What a person sees who opens a feed in a browser: a sheet, and the few words and links that it shows.

A sheet cannot make links, and readers of feeds leave alone what they do not know (RFC 4287 §6.4, RSS 2.0 “Extending
RSS”); so the words stand in the feed as elements of XHTML.

Browsers show a feed so where it is served as `application/xml`, with `X-Content-Type-Options: nosniff` for those that
would hand it to another program; under a feed's own media type they show its source, or offer it for download.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from lxml import etree

from review_site.clock import LONDON, spoken_date
from review_site.feed.model import Feed, FeedEntry
from review_site.feed.writing import XHTML, add, new_element, set_language, write_fragment

_PREFIXES: Mapping[str, str] = {"xhtml": XHTML}
_OURS = "en-GB"
"""The language of the words that stand in this module."""
_WAY = "Paste the address below into a feed reader, and it tells you what is new."


def read_sheet() -> bytes:
    """Return the style sheet of feeds, to be served as `text/css`."""
    return files(__package__).joinpath("feed.css").read_bytes()


def look_of_feed(feed: Feed, address: str) -> etree._Element:
    """Return what stands above the entries: the title, and what to do with a document that stands at an address."""
    header = new_element("header", XHTML, _PREFIXES)
    set_language(header, feed.language)
    add(header, "title", XHTML, feed.title)
    add(header, "meta", XHTML, "", **{"name": "viewport", "content": "width=device-width, initial-scale=1"})
    add(header, "h1", XHTML, feed.title)
    if feed.subtitle:
        add(header, "p", XHTML, feed.subtitle)
    about = add(header, "div", XHTML)
    set_language(about, _OURS)
    add(about, "p", XHTML, _what_it_is(feed))
    add(add(about, "p", XHTML), "code", XHTML, feed.walk.current if feed.walk and feed.walk.archive else address)
    links = {"What feeds are": feed.guide, "Go to the website": feed.site}
    if feed.walk:
        links["Earlier entries"] = feed.walk.previous
        links["Later entries"] = feed.walk.following or (feed.walk.current if feed.walk.archive else "")
    links |= dict(feed.links)
    ways = add(about, "ul", XHTML)
    for words, target in links.items():
        if target:
            add(add(ways, "li", XHTML), "a", XHTML, words, href=target)
    if not feed.entries and not feed.complete:
        add(about, "p", XHTML, "Nothing has been published here yet.")
    return header


def with_look(written: bytes, entry: FeedEntry) -> bytes:
    """Return an entry as bytes, with the title as a link and the day in words set before all that it holds."""
    start, line, rest = written.partition(b"\n")
    depth = (len(start) - len(start.lstrip(b" "))) // 2 + 1
    return start + line + _heading(entry, depth) + line + rest


@lru_cache(maxsize=1024)
def _heading(entry: FeedEntry, depth: int) -> bytes:
    """Return what stands above an entry; its documents are written one after another, and have it in common."""
    heading = new_element("div", XHTML, _PREFIXES)
    set_language(heading, entry.language)
    add(add(heading, "h2", XHTML), "a", XHTML, entry.title, href=entry.address)
    set_language(add(heading, "p", XHTML, _when(entry)), _OURS)
    return write_fragment(heading, depth)


def _what_it_is(feed: Feed) -> str:
    if feed.note:
        return feed.note
    if feed.complete:
        return "This is a feed. It is complete: nothing more will be published here."
    if feed.walk and feed.walk.archive:
        return f"These are earlier entries of a feed. {_WAY}"
    return f"This is a feed. {_WAY}"


def _when(entry: FeedEntry) -> str:
    if entry.dated:
        return entry.dated
    published, updated = (spoken_date(at.astimezone(LONDON).date()) for at in (entry.published, entry.updated))
    return published if published == updated else f"{published} (updated {updated})"
