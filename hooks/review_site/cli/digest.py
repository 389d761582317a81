"""The command for those who send news by mail: digest."""

from pathlib import Path

import click

from review_site.cli.edge import InstantType, now, telling_problems
from review_site.clock import is_due, parse_instant, start_of_day
from review_site.content.library import read_library
from review_site.feed.digest.folder import FILES, write_digest
from review_site.feed.digest.gathering import digest_of
from review_site.machine import short


@click.command()
@click.option(
    "--since",
    required=True,
    type=InstantType(),
    help="The London date (its midnight) or time up to which readers were told before.",
)
@click.option("--until", type=InstantType(), help="The London date or time up to which this one tells; else now.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go; else digest/ in the project.",
)
@click.pass_obj
@telling_problems
def digest(project: Path, since: str, until: str | None, output: Path | None) -> None:
    """Write a message of what came out and changed since a day, to be sent by mail; nothing is sent."""
    instant = now()
    begins, ends = parse_instant(since), parse_instant(until) if until else instant
    if not is_due(begins, instant):
        raise click.BadParameter(f"{since} is still to come (give the day of the last digest)", param_hint="--since")
    if not is_due(ends, instant):
        raise click.BadParameter(f"{until} is still to come (leave it out for now)", param_hint="--until")
    if not is_due(begins, ends):
        raise click.BadParameter(f"{until} is before {since} (give a later one)", param_hint="--until")
    folder = output or project / "digest"
    made = digest_of(read_library(project / "content", project / "docs"), begins, ends, instant)
    if not made.has_news:
        click.echo(f"Nothing is new or changed from {since} to {ends:%Y-%m-%dT%H:%M}. No digest was written.")
        if any((folder / name).exists() for name in FILES):
            click.echo(f"What lies in {short(folder)}/ is an earlier one.")
        return
    write_digest(made, folder)
    click.echo(f"Digest: {short(folder)}/ ({made.counts})")
    click.echo(f"Subject: {made.subject}")
    click.echo(f"The next one: review-site digest --since {ends:%Y-%m-%d}")
    if ends != start_of_day(ends.date()):
        click.echo("It tells what is dated that day once more, since some of it may come out later in the day.")
