"""What must hold of the numbers of paragraphs, figures and tables: that they are known, and each given once."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from review_site.content.converted import convert
from review_site.content.exhibit_numbers import numbered_exhibits
from review_site.content.exhibits import NUMBER, Exhibits
from review_site.content.fields import date_in, field_name
from review_site.content.paragraph_ledger import (
    Ledger,
    Numbered,
    Row,
    chapter_in,
    number_paragraphs_of,
    numbers_shown,
    with_removed,
)
from review_site.content.paragraph_numbers import number_of
from review_site.content.paragraph_words import paragraphs_in
from review_site.content.report import WHOLE, Report, made_page, name_of, root_of
from review_site.content.report_corrections import NAMING, Named, corrections_in, named_by
from review_site.content.shelf import Shelf
from review_site.content.source import Source
from review_site.content.state_blocks import read_blocks, without_blocks
from review_site.problems import Problems, did_you_mean

_ID = re.compile(r"""\sid="(p-[^"]+)\"""")
_NEAR = "did you mean"
_PARAGRAPHS = ("paragraphs", "removed")


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


def mark_removed(ledger: Ledger, registers: Iterable[Source]) -> Ledger:
    """Return the ledger in which what the corrections of the reports name as removed says so.

    `registers` are those of the reports, as they were written.
    """
    removed: dict[str, set[Named]] = {}
    for source in registers:
        name = name_of(source)
        known = [(row.kind, row.number) for row in ledger.rows if row.report == name]
        for _, _, texts in corrections_in(source.data):
            removed.setdefault(name, set()).update(named for _, named in named_by(texts["removed"], known))
    return with_removed(ledger, removed)


def check_numbers_of_reports(
    reports: Shelf[Report],
    pages: Shelf[Any],
    addresses: Iterable[str],
    exhibits: Exhibits,
    ledger: Ledger,
    path: str,
    published: Set[str],
    problems: Problems,
) -> None:
    """Tell what is wrong with the numbers of reports, as chapters, corrections and the ledger give them.

    `addresses` are those of the standing pages that could be read; `path` is that of the ledger of numbers, `published`
    are the addresses in the other one. Where something could not be read, no number is taken for unknown.
    """
    standing = list(zip(addresses, pages.sources, strict=True))
    doubtful = ledger.doubtful.union(row.number for row in ledger.rows if row.report not in reports.stems)
    for report in {row.report: row for row in reversed(ledger.rows)}.values():
        if report.report not in reports.stems:
            what = f"there is no report “{report.report}”"
            mend = "bring its file in reports/ back; if its folder has another name now, write that in each of its rows"
            problems.add(path, "record", what, mend, line=report.line)
    for name in sorted(reports.stems):
        chapters = list(chapters_of(name, standing, ledger))
        rows = [row for row in ledger.rows if row.report == name]
        _check_chapters(chapters, problems)
        if ledger.whole and chapters and not rows and made_page(name, WHOLE) in published:
            _tell_gone(name, path, problems)
        if ledger.whole:
            for chapter in chapters:
                recorded = {row.number for row in rows if row.kind == "paragraph"}
                _check_held(chapter, recorded | doubtful, problems)
        register = next((source for source in reports.sources if name_of(source) == name), None)
        if register is None:
            continue
        own = [(address, source) for address, source in standing if address.startswith(root_of(name))]
        registers = {one: source for (of, one), source in exhibits.sources.items() if of == name}
        first = next((source for address, source in own if address == root_of(name)), None)
        always = {("paragraph", number) for chapter in chapters for number in _always(chapter)}
        always |= _exhibits_on((_outside(source.body) for _, source in own), registers)
        _check_corrections(register, first, always, rows, problems)
        if ledger.whole and not pages.unread:
            shown = {("paragraph", one.number) for chapter in chapters for one in chapter.paragraphs}
            shown |= _exhibits_on((source.body for _, source in own), registers)
            are_known = registers.keys() == exhibits.names.get(name, frozenset()) and all(
                map(_has_number, registers.values())
            )
            _check_known(register, NAMING if are_known else _PARAGRAPHS, (shown, rows, doubtful), problems)


def _tell_gone(name: str, path: str, problems: Problems) -> None:
    """Tell a report that was published under numbers and has none recorded now: others would take their place."""
    what = f"the numbers of “{name}”, which readers cite, are gone"
    mend = (
        f"bring the file back: git checkout -- {path}; if that does not help, git log -- {path} tells its earlier "
        f"versions; never let it be written anew"
    )
    problems.add(path, "file", what, mend)


def _check_chapters(chapters: Iterable[Chapter], problems: Problems) -> None:
    holders: dict[int, Source] = {}
    for chapter in chapters:
        holder = holders.setdefault(chapter.number, chapter.source)
        if holder is not chapter.source:
            what = f"{holder.path} is chapter {chapter.number} already"
            line = chapter.source.line(("chapter",))
            problems.add(chapter.source.path, "chapter", what, "give one of them another number", line=line)


def _check_held(chapter: Chapter, recorded: Set[str], problems: Problems) -> None:
    """Tell each number that a paragraph is held to and that is not recorded, or that something else has as its name."""
    source, seen = chapter.source, Counter[str]()
    held = Counter(paragraph.held for paragraph in paragraphs_in(source.body) if paragraph.held)
    for anchor in _ID.findall(convert(source.body) or ""):
        number = number_of(anchor)
        if number is None:
            continue
        rows = _rows_with(anchor, source)
        line = rows[min(seen[anchor], len(rows) - 1)] if rows else source.body_line
        seen[anchor] += 1
        if seen[anchor] > max(held[number], 1) or not held[number]:
            what = f"#{anchor} is the address of a paragraph, and stands at something else"
            problems.add(source.path, "paragraph", what, "give that another name", line=line)
        elif number not in recorded:
            what = f"{{: #{anchor} }} says that this is paragraph {number}, which is not recorded"
            mend = "take it out: numbers are given by themselves"
            problems.add(source.path, "paragraph", what, mend, line=line)
        elif seen[anchor] > 1:
            what = f"{{: #{anchor} }} stands twice"
            problems.add(source.path, "paragraph", what, "keep it at one paragraph", line=line)


def _rows_with(anchor: str, source: Source) -> list[int]:
    """Return the lines of a file on which an anchor is written."""
    mark = re.compile(rf"#{anchor}(?![\w-])", re.IGNORECASE)
    return [row for row, line in enumerate(source.body.split("\n"), source.body_line) if mark.search(line)]


def _check_corrections(
    register: Source, first: Source | None, always: Set[Named], rows: Collection[Row], problems: Problems
) -> None:
    """Tell what is wrong with the days of a report's corrections, and with what these say is removed.

    `first` is the first page of the report, `always` what its pages show whatever the date, `rows` what the ledger has
    of it.
    """
    published = date_in(first.data, "published") if first else None
    recorded = {(row.kind, row.number) for row in rows}
    gone: dict[Named, int] = {}
    for place, on, texts in corrections_in(register.data):
        if published and on and on.exact and on.last and on.last < published.first:
            what, key = f"the report was published later, {published.joined}", ("corrections", place, "on")
            problems.add(register.path, field_name(key), what, "correct the date", line=register.line(key))
        for index, named in named_by(texts["removed"], recorded):
            line, fault = register.line(("corrections", place, "removed", index)), None
            if named in always:
                mend = "take it out of the text, or take the number out here"
                fault = (f"{' '.join(named)} is removed, and it stands in the text", mend)
            elif named in gone:
                fault = (f"{' '.join(named)} is removed already, on line {gone[named]}", "keep one of the two")
            if fault:
                problems.add(register.path, field_name(("corrections", place, "removed")), *fault, line=line)
            gone.setdefault(named, line)


def _exhibits_on(bodies: Iterable[str], registers: Mapping[str, Source]) -> set[Named]:
    """Return the figures and tables that the texts of a report show."""
    return {(one.kind, one.number) for body in bodies for one in numbered_exhibits(body, registers)}


def _has_number(register: Source) -> bool:
    return NUMBER.fullmatch(str(register.data.get("number", ""))) is not None


def _check_known(
    register: Source, fields: Iterable[str], known_by: tuple[Set[Named], Collection[Row], Set[str]], problems: Problems
) -> None:
    """Tell each number in the corrections of a report that nothing has, or of what is removed, that nothing had.

    `known_by` are what its pages show, what the ledger has of it, and the numbers that this may have.
    """
    shown, rows, doubtful = known_by
    recorded = {(row.kind, row.number) for row in rows}
    written = recorded | shown
    for place, _, texts in corrections_in(register.data):
        for field in fields:
            known = recorded if field == "removed" else written
            for index, (kind, number) in named_by(texts[field], recorded):
                if (kind, number) not in known and number not in doubtful:
                    near = did_you_mean(number, [other for of, other in known if of == kind])
                    mend = near if near.startswith(_NEAR) else "write the number as the page shows it"
                    key = ("corrections", place, field, index)
                    what = f"there is no {kind} {number}" if field != "removed" else f"{kind} {number} is not recorded"
                    problems.add(register.path, field_name(key[:3]), what, mend, line=register.line(key))


def _always(chapter: Chapter) -> set[str]:
    """Return the numbers of the paragraphs that stand outside state blocks: no date takes these off the page."""
    outside = [paragraph.words for paragraph in paragraphs_in(_outside(chapter.source.body))]
    return {number for number in numbers_shown(outside, chapter.paragraphs) if number}


def _outside(body: str) -> str:
    """Return a text without its state blocks."""
    return without_blocks(body, [block for run in read_blocks(body).sets for block in run])
