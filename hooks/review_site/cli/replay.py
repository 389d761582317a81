"""The command that plays a bundle back: replay."""

import shutil
from pathlib import Path

import click

from review_site.archive.replay import Engines, Played, render_replay, replay_bundle
from review_site.archive.replay.bundle import open_bag
from review_site.cli.edge import progress, tell, telling_problems, with_format
from review_site.machine import short


@click.command()
@click.argument("bundle", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The finished folder that the bundle was made of, to compare with; else its WARC's own records.",
)
@click.option("--pywb", help="pywb's program wayback, to play the WARC in it too.")
@click.option(
    "--wabac",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="wabac's dist/sw.js (npm: @webrecorder/wabac), to play the WACZ in it too, in Chromium by playwright.",
)
@click.option("--chromium", envvar="CHROME", help="The browser; else the first that is found.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where the result goes as JSON.")
@with_format
@telling_problems
def replay(
    bundle: Path,
    site: Path | None,
    pywb: str | None,
    wabac: Path | None,
    chromium: str | None,
    output: Path | None,
    form: str,
) -> None:
    """Play a BUNDLE (its folder or its tar) back, and compare every address byte by byte; verify it first."""
    engines = Engines(pywb=_program(pywb, "--pywb"), wabac=wabac, chromium=_program(chromium, "--chromium"))
    with progress.status("Replaying…") as status, open_bag(bundle.resolve()) as bag:
        result = replay_bundle(bag, site, engines, told=lambda name: status.update(f"Replaying: {name}…"))
    if output:
        output.write_bytes(render_replay(result))
    for one in result.played:
        click.echo(_told(one), err=form != "text")
    if problems := result.problems(short(bundle)):
        tell(problems, form)


def _program(name: str | None, option: str) -> Path | None:
    if name is None:
        return None
    found = shutil.which(name)
    if found is None:
        raise click.BadParameter(f"{name} is no program of this machine", param_hint=option)
    return Path(found)


def _told(one: Played) -> str:
    if one.reason:
        return f"{one.engine}: not run ({one.reason})"
    statuses = ", ".join(f"{count} with {status}" for status, count in one.statuses.items())
    told = f"{one.engine} ({one.version}): {one.identical} of {one.addresses} addresses identical ({statuses})"
    shown = f"; {len(one.pages)} pages shown" if one.pages else ""
    missing = f"; {len(one.missing)} addresses asked for that are not captured" if one.missing else ""
    return f"{told}{shown}{missing}" + (f"; no page shown ({one.unshown})" if one.unshown else "")
