"""The command that tells whether a finished folder is ready for the archive: readiness."""

import os
import shutil
import sys
from pathlib import Path

import click

from review_site.archive.inventory import Inventory, read_inventory
from review_site.archive.links import LinkGraph, read_links
from review_site.archive.readiness import Scripted, assess, render_json, write_readiness
from review_site.archive.readiness.browser import read_in_browser
from review_site.archive.readiness.markup import check_markup
from review_site.archive.readiness.text_form import render_text
from review_site.cli.archive import site_address
from review_site.cli.edge import progress, telling_problems
from review_site.machine import short
from review_site.media_types import is_html

_FORMS = ("text", "json")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--url", help="The address at which the folder is served; else as its own record says.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", help="How the report is printed.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Write readiness.html and .json there as well."
)
@click.option("--browser", is_flag=True, help="Open each page with scripts on and off (rule A14): needs Playwright.")
@click.option(
    "--vnu",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The Nu HTML checker, vnu.jar, for rule A18: needs Java.",
)
@telling_problems
def readiness(folder: Path, url: str | None, form: str, output: Path | None, browser: bool, vnu: Path | None) -> None:  # noqa: FBT001 - click hands it over
    """Tell whether a finished FOLDER is ready for the archive, rule by rule; exit with 1 where a rule does not hold."""
    url = site_address(folder, url)
    with progress.status("Reading the folder…") as status:
        inventory = read_inventory(folder.resolve(), url)
        graph = read_links(inventory)
        markup = check_markup(inventory, vnu.resolve()) if vnu else None
        if browser:
            status.update("Opening each page in a browser…")
        scripted = _opened(inventory, graph) if browser else None
        found = assess(inventory, graph, scripted=scripted, markup=markup)
    if output:
        page = write_readiness(found, output)
        progress.print(f"Report: {short(page)}", highlight=False, soft_wrap=True)
    click.echo(render_text(found) if form == "text" else render_json(found).decode(), nl=False)
    if found.counts()["fail"]:
        sys.exit(1)


def _opened(inventory: Inventory, graph: LinkGraph) -> tuple[Scripted, ...]:
    pages = [one.address for one in inventory.resources if one.status == 200 and is_html(one.media_type)]
    program = os.environ.get("CHROME") or shutil.which("chromium")
    return read_in_browser(inventory, graph, pages, program=program)
