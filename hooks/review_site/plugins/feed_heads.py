"""What feeds say of themselves: the main feed from the configuration, those of lists after it."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig

from review_site.character_references import unescape
from review_site.feed.article import plain
from review_site.feed.model import Feed, Form
from review_site.plugins.feed_blogs import blog_authors
from review_site.plugins.feed_dates import read_date
from review_site.plugins.feed_options import UpdateFeedOptions, faults_of, forms_of
from review_site.problems import Problems

_NEVER = "1970-01-01T00:00:00+00:00"
_WORDS: Mapping[Form, str] = {"atom": "Atom", "rss": "RSS", "json": "JSON"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSite:
    """What holds for all feeds of a build: the main feed without entries, the options, the instant (London).

    `docs` is the name of the folder of source files, `authors` are names by the ids that pages may give.
    """

    head: Feed
    options: UpdateFeedOptions
    instant: datetime
    docs: str
    authors: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """A page that lists some of the entries: its name, which is an address on the site, and that of its page in full.

    `group` is the heading above it among all feeds; `history` says that its earlier entries stand in documents too.
    """

    name: str
    address: str
    title: str
    group: str
    history: bool


def open_feeds(config: MkDocsConfig, options: UpdateFeedOptions, instant: datetime) -> FeedSite:
    """Return what holds for the feeds of a build at an instant (London).

    Raises:
        ProblemsError: with everything that is wrong with the options.
    """
    Problems(faults_of(options, config.site_url)).raise_if_any()
    docs = PurePath(config.docs_dir).name
    head, authors = main_head(config, options), blog_authors(config)
    return FeedSite(head=head, options=options, instant=instant, docs=docs, authors=authors)


def main_head(config: MkDocsConfig, options: UpdateFeedOptions) -> Feed:
    """Return the main feed of a site, without entries."""
    site = config.site_url or ""
    addresses = addresses_of(options.path, site, options)
    tag_id = f"tag:{options.tag}:{options.path}" if options.tag else next(iter(addresses.values()))
    return Feed(
        id=options.id or tag_id,
        title=options.title or unescape(config.site_name),
        subtitle=options.subtitle or unescape(config.site_description or ""),
        addresses=addresses,
        site=site,
        language=language_of(config),
        author=options.author or unescape(config.site_author or config.site_name),
        rights=options.rights or plain(config.copyright or ""),
        begun=read_date(options.begun or _NEVER),
        entries=(),
        guide=urljoin(site, options.guide.lstrip("/")) if options.guide else "",
        stylesheet=posixpath.basename(sheet_of(options)) if options.stylesheet else "",
        hub=options.hub or "",
        complete=bool(config.extra.get("feed_complete")),
        note=str(config.extra.get("feed_note") or ""),
        links=tuple(config.extra.get("feed_links") or ()),
    )


def list_head(one: FeedList, site: FeedSite) -> Feed:
    """Return the feed of a list, without entries: what the main feed is, at a place of its own."""
    stem, main = stem_of(one, site.options), site.head
    addresses = addresses_of(stem, main.site, site.options)
    sheet = posixpath.relpath(sheet_of(site.options), posixpath.dirname(stem) or ".") if main.stylesheet else ""
    has_tag = not main.id.startswith(("https://", "http://"))
    return replace(
        main,
        id=f"{main.id}:{quote(one.name.strip('/'))}" if has_tag else next(iter(addresses.values())),
        title=f"{main.title}: {one.title}",
        addresses=addresses,
        site=one.address,
        stylesheet=sheet,
    )


def stem_of(one: FeedList, options: UpdateFeedOptions) -> str:
    """Return where the feed of a list stands, without ending: beside the list, under the name of the main feed."""
    return posixpath.join(one.name.strip("/"), posixpath.basename(options.path))


def sheet_of(options: UpdateFeedOptions) -> str:
    """Return where the style sheet of all feeds stands."""
    return f"{options.path}.css"


def addresses_of(stem: str, site: str, options: UpdateFeedOptions) -> dict[Form, str]:
    """Return the full addresses of a feed's forms."""
    return {form: address_of(f"{stem}.{form}", site) for form in forms_of(options)}


def address_of(place: str, site: str) -> str:
    """Return the full address of a file of the site."""
    return urljoin(site, quote(place))


def link_titles(head: Feed) -> dict[Form, str]:
    """Return the titles of links to a feed's forms: that of the feed; the second and the third name their form."""
    first = next(iter(head.addresses))
    return {form: head.title if form == first else f"{head.title} ({_WORDS[form]})" for form in head.addresses}


def language_of(config: MkDocsConfig) -> str:
    """Return the language of a site (RFC 5646), as its theme has it."""
    return str(config.theme.get("language") or config.theme.locale or "en").replace("_", "-")
