"""Commands on the site: build, serve, hosting."""

from pathlib import Path

import click

from review_site.cli.edge import InstantType, progress, short, telling_problems, turn_beside, with_format
from review_site.hosting.folder import PUBLIC, make_hosting
from review_site.messages import render_text
from review_site.plugins.build import build_site
from review_site.plugins.serve import serve_preview
from review_site.problems import ProblemsError


@click.command()
@click.option("--today", type=InstantType(), help="Build as at this London date or time, in place of now.")
@click.option("--preview", is_flag=True, help="Show drafts and what is still to come, each page marked as a preview.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes; else site/ in the project, for a preview preview/.",
)
@with_format
@click.pass_obj
@telling_problems
def build(project: Path, today: str | None, preview: bool, output: Path | None, form: str) -> None:  # noqa: ARG001, FBT001 - read by telling_problems
    """Build the whole site; the last good one stands until the new one is right."""
    folder = output or project / ("preview" if preview else "site")
    with turn_beside(folder), progress.status("Building the site…"):
        try:
            site = build_site(project.resolve(), folder.resolve(), today, preview=preview)
        except ProblemsError:
            last = " The last one stands as it was." if (folder / "index.html").is_file() else ""
            progress.print(f"The site was not built.{last}")
            raise
    pages = sum(1 for _ in site.rglob("*.html"))
    click.echo(f"{'Preview' if preview else 'Site'}: {short(site)} ({pages} pages; feed: {short(site / 'feed.atom')})")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Where it is served on this machine.")
@click.pass_obj
@telling_problems
def serve(project: Path, port: int) -> None:
    """Show the site on this machine with drafts and what is still to come, built again at each save."""
    address = f"http://127.0.0.1:{port}/"
    progress.print(f"The preview will be at {address} (stop with Ctrl+C)", highlight=False)

    def say(error: ProblemsError | None) -> None:
        if error is None:
            click.echo("Built.")
        else:
            problems = (problem for problem in error.problems if problem.level == "problem")
            click.echo(f"{render_text(problems)}The preview stays as it was.")

    try:
        serve_preview(project.resolve(), port, say)
    except ProblemsError:
        progress.print("There is no preview yet: mend this, and start again.", highlight=False)
        raise


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default="hosting", help="Where the folder goes."
)
@with_format
@telling_problems
def hosting(folder: Path, output: Path, form: str) -> None:  # noqa: ARG001 - read by telling_problems
    """Make a finished FOLDER ready for a web server: its files, smaller forms of them, configurations."""
    with turn_beside(folder), progress.status("Making it ready for a web server…"):
        made = make_hosting(folder.resolve(), output.resolve())
    click.echo(f"For a web server: {short(made / PUBLIC)}/ to be served, and {short(made / 'nginx.conf')} to try it")
