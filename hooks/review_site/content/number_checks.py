"""What must hold of the numbers of paragraphs, figures and tables: that they are known, and each given once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review_site.content.fields import field_name
from review_site.content.paragraph_ledger import (
    Ledger,
    Numbered,
    Row,
    chapter_in,
    number_paragraphs_of,
    numbers_shown,
    with_removed,
)
from review_site.content.paragraph_numbers import anchor_of
from review_site.content.paragraph_words import paragraphs_in
from review_site.content.report import Report, root_of
from review_site.content.report_corrections import Named, named_by
from review_site.content.shelf import Shelf, Sourced
from review_site.content.source import Source
from review_site.content.state_blocks import read_blocks, without_blocks
from review_site.content.when import DateError, When, parse_when
from review_site.problems import Problems, did_you_mean

_NEAR = "did you mean"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as it is written: its number, its file, and its paragraphs with their numbers."""

    number: int
    source: Source
    paragraphs: tuple[Numbered, ...]


def chapters_of(report: str, pages: Iterable[tuple[str, Source]], ledger: Ledger) -> Iterator[Chapter]:
    """Give the chapters of a report; `pages` are all standing pages with their addresses."""
    for address, source in pages:
        number = chapter_in(source.data) if address.startswith(root_of(report)) else None
        if number is not None:
            rows = ledger.of_chapter(report, number)
            yield Chapter(number, source, number_paragraphs_of(source.body, number, rows))


def mark_removed(ledger: Ledger, reports: Mapping[str, Sourced[Report]]) -> Ledger:
    """Return the ledger in which what the corrections of the reports name as removed says so."""
    known = {(row.report, (row.kind, row.number)) for row in ledger.rows}
    removed = {
        name: {
            named
            for correction in report.entry.corrections
            for _, named in named_by(correction.removed, (one for of, one in known if of == name))
        }
        for name, report in reports.items()
        if report.entry.corrections
    }
    return with_removed(ledger, removed)


def check_numbers_of_reports(
    reports: Shelf[Report], pages: Shelf[Any], addresses: Iterable[str], ledger: Ledger, path: str, problems: Problems
) -> None:
    """Tell what is wrong with the numbers of reports, as chapters, corrections and the ledger give them.

    `addresses` are those of the standing pages that could be read; `path` is that of the ledger. Where something could
    not be read, no number is taken for unknown.
    """
    standing = list(zip(addresses, pages.sources, strict=True))
    for report in {row.report: row for row in reversed(ledger.rows)}.values():
        if report.report not in reports.stems:
            what = f"there is no report “{report.report}”"
            mend = "bring its file in reports/ back; if its folder has another name now, write that in each of its rows"
            problems.add(path, "record", what, mend, line=report.line)
    for name in sorted(reports.stems):
        chapters = list(chapters_of(name, standing, ledger))
        rows = [row for row in ledger.rows if row.report == name]
        _check_chapters(chapters, problems)
        if ledger.whole:
            for chapter in chapters:
                _check_held(chapter, {row.number for row in rows}, problems)
        if name in reports.entries:
            first = next((source for address, source in standing if address == root_of(name)), None)
            _check_corrections(reports.entries[name], first, chapters, rows, problems)
            if ledger.whole and not pages.unread:
                _check_known(reports.entries[name], chapters, rows, problems)


def _check_chapters(chapters: Iterable[Chapter], problems: Problems) -> None:
    holders: dict[int, Source] = {}
    for chapter in chapters:
        holder = holders.setdefault(chapter.number, chapter.source)
        if holder is not chapter.source:
            what = f"{holder.path} is chapter {chapter.number} already"
            line = chapter.source.line(("chapter",))
            problems.add(chapter.source.path, "chapter", what, "give one of them another number", line=line)


def _check_held(chapter: Chapter, recorded: Iterable[str], problems: Problems) -> None:
    """Tell each paragraph that its writer holds to a number which is not recorded, or which another has."""
    known, seen, source = set(recorded), set[str](), chapter.source
    for paragraph in paragraphs_in(source.body):
        number = paragraph.held
        if number is None:
            continue
        mark = f"#{anchor_of(number)}"
        rows = [row for row, line in enumerate(source.body.split("\n"), source.body_line) if mark in line]
        line = rows[min(number in seen, len(rows) - 1)] if rows else source.body_line
        if number not in known:
            what = f"{{: {mark} }} says that this is paragraph {number}, which is not recorded"
            mend = "take it out: numbers are given by themselves"
            problems.add(source.path, "paragraph", what, mend, line=line)
        elif number in seen:
            problems.add(source.path, "paragraph", f"{{: {mark} }} stands twice", "keep it at one paragraph", line=line)
        seen.add(number)


def _check_corrections(
    report: Sourced[Report], first: Source | None, chapters: list[Chapter], rows: Collection[Row], problems: Problems
) -> None:
    """Tell what is wrong with the days of a report's corrections, and with what these say is removed.

    `first` is the first page of the report, `rows` what the ledger has of it.
    """
    source, published = report.source, _published(first)
    recorded = {(row.kind, row.number) for row in rows}
    always = {("paragraph", number) for chapter in chapters for number in _always(chapter)}
    gone: dict[Named, int] = {}
    for place, correction in enumerate(report.entry.corrections):
        if published and correction.on.last and correction.on.last < published.first:
            what, key = f"the report was published later, on {published.spoken}", ("corrections", place, "on")
            problems.add(source.path, field_name(key), what, "correct the date", line=source.line(key))
        for index, named in named_by(correction.removed, recorded):
            line, fault = source.line(("corrections", place, "removed", index)), None
            if named in always:
                mend = "take them out of the text, or take the number out here"
                fault = (f"{' '.join(named)} is removed, and its words stand in the text", mend)
            elif named in gone:
                fault = (f"{' '.join(named)} is removed already, on line {gone[named]}", "keep one of the two")
            if fault:
                problems.add(source.path, field_name(("corrections", place, "removed")), *fault, line=line)
            gone.setdefault(named, line)


def _check_known(report: Sourced[Report], chapters: list[Chapter], rows: Collection[Row], problems: Problems) -> None:
    """Tell each number in the corrections of a report that nothing has, or of what is removed, that nothing had."""
    recorded = {(row.kind, row.number) for row in rows}
    written = recorded | {("paragraph", one.number) for chapter in chapters for one in chapter.paragraphs}
    for place, correction in enumerate(report.entry.corrections):
        for field, known in (("paragraphs", written), ("removed", recorded)):
            for index, (kind, number) in named_by(getattr(correction, field), recorded):
                if (kind, number) not in known:
                    near = did_you_mean(number, [other for of, other in known if of == kind])
                    mend = near if near.startswith(_NEAR) else "write the number as the page shows it"
                    key = ("corrections", place, field, index)
                    what = f"there is no {kind} {number}" if field != "removed" else f"{kind} {number} is not recorded"
                    problems.add(report.source.path, field_name(key[:3]), what, mend, line=report.source.line(key))


def _always(chapter: Chapter) -> set[str]:
    """Return the numbers of the paragraphs that stand outside state blocks: no date takes these off the page."""
    body = chapter.source.body
    blocks = [block for run in read_blocks(body).sets for block in run]
    if not blocks:
        return {one.number for one in chapter.paragraphs}
    outside = [paragraph.words for paragraph in paragraphs_in(without_blocks(body, blocks))]
    return {number for number in numbers_shown(outside, chapter.paragraphs) if number}


def _published(first: Source | None) -> When | None:
    text = first.data.get("published") if first else None
    try:
        return parse_when(text) if isinstance(text, str) else None
    except DateError:
        return None
