"""Lists with feeds of their own, entries that other plugins give, what was withdrawn, and earlier entries."""

from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml import etree
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from tests.foreign import ROOT, build_foreign, config, dated, feeds_in, has_schema, judged, lay_foreign, read, read_json

STONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
NEWS = "---\nfeed: /news/\nfeed_title: All news\nfeed_group: By kind\n---\n\n# News\n"
LAMPS = "---\nfeed: /topic/lamps/\n---\n\n# Lamps\n"
WITHDRAWN = "feed_deleted: {when: 2024-06-01, reason: It named a ship.}"
GONE = f"---\ndate: 2024-05-07\nfeeds: [/news/]\n{WITHDRAWN}\n---\n\n# Gone\n"


def ids(file: Path) -> list[str]:
    return [entry.id.removeprefix("tag:foreign.example.org,2024:") for entry in read(file).entries]


def stopped(folder: Path, **pages: str) -> str:
    with pytest.raises(Abort) as stop:
        build_foreign(folder, **pages)
    return str(stop.value).partition("\n")[2]


def with_meta(folder: Path, meta: dict[str, Any], **pages: str) -> Path:
    """Build a site in which another plugin adds to the front matter of page `other`."""

    class Another(BasePlugin):
        def on_page_markdown(self, markdown: str, page: Any, **_: object) -> None:
            if page.file.src_uri == "other.md":
                page.meta |= meta

    lay_foreign(folder, **{"other": "# Other\n\nIts words.\n"} | pages)
    loaded = load_config(str(folder / "mkdocs.yml"))
    loaded.plugins["another"] = Another()
    build(loaded)
    return folder / "site"


def test_a_list_has_feeds_beside_it_and_names_them_first(tmp_path: Path) -> None:
    pages = {
        "a": dated("A", more="feeds: [/news/, /topic/lamps/]\n"),
        "b": dated("B", "2024-05-07", "feeds: /news/\n"),
        "c": dated("C", "2024-05-08"),
        "news": NEWS,
        "topic__lamps": LAMPS,
    }
    site = build_foreign(tmp_path, **pages)
    assert ids(site / "feed.atom") == ["c", "b", "a"]
    assert ids(site / "news/feed.atom") == ids(site / "news/feed.rss") == ["b", "a"]
    assert [item["title"] for item in read_json(site / "topic/lamps/feed.json")["items"]] == ["A"]
    feed = read(site / "news/feed.atom").feed
    assert (feed.title, feed.link) == ("A foreign site: All news", f"{ROOT}news/")
    assert feed.id != read(site / "feed.atom").feed.id
    links = lxml.html.parse(site / "news/index.html").findall(".//head/link[@rel='alternate']")
    assert [link.get("href").removeprefix(ROOT) for link in links] == [
        *("news/feed.atom", "news/feed.rss", "news/feed.json"),
        *("feed.atom", "feed.rss", "feed.json"),
    ]
    assert links[0].get("title") == "A foreign site: All news"
    assert len(lxml.html.parse(site / "a/index.html").findall(".//head/link[@rel='alternate']")) == 3


def test_a_list_without_entries_has_valid_feeds(tmp_path: Path) -> None:
    site = build_foreign(tmp_path, news=NEWS)
    assert read(site / "news/feed.atom").entries == read(site / "news/feed.rss").entries == []
    assert has_schema(site / "news/feed.atom")


def test_lists_have_ids_below_that_of_the_site(tmp_path: Path) -> None:
    site = build_foreign(tmp_path, config("tag: 'example.org,2020'"), news=NEWS, topic__lamps=LAMPS)
    assert read(site / "topic/lamps/feed.atom").feed.id == "tag:example.org,2020:feed:topic/lamps"
    site = build_foreign(tmp_path / "named", config("id: 'tag:a.example,2020:all'"), news=NEWS)
    assert read(site / "news/feed.atom").feed.id == "tag:a.example,2020:all:news"


def test_addresses_of_lists_hold_without_directories(tmp_path: Path) -> None:
    site = build_foreign(tmp_path, config(more="use_directory_urls: false\n"), news=NEWS)
    assert read(site / "news/feed.atom").feed.link == f"{ROOT}news.html"


def test_all_feeds_are_listed_for_import_by_group_where_there_are_several(tmp_path: Path) -> None:
    alone = build_foreign(tmp_path / "alone", a=dated())
    assert "feeds.opml" not in feeds_in(alone)
    site = build_foreign(tmp_path / "several", a=dated(), news=NEWS, topic__lamps=LAMPS)
    opml = etree.parse(site / "feeds.opml").getroot()
    top = opml.findall("body/outline")
    assert [(one.get("xmlUrl"), one.get("htmlUrl")) for one in top[:2]] == [
        (f"{ROOT}feed.atom", ROOT),
        (f"{ROOT}topic/lamps/feed.atom", f"{ROOT}topic/lamps/"),
    ]
    assert top[2].get("text") == "By kind"
    assert [one.get("xmlUrl") for one in top[2]] == [f"{ROOT}news/feed.atom"]
    assert opml.findtext("head/dateModified") == "Mon, 06 May 2024 00:00:00 +0100"
    other = build_foreign(tmp_path / "other", config("opml: lists/all.opml", "forms: [json]"), news=NEWS)
    assert etree.parse(other / "lists/all.opml").find(".//outline").get("xmlUrl") == f"{ROOT}feed.json"


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (
            "feed: news",
            "docs/list.md:2: feed: “news” is not an address below the root (write the address of the list: ",
        ),
        ("feed: /", "docs/list.md:2: feed: “/” is not an address below the root (write the address of the list: "),
        ("feed: /../news/", "docs/list.md:2: feed: “/../news/” is not an address below the root (write the address"),
        ("feed: [1]", "docs/list.md:2: feed: “[1]” is not an address below the root (write the address of the list: "),
        ("feed: /news/", "docs/news.md:2: feed: “/news/” is the name of another list as well (give each list a name"),
    ],
)
def test_a_list_that_cannot_have_a_feed_is_told(tmp_path: Path, first: str, told: str) -> None:
    assert stopped(tmp_path, list=f"---\n{first}\n---\n", news=NEWS).startswith(told)


def test_entries_of_another_plugin_stand_in_place_of_the_page(tmp_path: Path) -> None:
    given = [
        {
            "id": "tag:foreign.example.org,2024:whole",
            "title": "A & <b> in all",
            "date": "2024-05-06",
            "updated": "2024-05-07",
            "description": "Of it.",
            "authors": ["Ada"],
            "tags": ["plain", {"term": "Speech", "scheme": "tag:foreign.example.org,2024:kinds"}],
            "preface": ["Dated & warned.", Markup('<a href="help/">Help</a>')],
            "html": None,
            "feeds": ("/news/", "/nowhere/"),
            "language": "en",
            "rights": "OGL",
        },
        {
            "id": "tag:foreign.example.org,2024:part",
            "title": "Part",
            "date": "2024-05-05",
            "html": Markup('<p>Told <a href="/docs/x/">so</a>.</p>'),
            "anchor": "#part",
            "language": "cy",
        },
    ]
    site = with_meta(tmp_path, {"date": "2020-01-01", "feed_entries": given}, news=NEWS)
    whole, part = read(site / "feed.atom").entries
    assert (whole.id, whole.title, whole.link) == (given[0]["id"], "A & <b> in all", f"{ROOT}other/")
    assert whole.content[0].value == (
        "<p><em>Dated &amp; warned.</em></p>"
        f'<p><em><a href="{ROOT}other/help/">Help</a></em></p><h1 id="other">Other</h1>\n<p>Its words.</p>'
    )
    assert [(tag.term, tag.scheme) for tag in whole.tags] == [
        ("plain", None),
        ("Speech", "tag:foreign.example.org,2024:kinds"),
    ]
    assert (whole.summary, whole.rights, whole.author) == ("Of it.", "OGL", "Ada")
    assert (whole.content[0].language, part.content[0].language) == ("en", "cy")
    assert (part.link, part.summary, part.author) == (f"{ROOT}other/#part", "Told so.", "A foreign site")
    assert part.content[0].value == '<p>Told <a href="https://foreign.example.org/docs/x/">so</a>.</p>'
    assert ids(site / "news/feed.atom") == ["whole"]


def test_a_page_whose_plugin_gives_no_entries_has_none(tmp_path: Path) -> None:
    site = with_meta(tmp_path, {"date": "2020-01-01", "feed_entries": []}, a=dated("A"))
    assert ids(site / "feed.atom") == ["a"]


def test_mistakes_in_given_entries_are_told_with_their_number(tmp_path: Path) -> None:
    page = (
        "---\nfeed_entries:\n  - x\n  - {id: 'tag:x,2024:a', title: A}\n  - {id: a, title: A, date: 2024-01-01}\n"
        "  - {id: 'tag:x,2024:b', title: B, date: 2024-01-01, tag: b}\n"
        "  - {id: 'tag:x,2024:c', title: C, date: 2024-01-01, feeds: [c]}\n---\n"
    )
    assert stopped(tmp_path, log=page, other="---\nfeed_entries: all\n---\n").splitlines() == [
        "docs/log.md:2: feed_entries 1: entry: is not a mapping (give it the keys id, title, date)",
        "docs/log.md:2: feed_entries 2: date: is missing (each entry has id, title, date)",
        "docs/log.md:2: feed_entries 3: id: “a” is not a full address "
        "(write tag:example.org,2021:spring, with your host and year)",
        "docs/log.md:2: feed_entries 4: tag: is not a key of an entry (did you mean tags?)",
        "docs/log.md:2: feed_entries 5: feeds: “c” is not the address of a list "
        "(write it from the root of the site: /news/)",
        "docs/other.md:2: feed_entries: is not a list (begin each entry with “- id:”)",
    ]


def test_an_entry_may_stand_in_lists_alone(tmp_path: Path) -> None:
    own = {"title": "A", "date": "2024-01-02", "feeds": ["/news/"]}
    given = [
        {**own, "id": "tag:foreign.example.org,2024:both", "lists_only": False},
        {**own, "id": "tag:foreign.example.org,2024:list", "lists_only": True, "date": "2024-01-01"},
    ]
    site = with_meta(tmp_path, {"feed_entries": given}, news=NEWS)
    for form in ("atom", "rss"):
        assert ids(site / f"feed.{form}") == ["both"]
        assert ids(site / f"news/feed.{form}") == ["both", "list"]
    assert [item["id"].rpartition(":")[2] for item in read_json(site / "feed.json")["items"]] == ["both"]
    assert len(read_json(site / "news/feed.json")["items"]) == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            "lists_only: true",
            "feed_entries 1: lists_only: the entry would stand in no feed (name its lists under feeds",
        ),
        ("feeds: [/news/], lists_only: soon", "feed_entries 1: lists_only: is neither true nor false (write true, or"),
        (
            "feeds: [/olds/], lists_only: true",
            "feeds: no page is the list /olds/ (add a line `feed: /olds/` to the page",
        ),
    ],
)
def test_an_entry_that_would_stand_in_no_feed_is_told(tmp_path: Path, more: str, told: str) -> None:
    page = f"---\nfeed_entries:\n  - {{id: 'tag:x,2024:a', title: A, date: 2024-01-01, {more}}}\n---\n"
    (line,) = stopped(tmp_path, log=page, news=NEWS).splitlines()
    assert told in line


def test_what_was_withdrawn_leaves_a_stone_in_each_of_its_feeds(tmp_path: Path) -> None:
    site = build_foreign(tmp_path, a=dated("A", more="feeds: /news/\n"), gone=GONE, news=NEWS, topic__lamps=LAMPS)
    for feed in ("feed", "news/feed"):
        (stone,) = etree.parse(site / f"{feed}.atom").getroot().findall(STONE)
        assert (stone.get("ref"), stone.get("when")) == (
            "tag:foreign.example.org,2024:gone",
            "2024-06-01T00:00:00+01:00",
        )
        assert "It named a ship." in "".join(stone.itertext())
        assert f'href="{ROOT}gone/"' in etree.tostring(stone, encoding="unicode")
        assert ids(site / f"{feed}.atom") == ["a"]
        (told,) = read_json(site / f"{feed}.json")["_atom"]["deleted"]
        assert told["ref"] == stone.get("ref")
        assert b"deleted-entry" in (site / f"{feed}.rss").read_bytes()
    assert b"deleted-entry" not in (site / "topic/lamps/feed.atom").read_bytes()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("date: 2024-01-01\nfeed_deleted: yes", "feed_deleted: does not say when and why (write two lines below it"),
        ("date: 2024-01-01\nfeed_deleted: {when: 2024-01-02}", "feed_deleted: does not say when and why (write two"),
        ("feed_deleted: {when: 2024-01-02, reason: R}", "feed_deleted: does not say what was withdrawn (keep the date"),
        ("date: 2024-01-01\nfeed_deleted: {when: soon, reason: R}", "feed_deleted: when: “soon” is not a date (write"),
        ("feed_deleted: {when: 2024-01-02, reason: R, id: x}", "id: “x” is not a full address (write tag:"),
        ("feed_deleted: {when: 2024-01-02, reason: R, id: 'tag:foreign.example.org,2024:a'}", "id: tag:foreign."),
    ],
)
def test_a_withdrawal_that_does_not_say_enough_is_told(tmp_path: Path, lines: str, told: str) -> None:
    assert f": {told}" in stopped(tmp_path, a=dated("A"), gone=f"---\n{lines}\n---\n")


def test_a_walk_from_the_feed_meets_every_entry_once(tmp_path: Path) -> None:
    pages = {f"p{number}": dated(str(number), f"2024-05-{number:02}", "feeds: /news/\n") for number in range(1, 24)}
    pages["p3"] = dated("3", "2024-05-03", "feeds: /news/\nupdated: 2024-06-01\n")
    site = build_foreign(tmp_path / "a", config("limit: 5"), news=NEWS, **pages)
    met, place, walked = [], "feed.atom", 0
    while place:
        feed = read(site / place)
        assert has_schema(site / place)
        met += [entry.title for entry in feed.entries]
        place = next((one.href.removeprefix(ROOT) for one in feed.feed.links if one.rel == "prev-archive"), "")
        walked += 1
    assert sorted(met, key=int) == [str(number) for number in range(1, 24)]
    assert met[:5] == ["3", "23", "22", "21", "20"]
    assert walked == 5
    assert len(read_json(site / "feed.json")["items"]) == len(read(site / "feed.rss").entries) == 5
    assert not (site / "news/feed").exists()
    without = build_foreign(tmp_path / "b", config("limit: 5", "history: false"), **pages, news=NEWS)
    assert not (without / "feed").exists()
    assert b"prev-archive" not in (without / "feed.atom").read_bytes()


def test_a_site_that_is_complete_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = build_foreign(tmp_path, config(more="extra: {feed_complete: true}\n"), a=dated())
    assert read_json(site / "feed.json")["expired"] is True
    assert "It is complete" in (site / "feed.atom").read_text()
    assert "expired" not in read_json(build_foreign(tmp_path / "other", a=dated()) / "feed.json")


def test_an_entry_is_the_same_in_every_feed_and_rendered_once_a_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = judged(monkeypatch)
    pages = {f"p{day}": dated(str(day), f"2024-05-{day:02}", "feeds: [/news/, /topic/lamps/]\n") for day in range(1, 4)}
    build_foreign(tmp_path, news=NEWS, topic__lamps=LAMPS, **pages)
    entries = [{id(entry) for entry in feed.entries} for feed, _ in noted.values()]
    assert len(entries) == 9
    assert all(one == entries[0] for one in entries)
