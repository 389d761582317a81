"""A post whose words alone were changed, rendered again by the process that built the preview, before all else."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from review_site.addresses import address_of_file
from review_site.content.described import check_texts
from review_site.content.source import read_source
from review_site.plugins.links import LinkTable, PageLinks, anchors_in
from review_site.plugins.place import Place
from review_site.plugins.publishing import Publishing
from review_site.plugins.site import Site
from review_site.problems import Problems

_TEMPLATE = "post.html"


@dataclass(slots=True)
class Kept:
    """What a build leaves in the process: its configuration, files, navigation and templates."""

    config: MkDocsConfig
    files: Files | None = None
    nav: Navigation | None = None
    env: Environment | None = None


def keep(config: MkDocsConfig) -> Kept:
    """Return what a build that is about to run will leave."""
    kept = Kept(config)

    def on_nav(nav: Navigation, *, files: Files, **_: Any) -> None:
        kept.nav, kept.files = nav, files

    def on_env(env: Environment, **_: Any) -> None:
        kept.env = env

    config.plugins.events["nav"].append(on_nav)
    config.plugins.events["env"].append(on_env)
    return kept


def render_again(kept: Kept, project: Path, path: str, output: Path) -> bool:
    """Render the page of a post again, by the path of its file in the project; False where more must be built.

    That is so when anything but its text was changed, when anything is wrong with that, when it shows a picture or
    document for the first time, and when it is not the text of one post. What else shows its words (feeds, search), and
    the manifest, is left to the next build.
    """
    site = cast("Publishing", kept.config.plugins["publishing"]).site
    places = [place for place in site.places.values() if place.source and place.source.path == path]
    if len(places) != 1 or places[0].meta.get("template") != _TEMPLATE:
        return False
    (place,) = places
    changed = _with_new_text(place, project / path)
    file = _file_of(kept, place.address)
    if changed is None or file is None or file.page is None or kept.nav is None or kept.env is None:
        return False
    before, used = dict(site.places), {*site.files.used}
    site.places = before | {place.address: changed}
    with (
        tempfile.TemporaryDirectory(dir=output.parent, prefix=f".{output.name}.") as beside,
        site.notebook.apart() as noted,
        site.building() as built,
    ):
        file.abs_dest_path = str(Path(beside, file.dest_uri))
        _populate_page(file.page, kept.config, cast("Files", kept.files))
        _build_page(file.page, kept.config, cast("Files", kept.files).documentation_pages(), kept.nav, kept.env)
        made = Path(file.abs_dest_path)
        if noted.used.keys() - used or noted.problems or not _is_right(changed, site, built[0].links, made, output):
            site.places = before
            return False
        made.chmod(0o644)
        made.replace(output / file.dest_uri)
    return True


def _is_right(place: Place, site: Site, links: PageLinks, made: Path, output: Path) -> bool:
    """Tell whether nothing is wrong with the text of a page that was made, or with where it leads."""
    problems, table = Problems(), LinkTable()
    if place.source:
        check_texts([place.source], site.library.pictures, site.library.attachments, problems)
    elsewhere = tuple(target for target in links.targets if target[0] != place.address)
    table.add(place.address, PageLinks(elsewhere), place.source)
    here = {anchor for path, anchor in links.targets if path == place.address and anchor}
    return not (problems or table.problems(output) or here - anchors_in(made.read_text(encoding="utf-8")))


def _with_new_text(place: Place, file: Path) -> Place | None:
    """Return a place with the text that its file has now; None where more than the text was changed."""
    problems = Problems()
    source = read_source(file, place.source.path, problems) if place.source else None
    if source is None or place.source is None or len(problems) or source.data != place.source.data:
        return None
    return replace(place, source=source, text=source.body)


def _file_of(kept: Kept, address: str) -> File | None:
    files = kept.files.documentation_pages() if kept.files else ()
    return next((file for file in files if address_of_file(file.dest_uri) == address), None)
