from collections.abc import Callable
from datetime import UTC, datetime

from lxml import etree

from review_site.feed.model import Feed
from review_site.feed.opml import render_opml

SITE = "https://lighthouses.example.org/"
AT = datetime(2021, 6, 30, 23, 30, tzinfo=UTC)

Feeds = Callable[..., Feed]


def test_every_feed_stands_once_under_its_heading(feed: Feeds) -> None:
    lamps = feed(title="Lamps & <oil>", site=f"{SITE}news/topic/lamps/", addresses={"json": f"{SITE}lamps.json"})
    data = render_opml("Feeds of the Review", {"By topic": [lamps], "": [feed()], "By kind": []}, AT)
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<opml version=\"2.0\">")
    root = etree.fromstring(data)
    assert root.findtext("head/title") == "Feeds of the Review"
    assert root.findtext("head/dateModified") == "Thu, 01 Jul 2021 00:30:00 +0100"
    outlines = root.findall("body/outline")
    assert [outline.get("text") for outline in outlines] == ["Review of Lighthouses", "By topic"]
    assert dict(outlines[0].attrib) == {
        "text": "Review of Lighthouses",
        "title": "Review of Lighthouses",
        "type": "rss",
        "xmlUrl": f"{SITE}feed.atom",
        "htmlUrl": SITE,
    }
    assert [dict(one.attrib) for one in outlines[1]] == [
        {
            "text": "Lamps & <oil>",
            "title": "Lamps & <oil>",
            "type": "rss",
            "xmlUrl": f"{SITE}lamps.json",
            "htmlUrl": f"{SITE}news/topic/lamps/",
        }
    ]


def test_two_renders_give_the_same_bytes(feed: Feeds) -> None:
    one, other = (render_opml("Feeds", {"": [feed()], "By topic": [feed(title="Lamps")]}, AT) for _ in range(2))
    assert one == other
    assert one.endswith(b"</opml>\n")
