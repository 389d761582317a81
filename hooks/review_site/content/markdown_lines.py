"""The lines of a Markdown body, put as CommonMark reads them.

The site renders with Python-Markdown, whose notes (`!!!`, `???`), tabs (`===`), footnotes, definitions and Markdown
within HTML are indented by four spaces, which CommonMark takes for code. Here they are brought to the margin, and each
line keeps its number.
"""

import re
from dataclasses import dataclass

_STEP = 4
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_BOX = re.compile(r' *(?:(?:!!!|\?\?\?\+?) ?[\w -]*|===[!+]* +(?="))(?:"(.*)")? *$')
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]+\]: *(.*)$")
_DEFINITION = re.compile(r" {0,3}: {1,3}(\S.*)$")
_ABBREVIATION = re.compile(r" {0,3}\*\[([^\]]+)\] ?: *(.*)$")
_COMMENT = re.compile(r" {0,3}(<!--.*?-->) *(?=\S)")
_TIGHT_HEADING = re.compile(r"#{1,6}(?=[^#\s])")
_HTML_OPENS = re.compile(r" *<([A-Za-z][\w-]*)(?=\s)[^>]*\smarkdown(?:=[^>]*)?> *$")
_HTML_CLOSES = re.compile(r" *</([A-Za-z][\w-]*)> *$")


@dataclass(frozen=True, slots=True)
class Lines:
    """A body in CommonMark: `numbers` gives for each row of `text` its line in the body, from 0.

    `notes` are the rows of footnotes, `html` the tags and comments that were taken off around Markdown, with their
    lines, and `abbreviations` what the body explains by `*[NHS]: National Health Service`.
    """

    text: str
    numbers: tuple[int, ...]
    notes: frozenset[int]
    html: tuple[tuple[int, str], ...]
    abbreviations: tuple[str, ...]


def read_lines(body: str) -> Lines:
    """Return the lines of a body as CommonMark reads them."""
    reader = _Reader()
    for number, line in enumerate(body.replace("\r", " ").split("\n")):
        reader.read(number, line.expandtabs(_STEP))
    return Lines(
        "\n".join(reader.rows),
        tuple(reader.numbers),
        frozenset(reader.notes),
        tuple(reader.html),
        tuple(reader.abbreviations),
    )


class _Reader:
    """Goes down a body, knowing which indented blocks and which fence it stands in."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.numbers: list[int] = []
        self.notes: list[int] = []
        self.html: list[tuple[int, str]] = []
        self.abbreviations: list[str] = []
        self.indents: list[int] = []  # how far each block that is open was itself indented
        self.note: int | None = None  # how many of those were open when a footnote began
        self.tags: list[str] = []
        self.fence = ""

    def read(self, number: int, line: str) -> None:
        if not line.strip():
            self.add(number, "")
            return
        indent = len(line) - len(line.lstrip(" "))
        while self.indents and indent < self.indents[-1] + _STEP:
            self.indents.pop()
        if self.note is not None and len(self.indents) <= self.note:
            self.note = None
        line = line[_STEP * len(self.indents) :]
        if self.is_code(line):
            self.add(number, line)
        elif begun := _BOX.match(line) or _FOOTNOTE.match(line) or _DEFINITION.match(line):
            if begun.re is _FOOTNOTE and self.note is None:
                self.note = len(self.indents)
            self.open(number, indent, line, begun[1] or "")
        elif abbreviation := _ABBREVIATION.match(line):
            self.abbreviations.append(abbreviation[1])
            self.add(number, "")
        elif comment := _COMMENT.match(line):  # CommonMark takes what follows it for HTML as well
            self.html.append((number, comment[1]))
            self.add(number, line[comment.end() :])
        elif not self.is_tag(number, line):
            marks = _TIGHT_HEADING.match(line)
            self.add(number, f"{marks[0]} {line[marks.end() :]}" if marks else line)

    def is_code(self, line: str) -> bool:
        """Tell whether a line opens, closes or stands in a block of code between fences."""
        fence = _FENCE.match(line)
        if not self.fence:
            self.fence = fence[1] if fence else ""
            return fence is not None
        if fence and fence[1].startswith(self.fence) and line.strip() == fence[1]:
            self.fence = ""
        return True

    def is_tag(self, number: int, line: str) -> bool:
        """Tell whether a line is a tag around Markdown, and take it off."""
        opens, closes = _HTML_OPENS.match(line), _HTML_CLOSES.match(line)
        if opens:
            self.tags.append(opens[1])
        elif closes and self.tags and closes[1] == self.tags[-1]:
            self.tags.pop()
        else:
            return False
        self.html.append((number, line))
        self.add(number, "")
        return True

    def open(self, number: int, indent: int, line: str, words: str) -> None:
        """Begin a block whose lines are indented below its first, in which some of its words may stand."""
        self.indents.append(indent)
        self.add(number, "")
        self.add(number, " " * (len(line) - len(line.lstrip(" "))) + words if words.strip() else "")

    def add(self, number: int, row: str) -> None:
        if self.note is not None:
            self.notes.append(len(self.rows))
        self.rows.append(row)
        self.numbers.append(number)
