"""The feed of the real site as a feed reader sees it, and the plugin alone on a foreign site."""

import re
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from review_site.content.library import read_library

ROOT = Path(__file__).parent.parent.parent
FOREIGN = """site_name: A foreign site
site_url: https://foreign.example.org/docs/
theme: mkdocs
plugins: [update-feed]
"""


def build_foreign(folder: Path, config: str, **pages: str) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, text in ({"index": "# Home\n\nNo date here.\n"} | pages).items():
        (folder / f"docs/{name}.md").write_text(text, encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    return folder / "site"


def test_the_feed_holds_every_post_whole(built_site: Path) -> None:
    feed = feedparser.parse((built_site / "feed.atom").read_bytes())
    posts = read_library(ROOT / "content", ROOT / "docs").posts
    assert feed.bozo == 0
    assert [entry.id for entry in feed.entries] == [post.entry.id for post in posts]
    for entry, post in zip(feed.entries, posts, strict=True):
        last = re.findall(r"[\w’']+", post.source.body.rpartition("](")[0] or post.source.body)[-1]
        assert last in entry.content[0].value
        assert entry.title == post.entry.title
        assert entry.author == "Rebuilt website of the care review"
        assert "Our summary" in entry.content[0].value


def test_no_address_of_the_feed_is_relative(built_site: Path) -> None:
    text = (built_site / "feed.atom").read_text(encoding="utf-8").replace("&lt;", "<").replace("&gt;", ">")
    addresses = re.findall(r'(?:href|src)=(?:"|&quot;)([^"&]+)', text)
    assert len(addresses) > 50
    assert [address for address in addresses if not address.startswith(("https://", "mailto:"))] == []


def test_every_page_names_the_feed(built_site: Path) -> None:
    link = '<link rel="alternate" type="application/atom+xml" title="Independent Review of Children&#x27;s Social Care"'
    assert all(
        page.read_text(encoding="utf-8").count(link) == 1
        for page in built_site.rglob("*.html")
        if page.name != "404.html"
    )


def test_alone_on_a_foreign_site(tmp_path: Path) -> None:
    dated = "---\ndate: 2024-05-06\n---\n\n# Spring\n\nSee [home](index.md) and [out](//example.org/).\n"
    site = build_foreign(tmp_path / "foreign", FOREIGN, spring=dated)
    feed = feedparser.parse((site / "feed.atom").read_bytes())
    (entry,) = feed.entries
    assert (feed.bozo, feed.feed.title, entry.title) == (0, "A foreign site", "Spring")
    assert entry.link == entry.id == "https://foreign.example.org/docs/spring/"
    assert entry.published == "2024-05-06T00:00:00+01:00"
    assert 'href="https://foreign.example.org/docs/"' in entry.content[0].value
    assert "application/atom+xml" in (site / "index.html").read_text(encoding="utf-8")


def test_a_feed_without_entries_is_still_a_feed(tmp_path: Path) -> None:
    feed = feedparser.parse((build_foreign(tmp_path / "foreign", FOREIGN) / "feed.atom").read_bytes())
    assert (feed.bozo, feed.entries, feed.feed.updated) == (0, [], "1970-01-01T01:00:00+01:00")


def test_two_pages_with_one_id_stop_the_build(tmp_path: Path) -> None:
    page = "---\ndate: 2024-05-06\nid: tag:x,2024:same\n---\n\n# One\n\nWords.\n"
    with pytest.raises(Abort, match="tag:x,2024:same stands twice"):
        build_foreign(tmp_path / "foreign", FOREIGN, one=page, two=page)


def test_a_date_that_is_none_is_told_with_its_page(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        build_foreign(tmp_path / "foreign", FOREIGN, one="---\ndate: soon\n---\n\n# One\n\nWords.\n")
    assert "one.md: date: “soon” is not a date (write it as 2021-11-26)" in caplog.text


def test_a_site_without_an_address_is_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        build_foreign(tmp_path / "foreign", "site_name: X\ntheme: mkdocs\nplugins: [update-feed]\n")
    assert "mkdocs.yml has no site_url (add one" in caplog.text


def test_a_draft_is_in_no_feed(site: Callable[..., Path]) -> None:
    feed = feedparser.parse((site() / "feed.atom").read_bytes())
    library = read_library(ROOT / "tests/example/content", ROOT / "tests/example/docs")
    ready = [post.entry.id for post in library.posts if post.entry.status == "ready" and "2099" not in post.source.path]
    assert [entry.id for entry in feed.entries] == ready
