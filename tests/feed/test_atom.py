import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from review_site.feed.atom import render_atom
from review_site.feed.model import DeletedEntry, Enclosure, Feed, FeedEntry, Walk, latest

ATOM = {
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "fh": "http://purl.org/syndication/history/1.0",
}
SITE = "https://lighthouses.example.org/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2

Entries = Callable[..., FeedEntry]
Feeds = Callable[..., Feed]


def test_a_feed_says_what_rfc_4287_asks_for(entry: Entries, feed: Feeds) -> None:
    root = etree.fromstring(render_atom(feed(entry(1), entry(2))))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    for name in ("id", "title", "updated", "author", "subtitle", "rights"):
        assert len(root.findall(f"a:{name}", ATOM)) == 1
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {
        "self": "https://lighthouses.example.org/feed.atom",
        "alternate": "https://lighthouses.example.org/",
    }
    first = root.find("a:entry", ATOM)
    assert first is not None
    for name in ("id", "title", "updated", "published", "summary", "content"):
        assert len(first.findall(f"a:{name}", ATOM)) == 1
    content = first.find("a:content", ATOM)
    assert content is not None
    assert (content.get("type"), content.text) == ("html", "<p>The lamps are few.</p>")


def test_each_part_of_an_entry_is_read_back(entry: Entries, feed: Feeds) -> None:
    read = feedparser.parse(render_atom(feed(entry(1, authors=("Ada Lamp", "The Panel")))))
    assert not read.bozo
    (seen,) = read.entries
    assert (seen.id, seen.link, seen.title, seen.summary) == (
        "tag:lighthouses.example.org,2021-01-04:posts/1",
        "https://lighthouses.example.org/post-1/",
        "Post 1",
        "One sentence.",
    )
    assert [author.name for author in seen.authors] == ["Ada Lamp", "The Panel"]
    assert [tag.term for tag in seen.tags] == ["Blog", "Lamps"]
    assert (seen.published, seen.updated) == ("2021-02-03T09:30:00+00:00", "2021-02-04T10:00:00+00:00")
    assert (read.feed.updated, read.feed.language) == ("2021-02-04T10:00:00+00:00", "en-GB")


def links(element: etree._Element) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.findall("a:link", ATOM)]


def test_an_entry_says_what_it_is_gathered_under_and_which_files_belong_to_it(entry: Entries, feed: Feeds) -> None:
    picture = Enclosure(address=f"{SITE}lamp.png", length=0, media_type="image/png", title="A lamp")
    plain = Enclosure(address=f"{SITE}plan.pdf", length=12, media_type="application/pdf")
    data = render_atom(feed(entry(1, enclosures=(picture, plain))))
    element = etree.fromstring(data).find("a:entry", ATOM)
    assert element is not None
    assert [dict(category.attrib) for category in element.findall("a:category", ATOM)] == [
        {"term": "Blog"},
        {"term": "Lamps", "scheme": f"{SITE}news/topic/"},
    ]
    assert links(element) == [
        {"rel": "alternate", "type": "text/html", "href": f"{SITE}post-1/"},
        {"rel": "enclosure", "type": "image/png", "length": "0", "title": "A lamp", "href": f"{SITE}lamp.png"},
        {"rel": "enclosure", "type": "application/pdf", "length": "12", "href": f"{SITE}plan.pdf"},
    ]


def test_an_entry_says_its_own_rights_and_language(entry: Entries, feed: Feeds) -> None:
    own, other = etree.fromstring(render_atom(feed(entry(1, rights="The harbour’s", language="cy"), entry(2)))).findall(
        "a:entry", ATOM
    )
    assert (own.findtext("a:rights", namespaces=ATOM), own.get(LANG)) == ("The harbour’s", "cy")
    assert (other.find("a:rights", ATOM), other.get(LANG)) == (None, None)


def test_a_feed_leaves_out_what_it_has_not(feed: Feeds) -> None:
    root = etree.fromstring(render_atom(feed(subtitle="", rights="")))
    assert root.find("a:subtitle", ATOM) is None
    assert root.find("a:rights", ATOM) is None


def test_a_feed_leads_to_its_hub_and_to_earlier_entries(entry: Entries, feed: Feeds) -> None:
    walk = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}feed/3.atom")
    root = etree.fromstring(render_atom(feed(entry(), hub="https://hub.example/", walk=walk)))
    assert links(root)[2:] == [
        {"rel": "hub", "href": "https://hub.example/"},
        {"rel": "prev-archive", "type": "application/atom+xml", "href": f"{SITE}feed/3.atom"},
    ]
    assert root.find("fh:archive", ATOM) is None


def test_an_archive_says_so_and_leads_both_ways(entry: Entries, feed: Feeds) -> None:
    walk = Walk(current=f"{SITE}feed.atom", previous=f"{SITE}3", following=f"{SITE}feed/5.atom", archive=True)
    own = {"atom": f"{SITE}feed/4.atom"}
    root = etree.fromstring(render_atom(feed(entry(), addresses=own, walk=walk)))
    assert {link["rel"]: (link["href"], link.get("type", "")) for link in links(root)[1:]} == {
        "self": (f"{SITE}feed/4.atom", "application/atom+xml"),
        "prev-archive": (f"{SITE}3", ""),
        "next-archive": (f"{SITE}feed/5.atom", "application/atom+xml"),
        "current": (f"{SITE}feed.atom", "application/atom+xml"),
    }
    assert root.find("fh:archive", ATOM) is not None
    first = etree.fromstring(render_atom(feed(entry(), addresses=own, walk=replace(walk, previous=""))))
    assert "prev-archive" not in {link["rel"] for link in links(first)}


def test_a_withdrawn_entry_is_told_before_the_entries(entry: Entries, feed: Feeds) -> None:
    gone = DeletedEntry(
        id="tag:x", address=f"{SITE}gone/", when=datetime(2021, 7, 1, tzinfo=UTC), reason="Wrong & <late>"
    )
    data = render_atom(feed(entry(), deleted=(gone,)))
    root = etree.fromstring(data)
    tombstone = root.find("at:deleted-entry", ATOM)
    assert tombstone is not None
    assert dict(tombstone.attrib) == {"ref": "tag:x", "when": "2021-07-01T01:00:00+01:00"}
    assert tombstone.findtext("at:comment", namespaces=ATOM) == "Wrong & <late>"
    assert [link["href"] for link in links(tombstone)] == [f"{SITE}gone/"]
    assert list(root).index(tombstone) == len(root) - 2
    read = feedparser.parse(data)
    assert (read.feed.link, [seen.id for seen in read.entries]) == (SITE, [entry().id])


def test_a_time_is_written_with_londons_offset(entry: Entries, feed: Feeds) -> None:
    summer = datetime(2021, 6, 30, 23, 30, tzinfo=UTC)
    read = feedparser.parse(render_atom(feed(entry(published=summer))))
    assert read.entries[0].published == "2021-07-01T00:30:00+01:00"


def test_an_empty_feed_dates_from_the_day_the_site_began(feed: Feeds) -> None:
    read = feedparser.parse(render_atom(feed()))
    assert not read.bozo
    assert (read.feed.updated, read.entries) == ("2021-01-04T00:00:00+00:00", [])


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "&",
                "]]>",
                "&amp;",
                "&#0;",
                '"',
                "'",
                "<!--",
                "<?",
                "\r",
                "\n",
                "\x00",
                "\x0b",
                "\ufffe",
                "é",
                "😀",
            ]
        ),
        max_size=12,
    ).map("".join),
)


def is_left_alone(text: str) -> bool:
    """Whether feedparser reads a text as it is: it mends UTF-8 that was taken for Latin-1."""
    try:
        return text.encode("latin-1").decode("utf-8") == text
    except UnicodeError:
        return True


# feedparser mends characters 128 to 159 as well, which XML allows and no source of ours may hold.
TEXTS = HOSTILE.map(lambda text: re.sub("[\x80-\x9f]", "", text)).filter(is_left_alone)
NAMES = (
    st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=20)
).filter(is_left_alone)


@given(title=TEXTS, summary=TEXTS, content=TEXTS, name=NAMES)
@example(title="<b>bold</b> & ]]> \x00", summary="&lt;", content="<p>a\r\nb</p>", name="<&>\"'")
@settings(deadline=None, max_examples=200)
def test_whatever_stands_in_an_entry_is_read_back(
    entry: Entries, feed: Feeds, title: str, summary: str, content: str, name: str
) -> None:
    written = entry(
        1,
        id=f"tag:lighthouses.example.org,2021-01-04:{name}",
        title=title,
        summary=summary,
        content=f"<p>{content}</p>",
    )
    read = feedparser.parse(render_atom(feed(written, entry(2))), sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo
    assert [seen.id for seen in read.entries] == [written.id, entry(2).id]
    seen = read.entries[0]
    assert seen.title == UNWRITABLE.sub("\ufffd", title).strip()
    assert seen.summary == UNWRITABLE.sub("\ufffd", summary).strip()
    assert seen.content[0].value == UNWRITABLE.sub("\ufffd", written.content)


@given(title=TEXTS, content=TEXTS, count=st.integers(0, 5))
@settings(deadline=None)
def test_two_renders_give_the_same_bytes(entry: Entries, feed: Feeds, title: str, content: str, count: int) -> None:
    one = feed(*(entry(number, title=title, content=content) for number in range(count)))
    other = feed(*(entry(number, title=title, content=content) for number in range(count)))
    assert render_atom(one) == render_atom(other)


TIMES = st.datetimes(datetime(2021, 1, 1), datetime(2021, 1, 3), timezones=st.just(UTC))  # noqa: DTZ001 - a bound


@given(
    times=st.lists(st.one_of(TIMES, st.just(datetime(2021, 1, 2, tzinfo=UTC))), max_size=12),
    limit=st.integers(0, 15),
    data=st.data(),
)
@settings(deadline=None)
def test_the_latest_are_the_newest_in_an_order_of_their_own(
    entry: Entries, times: list[datetime], limit: int, data: st.DataObject
) -> None:
    entries = [entry(number, published=time) for number, time in enumerate(times)]
    chosen = latest(tuple(entries), limit)
    assert len(chosen) == min(limit, len(entries))
    assert chosen == latest(tuple(data.draw(st.permutations(entries))), limit)
    left = [one for one in entries if one not in chosen]
    assert all(one.published >= two.published for one in chosen for two in left)
    assert [one.published for one in chosen] == sorted((one.published for one in chosen), reverse=True)
