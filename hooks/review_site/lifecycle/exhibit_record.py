"""The numbers of figures and tables on the public record: none that was published is lost, new ones are recorded."""

from collections.abc import Iterator
from datetime import date, datetime

from review_site.clock import is_due, start_of_day
from review_site.content.exhibit_numbers import numbered_exhibits
from review_site.content.library import Library
from review_site.content.models import Page
from review_site.content.paragraph_ledger import PARAGRAPHS, Row
from review_site.content.report import report_at
from review_site.content.report_corrections import Named
from review_site.content.shelf import Sourced
from review_site.content.source import Source
from review_site.lifecycle.number_rows import (
    RENEW,
    Key,
    days_of_removal,
    sample,
    told,
    was_seen,
    when_at,
    without_words,
)
from review_site.lifecycle.versions import versions_of
from review_site.problems import Problem, Problems

_END = start_of_day(date.max)


def exhibits_lost(library: Library, instant: datetime) -> list[Problem]:
    """Return, each as a problem at its line of the ledger, the figures and tables that no page shows any more."""
    problems = Problems()
    path = f"{library.folder}/{PARAGRAPHS}"
    for report, register in library.reports.items():
        for row in _gone(report, library):
            if was_seen(row, instant):
                what = f"{told(row)} was published, and no page of {report} shows it any more"
                mend = (
                    f"bring it back; or say under `corrections:` in {register.source.path} that it was removed: "
                    f"{sample(f'{row.kind} {row.number}', instant)}"
                )
            else:
                what, mend = f"the record promises {told(row)}, and no page of {report} shows it", RENEW
            problems.add(path, "record", what, mend, line=row.line)
    return list(problems)


def exhibits_unrecorded(library: Library) -> list[str]:
    """Return, in words, the figures and tables of pages that are out or promised and that are not recorded yet."""
    return [
        f"{kind} {number} of {report}"
        for report in library.reports
        for kind, number in sorted(
            _promised(report, library).keys() - {(row.kind, row.number) for row in library.numbers.exhibits_of(report)}
        )
    ]


def exhibits_brought_up(library: Library, instant: datetime) -> list[Row]:
    """Return the rows of all figures and tables, in order, as the pages that are out or promised have them now.

    What nobody saw, and no page shows any more, goes.
    """
    rows = {(row.report, row.kind, row.number): row for row in library.numbers.rows if row.kind != "paragraph"}
    for report in library.reports:
        for row in _gone(report, library):
            if not was_seen(row, instant):
                del rows[report, row.kind, row.number]
        for (kind, number), (title, first) in _promised(report, library).items():
            old = rows.get((report, kind, number))
            seen = (old is not None and was_seen(old, instant)) or is_due(first, instant)
            since = None if seen else when_at(first)
            rows[report, kind, number] = Row(report, kind, number, title, since, old.removed if old else False)
    days, written = days_of_removal(library), exhibits_written(library)
    rows |= {key: without_words(row, days, instant) for key, row in rows.items() if key not in written}
    return sorted(rows.values(), key=lambda row: (row.report, row.kind, _order(row.number)))


def exhibits_written(library: Library) -> set[Key]:
    """Return the figures and tables that the texts of reports show, in any of their states."""
    return {
        (report, one.kind, one.number)
        for report in library.reports
        for _, page in _pages_of(report, library)
        for one in numbered_exhibits(page.source.body, _registers(report, library))
    }


def _promised(report: str, library: Library) -> dict[Named, tuple[str, datetime]]:
    """Return the titles of the figures and tables of a report's ready pages, each with when it is first seen."""
    registers = _registers(report, library)
    found: dict[Named, tuple[str, datetime]] = {}
    for address, page in _pages_of(report, library):
        if page.entry.status != "ready" or not any(numbered_exhibits(page.source.body, registers)):
            continue
        for version in versions_of(address, page, library, _END):
            for one in numbered_exhibits(version.text, registers):
                name, first = (one.kind, one.number), version.begins.instant
                before = found.get(name, (one.title, first))
                found[name] = (one.title, min(before[1], first, key=datetime.timestamp))
    return found


def _gone(report: str, library: Library) -> list[Row]:
    """Return the rows of the figures and tables of a report that no page shows any more, and no correction removed.

    What stood on a page that was withdrawn went with it.
    """
    written, pages = exhibits_written(library), [page for _, page in _pages_of(report, library)]
    withdrawn = {
        str(page.entry.chapter if page.entry.chapter is not None else "")
        for page in pages
        if page.entry.withdrawn is not None
    }
    return [
        row
        for row in library.numbers.exhibits_of(report)
        if (report, row.kind, row.number) not in written and not row.removed and _beginning(row.number) not in withdrawn
    ]


def _order(number: str) -> tuple[object, ...]:
    """Return what the numbers of figures are ordered by: 2.9 before 2.10, and those of chapters before the letters."""
    beginning, _, own = number.partition(".")
    digits = own.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return (not beginning.isdigit(), beginning.zfill(7), int(digits or 0), own)


def _beginning(number: str) -> str:
    """Return the chapter that a number begins with; nothing for one of a page that is no chapter."""
    beginning = number.partition(".")[0]
    return beginning if beginning.isdigit() else ""


def _pages_of(report: str, library: Library) -> Iterator[tuple[str, Sourced[Page]]]:
    for address, page in sorted(library.pages.items()):
        if report_at(library.reports, address) == report:
            yield address, page


def _registers(report: str, library: Library) -> dict[str, Source]:
    return {name: one.source for name, one in library.exhibits.get(report, {}).items()}
