"""Update feed: the dated pages of any MkDocs site become an Atom feed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin

import markupsafe
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from review_site.clock import start_of_day
from review_site.feed.atom import render_atom
from review_site.feed.content import portable
from review_site.feed.model import Feed, FeedEntry, latest
from review_site.feed.readback import verify_atom
from review_site.problems import ProblemsError


class UpdateFeedOptions(base.Config):
    """Options of `update-feed` in mkdocs.yml."""

    path = c.Type(str, default="feed.atom")
    """Where the feed stands on the site."""
    limit = c.Type(int, default=50)
    """How many entries it holds at most, the newest."""
    id = c.Optional(c.Type(str))
    """The feed's own id, a `tag:` address; else its web address."""
    begun = c.Optional(c.Type(str))
    """The day on which the site began: when a feed without entries was last updated; else 1970-01-01."""
    date_key = c.Type(str, default="date")
    """The front matter key that dates a page; a page without it is no entry."""


class UpdateFeed(BasePlugin[UpdateFeedOptions]):
    """Gathers entries as pages are rendered, and writes the feed at the end."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Start an empty feed."""
        if not config.site_url:
            raise PluginError("update-feed: mkdocs.yml has no site_url (add one: a feed needs absolute addresses)")
        self.entries: list[FeedEntry] = []
        self.lists: dict[str, list[FeedEntry]] = {}
        self.titles: dict[str, str] = {}

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Make an entry of a page that carries a date, for the feed and for those of the lists it stands in."""
        if self.config.date_key in page.meta:
            entry = entry_of(page, html, self.config.date_key, config)
            self.entries.append(entry)
            for name in page.meta.get("feeds", ()):
                self.lists.setdefault(name, []).append(entry)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Name the feed in the head of each page, and on a list its own (HTML §4.6.7.1, link type alternate)."""
        links = _discovery(config.site_name, urljoin(config.site_url or "", self.config.path))
        name = page.meta.get("feed")
        if name:
            self.titles[name] = f"{config.site_name}: {page.meta.get('feed_title', page.title)}"
            links = _discovery(self.titles[name], urljoin(config.site_url or "", self.path_of(name))) + links
        return output.replace("</head>", f"{links}</head>", 1)

    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the feed and those of lists, each read back with a reader that shares no code with the writer."""
        feed = feed_of(config, self.config, tuple(self.entries))
        write_feed(Path(config.site_dir), self.config.path, feed)
        for name, title in self.titles.items():
            path = self.path_of(name)
            entries = latest(tuple(self.lists.get(name, ())), self.config.limit)
            address = urljoin(feed.site, path)
            of_list = replace(
                feed,
                id=f"{self.config.id}:{name.strip('/')}" if self.config.id else address,
                title=title,
                address=address,
                site=urljoin(feed.site, name.lstrip("/")),
                entries=entries,
            )
            write_feed(Path(config.site_dir), path, of_list)

    def path_of(self, name: str) -> str:
        """Return where the feed of a list stands: beside the list, under the name of the site's feed."""
        return f"{name.strip('/')}/{PurePosixPath(self.config.path).name}"


def write_feed(site_dir: Path, path: str, feed: Feed) -> None:
    """Write a feed into the finished site.

    Raises:
        Abort: when the feed does not read back as it was meant.
    """
    data = render_atom(feed)
    problems = verify_atom(data, feed, path)
    if problems:
        raise Abort(f"The feed is not right.\n{ProblemsError(problems)}")
    target = site_dir / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def entry_of(page: Page, html: str, date_key: str, config: MkDocsConfig) -> FeedEntry:
    """Return the entry of a dated page; `id`, `description`, `authors`, `tags`, `preface` in front matter are used.

    Lines of `preface` are text; one that another plugin gives as `Markup` is HTML.
    """
    meta = page.meta
    address = page.canonical_url or ""
    published = _instant(meta[date_key], page.file.src_uri)
    preface = "".join(f"<p><em>{markupsafe.escape(line)}</em></p>" for line in meta.get("preface", ()))
    return FeedEntry(
        id=str(meta.get("id", address)),
        title=str(page.title),
        address=address,
        published=published,
        updated=_instant(meta["updated"], page.file.src_uri) if meta.get("updated") else published,
        summary=str(meta.get("description", "")),
        content=portable(preface + html, address),
        authors=tuple(map(str, meta.get("authors", ()))) or (config.site_author or config.site_name,),
        categories=tuple(map(str, meta.get("tags", ()))),
    )


def feed_of(config: MkDocsConfig, options: UpdateFeedOptions, entries: tuple[FeedEntry, ...]) -> Feed:
    """Return the feed of a site from its configuration and entries."""
    site = config.site_url or ""
    address = urljoin(site, options.path)
    return Feed(
        id=options.id or address,
        title=config.site_name,
        subtitle=config.site_description or "",
        address=address,
        site=site,
        language=config.theme.get("language", "en"),
        author=config.site_author or config.site_name,
        rights=config.copyright or "",
        begun=_instant(options.begun or "1970-01-01T00:00:00+00:00", "mkdocs.yml"),
        entries=latest(entries, options.limit),
    )


def _discovery(title: str, address: str) -> str:
    return f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{escape(address)}">\n'


def _instant(value: Any, path: str) -> datetime:
    """Return the instant of a date in front matter: a day is its London midnight, a time without zone is UTC."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value) if len(value) > len("2021-01-01") else date.fromisoformat(value)
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        return start_of_day(value)
    except (ValueError, AttributeError):
        raise PluginError(f"{path}: date: “{value}” is not a date (write it as 2021-11-26)") from None
