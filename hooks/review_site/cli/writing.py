"""Commands of those who write: new, check, publish, record, due."""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from review_site.cli.edge import InstantType, now, tell, telling_problems, with_format
from review_site.clock import LONDON, spoken_date, spoken_instant
from review_site.content.described import files_of_those_in
from review_site.content.drafts import KINDS, write_draft
from review_site.content.folders import bring_back
from review_site.content.library import Library, read_library, read_review
from review_site.content.paragraph_ledger import write_ledger_of_numbers
from review_site.content.record import write_record
from review_site.content.settings import check_settings
from review_site.content.skeletons import SKELETONS, write_skeleton
from review_site.content.told import TOLD
from review_site.lifecycle.agenda import Turn, come_since, coming
from review_site.lifecycle.freeze import frozen_out
from review_site.lifecycle.number_rows import RENEW
from review_site.lifecycle.paragraph_record import numbers_brought_up, numbers_lost, numbers_unrecorded
from review_site.lifecycle.publish import publish_entry
from review_site.lifecycle.record import brought_up, changed_without_note, taken_back, unrecorded, versions_lost
from review_site.lifecycle.site_update import moved_without_id
from review_site.lifecycle.told import behind, bring_up_told, told_otherwise
from review_site.lifecycle.versions import questions_out_of_step
from review_site.machine import short
from review_site.messages import FORMATS, render_text
from review_site.plugins.last_site import not_built, read_last_site
from review_site.privacy.telling import check_sources
from review_site.privacy.unsound import contacts_meanwhile
from review_site.problems import Problem, Problems, ProblemsError, did_you_mean
from review_site.style.library import advise_library

_ALL_KINDS = (*KINDS, *SKELETONS)


@click.command()
@click.argument("kind")
@click.argument("title")
@click.pass_obj
@telling_problems
def new(project: Path, kind: str, title: str) -> None:
    """Start an entry: review-site new blog "What we heard this week"."""
    kind = kind.lower().replace("-", " ")
    if kind not in _ALL_KINDS:
        raise click.BadParameter(f"there is no kind “{kind}” ({did_you_mean(kind, _ALL_KINDS)})", param_hint="KIND")
    content = project / "content"
    review = read_review(content)
    try:
        if kind in SKELETONS:
            files = write_skeleton(kind, title, review, now(), content, project / "docs")
        else:
            files = (write_draft(kind, title, review, now(), content),)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="TITLE") from None
    click.echo("\n".join(map(str, files)))
    click.echo(f"Fill in the lines marked TODO, then run: review-site check {' '.join(map(str, files))}")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--advice", is_flag=True, help="Show the advice on style, which stops nothing.")
@click.option("--strict", is_flag=True, help="Let advice stop the work as a problem does.")
@with_format
@click.pass_obj
@telling_problems
def check(project: Path, paths: tuple[Path, ...], advice: bool, strict: bool, form: str) -> None:  # noqa: FBT001
    """Check the content without building the site; with PATHS, tell only what is wrong there.

    The pictures and attachments that a file of PATHS names are checked with it.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise click.BadParameter(f"{missing[0]} is not there", param_hint="PATH")
    wanted = [os.path.relpath(path, project) for path in paths]
    written = [Path(project, one) for one in wanted if Path(one).parts[:1] in (("content",), ("docs",))]
    wanted += sorted(set().union(*(files_of_those_in(place, project / "content") for place in written)))
    library, found = _examine(project)
    found = [problem for problem in found if not wanted or _below(problem.path, wanted)]
    if any(problem.level == "problem" or (strict and problem.level == "advice") for problem in found):
        tell([replace(one, level="problem") if strict and one.level == "advice" else one for one in found], form)
    if form != "text":
        click.echo(FORMATS[form](found), nl=False)
        return
    _say_fine(library, found, all_advice=advice or bool(paths))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=InstantType(), help="The London date or time at which it comes out.")
@click.option("--now", "at_once", is_flag=True, help="Date it today, also where the file gives a day to come.")
@click.option("--keep-date", is_flag=True, help="Keep the date that the file gives, though it has passed.")
@with_format
@click.pass_obj
@telling_problems
def publish(project: Path, file: Path, on: str | None, at_once: bool, keep_date: bool, form: str) -> None:  # noqa: ARG001, FBT001 - read by telling_problems
    """Let a draft go: make it ready, date it, record its address."""
    content, docs, instant = project / "content", project / "docs", now()
    if at_once and (on or keep_date):
        raise click.UsageError("--now goes with neither --on nor --keep-date")
    on = instant.date().isoformat() if at_once else on
    contacts, meanwhile = partial(check_sources, instant=instant, project=project), contacts_meanwhile(project)
    done = publish_entry(content, docs, file, instant, on=on, keep=keep_date, also=contacts, meanwhile=meanwhile)
    click.echo(f"{file} is ready{f', dated {done.spoken}' if done.spoken else ''}.")
    if done.address and not done.out and on is None:
        click.echo("That is the day to come that the file gives. To let it go today, run it again with --now.")
    if done.address:
        when = "comes out with the next build" if done.out else "comes out with the first build from then on"
        click.echo(f"{done.address} is recorded, and {when}.")
    if done.address is None:
        click.echo("It has no page of its own: it is shown where a page or list names it (see content/README.md).")
    click.echo("Now commit all of it: git add content docs && git commit")


@click.command()
@click.pass_obj
@telling_problems
def record(project: Path) -> None:
    """Write what is out, and what is promised, into content/: addresses.txt, record.csv, paragraphs.csv, told/.

    Where each submission stands is written into content/submissions/.
    """
    library, instant = read_library(project / "content", project / "docs"), now()
    lost = (one for one in numbers_lost(library, instant) if not one.mend.startswith(RENEW))
    Problems([*versions_lost(library, instant), *lost]).raise_if_any()
    silent = [*changed_without_note(library, instant), *told_otherwise(library, instant)]
    changed = write_ledger_of_numbers(project / "content", numbers_brought_up(library, instant))
    changed = write_record(project / "content", brought_up(library, instant)) or changed
    if bring_up_told(library, project / "content", project / "docs", instant) or changed:
        click.echo(
            "The record was brought up to date: commit content/addresses.txt, content/record.csv, "
            f"content/paragraphs.csv, content/told/{' and content/submissions/' if library.submissions else ''}."
        )
    else:
        click.echo("The record is up to date." if not silent else "Nothing was recorded:")
    click.echo(render_text(silent), nl=False)


@click.command()
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="The built site; else site/.")
@click.pass_obj
@telling_problems
def due(project: Path, site: Path | None) -> None:
    """Tell what comes next, and what is due and not yet in the last build."""
    library, instant = read_library(project / "content", project / "docs"), now()
    folder = site or project / "site"
    last = read_last_site(folder)
    if last is None:
        click.echo(f"There is no site in {short(folder)} to compare with: build it first (make site).")
    else:
        late = come_since(library, last.as_at, instant)
        told = {turn.path for turn in late}
        absent = [path for path in not_built(library, last, instant) if path not in told]
        click.echo(f"The site in {short(folder)} stands as at {_spoken(last.as_at)}.")
        if late or absent:
            click.echo("Due, and not yet in it (build again: make site):")
        for turn in late:
            click.echo(f"  {_line(turn)}")
        for path in absent:
            click.echo(f"  {path}")
        if not late and not absent:
            click.echo("Nothing is due that is not in it.")
    ahead = coming(library, instant)
    click.echo("Next:" if ahead else "Nothing is to come.")
    for turn in ahead:
        click.echo(f"  {_line(turn)}")


def _examine(project: Path) -> tuple[Library | None, list[Problem]]:
    """Return the library, None where it is not valid, and all that is to be said of it."""
    settings = check_settings(project)
    try:
        library = read_library(project / "content", project / "docs", contacts_meanwhile(project))
    except ProblemsError as error:
        if click.get_current_context().find_root().params["debug"]:
            raise
        return None, [*settings, *error.problems]
    instant = now()
    notes = [*changed_without_note(library, instant), *told_otherwise(library, instant)]
    style = advise_library(library, project / "content", instant)
    told = (*library.unfinished, *taken_back(library, instant), *frozen_out(library), *questions_out_of_step(library))
    told = (*settings, *told, *moved_without_id(library))
    return None if settings else library, [*told, *check_sources(library, instant, project), *notes, *style]


def _say_fine(library: Library | None, found: list[Problem], *, all_advice: bool) -> None:
    if library is None:
        click.echo("No problems there. There are some elsewhere, which stop every build: run review-site check")
    else:
        posts, pages, calls = len(library.posts), len(library.pages), len(library.calls)
        fine = "Nothing stops a build" if any(problem.level == "to do" for problem in found) else "No problems"
        click.echo(f"{fine}: {posts} posts, {pages} pages, {calls} calls.")
    unfinished = [problem for problem in found if problem.level == "to do"]
    advice = [problem for problem in found if problem.level == "advice" and problem.field != "updates"]
    changed = [problem for problem in found if problem.level == "advice" and problem.field == "updates"]
    if changed:
        click.echo(f"Changed without a note:\n{render_text(changed)}", nl=False)
    if unfinished:
        click.echo(f"Still to do in drafts, before they can be published:\n{render_text(unfinished)}", nl=False)
    if advice and all_advice:
        click.echo(f"Advice, which stops nothing:\n{render_text(advice)}", nl=False)
    elif advice:
        click.echo(f"There are {len(advice)} pieces of advice, which stop nothing: review-site check --advice")
    for address in unrecorded(library, now()) if library else ():
        click.echo(f"Out, and not yet recorded: {address} (run: review-site record)")
    for words in numbers_unrecorded(library) if library else ():
        click.echo(f"Numbers not yet recorded: {words} (run: review-site record)")
    not_copied = behind(library, now()) if library else []
    if library and not_copied and not library.told:
        folder = f"{library.folder}/{TOLD}"
        mend = f"{bring_back(folder)}; where there never was any, run review-site record"
        click.echo(f"No copy for the feeds is in {folder}/, which keeps what subscribers were told ({mend})")
        return
    for path in not_copied:
        click.echo(f"Not yet copied for the feeds: {path} (run: review-site record)")


def _line(turn: Turn) -> str:
    return f"{_spoken(turn.instant)}: {turn.what} ({turn.path})"


def _spoken(instant: datetime) -> str:
    """Return a London instant in words: the day alone at its midnight."""
    local = instant.astimezone(LONDON)
    return f"{local:%A} {spoken_date(local.date())}" if local.hour == local.minute == 0 else spoken_instant(local)


def _below(path: str, wanted: Iterable[str]) -> bool:
    return any(path == one or path.startswith(f"{one.rstrip('/')}/") or one == "." for one in wanted)
