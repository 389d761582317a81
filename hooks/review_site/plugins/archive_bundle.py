"""Archive bundle: the finished folder of any MkDocs site becomes a bundle for an archive."""

import os
from pathlib import Path

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

from review_site.archive.bundle import write_bundle
from review_site.archive.folder import capture_instant, recorded_url
from review_site.archive.options import Options
from review_site.archive.provenance.lock import lock_of
from review_site.clock import wall_clock
from review_site.plugins.bundling import options_for
from review_site.problems import ProblemsError

log = get_plugin_logger(__name__)


class ArchiveBundleOptions(base.Config):
    """Options of `archive-bundle` in mkdocs.yml."""

    enabled = c.Type(bool, default=True)
    """Whether each build also makes the bundle."""
    output = c.Type(str, default="dist")
    """The folder, beside mkdocs.yml, that bundles are put into."""
    sources = c.Optional(c.Type(bool))
    """Whether the bundle holds the sources, where the project lies in a git repository; unless said, only those of a
    site that knows what of them is public, as one of `publishing` does."""
    history = c.Type(bool, default=False)
    """Whether everything that was ever committed goes with them."""


class ArchiveBundle(BasePlugin[ArchiveBundleOptions]):
    """Bundles the site when everything else has been written."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse a site without an address before anything is built."""
        if self.config.enabled and not config.site_url:
            raise PluginError("archive-bundle: mkdocs.yml has no site_url (add one: a capture records full addresses)")

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the bundle."""
        if self.config.enabled:
            project, folder = Path(config.config_file_path).parent, Path(config.site_dir)
            try:
                sources = project if self._with_sources(folder) else None
                options = options_for(folder, sources, Options(history=self.config.history, lock=lock_of(project)))
                instant = capture_instant(folder, os.environ, wall_clock())
                output = project / self.config.output
                bundle = write_bundle(folder, config.site_url or "", output, instant, options, tell=log.info)
            except ProblemsError as error:
                raise Abort(f"The bundle was not made.\n{error}") from error
            log.info("The bundle is in %s", bundle)

    def _with_sources(self, folder: Path) -> bool:
        return recorded_url(folder) is not None if self.config.sources is None else self.config.sources
