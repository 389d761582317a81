"""Update feed: the dated pages of any MkDocs site become feeds, as Atom, RSS and JSON."""

import os
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from review_site.cache import prune_cache
from review_site.clock import read_instant, wall_clock
from review_site.plugins.feed_discovery import named_in
from review_site.plugins.feed_gathering import Gathering, gather, make_entries, problems_of, unused_patterns
from review_site.plugins.feed_heads import FeedSite, list_head, open_feeds
from review_site.plugins.feed_options import UpdateFeedOptions
from review_site.plugins.feed_writing import write_feeds
from review_site.problems import Problem, Problems, ProblemsError

log = get_plugin_logger(__name__)


class UpdateFeed(BasePlugin[UpdateFeedOptions]):
    """Gathers entries as pages are rendered, and writes the feeds at the end."""

    site: FeedSite
    gathering: Gathering
    taken: frozenset[str]
    dirty = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether MkDocs renders only the pages that changed: feeds cannot be made of those."""
        self.dirty = dirty

    @event_priority(-50)
    def on_config(self, config: MkDocsConfig) -> None:
        """Check the options, once other plugins have set up the site, and start without entries."""
        if self.config.enabled:
            try:
                instant = read_instant(None, os.environ, wall_clock())
                self.site, self.gathering = open_feeds(config, self.config, instant), Gathering()
            except (ProblemsError, ValueError) as error:
                raise Abort(f"The site was not built: update-feed cannot work.\n{error}") from error

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Take a page that may give entries, and the list that it may be."""
        if self.config.enabled:
            gather(page, html, self.site, self.gathering)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Make the entries, and tell everything that is wrong with them, before a page is written."""
        if self.config.enabled:
            make_entries(self.site, config, self.gathering)
            self.taken = frozenset(file.dest_uri for file in files)
            for pattern in unused_patterns(self.site, [file.src_uri for file in files.documentation_pages()]):
                log.warning("No page fits “%s” of include", pattern)
            _stop_at(problems_of(self.gathering, whole=not self.dirty))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Name the feeds in the head of a page, on a list its own first."""
        if not self.config.enabled:
            return output
        of_list = self.gathering.lists.get(str(page.meta.get("feed")))
        heads = [list_head(of_list, self.site)] if of_list else []
        return named_in(output, [*heads, self.site.head])

    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the feeds, each read back with readers that share no code with its writer."""
        if self.config.enabled and self.dirty:
            log.info("Feeds are written by a whole build only")
        elif self.config.enabled:
            kept = self.config.cache and Path(config.config_file_path).parent / self.config.cache
            _stop_at(write_feeds(self.site, self.gathering, Path(config.site_dir), self.taken, kept or None))
            if kept:
                prune_cache(kept, wall_clock())


def _stop_at(problems: list[Problem]) -> None:
    """Stop the build at problems.

    Raises:
        Abort: with all of them, when there is one.
    """
    try:
        Problems(problems).raise_if_any()
    except ProblemsError as error:
        raise Abort(f"The feeds are not right.\n{error}") from error
