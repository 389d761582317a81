"""Posts of Material's blog plugin as entries: their dates, authors and categories; what is no post is none."""

import json
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.foreign import ROOT, build_laid, dated, has_schema, judged, lay_foreign, read, read_json

from review_site.feed.readback import verify_feed

CONFIG = f"""site_name: Keepers
site_url: {ROOT}
theme:
  name: material
  language: en
plugins:
  - blog:
      pagination_per_page: 1
  - tags
  - update-feed:
      tag: foreign.example.org,2020
markdown_extensions:
  - toc:
      permalink: true
"""
AUTHORS = """authors:
  ada:
    name: Ada Lamp
    description: Keeper
    avatar: https://example.org/ada.png
  bo:
    name: Bo Rock
    description: Boatman
    avatar: https://example.org/bo.png
"""
FIRST = """date:
  created: 2024-05-06
  updated: 2024-05-09
"""
PAGES = {
    "blog__index": "---\ndate: 2024-05-20\n---\n\n# Blog\n",
    "blog__posts__first": f"---\n{FIRST}authors: [ada, bo]\ncategories: [News]\ntags: [light]\n---\n\n"
    "# First light & after\n\nThe lamp is lit.\n\n<!-- more -->\n\n## Below\n\nMore of it.\n",
    "blog__posts__second": dated("Second", "2024-05-08 10:30:00", "authors: [ada]\ncategories: [Sea]\nslug: two\n"),
    "blog__posts__draft": dated("Draft", "2024-05-10", "draft: true\n"),
    "blog__posts__future": dated("Future", "2024-06-02"),
    "plain": dated("Plain", "2024-05-01", "authors: [bo, Someone Else]\n"),
}


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with two posts that are out, a draft, a post to come, and a plain page, on 1 June 2024."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    lay_foreign(tmp_path, CONFIG, **PAGES)
    (tmp_path / "docs/blog/.authors.yml").write_text(AUTHORS)
    return tmp_path


def test_posts_are_entries_with_names_dates_and_categories(blog: Path) -> None:
    site = build_laid(blog)
    first, second, plain = read(site / "feed.atom").entries
    assert [entry.title for entry in (first, second, plain)] == ["First light & after", "Second", "Plain"]
    assert [entry.link.removeprefix(ROOT) for entry in (first, second, plain)] == [
        "blog/2024/05/06/first-light--after/",
        "blog/2024/05/08/two/",
        "plain/",
    ]
    assert [entry.id for entry in (first, second, plain)] == [
        "tag:foreign.example.org,2020:blog/posts/first",
        "tag:foreign.example.org,2020:blog/posts/second",
        "tag:foreign.example.org,2020:plain",
    ]
    assert second.published == second.updated == "2024-05-08T11:30:00+01:00"
    assert (first.published, first.updated) == ("2024-05-06T00:00:00+01:00", "2024-05-09T00:00:00+01:00")
    names = [[author.name for author in entry.authors] for entry in (first, second, plain)]
    assert names == [["Ada Lamp", "Bo Rock"], ["Ada Lamp"], ["Bo Rock", "Someone Else"]]
    assert [(tag.term, tag.scheme) for tag in first.tags] == [
        ("News", "tag:foreign.example.org,2020:categories"),
        ("light", "tag:foreign.example.org,2020:tags"),
    ]
    assert first.summary == "The lamp is lit."
    assert "More of it." in first.content[0].value
    assert "¶" not in first.content[0].value
    assert "<h1" not in first.content[0].value


def test_lists_of_a_blog_are_no_entries(blog: Path) -> None:
    site = build_laid(blog)
    made = {file.parent.relative_to(site).as_posix() for file in site.glob("blog/**/index.html")}
    assert made >= {"blog", "blog/page/2", "blog/archive/2024", "blog/category/news"}
    assert len(read(site / "feed.rss").entries) == 3


def test_feeds_of_a_blog_are_valid_to_every_judge(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = judged(monkeypatch)
    site = build_laid(blog)
    assert sorted(place for place, _ in noted) == ["feed.atom", "feed.json", "feed.rss"]
    for (place, form), (feed, deep) in noted.items():
        assert deep
        assert verify_feed((site / place).read_bytes(), feed, form, place) == []
    assert has_schema(site / "feed.atom")
    assert [item["title"] for item in read_json(site / "feed.json")["items"]] == [
        entry.title for entry in read(site / "feed.rss").entries
    ]


def test_a_preview_shows_drafts_and_no_feed_does(blog: Path) -> None:
    for _ in range(2):
        loaded = load_config(str(blog / "mkdocs.yml"))
        loaded.plugins.on_startup(command="serve", dirty=False)
        build(loaded, serve_url="http://127.0.0.1:8000/docs/")
        assert (blog / "site/blog/2024/05/10/draft/index.html").exists()
        assert "Draft" not in json.dumps(read_json(blog / "site/feed.json"))
    loaded.plugins.on_startup(command="build", dirty=False)


def test_it_is_one_whichever_plugin_stands_first(blog: Path) -> None:
    before = (build_laid(blog) / "feed.atom").read_bytes()
    lines = "  - update-feed:\n      tag: foreign.example.org,2020\n"
    settings = CONFIG.replace(lines, "").replace("plugins:\n", f"plugins:\n{lines}")
    (blog / "mkdocs.yml").write_text(settings)
    assert (build_laid(blog) / "feed.atom").read_bytes() == before
