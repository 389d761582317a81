"""Feeds in feedparser's eyes: it speaks by itself, and stays silent only where it changes what it reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import pytest

from review_site.feed.forms import RENDERERS
from review_site.feed.model import Category, DeletedEntry, Enclosure, Feed, FeedEntry, Form
from review_site.feed.readback import verify_feed
from review_site.feed.verify.outside import is_read_as_it_is, verify_outside
from review_site.problems import Problems

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]

SITE = "https://lighthouses.example.org"
XML_FORMS: tuple[Form, ...] = ("atom", "rss")
FILE = Enclosure(address=f"{SITE}/a.pdf", length=9, media_type="application/pdf")


def told(data: bytes, feed: Feed, form: Form) -> list[str]:
    problems = Problems()
    verify_outside(data, feed, form, "feed", problems)
    return [str(problem) for problem in problems]


def render(feed: Feed, form: Form) -> bytes:
    return RENDERERS[form].feed(feed, RENDERERS[form].entry)


@pytest.mark.parametrize("form", XML_FORMS)
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("title", "Another", "title"),
        ("address", f"{SITE}/other/", "address"),
        ("published", datetime(2021, 2, 3, 9, 31, tzinfo=UTC), "date of publication"),
        ("updated", datetime(2021, 2, 4, 10, 1, tzinfo=UTC), "date of update"),
        ("summary", "Two.", "summary"),
        ("content", "<p>No.</p>", "content"),
        ("authors", ("Bo",), "list of authors"),
        ("authors", ("Ada Lamp", "Bo"), "list of authors"),
        ("categories", (Category("Blog"),), "list of categories"),
        ("categories", (Category("Blog"), Category("Lamps")), "list of categories"),
        ("enclosures", (), "list of files"),
        ("enclosures", (replace(FILE, length=8),), "list of files"),
        ("enclosures", (replace(FILE, media_type="text/plain"),), "list of files"),
        ("rights", "Other", "note of rights"),
    ],
)
def test_another_reader_tells_each_part_that_differs(
    name: str, value: object, words: str, form: Form, entry: Entries, feed: Feeds
) -> None:
    meant = feed(entry(1, enclosures=(FILE,)))
    assert told(render(meant, form), meant, form) == []
    problems = told(render(feed(entry(1, **{"enclosures": (FILE,), name: value})), form), meant, form)
    assert any(f"posts/1: its {words} reads back as " in problem for problem in problems)


@pytest.mark.parametrize("form", XML_FORMS)
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("title", "Other", "title"),
        ("subtitle", "Other", "description"),
        ("site", f"{SITE}/other/", "page"),
        ("language", "cy", "language"),
        ("rights", "Other", "note of rights"),
    ],
)
def test_another_reader_tells_each_part_of_the_feed_that_differs(
    name: str, value: object, words: str, form: Form, entry: Entries, feed: Feeds
) -> None:
    meant = feed(entry(1))
    (problem,) = told(render(feed(entry(1), **{name: value}), form), meant, form)
    assert problem.startswith(f"feed: feed: its {words} reads back as ")


@pytest.mark.parametrize("form", XML_FORMS)
def test_another_reader_tells_lost_entries_and_broken_documents(form: Form, entry: Entries, feed: Feeds) -> None:
    meant = feed(entry(1), entry(2))
    assert "the entries read back are not those that were written" in told(render(feed(entry(2)), form), meant, form)[0]
    (problem,) = told(render(meant, form)[:-10], meant, form)
    assert "is not well-formed to other readers" in problem


@pytest.mark.parametrize("form", XML_FORMS)
def test_a_link_that_other_readers_take_for_the_feeds_own_is_told(form: Form, entry: Entries, feed: Feeds) -> None:
    when = datetime(2021, 3, 1, tzinfo=UTC)
    gone = DeletedEntry(id="tag:lighthouses.example.org,2021:9", address=f"{SITE}/post-9/", when=when, reason="Wrong.")
    meant = feed(entry(1), deleted=(gone,))
    data = render(meant, form)
    assert verify_feed(data, meant, form, "feed") == []
    problems = verify_feed(data.replace(b'rel="related"', b'rel="alternate"'), meant, form, "feed")
    assert [str(problem) for problem in problems] == [
        f"feed: feed: its page reads back as {SITE}/post-9/ (it should be {SITE}/)"
    ]


MENDED = ["caf\xc3\xa9", "the \x96 lamps", "\xe2\x82\xac"]


@pytest.mark.parametrize("text", [*MENDED, "café", "the – lamps", "€", "plain", "", "\xc3\x28"])
def test_what_another_reader_changes_is_known(text: str, entry: Entries, feed: Feeds) -> None:
    read = feedparser.parse(render(feed(entry(1, title=text)), "atom"))
    assert (read.entries[0].get("title", "") == text) is is_read_as_it_is(text)


@pytest.mark.parametrize("form", XML_FORMS)
@pytest.mark.parametrize("name", ["title", "summary", "content", "rights", "authors"])
@pytest.mark.parametrize("text", MENDED)
def test_a_text_that_another_reader_changes_is_held_to_the_letter_all_the_same(
    text: str, name: str, form: Form, entry: Entries, feed: Feeds
) -> None:
    def with_text(words: str) -> Feed:
        return feed(entry(1, **{name: (words,) if name == "authors" else words}))

    assert told(render(with_text(text), form), with_text(text), form) == []
    problems = verify_feed(render(with_text(f"{text}."), form), with_text(text), form, "feed")
    assert any("reads back as" in problem.what for problem in problems)


@pytest.mark.parametrize("name", ["Ada (Lamp)", "ada@example.org (Ada)", "Ada <ada@example.org>", "()"])
@pytest.mark.parametrize("form", XML_FORMS)
def test_a_name_that_another_reader_takes_apart_is_held_to_the_letter_all_the_same(
    name: str, form: Form, entry: Entries, feed: Feeds
) -> None:
    meant = feed(entry(1, authors=(name,)))
    assert verify_feed(render(meant, form), meant, form, "feed") == []
    (problem,) = verify_feed(render(feed(entry(1, authors=(f"{name}.",))), form), meant, form, "feed")
    assert problem.what == f"its list of authors reads back as {name}."
