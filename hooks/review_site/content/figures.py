"""The figures of a report: each number in its pages, where it stands, and where it is known from."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Any

from review_site.content.exhibits import Exhibited
from review_site.content.fields import groups_in
from review_site.content.figure_numbers import MARK, find_figures, is_bare, names_places
from review_site.content.paragraph_ledger import Ledger, chapter_in, number_paragraphs_of
from review_site.content.passages import Note, Passage, read_passages, sentences
from review_site.content.source import Key, Source

_SOURCE = re.compile(r"\s*sources?\s*:|https?://|www\.|\[@", re.IGNORECASE)
_PLACED = re.compile(r"\s*\[(?:chart|table) ([a-z0-9-]+)\]\s*")
_LONGEST = 140  # characters of the words around a figure
_FIELDS = ("title", "description", "summary")


@dataclass(frozen=True, slots=True)
class SourceAt:
    """Where a source is named: the file, the line, and the words that name it."""

    path: str
    line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a page of a report: its line, the number, the sentence or cell around it, and its sources.

    `paragraph` is the number of the paragraph that it stands in, or of the last one above it, where it is not
    `inside` one; empty where there is none. `field` names the field of the front matter that it stands in. `noted`
    tells that it has a note, though none that names a source.
    """

    path: str
    line: int
    number: str
    words: str
    paragraph: str = ""
    inside: bool = True
    field: str = ""
    sources: tuple[SourceAt, ...] = ()
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What the figures of a report rest on: its works and exhibits by their names, the numbers of its paragraphs."""

    name: str = ""
    works: Mapping[str, SourceAt] = field(default_factory=dict)
    exhibits: Mapping[str, Exhibited] = field(default_factory=dict)
    numbers: Ledger = field(default_factory=Ledger)


def figures_of(page: Source, ground: Ground) -> tuple[Figure, ...]:
    """Return the figures of a page, and of the charts and tables that it places, in the order in which they stand.

    Numbers in a note that names a source are part of that, and none. One in the front matter has the source that the
    same number has in the text. One of a chart or table has the source of that.
    """
    read = read_passages(page.body, page.body_line)
    named = {f"[^{name}]": _source_of(note, page.path) for name, note in read.notes.items()}
    below = list(_of_text(page, read.passages, named, ground))
    known = {_plain(one.number): one.sources for one in below if one.sources}
    return (*_of_fields(page, known), *below)


def works_of(register: Source | None) -> dict[str, SourceAt]:
    """Return the works of a report's bibliography by their ids, from its register as it was written."""
    if register is None:
        return {}
    return {
        str(work["id"]): SourceAt(register.path, register.line(("bibliography", index)), str(work.get("title", "")))
        for index, work in groups_in(register.data, "bibliography")
        if "id" in work
    }


def wants_sources(data: Mapping[str, Any]) -> bool:
    """Tell whether the numbers of a report need sources, by its register as it was written: those of a summary do."""
    said = data.get("figures")
    return said == "sourced" or (said != "own" and data.get("wording") == "summary")


def report_of(path: str, docs: str) -> str | None:
    """Return the name of the report that a page's path may belong to: that of its folder in docs/."""
    parts = PurePosixPath(path).parts
    return parts[1] if len(parts) > 2 and parts[0] == docs else None


def _of_text(
    page: Source, passages: Iterable[Passage], notes: Mapping[str, SourceAt | None], ground: Ground
) -> Iterator[Figure]:
    numbers = _Numbers(page, ground)
    for passage in passages:
        placed = _PLACED.fullmatch(passage.words) if passage.top else None
        if placed and placed[1] in ground.exhibits:
            yield from _of_exhibit(ground.exhibits[placed[1]])
        paragraph = numbers.of(passage) if passage.top else ""
        source = notes.get(f"[^{passage.note}]")
        if source is not None or (passage.kind == "cell" and names_places(passage.head) and is_bare(_said(passage))):
            continue
        for start, end in find_figures(passage.words):
            first, last = next(span for span in sentences(passage.words) if span[0] <= start < span[1])
            marks = _nearest(passage, first, last)
            named = (_named_by(mark, notes, ground.works, SourceAt(page.path, passage.line, mark)) for mark in marks)
            yield Figure(
                path=page.path,
                line=passage.line + passage.words.count("\n", 0, start),
                number=passage.words[start:end],
                words=_cut(passage.words, first, last, start),
                paragraph=paragraph or numbers.last,
                inside=bool(paragraph),
                sources=tuple(dict.fromkeys(one for one in named if one is not None)),
                noted=bool(marks),
            )


def _of_exhibit(exhibit: Exhibited) -> Iterator[Figure]:
    """Give the figures of a chart or table: those of its title and words, and of the cells that readers get."""
    path, data = exhibit.source.path, exhibit.source.data
    line = exhibit.source.line(("source",))
    known = (SourceAt(path, line, "; ".join(exhibit.entry.source)),)
    for name in ("title", "about", "note"):
        for number in _numbers_in(data.get(name)):
            yield _exhibited(path, exhibit.source.line((name,)), number, str(data[name]), name, known)
    for column in exhibit.tabled:
        for label, cell, line in zip(
            exhibit.data.column(exhibit.labels), exhibit.data.column(column), exhibit.data.lines, strict=True
        ):
            if names_places(column) and is_bare(cell):
                continue
            words = cell if label == cell else f"{label}, {column}: {cell}"
            yield from (_exhibited(exhibit.csv, line, number, words, "", known) for number in _numbers_in(cell))


def _exhibited(path: str, line: int, number: str, words: str, field_name: str, known: tuple[SourceAt, ...]) -> Figure:
    words = _cut(words, 0, len(words), 0)
    return Figure(path=path, line=line, number=number, words=words, field=field_name, sources=known)


def _numbers_in(value: object) -> Iterator[str]:
    text = value if isinstance(value, str) else ""
    yield from (text[start:end] for start, end in find_figures(text))


def _of_fields(page: Source, known: Mapping[str, tuple[SourceAt, ...]]) -> Iterator[Figure]:
    """Give the figures of the front matter that readers see."""
    fields: list[tuple[Key, object]] = [((name,), page.data.get(name)) for name in _FIELDS]
    for index, picture in groups_in(page.data, "pictures"):
        fields += [(("pictures", index, name), picture.get(name)) for name in ("alt", "caption")]
    for key, value in fields:
        for start, end in find_figures(value) if isinstance(value, str) else ():
            number = str(value)[start:end]
            yield Figure(
                path=page.path,
                line=page.line(key),
                number=number,
                words=_cut(str(value), 0, len(str(value)), start),
                field=str(key[0]),
                sources=known.get(_plain(number), ()),
            )


def _nearest(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    """Return the marks that hold for a sentence: its own, else those of its passage, else those around that."""
    scopes = (MARK.findall(passage.words[start:end]), passage.marks, *passage.around)
    return tuple(dict.fromkeys(next((marks for marks in scopes if marks), ())))


def _named_by(
    mark: str, notes: Mapping[str, SourceAt | None], works: Mapping[str, SourceAt], missing: SourceAt
) -> SourceAt | None:
    """Return the source that a mark leads to; `missing` for one that leads nowhere, which is told by itself."""
    if mark.startswith("[^"):
        return notes.get(mark, missing)
    return works.get(re.split(r"[,\]]", mark[2:], maxsplit=1)[0].strip(), missing)


def _source_of(note: Note, path: str) -> SourceAt | None:
    """Return the source that a note names; None for one that says something else."""
    names_one = note.linked or _SOURCE.search(note.words)
    return SourceAt(path, note.line, _cut(note.words, 0, len(note.words), 0)) if names_one else None


def _said(passage: Passage) -> str:
    return MARK.sub("", passage.words)


def _plain(number: str) -> str:
    return " ".join(number.split()).casefold()


def _cut(words: str, start: int, end: int, at: int) -> str:
    """Return the words of a sentence on one line, without marks; of a long one those around a place."""
    said = " ".join(MARK.sub("", words[start:end]).split())
    if len(said) <= _LONGEST:
        return said
    before = " ".join(MARK.sub("", words[start:at]).split())
    skipped = max(0, len(before) - _LONGEST // 2)
    opening = said[skipped:].partition(" ")[2] if skipped else said
    return f"{'… ' if skipped else ''}{shorten(opening, _LONGEST, placeholder=' …')}"


class _Numbers:
    """The numbers of a chapter's paragraphs, found by their words in the order in which these stand."""

    def __init__(self, page: Source, ground: Ground) -> None:
        self.last = ""
        self.left: dict[str, deque[str]] = defaultdict(deque)
        chapter = chapter_in(page.data)
        if chapter is not None:
            rows = ground.numbers.of_chapter(ground.name, chapter)
            for one in number_paragraphs_of(page.body, chapter, rows):
                self.left[_letters(one.words)].append(one.number)

    def of(self, passage: Passage) -> str:
        there = self.left.get(_letters(_said(passage)))
        if there:
            self.last = there.popleft()
            return self.last
        return ""


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
