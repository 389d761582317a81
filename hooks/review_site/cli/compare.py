"""The command that compares two states of a site: compare."""

from pathlib import Path

import click

from review_site.addresses import host_of
from review_site.archive.compare.comparison import compare as compare_states
from review_site.archive.compare.machine import render_json
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.compare.snapshot import Snapshot
from review_site.archive.compare.telling import render_summary
from review_site.archive.compare.writing import PAGE, write_changes
from review_site.cli.edge import progress, telling_problems
from review_site.machine import short

_STATE = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("old", type=_STATE)
@click.argument("new", type=_STATE)
@click.option("--url", help="The site's address (https://example.org/), where a state does not say it itself.")
@click.option(
    "--previous",
    multiple=True,
    type=_STATE,
    help="An earlier bundle with what OLD or NEW only refers to; may be given again.",
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where a page for people and JSON are written."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the changes are printed."
)
@telling_problems
def compare(old: Path, new: Path, url: str | None, previous: tuple[Path, ...], output: Path | None, form: str) -> None:
    """Tell what changed from OLD to NEW, each a bundle (folder, .tar or .wacz) or a finished folder."""
    if url is not None:
        _check(url)
    with progress.status("Comparing the two…"):
        earlier: list[Snapshot] = []
        for path in previous:
            earlier.insert(0, _read(path, url, earlier))
        was = _read(old, url, earlier)
        changes = compare_states(was, _read(new, url, [was, *earlier]))
    if output is not None:
        write_changes(changes, output)
        progress.print(f"For people: {short(output / PAGE)}", highlight=False, soft_wrap=True)
    click.echo(render_json(changes).decode() if form == "json" else render_summary(changes), nl=False)


def _check(url: str) -> None:
    try:
        host_of(url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--url") from None


def _read(path: Path, url: str | None, earlier: list[Snapshot]) -> Snapshot:
    try:
        return read_snapshot(path, url, earlier)
    except ValueError as error:
        raise click.UsageError(f"{error} (add --url https://example.org/)") from None
