"""An RSS document, read (RSS 2.0), with its modules: content, Dublin Core, Atom, tombstones, history."""

import html

from lxml import etree

from review_site.feed.model import Category, Enclosure
from review_site.feed.verify.atom import deleted_in, walk_of
from review_site.feed.verify.reading import EntryReading, Reading, count_of, read_rfc822, read_rfc3339
from review_site.feed.verify.rss_form import verify_rss_form
from review_site.feed.verify.xml_document import ATOM, HISTORY, XML, href_of, links_of, read_xml, stylesheet_of, text_of
from review_site.problems import Problems

DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"


def read_rss(data: bytes, path: str, problems: Problems) -> Reading | None:
    """Return what an RSS document says, and add what is against its form; None where it cannot be read at all."""
    root = read_xml(data, path, problems)
    if root is None:
        return None
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        problems.add(path, "feed", f"begins with {root.tag}", "it should be rss of version 2.0, with a channel")
        return None
    verify_rss_form(channel, path, problems)
    language = text_of(channel, "language")
    return Reading(
        id="",
        title=text_of(channel, "title"),
        subtitle=html.unescape(text_of(channel, "description")),
        address=href_of(channel, "self"),
        site=text_of(channel, "link"),
        hub=href_of(channel, "hub"),
        language=language,
        author=text_of(channel, f"{DUBLIN_CORE}creator"),
        rights=text_of(channel, "copyright"),
        updated=read_rfc822(text_of(channel, "lastBuildDate")),
        stylesheet=stylesheet_of(root),
        complete=False,
        archive=channel.find(f"{HISTORY}archive") is not None,
        walk=walk_of(channel),
        entries=tuple(_item(item, language) for item in channel.iterchildren("item")),
        deleted=deleted_in(channel),
    )


def _item(item: etree._Element, language: str) -> EntryReading:
    return EntryReading(
        id=text_of(item, "guid"),
        title=text_of(item, "title"),
        address=text_of(item, "link"),
        published=read_rfc822(text_of(item, "pubDate")),
        updated=read_rfc3339(text_of(item, f"{ATOM}updated")),
        summary=html.unescape(text_of(item, "description")),  # its words are HTML to readers of RSS
        content=text_of(item, f"{CONTENT}encoded"),
        authors=tuple(author.text or "" for author in item.iterchildren(f"{DUBLIN_CORE}creator")),
        categories=tuple(Category(one.text or "", one.get("domain", "")) for one in item.iterchildren("category")),
        enclosures=(
            *(_file(one, one.get("url", "")) for one in item.iterchildren("enclosure")),
            *(_file(link, link.get("href", "")) for link in links_of(item, "enclosure")),
        ),
        rights=text_of(item, f"{DUBLIN_CORE}rights"),
        language=text_of(item, f"{DUBLIN_CORE}language") or item.get(f"{XML}lang", language),
    )


def _file(element: etree._Element, address: str) -> Enclosure:
    return Enclosure(
        address=address,
        length=count_of(element.get("length", "")),
        media_type=element.get("type", ""),
        title=element.get("title", ""),
    )
