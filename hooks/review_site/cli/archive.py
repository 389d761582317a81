"""Commands for the archive's bundle: archive, verify, redirects."""

import os
from pathlib import Path

import click

from review_site.addresses import host_of
from review_site.archive.bundle import write_bundle
from review_site.archive.folder import capture_instant, recorded_url
from review_site.archive.inventory import read_inventory
from review_site.archive.options import Options
from review_site.archive.provenance.lock import lock_of
from review_site.archive.redirects.folder import write_redirects
from review_site.archive.redirects.target import ANY_TIME, ARCHIVE, Target
from review_site.archive.replay import Engines
from review_site.archive.signature import read_key
from review_site.archive.transfer import Limits
from review_site.archive.verify import verify_and_count
from review_site.cli.edge import progress, tell, telling_problems, turn_beside, with_format
from review_site.cli.key import ask_passphrase
from review_site.clock import wall_clock
from review_site.machine import short
from review_site.messages import counted, render_text
from review_site.plugins.bundling import options_for
from review_site.problems import Problem, ProblemsError
from review_site.workers import LostProcessError

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--url", help="The address at which the folder is served (https://example.org/); else as its own record says."
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default="dist", help="Where the bundle goes."
)
@click.option("--sources", type=_FOLDER, help="The project that the folder was built from; else the one here.")
@click.option("--history", is_flag=True, help="Add all that was ever committed, drafts that were deleted too.")
@click.option("--no-sources", is_flag=True, help="Leave the sources and their history out.")
@click.option("--previous", type=click.Path(exists=True, path_type=Path), help="The bundle before, to compare with.")
@click.option("--interim", is_flag=True, help="Hold only what changed since --previous; the final one stands alone.")
@click.option("--key", type=_FILE, help="Sign with this Ed25519 key (PEM); make one with: review-site key FILE.")
@click.option("--pywb", type=_FILE, help="pywb's program wayback: play the WARC back in it before sealing.")
@click.option("--wabac", type=_FILE, help="wabac's sw.js: play the WACZ back in it, in Chromium, before sealing.")
@click.option("--chromium", envvar="CHROME", type=_FILE, help="The browser for --wabac; else the first that is found.")
@click.option("--archive", "base", default=ARCHIVE, show_default=True, help="Where closing redirects lead.")
@click.option("--timestamp", default=ANY_TIME, show_default=True, help="The archive's time of the copy, 14 digits.")
@click.option("--most-records", type=click.IntRange(1), default=Limits().records, help="In one transfer to TDR.")
@click.option("--most-bytes", type=click.IntRange(1), default=Limits().transfer_bytes, help="In one transfer to TDR.")
@click.pass_obj
@telling_problems
def archive(
    project: Path,
    folder: Path,
    url: str | None,
    output: Path,
    sources: Path | None,
    history: bool,  # noqa: FBT001 - click hands it over
    no_sources: bool,  # noqa: FBT001 - click hands it over
    previous: Path | None,
    interim: bool,  # noqa: FBT001
    key: Path | None,
    pywb: Path | None,
    wabac: Path | None,
    chromium: Path | None,
    base: str,
    timestamp: str,
    most_records: int,
    most_bytes: int,
) -> None:
    """Make the archive's bundle of a finished FOLDER, and print where it is."""
    url = site_address(folder, url)
    _refuse_wrong_usage(folder, output, previous, interim=interim, played=bool(pywb or wabac))
    target_of(url, base, timestamp)
    here = sources or (project if recorded_url(folder) else None)
    asked = Options(
        archive=base,
        timestamp=timestamp,
        previous=previous.resolve() if previous else None,
        interim=interim,
        history=history,
        engines=Engines(pywb=pywb, wabac=wabac, chromium=chromium),
        limits=Limits(records=most_records, transfer_bytes=most_bytes),
        key=read_key(key, ask_passphrase) if key else None,
        lock=lock_of(here),
    )
    options = options_for(folder.resolve(), None if no_sources or here is None else here.resolve(), asked)
    instant = capture_instant(folder.resolve(), os.environ, wall_clock())
    told: list[Problem] = []
    try:
        with turn_beside(folder), progress.status("Reading the site…") as status:
            bundle = write_bundle(
                folder.resolve(),
                url,
                output.resolve(),
                instant,
                options,
                say=lambda what: status.update(f"{what}…"),
                tell=told.append,
            )
    except (ProblemsError, OSError, LostProcessError, KeyboardInterrupt) as error:
        older = f" What lies in {short(output)} is older." if output.is_dir() and any(output.iterdir()) else ""
        if isinstance(error, KeyboardInterrupt):
            error.add_note(f"No bundle was made.{older}")
        else:
            progress.print(f"No bundle was made.{older}", highlight=False, soft_wrap=True)
        raise
    click.echo(render_text(told), nl=False, err=True)
    progress.print(f"Bundle: {short(bundle)}/ and, as one file, {short(bundle)}.tar", highlight=False, soft_wrap=True)
    click.echo(short(bundle))


@click.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option("--public-key", type=_FILE, help="Whose signature the bundle must bear (PEM).")
@click.option("--tsa-root", "tsa_roots", type=_FILE, multiple=True, help="A time-stamping authority's root (PEM).")
@with_format
@telling_problems
def verify(bundle: Path, public_key: Path | None, tsa_roots: tuple[Path, ...], form: str) -> None:
    """Read every byte of a BUNDLE (its folder, its tar, or a WACZ alone) and tell whatever is wrong."""
    if not bundle.exists():
        raise click.BadParameter(f"{bundle} is not there", param_hint="BUNDLE")
    try:
        with progress.status("Reading the bundle…"):
            problems, counts = verify_and_count(bundle.resolve(), public_key=public_key, tsa_roots=tsa_roots)
    except (OSError, LostProcessError):
        progress.print("The bundle was not verified: this machine could not go on. It may be sound.")
        raise
    if problems:
        tell(problems, form)
    parts = ((counts.files, "file"), (counts.records, "record"), (counts.pages, "page"))
    read = ", ".join(counted(number, noun) for number, noun in parts)
    click.echo(f"Sound, and in step with its own manifests: {short(bundle)} ({read})")
    for line in counts.told:
        click.echo(line)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--url", help="The address at which the folder was served; else as its own record says.")
@click.option("--archive", "base", default=ARCHIVE, show_default=True, help="The archive.")
@click.option("--timestamp", default=ANY_TIME, show_default=True, help="The time of the copy there, 14 digits.")
@click.option("--output", type=click.Path(path_type=Path), default="redirects", help="Where the files go.")
@telling_problems
def redirects(folder: Path, url: str | None, base: str, timestamp: str, output: Path) -> None:
    """Write, for a closed site, what a web server needs to lead each address of a finished FOLDER to its copy."""
    url = site_address(folder, url)
    target = target_of(url, base, timestamp)
    if output.exists():
        raise click.BadParameter(f"{output} is there already (name a folder that is not)", param_hint="--output")
    inventory = read_inventory(folder.resolve(), url)
    target = Target(url=inventory.url, base=target.base, timestamp=target.timestamp)
    write_redirects(target, inventory.name, (one.address for one in inventory.resources), output)
    click.echo(f"Closing redirects for nginx, Apache, Netlify and CloudFront: {short(output)}/")


def site_address(folder: Path, url: str | None) -> str:
    """Return the address that was given, else the one that the folder's own record says."""
    url = url or recorded_url(folder)
    if url is None:
        raise click.UsageError(
            f"{folder} has no site-index.json that says its address (add --url https://example.org/)"
        )
    try:
        host_of(url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--url") from None
    return url


def target_of(url: str, base: str, timestamp: str) -> Target:
    """Return where closing redirects lead, refusing what is not of its form."""
    try:
        return Target(url=url, base=base, timestamp=timestamp)
    except ValueError as error:
        hint = "--timestamp" if "timestamp" in str(error) else "--archive"
        raise click.BadParameter(str(error), param_hint=hint) from None


def _refuse_wrong_usage(folder: Path, output: Path, previous: Path | None, *, interim: bool, played: bool) -> None:
    if output.resolve().is_relative_to(folder.resolve()):
        raise click.BadParameter(f"{output} lies inside {folder} (name a folder outside it)", param_hint="--output")
    if interim and previous is None:
        raise click.UsageError("an interim snapshot needs the one before it (add --previous BUNDLE)")
    if interim and played:
        raise click.UsageError("an interim snapshot cannot be played back alone (leave --pywb and --wabac out)")
