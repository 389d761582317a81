from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import feedparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from review_site.feed.model import DeletedEntry, Enclosure, Feed, FeedEntry, Walk
from review_site.feed.rss import render_rss

NAMES = {
    "at": "http://purl.org/atompub/tombstones/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
}
SITE = "https://lighthouses.example.org/"

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def channel_of(feed: Feed) -> etree._Element:
    root = etree.fromstring(render_rss(feed))
    assert (root.tag, root.attrib) == ("rss", {"version": "2.0"})
    (channel,) = root
    return channel


def links(element: etree._Element) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.findall("atom:link", NAMES)]


def test_a_channel_says_what_rss_2_asks_for(entry: Entries, feed: Feeds) -> None:
    channel = channel_of(feed(entry(1), entry(2)))
    told = {name: channel.findtext(name) for name in ("title", "link", "description", "language", "copyright", "docs")}
    assert told == {
        "title": "Review of Lighthouses",
        "link": SITE,
        "description": "A made-up review.",
        "language": "en-GB",
        "copyright": "These words may be used by anyone.",
        "docs": "https://www.rssboard.org/rss-specification",
    }
    assert channel.findtext("lastBuildDate") == "Thu, 04 Feb 2021 10:00:00 +0000"
    assert links(channel) == [{"rel": "self", "type": "application/rss+xml", "href": f"{SITE}feed.rss"}]
    assert len(channel.findall("item")) == 2


def test_a_channel_without_a_subtitle_is_described_by_its_title(feed: Feeds) -> None:
    channel = channel_of(feed(subtitle="", rights=""))
    assert channel.findtext("description") == "Review of Lighthouses"
    assert channel.find("copyright") is None


def test_an_item_says_what_its_entry_does(entry: Entries, feed: Feeds) -> None:
    item = channel_of(feed(entry(1, authors=("Ada Lamp", "The Panel")))).find("item")
    assert item is not None
    assert item.findtext("title") == "Post 1"
    assert item.findtext("link") == f"{SITE}post-1/"
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.attrib) == (
        "tag:lighthouses.example.org,2021-01-04:posts/1",
        {"isPermaLink": "false"},
    )
    assert item.findtext("pubDate") == "Wed, 03 Feb 2021 09:30:00 +0000"
    assert item.findtext("atom:updated", namespaces=NAMES) == "2021-02-04T10:00:00+00:00"
    assert [author.text for author in item.findall("dc:creator", NAMES)] == ["Ada Lamp", "The Panel"]
    assert [(category.text, dict(category.attrib)) for category in item.findall("category")] == [
        ("Blog", {}),
        ("Lamps", {"domain": f"{SITE}news/topic/"}),
    ]
    assert item.findtext("description") == "One sentence."
    assert item.findtext("content:encoded", namespaces=NAMES) == "<p>The lamps are few.</p>"
    assert item.find("dc:rights", NAMES) is None


def test_an_item_says_its_own_rights_and_language(entry: Entries, feed: Feeds) -> None:
    item = channel_of(feed(entry(1, rights="The harbour’s", language="cy"))).find("item")
    assert item is not None
    assert item.findtext("dc:rights", namespaces=NAMES) == "The harbour’s"
    assert item.findtext("dc:language", namespaces=NAMES) == "cy"
    assert item.get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"


def test_a_time_is_written_with_londons_offset(entry: Entries, feed: Feeds) -> None:
    item = channel_of(feed(entry(published=datetime(2021, 6, 30, 23, 30, tzinfo=UTC)))).find("item")
    assert item is not None
    assert item.findtext("pubDate") == "Thu, 01 Jul 2021 00:30:00 +0100"


def test_every_enclosure_is_read_back_and_rss_has_one(entry: Entries, feed: Feeds) -> None:
    files = tuple(
        Enclosure(address=f"{SITE}{name}.png", length=length, media_type="image/png", title=name)
        for name, length in (("lamp", 0), ("bell", 12))
    )
    data = render_rss(feed(entry(1, enclosures=files)))
    item = etree.fromstring(data).find("channel/item")
    assert item is not None
    assert [dict(one.attrib) for one in item.findall("enclosure")] == [
        {"url": f"{SITE}lamp.png", "length": "0", "type": "image/png"}
    ]
    assert links(item) == [
        {"rel": "enclosure", "href": f"{SITE}bell.png", "type": "image/png", "length": "12", "title": "bell"}
    ]
    (seen,) = feedparser.parse(data).entries
    assert [(one.href, one.length, one.type) for one in seen.enclosures] == [
        (file.address, str(file.length), file.media_type) for file in files
    ]


def test_a_channel_leads_to_its_hub_and_to_earlier_entries(entry: Entries, feed: Feeds) -> None:
    walk = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}feed/3.atom")
    channel = channel_of(feed(entry(), hub="https://hub.example/", walk=walk))
    assert links(channel)[1:] == [
        {"rel": "hub", "href": "https://hub.example/"},
        {"rel": "prev-archive", "type": "application/atom+xml", "href": f"{SITE}feed/3.atom"},
    ]
    assert channel.find("fh:archive", NAMES) is None
    archive = channel_of(feed(entry(), walk=replace(walk, following=f"{SITE}feed/5.rss", archive=True)))
    assert [link["rel"] for link in links(archive)] == ["self", "prev-archive", "next-archive", "current"]
    assert archive.find("fh:archive", NAMES) is not None


def test_a_withdrawn_entry_is_told(entry: Entries, feed: Feeds) -> None:
    gone = DeletedEntry(
        id="tag:x", address=f"{SITE}gone/", when=datetime(2021, 7, 1, tzinfo=UTC), reason="Wrong & <late>"
    )
    data = render_rss(feed(entry(), deleted=(gone,)))
    tombstone = etree.fromstring(data).find("channel/at:deleted-entry", NAMES)
    assert tombstone is not None
    assert dict(tombstone.attrib) == {"ref": "tag:x", "when": "2021-07-01T01:00:00+01:00"}
    assert tombstone.findtext("at:comment", namespaces=NAMES) == "Wrong & <late>"
    assert [link["href"] for link in links(tombstone)] == [f"{SITE}gone/"]
    assert feedparser.parse(data).feed.link == SITE


@pytest.mark.parametrize(
    ("summary", "written"),
    [
        ("Oil & water", "Oil & water"),
        ("Lamps, bells & Co; 5 > 3", "Lamps, bells & Co; 5 > 3"),
        ("<b>Fog</b>", "&lt;b&gt;Fog&lt;/b&gt;"),
        ("Written &amp;", "Written &amp;amp;"),
    ],
)
def test_a_summary_means_the_same_to_a_reader_that_takes_it_for_html(
    summary: str, written: str, entry: Entries, feed: Feeds
) -> None:
    assert channel_of(feed(entry(summary=summary))).findtext("item/description") == written


@given(st.lists(st.sampled_from(["&", "&amp", ";", "<", ">", "lt", "#60", "a", " ", "é"]), max_size=8).map("".join))
@example("&lt")
@settings(deadline=None)
def test_no_summary_becomes_markup(entry: Entries, feed: Feeds, summary: str) -> None:
    written = channel_of(feed(entry(summary=summary))).findtext("item/description") or ""
    assert unescape(written) == summary
    assert "<" not in written
