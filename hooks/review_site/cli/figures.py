"""The command that lists the figures of a report, each with its source: figures."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from review_site.cli.edge import telling_problems
from review_site.content.figure_checks import FiguresOfReport, list_figures
from review_site.content.figures import Figure
from review_site.problems import did_you_mean, printable


@click.command()
@click.argument("report", required=False)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How they are listed.")
@click.pass_obj
@telling_problems
def figures(project: Path, report: str | None, form: str) -> None:
    """List each number in the pages of a REPORT, or of all, with the source it has; exit with 1 where one needs it."""
    reports = list_figures(project / "content", project / "docs")
    names = [one.name for one in reports]
    if report is not None and report not in names:
        mend = did_you_mean(report, names) if names else "write content/reports/ first"
        raise click.BadParameter(f"there is no report “{report}” ({mend})", param_hint="REPORT")
    wanted = [one for one in reports if report in (None, one.name)]
    click.echo(_as_text(wanted) if form == "text" else _as_json(wanted), nl=False)
    if any(one.sourced and not all(figure.sources for figure in one.figures) for one in wanted):
        sys.exit(1)


def _as_text(reports: Iterable[FiguresOfReport]) -> str:
    """Return a line a figure, and one of each report that says how many there are."""
    rows = []
    for report in reports:
        rows += [_line(figure) for figure in report.figures]
        count, without = len(report.figures), sum(not figure.sources for figure in report.figures)
        said = f"{without} without a source" if without else "each with a source"
        own = "" if report.sourced else " (the report is the source of its own)"
        rows.append(
            f"{report.name}: {count} {'figure' if count == 1 else 'figures'}{f', {said}' if count else ''}{own}."
        )
    return "".join(f"{printable(row)}\n" for row in rows)


def _line(figure: Figure) -> str:
    paragraph = figure.paragraph and f"{'' if figure.inside else 'below '}{figure.paragraph}"
    sources = ", ".join(f"{source.path}:{source.line}" for source in figure.sources)
    where = f"{figure.path}:{figure.line}: {paragraph or figure.field or 'not numbered'}"
    return f"{where}: {figure.number}: “{figure.words}” ({f'source: {sources}' if sources else 'no source'})"


def _as_json(reports: Iterable[FiguresOfReport]) -> str:
    """Return a JSON list with an object a report: its name, whether its figures need sources, and the figures."""
    return json.dumps([asdict(report) for report in reports], ensure_ascii=False, indent=1) + "\n"
