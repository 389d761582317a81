"""The figures of a report: each number in its pages, where it stands, and where it is known from."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from textwrap import shorten
from typing import Any

import lxml.html

from review_site.content.converted import convert
from review_site.content.fields import groups_in
from review_site.content.figure_numbers import MARK, find_figures, is_bare, names_places
from review_site.content.passages import Note, Passage, read_passages, sentences
from review_site.content.source import Key, Source

_SOURCE = re.compile(r"\s*sources?\s*:|https?://|www\.|\[@", re.IGNORECASE)
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


def figures_of(page: Source, works: Mapping[str, SourceAt]) -> tuple[Figure, ...]:
    """Return the figures of a page in the order of its lines; `works` are those of the bibliography, by their ids.

    Numbers in a note that names a source are part of that, and none. One in the front matter has the source that the
    same number has in the text.
    """
    read = read_passages(page.body, page.body_line)
    named = {f"[^{name}]": _source_of(note, page.path) for name, note in read.notes.items()}
    below = list(_of_text(page, read.passages, named, works))
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
    page: Source, passages: Iterable[Passage], notes: Mapping[str, SourceAt | None], works: Mapping[str, SourceAt]
) -> Iterator[Figure]:
    numbers = _Numbers(page)
    for passage in passages:
        paragraph = numbers.of(passage) if passage.top else ""
        source = notes.get(f"[^{passage.note}]")
        if source is not None or (passage.kind == "cell" and names_places(passage.head) and is_bare(_said(passage))):
            continue
        for start, end in find_figures(passage.words):
            first, last = next(span for span in sentences(passage.words) if span[0] <= start < span[1])
            marks = _nearest(passage, first, last)
            named = (_named_by(mark, notes, works, SourceAt(page.path, passage.line, mark)) for mark in marks)
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
    """The numbers of a page's paragraphs, found by their words in the order in which these stand."""

    def __init__(self, page: Source) -> None:
        self.last = ""
        self.left: dict[str, deque[str]] = defaultdict(deque)
        for number, words in numbered_paragraphs(page):
            self.left[_letters(words)].append(number)

    def of(self, passage: Passage) -> str:
        there = self.left.get(_letters(_said(passage)))
        if there:
            self.last = there.popleft()
            return self.last
        return ""


def numbered_paragraphs(page: Source) -> Iterator[tuple[str, str]]:
    """Give the number and the words of each numbered paragraph of a chapter; nothing for another page."""
    chapter = page.data.get("chapter")
    if not isinstance(chapter, str) or not re.fullmatch(r"[0-9]{1,7}", chapter):
        return
    root = lxml.html.fragment_fromstring(convert(page.body) or "", create_parent="div")
    for number, paragraph in enumerate(root.iterfind("./p"), 1):
        for mark in paragraph.xpath(".//sup[starts-with(@id, 'fnref')]"):
            mark.drop_tree()
        yield f"{int(chapter)}.{number}", paragraph.text_content()


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
