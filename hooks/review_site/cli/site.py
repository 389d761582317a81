"""Commands on the site: build, serve, hosting, intact."""

from contextlib import nullcontext
from pathlib import Path

import click

from review_site.changes import CHANGES, Changes
from review_site.cli.edge import (
    InstantType,
    noting_what_stands,
    progress,
    tell,
    telling_problems,
    turn_beside,
    with_format,
)
from review_site.machine import short
from review_site.manifest import SITE_MANIFEST, manifest_of, verify_manifest
from review_site.messages import counted, render_text
from review_site.plugins.last_build import ALWAYS, Asked, Ground, begin_reading, look_around, note_build, pages_of_same
from review_site.problems import Problem, ProblemsError
from review_site.timing import measuring, render_table, timed
from review_site.workers import LostProcessError


@click.command()
@click.option("--today", type=InstantType(), help="Build as at this London date or time, in place of now.")
@click.option("--preview", is_flag=True, help="Show drafts and what is still to come, each page marked as a preview.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes; else site/ in the project, for a preview preview/.",
)
@click.option("--changed", is_flag=True, help="Print the files that are added, changed and removed, and nothing else.")
@click.option("--whole", is_flag=True, help="Build it though nothing has changed since the last build.")
@click.option(
    "--profile",
    is_flag=False,
    flag_value="site",
    type=click.Choice(["site", "bundle"]),
    help="Build it, and tell how long each part took; with `bundle`, a bundle as well, made and verified on trial.",
)
@with_format
@click.pass_obj
@telling_problems
def build(
    project: Path,
    today: str | None,
    preview: bool,  # noqa: FBT001 - click hands it over
    output: Path | None,
    changed: bool,  # noqa: FBT001
    whole: bool,  # noqa: FBT001
    profile: str | None,
    form: str,
) -> None:
    """Build the whole site; the last good one stands until the new one is right."""
    folder = output or project / ("preview" if preview else "site")
    if profile == "bundle" and preview:
        raise click.UsageError("a preview is no site to be bundled: leave out --preview, or write --profile site")
    asked = Asked(project.resolve(), folder.resolve(), today)
    stopwatching = measuring() if profile else nullcontext()
    with noting_what_stands("The site was not built.", folder), turn_beside(folder), stopwatching as stopwatch:
        ground = None if preview else look_around(asked)
        pages = None if whole or profile else pages_of_same(asked, ground)
        if pages is None:
            pages, changes = _build(asked, ground, preview=preview)
            said = "Preview" if preview else "Site"
        else:
            changes, said = Changes(), "Nothing has changed. Site"
        if profile == "bundle":
            from review_site.cli.trial import try_bundle

            try_bundle(asked.project, asked.output)
    said += f" as at {today}" if today else ""
    click.echo(f"{said}: {short(folder)} ({pages} pages; feed: {short(folder / 'feed.atom')})", err=changed)
    if changed:
        click.echo(CHANGES[form](changes), nl=False)
    if stopwatch:
        click.echo(render_table(stopwatch), nl=False, err=changed)


@timed("the rest")
def _build(asked: Asked, ground: Ground | None, *, preview: bool) -> tuple[int, Changes]:
    """Build a site and note what it hung on; return how many pages it has, and what changed in it."""
    from review_site.plugins.build import build_whole

    with progress.status("Building the site…"):
        try:
            built = build_whole(asked.project, asked.output, asked.today, preview=preview)
        except (ProblemsError, OSError, LostProcessError):
            last = " The last one stands as it was." if (asked.output / "index.html").is_file() else ""
            progress.print(f"The site was not built.{last}")
            raise
        pages = sum(1 for _ in built.site.rglob("*.html"))
        note_build(asked, ground, built.read, built.span, pages)
    return pages, built.changes


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Where it is served on this machine.")
@click.pass_obj
@telling_problems
def serve(project: Path, port: int) -> None:
    """Show the site on this machine with drafts and what is still to come, built again at each save."""
    with noting_what_stands("The preview was not built.", project / "preview"):
        _serve(project, port)


def _serve(project: Path, port: int) -> None:
    from review_site.plugins.serve import PREVIEW, TAKEN, serve_preview

    address = f"http://127.0.0.1:{port}/"
    progress.print(f"The preview will be at {address} (stop with Ctrl+C)", highlight=False)

    def say(error: ProblemsError | None) -> None:
        if error is None:
            click.echo("Built.")
        else:
            problems = (problem for problem in error.problems if problem.level == "problem")
            click.echo(f"{render_text(problems)}The preview stays as it was.")

    def show(path: str) -> None:
        click.echo(f"Shown: {path}. Lists, feeds and search follow.")

    try:
        serve_preview(project.resolve(), port, say, show, lambda: turn_beside(project / PREVIEW))
    except ProblemsError as error:
        if not any(problem.field == TAKEN for problem in error.problems):
            progress.print("There is no preview yet: mend this, and start again.", highlight=False)
        raise


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default="hosting", help="Where the folder goes."
)
@click.option("--whole", is_flag=True, help="Make it though nothing has changed since the last time.")
@with_format
@click.pass_obj
@telling_problems
def hosting(project: Path, folder: Path, output: Path, whole: bool, form: str) -> None:  # noqa: ARG001, FBT001 - read by telling_problems
    """Make a finished FOLDER ready for a web server: its files, smaller forms of them, configurations."""
    asked = Asked(project.resolve(), output.resolve(), None)
    with noting_what_stands("Nothing was made for a web server.", output), turn_beside(folder, output):
        ground = look_around(asked)
        same = not whole and pages_of_same(asked, ground) is not None
        if not same:
            _host(asked, ground, folder.resolve())
    said = "Nothing has changed. For a web server" if same else "For a web server"
    click.echo(f"{said}: {short(output / 'public')}/ to be served, and {short(output / 'nginx.conf')} to try it")


def _host(asked: Asked, ground: Ground | None, folder: Path) -> None:
    """Make a folder for a web server, and note what it hung on: the site, whatever the time."""
    from review_site.hosting.folder import make_hosting

    with progress.status("Making it ready for a web server…"):
        read = begin_reading(asked.project, [folder])
        make_hosting(folder, asked.output)
        note_build(asked, ground, read, ALWAYS, 0)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_format
@telling_problems
def intact(folder: Path, form: str) -> None:
    """Tell whether a FOLDER that is served, or a copy of it, is file by file what was built."""
    name = manifest_of(folder)
    if name is None:
        mend = "build it again: review-site build; or name the folder that holds the whole site"
        raise ProblemsError([Problem(path=short(folder), field=SITE_MANIFEST, what="is missing", mend=mend)])
    with progress.status("Reading the files…"):
        files, problems = verify_manifest(folder, name)
    if problems:
        tell(problems, form)
    click.echo(f"Intact: {short(folder)}/ ({counted(files, 'file')}, each as {name} says)")
