"""The pages put into their templates and written on all cores, before MkDocs would do it one by one.

Each process calls MkDocs' own `_build_page`, events and all; MkDocs then passes these pages over, for which it has a
word of its own: they are excluded (decision 49).
"""

from dataclasses import dataclass

from jinja2 import Environment
from mkdocs.commands.build import _build_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from review_site.plugins.noted import Noted
from review_site.plugins.overhearing import Said, overheard, say_again
from review_site.plugins.site import Built, Site
from review_site.timing import timed
from review_site.workers import spread

_LEAST = 24
_OURS = "review_site."


@dataclass(frozen=True, slots=True)
class _Rendered:
    """What a page that was written left: what MkDocs said of it, and what must be known of it at the end."""

    built: tuple[Built, ...]
    said: tuple[Said, ...]
    noted: Noted


class Rendering:
    """Renders ahead, and afterwards gives MkDocs its pages back."""

    def __init__(self) -> None:
        self._before: list[tuple[Page, InclusionLevel]] = []

    @timed("rendering")
    def render_ahead(self, site: Site, nav: Navigation, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Write all pages but those of reports, whose documents are made for them once, in this process.

        A page that cannot be rendered is left to MkDocs, which then says so in its own words.
        """
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        alone = [page for page in pages if site.place_of(page).report is None]
        everything = files.documentation_pages()

        def work(page: Page) -> _Rendered | None:
            try:
                with overheard() as said, site.notebook.apart() as noted, site.building() as built:
                    _build_page(page, config, everything, nav, env)
                    page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
            except Exception:  # whatever it is, MkDocs meets with it again
                return None
            return _Rendered(tuple(built), tuple(said), noted)

        for page, rendered in zip(alone, spread(alone, work, least=_LEAST), strict=True):
            if rendered is not None:
                site.add_built(rendered.built)
                site.notebook.take(rendered.noted)
                say_again(rendered.said)
                self._before.append((page, page.file.inclusion))
                page.file.inclusion = InclusionLevel.EXCLUDED

    def give_back(self) -> None:
        """Let MkDocs and other plugins see the pages that were rendered ahead."""
        for page, inclusion in self._before:
            page.file.inclusion = inclusion
        self._before.clear()


def are_ours(config: MkDocsConfig) -> bool:
    """Tell whether all that works on pages is of this package: what others note on the side would be lost."""
    plugins = (type(plugin).__module__ for plugin in config.plugins.values())
    return not config.hooks and all(name.startswith(_OURS) for name in plugins)
