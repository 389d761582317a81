"""A site of somebody else's for tests: laid out, built with `update-feed` alone, and its feeds read back."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree
from mkdocs.commands.build import build
from mkdocs.config import load_config

from review_site.feed.model import Feed, Form
from review_site.feed.readback import verify_feed
from review_site.plugins import feed_writing
from review_site.problems import Problem
from review_site.workers import CORES

ROOT = "https://foreign.example.org/docs/"
CONFIG = f"site_name: A foreign site\nsite_url: {ROOT}\ntheme: mkdocs\nplugins:\n  - update-feed:\n"
HOME = "# Home\n\nNo date here.\n"
Read = feedparser.FeedParserDict
Judged = dict[tuple[str, Form], tuple[Feed, bool]]


def config(*options: str, more: str = "") -> str:
    """Return mkdocs.yml with options of `update-feed`, and other lines."""
    return CONFIG + "".join(f"      {option}\n" for option in options) + more


def dated(title: str = "Spring", date: str = "2024-05-06", more: str = "", body: str = "Words.") -> str:
    """Return a page that carries a date; `more` is further lines of front matter."""
    return f"---\ndate: {date}\n{more}---\n\n# {title}\n\n{body}\n"


def lay_foreign(folder: Path, config: str = CONFIG, **pages: str) -> Path:
    """Lay out a site; `__` in the name of a page stands for a slash."""
    (folder / "mkdocs.yml").parent.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, text in ({"index": HOME} | pages).items():
        file = folder / f"docs/{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def build_laid(folder: Path) -> Path:
    """Build a site as MkDocs does, under strict rules."""
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    return folder / "site"


def build_foreign(folder: Path, config: str = CONFIG, **pages: str) -> Path:
    """Lay out a site and build it."""
    return build_laid(lay_foreign(folder, config, **pages))


def read(file: Path) -> Read:
    """Read a feed back with feedparser, which is told to mend nothing."""
    feed = feedparser.parse(file.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.bozo_exception
    return feed


def read_json(file: Path) -> dict[str, Any]:
    """Read a JSON Feed."""
    feed: dict[str, Any] = json.loads(file.read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    return feed


def titles(file: Path) -> list[str]:
    """Return the titles of a feed's entries, in their order."""
    return [entry.title for entry in read(file).entries]


def feeds_in(site: Path) -> dict[str, bytes]:
    """Return every file of feeds by its place on the site."""
    endings = ("*.atom", "*.rss", "*.opml", "feed.json", "feed.css")
    found = (file for ending in endings for file in site.rglob(ending))
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in found}


def has_schema(file: Path) -> bool:
    """Tell whether an Atom document is as the schema of RFC 4287 has it."""
    schema = etree.RelaxNG(etree.fromstring((files("review_site.feed") / "schema/atom.rng").read_bytes()))
    return bool(schema.validate(etree.parse(file)))


def judged(monkeypatch: pytest.MonkeyPatch) -> Judged:
    """Note each document that a build has judged, with the feed that it should be, and how deep it was judged."""
    noted: Judged = {}

    def verify(data: bytes, feed: Feed, form: Form, path: str, *, deep: bool, outside: bool) -> list[Problem]:
        noted[path, form] = (feed, deep)
        return verify_feed(data, feed, form, path, deep=deep, outside=outside)

    monkeypatch.setattr(feed_writing, "verify_feed", verify)
    monkeypatch.setenv(CORES, "1")
    return noted
