"""The opening of a build: all content read and checked, and the site's own words given to MkDocs."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from review_site.content.library import read_library
from review_site.lifecycle.freeze import frozen_out
from review_site.lifecycle.record import taken_back
from review_site.lifecycle.site_update import moved_without_id
from review_site.lifecycle.stage import effects_at
from review_site.lifecycle.versions import questions_out_of_step
from review_site.plugins.columns import AlignedColumns
from review_site.plugins.files import FileLinks
from review_site.plugins.navigation import without_pages
from review_site.plugins.site import Occasion, Site
from review_site.plugins.support import ways_out
from review_site.privacy.unsound import contacts_meanwhile
from review_site.problems import ProblemsError
from review_site.timing import timed

_ENDED = "This is a feed. The review has ended and publishes nothing more; only corrections to this website are added."


@timed("content")
def open_site(config: MkDocsConfig, content_dir: str, per_page: int, occasion: Occasion) -> Site:
    """Read the content and take over the site's name, address and licence from the register.

    Raises:
        ProblemsError: with every problem of the content.
    """
    root = Path(config.config_file_path).parent
    library = read_library(root / content_dir, Path(config.docs_dir), contacts_meanwhile(root))
    present = occasion.now and not occasion.preview
    lost = [*taken_back(library, occasion.instant), *frozen_out(library)] if present else []
    lost += [*questions_out_of_step(library), *moved_without_id(library)]
    if lost:
        raise ProblemsError(lost)
    review = library.review
    config.site_name, config.site_url = review.name, review.url
    effects = effects_at(review, occasion.instant)
    config.site_description, config.copyright = f"{review.about} {effects.feed_footer}".strip(), review.licence.text
    config.extra |= {"feed_note": _ENDED if effects.last else "", "feed_links": ways_out(review)}
    config.site_author = review.maintainer.name
    config.theme.static_templates.discard("sitemap.xml")
    config.watch.append(str(root / content_dir))
    site = Site(library, per_page, occasion, root, Path(config.theme.custom_dir or ""))
    config.nav = without_pages(config.nav, site.hidden, Path(config.docs_dir).name)
    made = [FileLinks(site.files), AlignedColumns()]
    config.markdown_extensions.extend(made)  # type: ignore[arg-type]  # Python-Markdown takes them made
    return site
