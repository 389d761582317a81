import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from review_site.feed.atom import atom_entry, render_atom
from review_site.feed.history import History, cut_history
from review_site.feed.model import DeletedEntry, Feed, FeedEntry, Walk, latest

SITE = "https://lighthouses.example.org/"
CURRENT = f"{SITE}feed.atom"
START = datetime(2021, 1, 4, 9, tzinfo=UTC)

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def address_of(number: int) -> str:
    return f"{SITE}feed/{number}.atom"


def cut(feed: Feed, limit: int = 50) -> History:
    return cut_history(feed, limit, address_of)


def documents(history: History) -> dict[str, Feed]:
    return {feed.addresses["atom"]: feed for feed in (history.current, *history.archives.values())}


def walk_back(documents: dict[str, Feed]) -> Iterator[Feed]:
    address = CURRENT
    while address:
        feed = documents[address]
        yield feed
        assert feed.walk is not None
        address = feed.walk.previous


def many(entry: Entries, count: int, chance: random.Random | None = None) -> list[FeedEntry]:
    """Return entries a day apart; with a chance given, some days hold several, and a tenth was updated later."""
    found = []
    for number in range(count):
        published = START + timedelta(days=chance.randrange(count) if chance else number)
        late = chance.randrange(2 * count) if chance and chance.random() < 0.1 else 0
        found.append(entry(number, published=published, updated=published + timedelta(days=late)))
    return found


def ids(feeds: Iterator[Feed] | list[Feed]) -> list[str]:
    return [entry.id for feed in feeds for entry in feed.entries]


@given(seed=st.integers(), count=st.integers(0, 1000), limit=st.sampled_from([1, 7, 50]))
@settings(deadline=None, max_examples=30)
def test_a_walk_back_finds_every_entry_once(entry: Entries, feed: Feeds, seed: int, count: int, limit: int) -> None:
    entries = many(entry, count, random.Random(seed))
    history = cut(feed(*entries), limit)
    found = ids(walk_back(documents(history)))
    assert len(found) == count
    assert set(found) == {one.id for one in entries}
    assert history.current.entries == latest(tuple(entries), limit)
    assert all(0 < len(archive.entries) <= limit for archive in history.archives.values())


def test_a_thousand_entries_are_found_in_the_documents_themselves(entry: Entries, feed: Feeds) -> None:
    entries = many(entry, 1000, random.Random(4))
    written = {address: render_atom(one) for address, one in documents(cut(feed(*entries))).items()}
    name = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}
    found, address, after = [], CURRENT, ""
    while address:
        root = etree.fromstring(written.pop(address))
        found += [str(one.findtext("a:id", namespaces=name)) for one in root.findall("a:entry", name)]
        links = {link.get("rel"): str(link.get("href")) for link in root.findall("a:link", name)}
        assert links["self"] == address
        is_archive = address != CURRENT
        assert (root.find("fh:archive", name) is not None) is is_archive
        assert links.get("current") == (CURRENT if is_archive else None)
        assert links.get("next-archive", CURRENT if is_archive else None) == (after or None)
        address, after = links.get("prev-archive", ""), address
    assert sorted(found) == sorted(one.id for one in entries)
    assert written == {}


@pytest.mark.parametrize("count", [50, 51, 149, 150, 151, 1000])
def test_a_new_post_changes_the_newest_archive_and_the_current_feed_alone(
    count: int, entry: Entries, feed: Feeds
) -> None:
    entries = many(entry, count + 1)
    before, after = (
        {address: render_atom(one) for address, one in documents(cut(feed(*some))).items()}
        for some in (entries[:-1], entries)
    )
    changed = {address for address in before if before[address] != after.get(address)}
    newest = next((address for address in reversed(before) if address != CURRENT), CURRENT)
    assert CURRENT in changed
    assert changed <= {CURRENT, newest}
    assert len(set(after) - set(before)) <= 1


@given(seed=st.integers(), which=st.integers(0, 299))
@settings(deadline=None, max_examples=50)
def test_an_update_changes_its_archive_and_that_of_the_entry_that_makes_room(
    entry: Entries, feed: Feeds, seed: int, which: int
) -> None:
    entries = many(entry, 300, random.Random(seed))
    later = replace(entries[which], updated=START + timedelta(days=2000))
    before, after = cut(feed(*entries)), cut(feed(*(later if one is entries[which] else one for one in entries)))
    numbers = set(before.archives) | set(after.archives)
    held = [
        {number: [one.id for one in history.archives[number].entries] for number in history.archives}
        for history in (before, after)
    ]
    changed = [number for number in numbers if held[0].get(number) != held[1].get(number)]
    assert len(changed) <= 2
    assert after.current.entries[0] is later


def test_an_archive_that_is_empty_is_left_out_and_the_others_keep_their_numbers(entry: Entries, feed: Feeds) -> None:
    entries = many(entry, 8)
    late = [replace(one, updated=START + timedelta(days=100)) for one in entries[2:4]]
    history = cut(feed(*entries[:2], *late, *entries[4:]), 2)
    assert {number: [one.id[-1] for one in archive.entries] for number, archive in history.archives.items()} == {
        1: ["1", "0"],
        3: ["5", "4"],
        4: ["7", "6"],
    }
    assert [archive.walk for archive in history.archives.values()] == [
        Walk(current=CURRENT, previous="", following=address_of(3), archive=True),
        Walk(current=CURRENT, previous=address_of(1), following=address_of(4), archive=True),
        Walk(current=CURRENT, previous=address_of(3), following="", archive=True),
    ]
    assert history.current.walk == Walk(current=CURRENT, previous=address_of(4))


def test_an_archive_is_the_same_feed_at_an_address_of_its_own(entry: Entries, feed: Feeds) -> None:
    gone = DeletedEntry(id="tag:x", address=SITE, when=START, reason="Wrong.")
    whole = feed(*many(entry, 3), deleted=(gone,), hub="https://hub.example/", stylesheet="feed.css?a=1")
    history = cut(whole, 2)
    archive = history.archives[1]
    assert (archive.id, archive.title, archive.addresses) == (whole.id, whole.title, {"atom": address_of(1)})
    assert archive.updated == START
    assert archive.stylesheet == "../feed.css?a=1"
    assert (archive.deleted, archive.hub) == ((), "")
    assert (history.current.deleted, history.current.hub) == ((gone,), "https://hub.example/")
    assert history.current.addresses == whole.addresses
    assert cut(replace(whole, stylesheet="https://cdn.example/a.css"), 2).archives[1].stylesheet == (
        "https://cdn.example/a.css"
    )
    assert cut(replace(whole, stylesheet=""), 2).archives[1].stylesheet == ""


def test_the_order_in_which_entries_come_is_no_matter(entry: Entries, feed: Feeds) -> None:
    entries = many(entry, 120, random.Random(1))
    assert cut(feed(*entries)) == cut(feed(*reversed(entries)))


def test_each_entry_is_written_once(entry: Entries, feed: Feeds) -> None:
    written: list[str] = []

    def write(one: FeedEntry) -> bytes:
        written.append(one.id)
        return atom_entry(one)

    entries = many(entry, 120)
    for one in documents(cut(feed(*entries))).values():
        render_atom(one, write)
    assert sorted(written) == sorted(one.id for one in entries)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_document_that_may_hold_nothing_is_refused(limit: int, feed: Feeds) -> None:
    with pytest.raises(ValueError, match=f"at least 1 entry, not {limit}"):
        cut(feed(), limit)
