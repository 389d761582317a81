from collections.abc import Callable
from datetime import timedelta

import pytest

from review_site.feed.atom import render_atom
from review_site.feed.model import Feed, FeedEntry
from review_site.feed.readback import verify_atom

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def told(data: bytes, feed: Feed) -> list[str]:
    return [str(problem) for problem in verify_atom(data, feed, "feed.atom")]


def test_a_feed_that_reads_back_as_meant_is_passed(entry: Entries, feed: Feeds) -> None:
    whole = feed(entry(1), entry(2))
    assert told(render_atom(whole), whole) == []
    assert told(render_atom(feed()), feed()) == []


def test_an_id_that_stands_twice_is_told(entry: Entries, feed: Feeds) -> None:
    twice = feed(entry(1), entry(2, id=entry(1).id))
    assert told(render_atom(twice), twice) == [
        "feed.atom: id: tag:lighthouses.example.org,2021-01-04:posts/1 stands twice (give each entry an id of its own)"
    ]


@pytest.mark.parametrize("address", ["/post-1/", "post-1/", "//lighthouses.example.org/post-1/", ""])
def test_an_address_that_is_not_full_is_told(address: str, entry: Entries, feed: Feeds) -> None:
    relative = feed(entry(1, address=address))
    (problem,) = told(render_atom(relative), relative)
    assert problem.startswith("feed.atom: tag:lighthouses.example.org,2021-01-04:posts/1: its address reads back as ")


def test_an_entry_without_words_is_told(entry: Entries, feed: Feeds) -> None:
    empty = feed(entry(1, content=""))
    assert told(render_atom(empty), empty) == [
        "feed.atom: tag:lighthouses.example.org,2021-01-04:posts/1: has no content (write the body of the page)"
    ]


def test_an_entry_that_is_lost_or_out_of_place_is_told(entry: Entries, feed: Feeds) -> None:
    meant = feed(entry(1), entry(2))
    mend = "feed.atom: id: the entries read back are not those that were written (each entry needs an id of its own)"
    assert told(render_atom(feed(entry(1))), meant) == [mend]
    assert mend in told(render_atom(feed(entry(2), entry(1))), meant)


def test_a_document_that_is_cut_short_is_told(entry: Entries, feed: Feeds) -> None:
    whole = feed(entry(1))
    problems = told(render_atom(whole)[:-10], whole)
    assert problems[0].startswith("feed.atom: feed: is not well-formed: ")


@pytest.mark.parametrize("name", ["published", "updated"])
def test_an_instant_that_reads_back_as_another_is_told(name: str, entry: Entries, feed: Feeds) -> None:
    meant = feed(entry(1))
    other = getattr(meant.entries[0], name) + timedelta(hours=1)
    (problem,) = told(render_atom(feed(entry(1, **{name: other}))), meant)
    assert f": its {name} reads back as " in problem
