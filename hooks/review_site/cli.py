"""The review-site command: each subcommand a few lines over a plain function.

Exit codes: 0 fine, 1 problems in content or bundle, 2 wrong usage.
"""

import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click
from rich.console import Console

from review_site.addresses import host_of
from review_site.archive.folder import archive_folder, recorded_url
from review_site.archive.verify import verify_and_count
from review_site.clock import parse_instant, read_instant, wall_clock
from review_site.content.drafts import KINDS, write_draft
from review_site.content.library import read_library, read_review
from review_site.lifecycle.due import unrecorded
from review_site.plugins.build import build_site, serve_site
from review_site.problems import Problem, ProblemsError, did_you_mean

P = ParamSpec("P")
_progress = Console(stderr=True)


class InstantType(click.ParamType[str]):
    """A London date or date-time."""

    name = "INSTANT"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the instant and hand on its text."""
        try:
            parse_instant(value)
        except ValueError as error:
            self.fail(f"{error} (write 2021-02-05, or 2021-02-05T17:00)", param, ctx)
        return value


def telling_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Print what is wrong, each problem on its line, and exit with 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (ProblemsError, OSError) as error:
            if click.get_current_context().find_root().params["debug"]:
                raise
            _tell(error.problems if isinstance(error, ProblemsError) else [_problem_of(error)])

    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder with mkdocs.yml; else this one or the nearest above it that has one.",
)
@click.option("--debug", is_flag=True, help="Show a full trace when something goes wrong.")
@click.version_option(package_name="review-site")
@click.pass_context
def main(context: click.Context, project: Path | None, debug: bool) -> None:  # noqa: ARG001, FBT001 - read by telling_problems
    """Publish the website of a public review, and hand it to the archive."""
    here = Path.cwd()
    found = next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)
    context.obj = Path(os.path.relpath(found)) if project is None else project


@main.command()
@click.argument("kind")
@click.argument("title")
@click.pass_obj
@telling_problems
def new(project: Path, kind: str, title: str) -> None:
    """Start a post: review-site new blog "What we heard this week"."""
    kind = kind.replace("-", " ")
    if kind not in KINDS:
        raise click.BadParameter(f"there is no kind “{kind}” ({did_you_mean(kind, KINDS)})", param_hint="KIND")
    instant = read_instant(None, os.environ, wall_clock())
    try:
        file = write_draft(kind, title, read_review(project / "content"), instant, project / "content")
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="TITLE") from None
    click.echo(f"{file}\nFill in the lines marked TODO, then run: review-site check")


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
@telling_problems
def check(project: Path, paths: tuple[Path, ...]) -> None:
    """Check the content without building the site; with PATHS, tell only what is wrong there."""
    wanted = [os.path.relpath(path, project) for path in paths]
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.BadParameter(f"{missing[0]} is not there", param_hint="PATH")
    try:
        library = read_library(project / "content", project / "docs")
    except ProblemsError as error:
        found = [problem for problem in error.problems if not wanted or _below(problem.path, wanted)]
        if found:
            raise ProblemsError(found) from error
        click.echo("No problems there.")
        return
    click.echo(f"No problems: {len(library.posts)} posts, {len(library.pages)} pages, {len(library.calls)} calls.")
    if library.unfinished:
        click.echo("Still to do in drafts, which stop nothing:")
        for problem in library.unfinished:
            click.echo(f"  {problem}")
    for address in unrecorded(library, read_instant(None, os.environ, wall_clock())):
        click.echo(f"Now out, and not yet in content/addresses.txt: {address} (add the line)")


@main.command()
@click.option("--today", type=InstantType(), help="Build as at this London date or time, in place of now.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where the site goes; else site/ in the project."
)
@click.pass_obj
@telling_problems
def build(project: Path, today: str | None, output: Path | None) -> None:
    """Build the whole site; the last good one stands until the new one is right."""
    with _progress.status("Building the site…"):
        try:
            site = build_site(project.resolve(), (output or project / "site").resolve(), today)
        except ProblemsError:
            _progress.print("The site was not built. The last one stands as it was.")
            raise
    pages = sum(1 for _ in site.rglob("*.html"))
    click.echo(f"Site: {_short(site)} ({pages} pages; feed: {_short(site / 'feed.atom')})")


@main.command()
@click.pass_obj
@telling_problems
def serve(project: Path) -> None:
    """Show the site on this machine, built again at each save."""
    _progress.print("The site will be at http://127.0.0.1:8000/ (stop with Ctrl+C)", highlight=False)
    serve_site(project.resolve())


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--url", help="The address at which the folder is served (https://example.org/); else as its own record says."
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default="dist", help="Where the bundle goes."
)
@telling_problems
def archive(folder: Path, url: str | None, output: Path) -> None:
    """Make the archive's bundle of a finished FOLDER, and print where it is."""
    url = url or recorded_url(folder)
    if url is None:
        raise click.UsageError(
            f"{folder} has no site-index.json that says its address (add --url https://example.org/)"
        )
    try:
        host_of(url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--url") from None
    if output.resolve().is_relative_to(folder.resolve()):
        raise click.BadParameter(f"{output} lies inside {folder} (name a folder outside it)", param_hint="--output")
    with _progress.status("Capturing the site…"):
        bundle = archive_folder(folder.resolve(), url, output.resolve(), os.environ, wall_clock())
    _progress.print(
        f"Bundle: {_short(bundle)}/ and, as one file, {_short(bundle)}.tar", highlight=False, soft_wrap=True
    )
    click.echo(_short(bundle))


@main.command()
@click.argument("bundle", type=click.Path(path_type=Path))
@telling_problems
def verify(bundle: Path) -> None:
    """Read every byte of a BUNDLE (its folder or its tar) and tell whatever is wrong."""
    if not bundle.exists():
        raise click.BadParameter(f"{bundle} is not there", param_hint="BUNDLE")
    with _progress.status("Reading the bundle…"):
        problems, counts = verify_and_count(bundle.resolve())
    if problems:
        _tell(problems)
    read = f"{counts.files} files, {counts.records} records, {counts.pages} pages"
    click.echo(f"Sound, and in step with its own manifests: {_short(bundle)} ({read})")


def _tell(problems: Iterable[Problem]) -> None:
    found = list(problems)
    for problem in found:
        click.echo(str(problem))
    click.echo(f"{len(found)} problem{'s' if len(found) > 1 else ''}.", err=True)
    sys.exit(1)


def _problem_of(error: OSError) -> Problem:
    """Return what the machine refused: a full disk, a folder that may not be written, a file in the way."""
    place = _short(Path(error.filename)) if isinstance(error.filename, str) else "machine"
    return Problem(
        path=place, field="file", what=error.strerror or str(error), mend="make room or give the right to write"
    )


def _below(path: str, wanted: Iterable[str]) -> bool:
    return any(path == one or path.startswith(f"{one.rstrip('/')}/") or one == "." for one in wanted)


def _short(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
