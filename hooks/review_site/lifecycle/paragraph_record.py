"""The numbers of paragraphs on the public record: none that was published is lost, new ones are written down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from review_site.clock import is_due, start_of_day
from review_site.content.library import Library
from review_site.content.markdown import read_markdown
from review_site.content.models import Page
from review_site.content.paragraph_ledger import (
    PARAGRAPHS,
    Ledger,
    Numbered,
    Row,
    number_paragraphs_of,
    numbers_shown,
)
from review_site.content.paragraph_numbers import anchor_of, chapter_of
from review_site.content.paragraph_words import paragraphs_in
from review_site.content.report import report_at
from review_site.content.shelf import Sourced
from review_site.content.source import Source
from review_site.lifecycle.due import is_public
from review_site.lifecycle.exhibit_record import (
    exhibits_brought_up,
    exhibits_lost,
    exhibits_unrecorded,
    exhibits_written,
)
from review_site.lifecycle.number_rows import (
    RENEW,
    days_of_removal,
    run_of,
    sample,
    told,
    was_seen,
    when_at,
    without_words,
)
from review_site.lifecycle.versions import versions_of
from review_site.problems import Problem, Problems

_END = start_of_day(date.max)
_WORD = re.compile(r"\w+")
_OPENING = 8  # words by which the line of a paragraph is found


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a report: its page, the rows recorded of it, and its paragraphs with their numbers."""

    report: str
    number: int
    address: str
    page: Sourced[Page]
    rows: tuple[Row, ...]
    paragraphs: tuple[Numbered, ...]


def chapters_in(library: Library) -> Iterator[Chapter]:
    """Give the chapters of all reports, in the order of their addresses, but those whose words were withdrawn."""
    for address, page in sorted(library.pages.items()):
        report, number = report_at(library.reports, address), page.entry.chapter
        if report is not None and number is not None and page.entry.withdrawn is None:
            rows = library.numbers.of_chapter(report, number)
            yield Chapter(report, number, address, page, rows, number_paragraphs_of(page.source.body, number, rows))


def numbers_lost(library: Library, instant: datetime) -> list[Problem]:
    """Return, each as a problem at its line, the numbers that were recorded and that no paragraph has any more.

    Of one that is not out yet, the record is to be told; one that was seen has to come back, or a correction of the
    report says that it was removed.
    """
    problems = Problems()
    there = set()
    for chapter in chapters_in(library):
        there.add((chapter.report, chapter.number))
        _tell_lost(chapter, library, instant, problems)
    gone = {(report_at(library.reports, address), page.entry.chapter) for address, page in library.pages.items()}
    for (report, number), rows in library.numbers.chapters.items():
        lost = [row for row in rows if not row.removed]
        if report in library.reports and (report, number) not in there | gone and lost:
            path = f"{library.folder}/{PARAGRAPHS}"
            what = f"no page of {report} is chapter {number} any more, whose {run_of(lost)} are recorded"
            mend = (
                RENEW
                if not any(was_seen(row, instant) for row in lost)
                else f"bring the chapter back, or its number; or say under `corrections:` in "
                f"{library.reports[report].source.path} what was removed: {sample(run_of(lost), instant)}"
            )
            problems.add(path, "record", what, mend, line=lost[0].line)
    problems.extend(exhibits_lost(library, instant))
    return list(problems)


def ledger_is_public(library: Library, instant: datetime) -> bool:
    """Tell whether the ledger holds no words at an instant that the public may not see, or may see no more."""
    if not all(was_seen(row, instant) for row in library.numbers.rows):
        return False
    reports = {row.report for row in library.numbers.rows}
    for address, page in library.pages.items():
        gone = page.entry.withdrawn
        if gone is not None and is_due(gone.on.due, instant) and report_at(library.reports, address) in reports:
            return False
    written = {(one.report, "paragraph", own.number) for one in chapters_in(library) for own in one.paragraphs}
    written |= exhibits_written(library)
    rows = library.numbers.rows
    return not any(row.removed and row.text and (row.report, row.kind, row.number) not in written for row in rows)


def numbers_unrecorded(library: Library) -> list[str]:
    """Return, in words, what of each chapter that is out or promised is not recorded yet."""
    known = {(row.report, row.number) for row in library.numbers.rows if row.kind == "paragraph"}
    found = []
    for chapter in chapters_in(library):
        if chapter.page.entry.status == "ready":
            new = [one.number for one in chapter.paragraphs if (chapter.report, one.number) not in known]
            if new:
                run = f"{new[0]} to {new[-1]}" if len(new) > 2 else " and ".join(new)
                found.append(f"{'paragraph' if len(new) == 1 else 'paragraphs'} {run} of {chapter.page.source.path}")
    return [*found, *exhibits_unrecorded(library)]


def numbers_brought_up(library: Library, instant: datetime) -> Ledger:
    """Return the ledger with the numbers of every chapter that is out or promised, as its text has them now.

    Of a chapter that is still to come the paragraphs are counted anew. Of one that is out every number stays, and one
    that nobody has seen goes when its paragraph does.
    """
    written: dict[tuple[str, int], tuple[Row, ...]] = {}
    for chapter in chapters_in(library):
        entry = chapter.page.entry
        if is_public(entry, instant) and _is_torn(chapter, instant):
            written[chapter.report, chapter.number] = chapter.rows
        elif is_public(entry, instant):
            written[chapter.report, chapter.number] = tuple(_rows_of(chapter, library, instant))
        elif entry.status == "ready" and not any(was_seen(row, instant) for row in chapter.rows):
            counted = number_paragraphs_of(chapter.page.source.body, chapter.number)
            anew = replace(chapter, rows=(), paragraphs=counted)
            written[chapter.report, chapter.number] = tuple(_rows_of(anew, library, instant))
    days = days_of_removal(library)
    kept = {
        key: tuple(without_words(row, days, instant) for row in rows if was_seen(row, instant))
        for key, rows in library.numbers.chapters.items()
        if key not in written
    }
    paragraphs = sorted((kept | written).items())
    return Ledger((*(row for _, rows in paragraphs for row in rows), *exhibits_brought_up(library, instant)))


def _tell_lost(chapter: Chapter, library: Library, instant: datetime, problems: Problems) -> None:
    found = {one.row for one in chapter.paragraphs}
    line, before = chapter.page.source.body_line, ""
    lines = _Lines(chapter.page.source)
    days = days_of_removal(library)
    numbered = {one.row: one for one in chapter.paragraphs}
    for place, row in enumerate(chapter.rows):
        if place in found:
            line, before = lines.of(numbered[place].words) or line, row.number
            continue
        path, day = chapter.page.source.path, days.get((row.report, row.kind, row.number))
        if row.removed and day is not None:
            if not is_due(day.due, instant):
                what = f"{told(row)} is gone, and its correction says that it is removed {day.joined}"
                mend = (
                    f"until then keep its words, in a block /// dates | until {day.text}, with an empty /// otherwise "
                    f"below it"
                )
                problems.add(path, "paragraph", what, mend, line=line)
        elif not was_seen(row, instant):
            when = f" for {row.since.spoken}" if row.since else ""
            what = f"the record promises {told(row)}{when}, and no paragraph has these words"
            problems.add(path, "paragraph", what, RENEW, line=line)
        else:
            stood = f"it stood after {before}" if before else "it stood first"
            register = library.reports[chapter.report].source.path
            removed = f"say under `corrections:` in {register} that it was removed: {sample(row.number, instant)}"
            elsewhere = _stands_elsewhere(row, library)
            if elsewhere:
                what = f"{told(row)} was published here, and stands in {elsewhere} now; {stood}"
                mend = f"bring it back; or {removed}. There it gets a number of that chapter"
            else:
                what = f"{told(row)} was published, and no paragraph has these words any more; {stood}"
                mend = (
                    f"bring it back; if another paragraph says it now, write {{: #{anchor_of(row.number)} }} on the "
                    f"line below that one; or {removed}"
                )
            problems.add(path, "paragraph", what, mend, line=line)


def _stands_elsewhere(row: Row, library: Library) -> str | None:
    """Return the file of another chapter of the report that has a paragraph of the same words; None where none has."""
    for chapter in chapters_in(library):
        if (chapter.report, chapter.number) != (row.report, chapter_of(row.number)) and any(
            one.words == row.text for one in chapter.paragraphs
        ):
            return chapter.page.source.path
    return None


def _is_torn(chapter: Chapter, instant: datetime) -> bool:
    """Tell whether a chapter has lost a number that was seen: until that is mended, nothing of it is recorded."""
    found = {one.row for one in chapter.paragraphs}
    return any(
        not row.removed and was_seen(row, instant) for place, row in enumerate(chapter.rows) if place not in found
    )


def _rows_of(chapter: Chapter, library: Library, instant: datetime) -> Iterator[Row]:
    """Give the rows of a chapter in the order of its text; those of paragraphs that are gone where they stood."""
    found = {one.row for one in chapter.paragraphs}
    begin, days = _beginnings(chapter, library), days_of_removal(library)
    gone: dict[int | None, list[Row]] = {}
    before: int | None = None
    for place, row in enumerate(chapter.rows):
        if place in found:
            before = place
        elif row.removed or was_seen(row, instant):
            gone.setdefault(before, []).append(without_words(row, days, instant))
    yield from gone.get(None, ())
    for one in chapter.paragraphs:
        old = chapter.rows[one.row] if one.row is not None else None
        first = begin.get(one.number)
        seen = (old is not None and was_seen(old, instant)) or first is None or is_due(first, instant)
        since = None if seen or first is None else when_at(first)
        yield Row(chapter.report, "paragraph", one.number, one.words, since, old.removed if old else False)
        if one.row is not None:
            yield from gone.get(one.row, ())


def _beginnings(chapter: Chapter, library: Library) -> dict[str, datetime]:
    """Return the instant from which each paragraph is seen for the first time; those that never are are not in it."""
    found: dict[str, datetime] = {}
    for version in versions_of(chapter.address, chapter.page, library, _END):
        words = [paragraph.words for paragraph in paragraphs_in(version.text)]
        for number in numbers_shown(words, chapter.paragraphs):
            if number is not None:
                found.setdefault(number, version.begins.instant)
    return found


class _Lines:
    """The lines of a chapter's paragraphs, by their first words; read when one is first asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.known: dict[tuple[str, ...], int] | None = None

    def of(self, words: str) -> int | None:
        if self.known is None:
            self.known = {}
            for prose in read_markdown(self.source.body, self.source.body_line).prose:
                self.known.setdefault(_first_words(prose.words), prose.line)
        return self.known.get(_first_words(words))


def _first_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text[:200])[:_OPENING])
