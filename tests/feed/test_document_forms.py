"""The form of each document: what RFC 4287, RSS 2.0 and JSON Feed 1.1 ask for beside what a feed means to say."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree

from review_site.feed.forms import RENDERERS
from review_site.feed.model import DeletedEntry, Enclosure, Feed, FeedEntry, Form
from review_site.feed.readback import verify_feed
from review_site.feed.verify.atom_form import verify_atom_form
from review_site.problems import Problems

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]

SITE = "https://lighthouses.example.org"
ONE = "tag:lighthouses.example.org,2021-01-04:posts/1"


@pytest.fixture(scope="module")
def whole(entry: Entries, feed: Feeds) -> Feed:
    file = Enclosure(address=f"{SITE}/a.pdf", length=9, media_type="application/pdf")
    when = datetime(2021, 3, 1, tzinfo=UTC)
    gone = DeletedEntry(id="tag:lighthouses.example.org,2021:9", address=f"{SITE}/post-9/", when=when, reason="Wrong.")
    return feed(entry(1, enclosures=(file,)), deleted=(gone,), hub="https://hub.example.org/")


def render(feed: Feed, form: Form) -> bytes:
    return RENDERERS[form].feed(feed, RENDERERS[form].entry)


def told(data: bytes, feed: Feed, form: Form) -> list[str]:
    return [f"{one.field}: {one.what}" for one in verify_feed(data, feed, form, "feed", deep=False)]


def broken(feed: Feed, form: Form, said: str, instead: str) -> list[str]:
    data = render(feed, form).decode()
    assert said in data
    return told(data.replace(said, instead, 1).encode(), feed, form)


ENTRY_UPDATED = "    <updated>2021-02-04T10:00:00+00:00</updated>"


@pytest.mark.parametrize(
    ("said", "instead", "words"),
    [
        ("<author>\n    <name>Example project</name>\n  </author>", "", "feed: its author reads back as nothing"),
        ("<name>Ada Lamp</name>", "<name> </name>", f"{ONE}: has an author without a name (RFC 4287 §3.2.1)"),
        ("<name>Example project</name>", "<name/>", "feed: has an author without a name (RFC 4287 §3.2.1)"),
        (ENTRY_UPDATED, "", f"{ONE}: has 0 of updated where one must be"),
        (ENTRY_UPDATED, ENTRY_UPDATED * 2, f"{ONE}: has 2 of updated where one must be"),
        ("<title>Post 1</title>", "", f"{ONE}: has 0 of title where one must be"),
        (f"<id>{ONE}</id>", "", "entry 1: has 0 of id where one must be"),
        (f"<id>{ONE}</id>", "<id>posts/1</id>", "posts/1: has an id that is not a full address (RFC 4287 §4.2.6)"),
        (":feed</id>", ":feed</id><id>tag:a,2021:b</id>", "feed: has 2 of id where one must be"),
        ("<summary>", "<summary>a</summary><summary>", f"{ONE}: has 2 of summary where one may be"),
        ("<rights>", "<rights>a</rights><rights>", "feed: has 2 of rights where one may be"),
        (
            "2021-02-03T09:30:00+00:00",
            "2021-02-03T09:30:00",
            f"{ONE}: has “2021-02-03T09:30:00” as a date, which is none of RFC 3339 (RFC 4287 §3.3)",
        ),
        (
            '<link rel="alternate" type="text/html" href="https://lighthouses.example.org/post-1/"/>',
            '<link type="text/html" href="https://lighthouses.example.org/post-1/"/><link type="text/html" href="b"/>',
            f"{ONE}: has two pages of one type and language (RFC 4287 §4.1.1, §4.1.2)",
        ),
        (
            "<title>Post 1",
            '<title type="html">Post 1',
            f"{ONE}: has text of the type html, where plain text is meant (RFC 4287 §3.1.1)",
        ),
        ('type="html">', ">", f"{ONE}: has content that is not told to be HTML (RFC 4287 §4.1.3.1)"),
        ('rel="self"', 'rel="via"', "feed: does not say its own address (RFC 4287 §4.1.1)"),
        (' when="', ' since="', "feed: has a withdrawn entry without its id or without a date (RFC 6721 §3)"),
        (' ref="tag:', ' ref="', "feed: has a withdrawn entry without its id or without a date (RFC 6721 §3)"),
        (
            "<rights>",
            "<fh:complete/><rights>",
            "feed: says more than once what it is in a history, or that it is complete by itself (RFC 5005 §2 and §4)",
        ),
        ("<rights>", "<right/><rights>", "feed: is not as the schema of RFC 4287 has it in line"),
        ("<feed ", "<entry xmlns='a'/><feed ", "feed: is not well-formed: Extra content at the end of the document"),
        ("<feed ", "<!DOCTYPE feed><feed ", "feed: has a document type"),
    ],
)
def test_what_is_against_the_form_of_atom_is_told(said: str, instead: str, words: str, whole: Feed) -> None:
    assert told(render(whole, "atom"), whole, "atom") == []
    assert any(one.startswith(words) for one in broken(whole, "atom", said, instead))


def test_an_atom_feed_needs_authors_and_entries_a_page_or_content(whole: Feed) -> None:
    root = etree.fromstring(render(whole, "atom"))
    for name in ("author", "entry/{*}author", "entry/{*}content", "entry/{*}link"):
        for element in root.findall(f"{{*}}{name}"):
            element.getparent().remove(element)  # type: ignore[union-attr]
    problems = Problems()
    verify_atom_form(root, "feed", problems)
    assert {f"{one.field}: {one.what}" for one in problems} == {
        "feed: has no author (RFC 4287 §4.1.1)",
        f"{ONE}: has no author (RFC 4287 §4.1.2)",
        f"{ONE}: has neither content nor a page (RFC 4287 §4.1.2)",
    }


@pytest.mark.parametrize(
    ("said", "instead", "words"),
    [
        ('version="2.0"', 'version="0.91"', "feed: begins with rss"),
        ("channel>", "canal>", "feed: "),
        ("<description>A made-up review.</description>", "", "feed: has 0 of description where one must be"),
        ("<docs>", "<doc/><docs>", "feed: has doc, which RSS 2.0 does not know there"),
        ("<title>Post 1</title>", "", f"{ONE}: has 0 of title where one must be"),
        ("<guid ", "<guid>a</guid><guid ", "a: has 2 of guid where one must be"),
        (' isPermaLink="false"', "", f"{ONE}: has an id that readers would follow as an address (RSS 2.0, guid)"),
        ("<description>One sentence.", "<description>One &lt;b&gt;.", f"{ONE}: has a summary that readers would take"),
        (' length="9"', "", f"{ONE}: has a file without its address, length in bytes or type (RSS 2.0, enclosure)"),
        (' length="9"', ' length="9 kB"', f"{ONE}: has a file without its address, length in bytes or type"),
        (' type="application/pdf"', "", f"{ONE}: has a file without its address, length in bytes or type"),
        ("Wed, 03 Feb 2021", "Thu, 03 Feb 2021", f"{ONE}: has “Thu, 03 Feb 2021 09:30:00 +0000” as pubDate, which is"),
        ("Wed, 03 Feb 2021", "03 Feb 2021", f"{ONE}: has “03 Feb 2021 09:30:00 +0000” as pubDate, which is no date"),
        ("<atom:updated>2021-02-04T", "<atom:updated>2021-02-04 ", f"{ONE}: its date of update is missing, or is no"),
        ("Thu, 04 Feb 2021", "Thu, 4 Feb 2021", "feed: has “Thu, 4 Feb 2021 10:00:00 +0000” as lastBuildDate, which"),
        ("<rss ", "<!DOCTYPE rss><rss ", "feed: has a document type"),
    ],
)
def test_what_is_against_the_form_of_rss_is_told(said: str, instead: str, words: str, whole: Feed) -> None:
    assert told(render(whole, "rss"), whole, "rss") == []
    assert any(one.startswith(words) for one in broken(whole, "rss", said, instead))


def remade(feed: Feed, change: Callable[[dict[str, Any]], object]) -> list[str]:
    read = json.loads(render(feed, "json"))
    change(read)
    return told(json.dumps(read).encode(), feed, "json")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda read: read.pop("version"), "feed: it has no version"),
        (lambda read: read.pop("title"), "feed: it has no title"),
        (lambda read: read.pop("items"), "feed: it has no items"),
        (lambda read: read.pop("feed_url"), "feed: it has no feed_url"),
        (lambda read: read.update(version="1"), "feed: has 1 as version, where https://jsonfeed.org/version/1.1"),
        (lambda read: read.update(items={}), "feed: it has items of another type"),
        (lambda read: read.update(expired="yes"), "feed: it has expired of another type"),
        (lambda read: read.update(updated="2021"), "feed: it has updated, which JSON Feed does not know there"),
        (lambda read: read.update({"_a.b": {}}), "feed: it has _a.b, which is no extension"),
        (lambda read: read.update({"_1": {}}), "feed: it has _1, which is no extension"),
        (lambda read: read.update({"_more": "words"}), "feed: it has _more, which is no extension"),
        (lambda read: read["authors"].append({}), "feed: one of its authors has no name"),
        (lambda read: read["authors"].append("Ada"), "feed: one of its authors is no object"),
        (lambda read: read["hubs"][0].pop("url"), "feed: one of its hubs has no url"),
        (lambda read: read["items"].append("words"), "entry 2: it is no object"),
        (lambda read: read["items"][0].update(id=1), "entry 1: it has id of another type"),
        (lambda read: read["items"][0].pop("content_html"), f"{ONE}: it has no content_html"),
        (lambda read: read["items"][0].pop("url"), f"{ONE}: it has no url"),
        (lambda read: read["items"][0].pop("date_modified"), f"{ONE}: it has no date_modified"),
        (lambda read: read["items"][0].update(date_published="2021"), f"{ONE}: has “2021” as date_published, which is"),
        (lambda read: read["items"][0].update(tags=[1]), f"{ONE}: has tags that are no texts"),
        (lambda read: read["items"][0].update(author="Ada"), f"{ONE}: it has author, which JSON Feed does not know"),
        (lambda read: read["items"][0]["attachments"][0].pop("url"), f"{ONE}: one of its attachments has no url"),
        (
            lambda read: read["items"][0]["attachments"][0].update(size_in_bytes="9"),
            f"{ONE}: one of its attachments has size_in_bytes of another type",
        ),
        (
            lambda read: read["items"][0]["attachments"][0].update(size_in_bytes=True),
            f"{ONE}: one of its attachments has size_in_bytes of another type",
        ),
        (lambda read: read["_atom"]["deleted"][0].update(when="2021"), "tag:lighthouses.example.org,2021:9: was with"),
        (lambda read: read["_atom"]["deleted"][0].update(comment=3), "feed: its list of what was withdrawn reads back"),
        (lambda read: read.pop("_atom"), "feed: its id reads back as nothing"),
        (lambda read: read["_atom"].update(archive=1, links=[1]), None),
    ],
)
def test_what_is_against_the_form_of_json_feed_is_told(
    change: Callable[[dict[str, Any]], object], words: str | None, whole: Feed
) -> None:
    assert remade(whole, lambda read: read) == []
    problems = remade(whole, change)
    assert any(one.startswith(words) for one in problems) if words else problems == []


@pytest.mark.parametrize(
    ("said", "instead", "words"),
    [
        ('"title": "Post 1"', '"title": "Post 1", "title": "Post 1"', "feed: is not well-formed: title stands twice"),
        ('"size_in_bytes": 9', '"size_in_bytes": NaN', "feed: is not well-formed: NaN is no number of JSON"),
        ('"size_in_bytes": 9', '"size_in_bytes": 9,', "feed: is not well-formed: "),
        ("{", "\ufeff{", "feed: is not well-formed: "),
        ("{", "[" * 100_000, "feed: is not well-formed: "),
    ],
)
def test_what_is_against_the_form_of_json_is_told(said: str, instead: str, words: str, whole: Feed) -> None:
    (problem,) = broken(whole, "json", said, instead)
    assert problem.startswith(words)
