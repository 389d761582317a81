"""Each figure of a report has its source: what is told of one that has none, and the list of all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from review_site.content.exhibits import ENDINGS, read_exhibits
from review_site.content.figures import Figure, Ground, figures_of, report_of, wants_sources, works_of
from review_site.content.models import Page
from review_site.content.number_checks import mark_removed
from review_site.content.paragraph_ledger import read_ledger_of_numbers
from review_site.content.report import Report
from review_site.content.shelf import read_shelf
from review_site.content.source import Source
from review_site.problems import Problems

FIELD = "figure"


@dataclass(frozen=True, slots=True)
class FiguresOfReport:
    """The figures of a report by its name, page after page; `sourced` tells whether each of them needs a source."""

    name: str
    sourced: bool
    figures: tuple[Figure, ...]


def list_figures(content: Path, docs: Path) -> tuple[FiguresOfReport, ...]:
    """Return the figures of each report, by what can be read of its pages: whatever else is wrong is passed over."""
    passed_over = Problems()
    reports = read_shelf(Report, content, "reports/*.yml", passed_over)
    pages = read_shelf(Page, docs, "**/*.md", passed_over, ENDINGS).sources
    exhibits = read_exhibits(docs, reports.stems, passed_over).found
    numbers = mark_removed(read_ledger_of_numbers(content, passed_over), reports.sources)
    grounds = {
        name: Ground(name, works_of(register), exhibits.get(name, {}), numbers)
        for name, register in reports.by_stem.items()
    }
    found: dict[str, list[Figure]] = {name: [] for name in grounds}
    for page in pages:
        own = report_of(page.path, docs.name)
        if own in grounds:
            found[own] += figures_of(page, grounds[own])
    return tuple(
        FiguresOfReport(name, wants_sources(register.data), tuple(found[name]))
        for name, register in reports.by_stem.items()
    )


def check_figures(pages: Iterable[Source], registers: Mapping[str, Source], docs: str, problems: Problems) -> None:
    """Tell each figure without a source in the pages of those reports whose figures need one.

    Those of charts and tables always have one: it is told where an exhibit names none.

    `registers` are the registers of reports by their names, as they were written; `docs` is the name of the folder of
    pages.
    """
    grounds = {
        name: Ground(name, works_of(register)) for name, register in registers.items() if wants_sources(register.data)
    }
    for page in pages:
        name = report_of(page.path, docs)
        if name in grounds:
            for figure in figures_of(page, grounds[name]):
                if not figure.sources:
                    problems.add(page.path, FIELD, *_fault(figure), line=figure.line)


def _fault(figure: Figure) -> tuple[str, str]:
    """Return what is wrong with a figure that has no source, and what would be right."""
    if figure.field:
        what = f"“{figure.number}” stands in the {figure.field}, and in the text without a source or not at all"
        return what, "say it in the text with a note that names its source, or take it out here"
    if figure.noted:
        what = f"“{figure.number}” has a note, and the note names no source"
        return what, "begin the note with Source: and say where the figure is from"
    mend = f"write a note after it, {figure.number}[^1], and below the text [^1]: Source: … with where it is from"
    return f"“{figure.number}” has no source", mend
