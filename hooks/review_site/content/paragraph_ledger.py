"""The ledger of numbers: content/paragraphs.csv, every paragraph, figure and table of a report that may be cited.

It is written by `review-site record` and `review-site publish` alone. The rows of a chapter stand in the order of its
text, with those that were removed where they stood. Without it, the paragraphs of a chapter are counted.
"""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from review_site.addresses import is_slug
from review_site.content.exhibits import NUMBER
from review_site.content.paragraph_alignment import align, matches_in_order
from review_site.content.paragraph_numbers import between, chapter_number, chapter_of, is_number, key_of, next_whole
from review_site.content.paragraph_words import Paragraph, paragraphs_in
from review_site.content.source import read_text
from review_site.content.when import DateError, When, parse_when
from review_site.problems import Problems

PARAGRAPHS = "paragraphs.csv"
KINDS = ("paragraph", "figure", "table")
_COLUMNS = ("report", "kind", "number", "text", "from")
_MOST_BYTES = 50_000_000
_MEND = "put the line back as it was (git keeps it), or take it out and run `review-site record`"
_REMEMBERED = 512
_ROW = re.compile(
    r'([^,"]+),(paragraph|figure|table),([0-9A-Z.]+),("(?:[^"]+|"")+"|[^",]*),([^,"]*)'
)  # RFC 4180 §2, with no line break in any value


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the report, what is numbered, its number, its words or caption, none once it was removed.

    `since` is from when it may be seen, None for what has been seen; `removed` tells that a correction of the report
    says that it is there no more; `line` is that of the file, 0 for a new one.
    """

    report: str
    kind: str
    number: str
    text: str
    since: When | None = None
    removed: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with its number; `row` is the place of what was recorded of it, None for a new one."""

    number: str
    words: str
    row: int | None = None


@dataclass(frozen=True)
class Ledger:
    """All rows, in the order of the file.

    `whole` tells that the file could be read, `doubtful` holds the values of lines in it that could not: a number among
    them may be recorded.
    """

    rows: tuple[Row, ...] = ()
    whole: bool = True
    doubtful: frozenset[str] = frozenset()

    def of_chapter(self, report: str, chapter: int) -> tuple[Row, ...]:
        """Return the rows of the paragraphs of a chapter."""
        return self.chapters.get((report, chapter), ())

    @cached_property
    def chapters(self) -> dict[tuple[str, int], tuple[Row, ...]]:
        """The rows of paragraphs by report and chapter."""
        found: dict[tuple[str, int], list[Row]] = {}
        for row in self.rows:
            if row.kind == "paragraph":
                found.setdefault((row.report, chapter_of(row.number)), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def exhibits_of(self, report: str) -> tuple[Row, ...]:
        """Return the rows of the figures and tables of a report."""
        return tuple(row for row in self.rows if row.kind != "paragraph" and row.report == report)

    def exhibits_removed(self, report: str, chapter: int) -> tuple[Row, ...]:
        """Return the rows of the figures and tables of a chapter that were removed."""
        own = f"{chapter}."
        return tuple(row for row in self.exhibits_of(report) if row.removed and row.number.startswith(own))


def chapter_in(data: Mapping[str, Any]) -> int | None:
    """Return the number of the chapter that the front matter of a page says it is; None for another page."""
    return chapter_number(str(data.get("chapter", "")))


def number_paragraphs_of(body: str, chapter: int, rows: Sequence[Row] = ()) -> tuple[Numbered, ...]:
    """Return the paragraphs of a chapter's Markdown, those of all its state blocks, each with its number, in order.

    `rows` are those that the ledger has of the chapter. A paragraph that it knows keeps its number, wherever it stands
    now; any other gets a new one, between its neighbours, or above all that were ever used at the end.
    """
    return _numbered(body, chapter, tuple(rows))


@lru_cache(maxsize=_REMEMBERED)
def _numbered(body: str, chapter: int, rows: tuple[Row, ...]) -> tuple[Numbered, ...]:
    paragraphs = paragraphs_in(body)
    known = known_paragraphs(paragraphs, rows)
    numbers = new_numbers(
        [rows[known[place]].number if place in known else None for place in range(len(paragraphs))], chapter, rows
    )
    return tuple(
        Numbered(number, paragraph.words, known.get(place))
        for place, (number, paragraph) in enumerate(zip(numbers, paragraphs, strict=True))
    )


def known_paragraphs(paragraphs: Sequence[Paragraph], rows: Sequence[Row]) -> dict[int, int]:
    """Return for the place of each paragraph that is recorded the place of its row."""
    places = {row.number: place for place, row in enumerate(rows)}
    held: dict[int, int] = {}
    for place, paragraph in enumerate(paragraphs):
        row = places.get(paragraph.held or "")
        if row is not None and row not in held.values():
            held[place] = row
    gone = frozenset(place for place, row in enumerate(rows) if row.removed)
    return align([row.text for row in rows], [paragraph.words for paragraph in paragraphs], held, gone)


def new_numbers(numbers: Sequence[str | None], chapter: int, rows: Iterable[Row]) -> list[str]:
    """Return the numbers of a chapter's paragraphs in order, a new one in the place of each None.

    Paragraphs that were moved do not count as neighbours: those in the order of their numbers do.
    """
    used = sorted({*(row.number for row in rows), *(number for number in numbers if number)}, key=key_of)
    keys = [key_of(number) for number in used]
    firm = {number for _, number in _in_order([number for number in numbers if number])}
    after: list[str | None] = [None] * len(numbers)
    following: str | None = None
    for place in range(len(numbers) - 1, -1, -1):
        after[place] = following
        following = numbers[place] if numbers[place] in firm else following
    found: list[str] = []
    for number, end in zip(numbers, after, strict=True):
        if number is None:
            if end is None:
                number = next_whole(chapter, used[-1:])
            else:
                place = bisect_left(keys, key_of(end))
                number = between(used[place - 1] if place else None, end)
            insort(keys, key_of(number))
            insort(used, number, key=key_of)
        found.append(number)
    return found


def numbers_shown(words: Sequence[str], numbered: Sequence[Numbered]) -> list[str | None]:
    """Return the number of each paragraph that a page shows at an instant, by its words; None for one not known.

    They are some of those of the chapter, in their order.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(numbered):
        places[one.words].append(place)
    found: list[str | None] = []
    at = 0
    for text in words:
        waiting = places.get(text, [])
        index = bisect_left(waiting, at)
        if index == len(waiting):
            pairs = align([one.words for one in numbered], words)
            return [numbered[pairs[place]].number if place in pairs else None for place in range(len(words))]
        found.append(numbered[waiting[index]].number)
        at = waiting[index] + 1
    return found


def read_ledger_of_numbers(content: Path, problems: Problems) -> Ledger:
    """Read content/paragraphs.csv; an empty ledger when it is not there. What is wrong in it is told at its line."""
    file, path = content / PARAGRAPHS, f"{content.name}/{PARAGRAPHS}"
    if not file.exists() and not file.is_symlink():
        return Ledger()
    text = read_text(file, path, problems, most_bytes=_MOST_BYTES)
    if text is None:
        return Ledger(whole=False)
    return _read_rows(text.split("\n"), path, problems)


def with_removed(ledger: Ledger, removed: Mapping[str, Set[tuple[str, str]]]) -> Ledger:
    """Return the ledger in which the rows that corrections name as removed say so: by report, each kind and number."""
    rows = (replace(row, removed=(row.kind, row.number) in removed.get(row.report, ())) for row in ledger.rows)
    return replace(ledger, rows=tuple(rows))


def render_ledger_of_numbers(ledger: Ledger) -> str:
    """Return the text of the ledger: no file for a spreadsheet, so its words stand as they are (RFC 4180)."""
    rows = (
        f"{row.report},{row.kind},{row.number},{_quoted(row.text)},{row.since.text if row.since else ''}\n"
        for row in ledger.rows
    )
    return "".join([f"{','.join(_COLUMNS)}\n", *rows])


def write_ledger_of_numbers(content: Path, ledger: Ledger) -> bool:
    """Write the ledger where it differs from what stands there; return whether anything changed."""
    file = content / PARAGRAPHS
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    text = render_ledger_of_numbers(ledger)
    if text == before or (not before and not ledger.rows):
        return False
    file.write_text(text, encoding="utf-8", newline="\n")
    return True


def _read_rows(lines: Sequence[str], path: str, problems: Problems) -> Ledger:
    if lines[0] != ",".join(_COLUMNS):
        problems.add(path, "record", "does not begin with the names of its columns", _MEND, line=1)
    rows: dict[tuple[str, str, str], Row] = {}
    doubtful: set[str] = set()
    for number, line in enumerate(lines[1:], 2):
        row = _read_row(line, number) if line else None
        if row is None:
            if line:
                problems.add(path, "record", "is not a line that was written by the command", _MEND, line=number)
                doubtful.update(line.split(","))
            continue
        before = rows.setdefault((row.report, row.kind, row.number), row)
        if before is not row:
            what = f"{row.kind} {row.number} of {row.report} stands twice, and on line {before.line}"
            mend = "keep the line that was published first, delete the other, and run `review-site record`"
            problems.add(path, "record", what, mend, line=number)
    return Ledger(tuple(rows.values()), doubtful=frozenset(doubtful))


def _read_row(line: str, number: int) -> Row | None:
    """Return the row of a line; None for one that the command would not have written."""
    found = _ROW.fullmatch(line)
    if not found:
        return None
    report, kind, own, text, since = found.groups()
    text = text[1:-1].replace('""', '"') if text.startswith('"') else text
    try:
        when = parse_when(since) if since else None
    except DateError:
        return None
    right = (
        is_slug(report)
        and text == " ".join(text.split())
        and (is_number(own) if kind == "paragraph" else NUMBER.fullmatch(own))
    )
    return Row(report, kind, own, text, when, line=number) if right else None


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if '"' in text or "," in text else text


def _in_order(numbers: Sequence[str]) -> list[tuple[int, str]]:
    """Return the numbers that stand in their own order, as many as do, each with its place among them."""
    ordered = sorted(numbers, key=key_of)
    return [(place, ordered[place]) for place, _ in matches_in_order(ordered, numbers)]
