"""The command that brings posts from elsewhere: import."""

from pathlib import Path

import click

from review_site.cli.edge import telling_problems
from review_site.content.drafts import KINDS
from review_site.content.library import read_library
from review_site.importing.posts import import_posts
from review_site.machine import short
from review_site.messages import render_text


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--author", help="The id in review.yml of the author of posts whose author is not known there.")
@click.option("--kind", type=click.Choice(KINDS), default="blog", help="What kind of post they become.")
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the pictures that the posts show; nothing is fetched.",
)
@click.pass_obj
@telling_problems
def import_(project: Path, file: Path, author: str | None, kind: str, pictures: Path | None) -> None:
    """Bring posts from a feed or a WordPress export as drafts; safe to run again."""
    content = project / "content"
    library = read_library(content, project / "docs")
    done = import_posts(file, library, content, author=author, kind=kind, pictures=pictures)
    for path in (*done.written, *done.pictures):
        click.echo(short(path))
    click.echo(f"{len(done.written)} brought in as drafts, {len(done.skipped)} were here already.")
    if done.told:
        click.echo("To look at:")
        click.echo(render_text(done.told), nl=False)
