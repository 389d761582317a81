"""The options of `update-feed`: mistakes in them, and the page that documents them."""

import re
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.foreign import build_foreign, config, feeds_in, lay_foreign, titles

from review_site.plugins.feed_meta import ENTRY_KEYS
from review_site.plugins.feed_options import UpdateFeedOptions

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "hooks/update-feed.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("path: feed.atom", "path: “feed.atom” has an ending (write feed: each form adds its own)"),
        ("path: /feed", "path: “/feed” is not a place on the site (write feed, or feed below a folder: news/feed)"),
        ("path: ../feed", "path: “../feed” is not a place on the site (write feed, or"),
        ("path: ''", "path: “” is not a place on the site (write feed, or"),
        ("path: news/", "path: “news/” is not a place on the site (write feed, or"),
        ("path: 'a b'", "path: “a b” is not a place on the site (write feed, or"),
        (
            "opml: ../feeds.opml",
            "opml: “../feeds.opml” is not a place on the site (write feeds.opml, or feeds.opml below",
        ),
        ("forms: [atom, jsn]", "forms: “jsn” is not a form of a feed (did you mean json?)"),
        ("forms: []", "forms: names no form (name at least one of: atom, rss, json)"),
        ("limit: 0", "limit: is 0 (write how many entries a feed holds: 50)"),
        ("id: feed", "id: “feed” is not a full address (write tag:example.org,2021:feed, with your own host and year)"),
        ("tag: example.org", "tag: “example.org” is not a host and a date (write example.org,2021: a host that was"),
        ("tag: 'exa mple,2021'", "tag: “exa mple,2021” is not a host and a date (write"),
        ("tag: 'example.org,21'", "tag: “example.org,21” is not a host and a date (write"),
        ("begun: soon", "begun: “soon” is not a date (write it as 2021-11-26)"),
        (
            "include: [/blog/*]",
            "include: “/blog/*” is not a pattern of source files (write it from the docs folder: blog/*",
        ),
        ("guide: subscribe", "guide: “subscribe” is not an address of a page (write it from the root of the site: "),
        ("guide: //example.org/", "guide: “//example.org/” is not an address of a page (write it from the root"),
        (
            "hub: hub.example.org",
            "hub: “hub.example.org” is not a full address (write the address of the hub, beginning",
        ),
    ],
)
def test_a_mistake_in_an_option_stops_the_build_before_anything_is_written(
    tmp_path: Path, option: str, told: str
) -> None:
    with pytest.raises(Abort) as stop:
        build_foreign(tmp_path, config(option))
    assert f"\nmkdocs.yml: update-feed: {told}" in str(stop.value)
    assert not (tmp_path / "site/index.html").exists()


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Abort) as stop:
        build_foreign(tmp_path, config("limit: 0", "path: /feed", "hub: x"))
    assert len(str(stop.value).splitlines()) == 4


def test_a_clock_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(Abort, match="SOURCE_DATE_EPOCH is “yesterday”, not a count of seconds"):
        build_foreign(tmp_path)


def rows_below(heading: str) -> list[tuple[str, str]]:
    """Return the first two columns of the table below a heading of the guide."""
    words = re.sub(r"^```.*?^```", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
    section = words.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \| (.*?) \|", section, re.MULTILINE)


def test_every_option_is_documented_with_its_default() -> None:
    rows = rows_below("Options")
    told = {name: yaml.safe_load(default.strip("`")) if default else None for name, default in rows}
    assert told == {name: option.default for name, option in UpdateFeedOptions._schema}
    assert [name for name, _ in rows] == [name for name, _ in UpdateFeedOptions._schema]


def test_every_key_of_a_given_entry_is_documented() -> None:
    assert [name for name, _ in rows_below("Several entries on one page")] == list(ENTRY_KEYS)


def examples() -> list[tuple[str, str]]:
    """Return the examples of the guide: the language of each, and its text."""
    return re.findall(r"^```(\w+)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", [text for language, text in examples() if language == "yaml" and "site_name" in text])
def test_each_example_of_a_configuration_builds(tmp_path: Path, text: str) -> None:
    pages = [page for language, page in examples() if language == "markdown"]
    lay_foreign(tmp_path, text, **{f"page{number}": page for number, page in enumerate(pages)})
    if "- blog" in text:
        (tmp_path / "docs/blog/posts").mkdir(parents=True)
    build(load_config(str(tmp_path / "mkdocs.yml"), strict=True))
    assert {"feed.atom", "feed.rss", "feed.json", "feed.css", "news/feed.atom", "feeds.opml"} <= feeds_in(
        tmp_path / "site"
    ).keys()
    assert "The lamp is lit" in titles(tmp_path / "site/feed.atom")


def test_every_relative_link_of_the_guide_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", GUIDE)
    assert links
    assert [link for link in links if not (ROOT / "hooks" / link).exists()] == []
