"""Publishing: the comms team's content becomes pages of the site, each when it is due."""

import logging
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from review_site.cache import prune_cache
from review_site.clock import read_instant, wall_clock
from review_site.hosting.policy import meta_policy
from review_site.manifest import write_manifest
from review_site.plugins.assets import Asset, add_assets, integrity_of
from review_site.plugins.compiled_templates import CompiledTemplates
from review_site.plugins.converting import convert_ahead
from review_site.plugins.opening import open_site
from review_site.plugins.rendering import Rendering, are_ours
from review_site.plugins.search import Search
from review_site.plugins.site import Occasion, Site
from review_site.problems import ProblemsError
from review_site.swap import turn_at

log = logging.getLogger("mkdocs.plugins.publishing")
_WAITING = "Another build is at work there: waiting for its end"


class PublishingOptions(base.Config):
    """Options of `publishing` in mkdocs.yml."""

    content_dir = c.Type(str, default="content")
    """The folder that the comms team edits, beside mkdocs.yml."""
    per_page = c.Type(int, default=10)
    """How many posts a page of a listing shows."""
    today = c.Optional(c.Type(str))
    """The London date or time to build for; else SOURCE_DATE_EPOCH, else the clock."""
    preview = c.Type(bool, default=False)
    """Whether drafts and what is still to come are shown as well, each page marked as a preview."""


class Publishing(BasePlugin[PublishingOptions]):
    """Events of MkDocs, each handed to the site that `on_config` opens."""

    site: Site
    nav: Navigation
    rendering: Rendering
    assets: dict[str, Asset]
    search: Search
    turn: ExitStack | None = None
    """What a build by MkDocs' own command holds while it lasts; None where `review-site` sees to that."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Take turns where MkDocs' own command builds into the folder that is served."""
        self.turn = ExitStack() if command != "serve" else None

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check all content before MkDocs touches anything."""
        if self.turn is not None:
            self.turn.enter_context(turn_at(Path(config.site_dir).parent, lambda: log.info(_WAITING)))
        if self.config.per_page < 1:
            raise PluginError("publishing: per_page is below 1 (write how many posts a page of a listing shows)")
        try:
            instant = read_instant(self.config.today, os.environ, wall_clock())
            occasion = Occasion(instant=instant, now=self.config.today is None, preview=self.config.preview)
            self.site = open_site(config, self.config.content_dir, self.config.per_page, occasion)
        except (ProblemsError, ValueError) as error:
            raise Abort(f"The site was not built, and the last one stands as it was.\n{error}") from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add a page for each post and listing, and drop what the theme brings and nobody uses."""
        self.assets = add_assets(files, config)
        return self.site.add_pages(files, config)

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown of all pages, once all of them are known."""
        self.nav = nav
        if are_ours(config):
            convert_ahead(self.site, config, files)

    def _open_templates(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Give templates the site, the addresses of the theme's files and the policy; whatever they show is escaped."""
        self.site.finisher.settle_reports(files)
        self.site.cards.draw(self.site.places.values(), Path(config.site_dir))
        env.autoescape = True
        env.bytecode_cache = CompiledTemplates(Path(config.config_file_path).parent / ".cache/templates")
        env.globals.update(self.site.template_globals(), asset=self.assets.__getitem__, policy=self.policy_of)

    @event_priority(-100)
    def _render_ahead(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Write the pages, once all that their templates need is there."""
        self.rendering = Rendering()
        if are_ours(config):
            self.rendering.render_ahead(self.site, self.nav, env, config, files)

    on_env = CombinedEvent(_open_templates, _render_ahead)

    def policy_of(self, address: str | None, data: str) -> str:
        """Return the policy that a page tells of itself: `data` is the block of data for machines in it, if any."""
        scripts = [asset.integrity for name, asset in self.assets.items() if name.endswith(".js")]
        return meta_policy(address, [*scripts, *([integrity_of(data.encode())] if data else [])])

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs the Markdown without its front matter, which has been read and checked."""
        return self.site.markdown_of(page)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Set what the page says of itself."""
        page.meta = self.site.meta_of(page)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a chapter's paragraphs their numbers, and make the page's own-site links relative."""
        finished = self.site.finisher.both(html, page, config, files)
        for entry in page.meta["feed_entries"] if finished.told is not None else ():
            entry["html"] = entry["html"] or finished.told
        return finished.content

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        """Give the template what its page shows."""
        return context | self.site.context_of(page)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Make the template's links relative, and note the page and where it leads."""
        return self.site.finish_page(output, page)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Start the links of a page that is served from anywhere (404.html) at the site's root."""
        return self.site.root_links(output)

    @event_priority(100)
    def _give_back(self, *, config: MkDocsConfig) -> None:
        """Let every plugin see all pages again."""
        self.rendering.give_back()

    @event_priority(-25)
    def _write_files(self, *, config: MkDocsConfig) -> None:
        """Start the index of the search, and write what pages show, so that feeds can tell how long it is."""
        try:
            self.search = Search(Path(config.site_dir))
            self.site.write_files(Path(config.site_dir))
        except ProblemsError as error:
            raise Abort(f"The site is not right.\n{error}") from error

    @event_priority(-75)
    def _close(self, *, config: MkDocsConfig) -> None:
        """Check every link once the feeds stand, write what machines read, take the index of the search, list all."""
        try:
            self.site.close(Path(config.site_dir))
            self.search.finish(self.site.searched)
            write_manifest(Path(config.site_dir))
        except ProblemsError as error:
            raise Abort(f"The site is not right.\n{error}") from error
        prune_cache(Path(config.config_file_path).parent / ".cache", wall_clock())

    @event_priority(-100)
    def _end(self, *, config: MkDocsConfig) -> None:
        """Let the next build begin."""
        self._end_turn()

    on_post_build = CombinedEvent(_give_back, _write_files, _close, _end)

    def on_build_error(self, *, error: Exception) -> None:
        """Stop what runs beside a build that has failed, and let the next one begin."""
        if hasattr(self, "search"):
            self.search.stop()
        self._end_turn()

    def _end_turn(self) -> None:
        if self.turn is not None:
            self.turn.close()
