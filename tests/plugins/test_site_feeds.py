"""The feeds of a review's site: what they hold, when they change, and how they are found."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pytest
from lxml import etree
from tests.drawings import draw_post, post_text
from tests.lifecycle.recording import record_all

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.lifecycle.due import as_at
from review_site.lifecycle.told import bring_up_told
from review_site.lifecycle.updates import updates_of
from review_site.plugins.build import build_site

ROOT = Path(__file__).parent.parent.parent
DAY = "2026-11-22"
TAG = "tag:lighthouses.example.org,2021-01-04"
BELLS = f"{TAG}:posts/fog-bells"
MINOR = "updates:\n  - {on: 2021-12-01, note: A letter was mended., minor: true}\n"
ENDINGS = ("*.atom", "*.rss", "feed.json", "*.opml", "*.ics")
Read = feedparser.FeedParserDict


def read(file: Path) -> Read:
    feed = feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    return feed


def walk(site: Path, url: str, start: str) -> list[Read]:
    """Return the entries of a feed and of those before it, as RFC 5005 §4 leads through them."""
    found, path, seen = [], start, set()
    while path:
        assert path not in seen
        seen.add(path)
        feed = read(site / path)
        found += feed.entries
        before = [link.href for link in feed.feed.links if link.rel == "prev-archive"]
        path = before[0].removeprefix(url) if before else ""
    return found


def feeds_in(site: Path) -> dict[str, bytes]:
    files = (file for pattern in ENDINGS for file in site.rglob(pattern))
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Path:
    """The example review with a post that was told to subscribers."""
    laid = lay(draw_post(body="The bell rigns.", more="topics: [rocks]\naudiences: [sailors]"))
    library = read_library(laid / "content", laid / "docs")
    record_all(laid, library, parse_instant("2021-12-31"))
    assert bring_up_told(library, laid / "content", laid / "docs", parse_instant("2021-12-31"))
    return laid


def rewritten(project: Path, more: str = "", today: str = "2021-07-01", body: str = "The bell rings.") -> Path:
    text = post_text(body=body, more=f"topics: [rocks]\naudiences: [sailors]\n{more}")
    (project / "content/blogs/2021-05-01-fog-bells.md").write_text(text, encoding="utf-8")
    return build_site(project, project / "site", today)


def test_the_feed_of_posts_holds_every_post_whole(built_site: Path) -> None:
    feed = read(built_site / "news/feed.atom")
    posts = {post.entry.id: post for post in read_library(ROOT / "content", ROOT / "docs").posts}
    assert {entry.id for entry in feed.entries} == posts.keys()
    for entry in feed.entries:
        post = posts[entry.id]
        last = re.findall(r"[\w’']+", post.source.body.rpartition("](")[0] or post.source.body)[-1]
        assert last in entry.content[0].value
        assert entry.title == post.entry.title
        assert entry.author == "Rebuilt website of the care review"
        assert "Our summary" in entry.content[0].value


def test_the_feed_of_the_site_and_its_history_hold_every_update_once(built_site: Path) -> None:
    instant = parse_instant(DAY)
    library = as_at(read_library(ROOT / "content", ROOT / "docs"), instant)
    entries = walk(built_site, library.review.url, "feed.atom")
    assert sorted(entry.id for entry in entries) == sorted(update.id for update in updates_of(library, instant))
    assert len(read(built_site / "feed.atom").entries) == 50
    assert len(entries) > 80


def test_the_forms_of_a_feed_hold_the_same(built_site: Path) -> None:
    for place in ("", "news/", "news/topic/lived-experience/", "for/carers/"):
        atom, rss = read(built_site / f"{place}feed.atom"), read(built_site / f"{place}feed.rss")
        assert [(one.id, one.title, one.link) for one in atom.entries] == [
            (one.id, one.title, one.link) for one in rss.entries
        ]
        assert [one.content[0].value for one in atom.entries] == [one.content[0].value for one in rss.entries]


def test_what_a_feed_leads_to_on_the_site_is_there(built_site: Path) -> None:
    url = read_library(ROOT / "content", ROOT / "docs").review.url
    anchored = 0
    for feed in (built_site / "feed.atom", built_site / "feed/1.atom"):
        for entry in read(feed).entries:
            path, _, anchor = entry.link.removeprefix(url).partition("#")
            text = (built_site / path / "index.html").read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in text, entry.link
            anchored += bool(anchor)
    assert anchored > 20


def test_a_day_that_is_not_known_is_shown_in_words(built_site: Path) -> None:
    headings = etree.parse(built_site / "news/feed.atom").getroot().iter("{http://www.w3.org/1999/xhtml}h2")
    shown = {"".join(one.itertext()).strip(): one.getparent().findtext("{*}p") for one in headings}
    assert shown["The final word – from the Expert by Experience board"] == "June 2022 (date uncertain)"
    assert shown["Being big hearted about children's social care is not enough"] == "26 November 2021"


def test_a_feed_in_a_browser_leads_to_help_and_away(built_site: Path) -> None:
    page = etree.parse(built_site / "feed.atom").getroot()
    links = {link.text: link.get("href") for link in page.iter("{http://www.w3.org/1999/xhtml}a")}
    review = read_library(ROOT / "content", ROOT / "docs").review
    assert review.exit_page is not None
    assert links["Find support"] == f"{review.url}support/"
    assert links["Exit this page"] == review.exit_page.url
    assert "only corrections to this website are added" in "".join(page.itertext())


def test_no_address_of_a_feed_is_relative(built_site: Path) -> None:
    for file in (*built_site.rglob("*.atom"), *built_site.rglob("*.rss")):
        for entry in read(file).entries:
            for element in lxml.html.fromstring(f"<div>{entry.content[0].value}</div>").iter():
                found = [element.get(name) for name in ("href", "src", "cite", "poster") if name in element.attrib]
                assert all(urlsplit(address).scheme in ("https", "http", "mailto", "tel") for address in found)


def test_every_page_names_the_feed_and_a_list_its_own(built_site: Path) -> None:
    for page in built_site.rglob("*.html"):
        if page.name == "404.html" or "pagefind" in page.parts:
            continue
        links = lxml.html.parse(page).findall(".//link[@rel='alternate']")
        named = {link.get("type"): link.get("href") for link in links}
        assert named.keys() >= {"application/atom+xml", "application/rss+xml", "application/feed+json"}, page
        own = page.parent.relative_to(built_site).as_posix()
        if (page.parent / "feed.atom").exists() and own != ".":
            assert links[0].get("href").endswith(f"/{own}/feed.atom")


@pytest.mark.parametrize("more", ["", "updates:\n  - {on: 2021-06-01, note: A letter was mended., minor: true}\n"])
def test_a_mended_slip_changes_no_byte_of_any_feed(project: Path, more: str) -> None:
    before = feeds_in(rewritten(project, body="The bell rigns."))
    site = rewritten(project, more)
    assert feeds_in(site) == before
    assert "The bell rings." in (site / "fog-bells/index.html").read_text(encoding="utf-8")
    assert any(b"The bell rigns." in data for data in before.values())


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/calls/call-for-sightings.md", "Which rocks did you not see?", "Which rocks did you miss?"),
        ("content/calls/call-for-sightings.md", "40 rocks were named.", "Forty rocks were named."),
        ("content/publications/final-report.yml", "about: ", "about: At last, "),
    ],
)
def test_a_slip_in_a_call_or_a_document_is_mended_without_a_word(project: Path, path: str, old: str, new: str) -> None:
    before = feeds_in(rewritten(project, today="2022-01-01"))
    file = project / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    mended = text.replace(old, new, 1).replace("source:", f"{MINOR}source:", 1)
    file.write_text(mended, encoding="utf-8")
    assert feeds_in(rewritten(project, today="2022-01-01")) == before
    file.write_text(mended.replace(", minor: true", ""), encoding="utf-8")
    assert feeds_in(rewritten(project, today="2022-01-01")) != before


def test_a_major_note_moves_one_entry_and_the_feed(project: Path) -> None:
    before = read(rewritten(project, today="2021-06-10", body="The bell rigns.") / "feed.atom")
    site = rewritten(project, "updates:\n  - {on: 2021-06-05, note: The bell was named.}\n", "2021-06-10")
    after = read(site / "feed.atom")
    moved = {one.id for one in after.entries} - {one.id for one in before.entries}
    old = {one.id: one for one in before.entries}
    changed = [one.id for one in after.entries if one.updated != old[one.id].updated]
    assert (moved, changed) == (set(), [BELLS])
    (entry,) = (one for one in after.entries if one.id == BELLS)
    assert entry.published == old[BELLS].published
    assert after.entries[0].updated == after.feed.updated != before.feed.updated
    assert "The bell was named." in entry.content[0].value
    assert "The bell rings." in entry.content[0].value


def test_builds_a_day_apart_give_the_same_feeds(project: Path) -> None:
    assert feeds_in(rewritten(project, today="2021-07-02")) == feeds_in(rewritten(project, today="2021-07-01"))


def test_what_was_withdrawn_leaves_a_stone_and_nothing_else(project: Path) -> None:
    site = rewritten(project, "withdrawn:\n  on: 2021-06-02\n  reason: A ship was named by mistake.\n", body="Secret.")
    for feed in ("feed.atom", "news/feed.atom", "news/topic/rocks/feed.atom", "for/sailors/feed.atom"):
        root = etree.parse(site / feed).getroot()
        (stone,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        assert (stone.get("ref"), stone.get("when")) == (BELLS, "2021-06-02T00:00:00+01:00")
        assert "A ship was named by mistake." in "".join(stone.itertext())
        assert BELLS not in {entry.id for entry in read(site / feed).entries}
    assert "A ship was named by mistake." in (site / "fog-bells/index.html").read_text(encoding="utf-8")
    assert not any(b"Secret." in data for data in feeds_in(site).values())


def test_a_feed_for_readers_tells_of_calls_and_one_of_posts_does_not(site: Callable[..., Path]) -> None:
    built = site(draw_post(more="topics: [rocks]\naudiences: [sailors]"), "2021-10-01")
    everything = {entry.id for entry in read(built / "for/sailors/feed.atom").entries}
    posts = {entry.id for entry in read(built / "news/for/sailors/feed.atom").entries}
    assert everything - posts >= {f"{TAG}:calls/call-for-sightings/{state}" for state in ("opened", "closed")}
    assert BELLS in everything & posts
    assert not any("/calls/" in one for one in posts)


def test_the_page_on_feeds_leads_to_each_and_the_list_of_them_holds_all(built_site: Path) -> None:
    page = lxml.html.parse(built_site / "subscribe/index.html")
    shown = {(built_site / "subscribe" / link.get("href")).resolve() for link in page.findall(".//main//a[@href]")}
    lists = etree.parse(built_site / "feeds.opml").getroot().iter("outline")
    url = read_library(ROOT / "content", ROOT / "docs").review.url
    listed = {outline.get("xmlUrl").removeprefix(url) for outline in lists if outline.get("xmlUrl")}
    feeds = {file.relative_to(built_site).as_posix() for file in built_site.rglob("feed.atom")}
    assert listed == feeds
    assert {built_site / file for file in feeds} <= shown
    assert built_site / "feeds.opml" in shown
    assert all(read(built_site / file).version == "atom10" for file in listed)
    assert "The review publishes nothing more" in (built_site / "subscribe/index.html").read_text(encoding="utf-8")


def test_the_address_that_wordpress_used_leads_to_the_feed(built_site: Path) -> None:
    page = lxml.html.parse(built_site / "feed/index.html")
    links = {link.get("type"): link.get("href") for link in page.findall(".//link[@rel='alternate']")}
    assert links["application/rss+xml"].endswith("/feed.rss")
    assert [link.get("href") for link in page.findall(".//main//a[@href]")] == ["../feed.rss", "../subscribe/"]


def test_years_have_no_feed_and_later_pages_of_a_list_have_none(built_site: Path) -> None:
    assert (built_site / "news/2021/index.html").exists()
    assert not (built_site / "news/2021/feed.atom").exists()
    assert not list(built_site.glob("news/page/*/feed.*"))


def test_a_draft_is_in_no_feed(site: Callable[..., Path]) -> None:
    library = read_library(ROOT / "tests/example/content", ROOT / "tests/example/docs")
    ready = {post.entry.id for post in library.posts if post.entry.status == "ready" and "2099" not in post.source.path}
    assert {entry.id for entry in read(site() / "news/feed.atom").entries} == ready


def test_each_of_a_thousand_posts_is_met_once_on_the_way_back(lay: Callable[[str], Path]) -> None:
    project = lay("")
    for number in range(1000):
        day = f"{2021 + number // 300}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        text = post_text(f"post-{number}", published=day, more="topics: [rocks]")
        (project / f"content/blogs/{day}-post-{number}.md").write_text(text, encoding="utf-8")
    site = build_site(project, project / "site", "2030-01-01")
    met = [entry.id for entry in walk(site, "https://lighthouses.example.org/", "news/feed.atom")]
    assert len(met) == len(set(met))
    assert set(met) >= {f"{TAG}:posts/post-{number}" for number in range(1000)}
    assert len(read(site / "news/feed.atom").entries) == 50
