import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from review_site.feed.json_feed import render_json
from review_site.feed.model import DeletedEntry, Enclosure, Feed, FeedEntry, Walk

SITE = "https://lighthouses.example.org/"

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def read(feed: Feed) -> dict[str, Any]:
    return json.loads(render_json(feed))  # type: ignore[no-any-return]


def test_a_feed_says_what_json_feed_asks_for(entry: Entries, feed: Feeds) -> None:
    told = read(feed(entry(1), entry(2)))
    assert [item["id"][-1] for item in told.pop("items")] == ["1", "2"]
    assert told == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Review of Lighthouses",
        "home_page_url": SITE,
        "feed_url": f"{SITE}feed.json",
        "description": "A made-up review.",
        "authors": [{"name": "Example project"}],
        "language": "en-GB",
        "_atom": {
            "about": "https://www.rfc-editor.org/rfc/rfc4287",
            "id": "tag:lighthouses.example.org,2021-01-04:feed",
            "updated": "2021-02-04T10:00:00+00:00",
            "rights": "These words may be used by anyone.",
        },
    }


def test_an_item_says_what_its_entry_does(entry: Entries, feed: Feeds) -> None:
    picture = Enclosure(address=f"{SITE}lamp.png", length=0, media_type="image/png", title="A lamp")
    (item,) = read(feed(entry(1, enclosures=(picture,), rights="The harbour’s", language="cy")))["items"]
    assert item == {
        "id": "tag:lighthouses.example.org,2021-01-04:posts/1",
        "url": f"{SITE}post-1/",
        "title": "Post 1",
        "content_html": "<p>The lamps are few.</p>",
        "summary": "One sentence.",
        "date_published": "2021-02-03T09:30:00+00:00",
        "date_modified": "2021-02-04T10:00:00+00:00",
        "authors": [{"name": "Ada Lamp"}],
        "tags": ["Blog", "Lamps"],
        "language": "cy",
        "attachments": [{"url": f"{SITE}lamp.png", "mime_type": "image/png", "title": "A lamp", "size_in_bytes": 0}],
        "_atom": {
            "rights": "The harbour’s",
            "categories": [{"term": "Lamps", "scheme": f"{SITE}news/topic/"}],
        },
    }


def test_an_item_leaves_out_what_it_has_not(entry: Entries, feed: Feeds) -> None:
    (item,) = read(feed(entry(1, categories=(), summary="", content="")))["items"]
    assert item["content_html"] == ""  # JSON Feed asks for content, even for none
    assert not {"tags", "summary", "language", "attachments", "_atom"} & set(item)


def test_the_document_is_plain_utf_8_and_ends_its_last_line(entry: Entries, feed: Feeds) -> None:
    data = render_json(feed(entry(title="Y goleudy – “lamp”")))
    assert "Y goleudy – “lamp”" in data.decode()
    assert data.endswith(b"]\n}\n")


def test_a_feed_without_entries_is_whole(feed: Feeds) -> None:
    assert read(feed())["items"] == []


@pytest.mark.parametrize("complete", [True, False])
def test_a_feed_to_which_nothing_comes_has_expired(complete: bool, feed: Feeds) -> None:
    assert ("expired" in read(feed(complete=complete))) is complete


def test_a_feed_names_its_hub_and_its_guide(feed: Feeds) -> None:
    told = read(feed(hub="https://hub.example/", guide=f"{SITE}subscribe/"))
    assert told["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert f"{SITE}subscribe/" in told["user_comment"]


def test_a_withdrawn_entry_is_told(feed: Feeds) -> None:
    gone = DeletedEntry(id="tag:x", address=f"{SITE}gone/", when=datetime(2021, 7, 1, tzinfo=UTC), reason="Wrong.")
    told = read(feed(deleted=(gone,)))
    assert told["items"] == []
    assert told["_atom"]["deleted"] == [
        {"ref": "tag:x", "when": "2021-07-01T01:00:00+01:00", "comment": "Wrong.", "url": f"{SITE}gone/"}
    ]


def test_a_walk_in_json_is_a_page_of_json_feed_and_another_is_not(entry: Entries, feed: Feeds) -> None:
    walk = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}feed/3.atom")
    told = read(feed(entry(), walk=walk))
    assert "next_url" not in told
    assert told["_atom"]["links"] == {"prev-archive": f"{SITE}feed/3.atom"}
    walk = Walk(current=f"{SITE}feed.json", previous=f"{SITE}feed/3.json", following=f"{SITE}feed/5.json", archive=True)
    told = read(feed(entry(), walk=walk))
    assert told["next_url"] == f"{SITE}feed/3.json"
    assert told["_atom"]["archive"] is True
    assert told["_atom"]["links"] == {
        "prev-archive": f"{SITE}feed/3.json",
        "next-archive": f"{SITE}feed/5.json",
        "current": f"{SITE}feed.json",
    }
    assert "next_url" not in read(feed(entry(), walk=replace(walk, previous="")))


def test_what_cannot_be_written_is_marked(entry: Entries, feed: Feeds) -> None:
    (item,) = read(feed(entry(title="a\ud800b\x00c", content="<p>\u2028x\r\n</p>")))["items"]
    assert item["title"] == "a\ufffdb\ufffdc"
    assert item["content_html"] == "<p>\u2028x\r\n</p>"
