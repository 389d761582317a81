"""A Markdown body in passages: paragraphs, items, cells, each with its line and with the notes that hold for it.

A note holds for a passage that has its mark, and for those that stand under it: the items of a list and the rows of a
table under the paragraph right before them, an item under its own first words, the cells of a row and a column under
one another, the parts of a quotation under one another, a heading under the paragraph below it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.token import Token

from review_site.content.figure_numbers import MARK
from review_site.content.markdown_lines import read_lines
from review_site.content.markdown_parser import parse
from review_site.content.markdown_reader import without_attributes
from review_site.content.markdown_text import without_comments
from review_site.content.state_blocks import read_blocks, without_fences

Kind = Literal["paragraph", "cell", "heading", "html"]

_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
_TAG = re.compile(r"<[^>]*>")
_AUTOLINK = "autolink"
_LISTS = ("bullet_list", "ordered_list")
_AROUND = (*_LISTS, "list_item", "blockquote", "table", "tr")
_KINDS: dict[str, Kind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "th_open": "cell",
    "td_open": "cell",
}
_BETWEEN = ("fence", "code_block", "hr")
_END = re.compile(rf"[.!?][”’\"')]*(?:{MARK.pattern})*(?=\s)")


@dataclass(slots=True)
class Passage:
    """One passage: `words` with the marks in it, each line break one of the file, beginning on `line`.

    `top` says that it is a paragraph that stands directly in the text; `note` is the name of the note that it belongs
    to; `linked` that it holds a link; `head` the words at the head of its column; `around` the marks of what it stands
    under, the nearest first.
    """

    line: int
    kind: Kind
    words: str
    top: bool = False
    note: str | None = None
    linked: bool = False
    head: str = ""
    around: list[list[str]] = field(default_factory=list)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of notes and citations in it, as they were written."""
        return tuple(MARK.findall(self.words))


@dataclass(frozen=True, slots=True)
class Note:
    """A note below a text: the line of its definition, its words, and whether a link stands among them."""

    line: int
    words: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a body, in order, and its notes by their names."""

    passages: tuple[Passage, ...]
    notes: dict[str, Note]


def read_passages(body: str, first_line: int) -> Passages:
    """Return the passages of a Markdown body, its first line being line `first_line` of its file.

    Words of every state stand in it; code, addresses and comments do not.
    """
    lines = read_lines(without_fences(body))
    reader = _Reader(body, lines.numbers, lines.notes, first_line)
    reader.read(parse(lines.text))
    parts: dict[str | None, list[Passage]] = {}
    for one in reader.passages:
        parts.setdefault(one.note, []).append(one)
    notes = {}
    for row, name in reader.definitions:
        of_note = parts.get(name, [])
        words = " ".join(one.words for one in of_note)
        notes[name] = Note(row + first_line, words, any(one.linked for one in of_note))
    return Passages(tuple(reader.passages), notes)


class _Reader:
    """Goes through the parser's tokens; `around` is what the next passage stands under, the outermost first."""

    def __init__(self, body: str, numbers: tuple[int, ...], notes: frozenset[int], first_line: int) -> None:
        rows = body.split("\n")
        self.numbers, self.notes, self.first_line = numbers, notes, first_line
        self.definitions = [(row, found[1]) for row, line in enumerate(rows) if (found := _NOTE.match(line))]
        self.defined = [row for row, _ in self.definitions]
        self.blocks = [(block.row, block.end) for run in read_blocks(body).sets for block in run]
        self.begun = [begin for begin, _ in self.blocks]
        self.passages: list[Passage] = []
        self.around: list[list[str]] = []
        self.headings: list[list[str]] = []  # above the next paragraph, which tells where their figures are from
        self.before: Passage | None = None  # the paragraph that was just closed
        self.heads: list[tuple[str, list[str]]] = []  # of the columns of a table
        self.cell = -1
        self.in_head = False

    def row_of(self, token: Token) -> int:
        row = token.map[0] if token.map else 0
        return self.numbers[min(row, len(self.numbers) - 1)]

    def read(self, tokens: Iterable[Token]) -> None:
        kind: Kind = "paragraph"
        for token in tokens:
            kind = _KINDS.get(token.type, kind)
            self.place(token)
            if token.type == "html_block":
                self.add(token, "html", _shown(token.content), top=False)
            elif token.type == "inline" and token.map:
                self.add(token, kind, _words(token.children or []), top=token.level == 1 and kind == "paragraph")

    def place(self, token: Token) -> None:
        """Note what a token says of where the next passage stands."""
        name, _, end = token.type.rpartition("_")
        if name in _AROUND and end == "open":
            self.enter(name, token)
        elif name in _AROUND:
            self.leave()
        elif token.type in _BETWEEN:
            self.before = None
        elif name == "thead":
            self.in_head = end == "open"
        elif token.type in ("th_open", "td_open"):
            self.cell += 1

    def enter(self, name: str, token: Token) -> None:
        marks: list[str] = []
        if name in (*_LISTS, "table"):
            marks = self.lead_in(token)
            self.heads = [] if name == "table" else self.heads
        if name == "tr":
            self.cell = -1
        self.before = None
        self.around.append(marks)

    def leave(self) -> None:
        self.around.pop()
        self.before = None

    def lead_in(self, token: Token) -> list[str]:
        """Return the marks of the paragraph right before a list or a table, unless it may be hidden without it."""
        before = self.before
        if before is None:
            return []
        own, row = self.block_of(before.line - self.first_line), self.row_of(token)
        return list(before.marks) if own is None or own == self.block_of(row) else []

    def block_of(self, row: int) -> int | None:
        place = bisect_right(self.begun, row) - 1
        return self.blocks[place][0] if place >= 0 and row < self.blocks[place][1] else None

    def add(self, token: Token, kind: Kind, words: str, *, top: bool) -> None:
        words, _ = without_attributes(words)
        if not words.strip():
            return
        row = self.row_of(token)
        passage = Passage(row + self.first_line, kind, words, top=top and not self.is_note(token))
        passage.around = list(reversed(self.around))
        passage.linked = any(child.type == "link_open" for child in token.children or ())
        if self.is_note(token):
            place = bisect_right(self.defined, row)
            passage.note = self.definitions[place - 1][1] if place else None
        elif kind == "cell":
            self.add_cell(passage)
        elif kind == "heading":
            own: list[str] = []
            passage.around.append(own)
            self.headings.append(own)
        else:
            for marks in self.headings:
                marks += passage.marks
            self.headings = []
        if self.around and kind != "heading":
            self.around[-1] += passage.marks
        self.before = passage if kind == "paragraph" else None
        self.passages.append(passage)

    def add_cell(self, passage: Passage) -> None:
        if self.in_head:
            self.heads.append((passage.words, list(passage.marks)))
        elif self.cell < len(self.heads):
            passage.head, marks = self.heads[self.cell]
            passage.around.insert(1, marks)

    def is_note(self, token: Token) -> bool:
        return token.map is not None and token.map[0] in self.notes


def _words(tokens: Iterable[Token]) -> str:
    """Return the words of a run of text with its marks, a line break for each in the file."""
    parts: list[str] = []
    row = 0

    def go_to(there: int) -> None:
        nonlocal row
        parts.append("\n" * (there - row))
        row = max(row, there)

    bare = False
    for token in tokens:
        go_to(token.meta.get("start", row))
        if token.type in ("link_open", "link_close"):
            bare = token.type == "link_open" and token.markup == _AUTOLINK
        elif token.type == "image":
            parts.append("".join(child.content or " " for child in token.children or []))
        elif token.type == "text" and not bare:
            parts.append(token.content)
        elif token.type == "code_inline":
            parts.append(" ")
        go_to(token.meta.get("end", row))
    return "".join(parts)


def _shown(html: str) -> str:
    """Return the words of a piece of HTML, each line break where it was."""
    return _TAG.sub(lambda tag: "\n" * tag[0].count("\n") or " ", without_comments(html))


def sentences(words: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence of a passage begins and ends, with the marks that stand after its full stop."""
    start = 0
    for found in _END.finditer(words):
        yield start, found.end()
        start = found.end()
    if start < len(words):
        yield start, len(words)
