"""A Markdown body → what it holds, each part with its line.

markdown-it-py reads it: Python-Markdown, which renders the site, keeps no lines.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from review_site.content.markdown_lines import Lines, read_lines
from review_site.content.markdown_parser import parse
from review_site.content.markdown_text import Heading, Html, Link, Picture, Prose, ProseKind, Text, without_comments
from review_site.content.state_blocks import without_fences

_ATTRIBUTES = re.compile(r"\{:?[ ]*(?=[.#\w])([^{}\n]*)\}")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_BARE = re.compile(r"(?<![\w/@.])(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]”’'\"]")
_SPACED = re.compile(r'(!?)\[([^\[\]]*)\]\(([^()<>"\n]*[^()<>"\s] +[^()<>"\s][^()<>"\n]*)\)')
_ANCHOR = re.compile(r"""<a\s[^>]*?href\s*=\s*["']([^"']*)["'][^>]*>""", re.IGNORECASE)
_ANCHOR_WHOLE = re.compile(rf"{_ANCHOR.pattern}(.*?)</a>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BREAKS = ("softbreak", "hardbreak")


def read_body(body: str, first_line: int) -> Text:
    """Return what a Markdown body holds, its first line being line `first_line` of its file."""
    lines = read_lines(without_fences(body))
    reader = _Reader(lines, first_line)
    for number, tag in lines.html:
        reader.html.append(Html(number + first_line, tag))
    tokens = parse(lines.text)
    reader.read(tokens)
    return Text(
        tuple(reader.headings),
        tuple(sorted(reader.links, key=lambda found: found.line)),
        tuple(reader.pictures),
        tuple(reader.prose),
        tuple(sorted(reader.html, key=lambda found: found.line)),
        lines.abbreviations,
        reader.tight_lists(tokens),
    )


@dataclass(slots=True)
class _Open:
    """A link whose end has not come yet: where it began, and the alternative texts of pictures in it."""

    row: int
    target: str
    part: int
    is_html: bool
    alts: list[str] = field(default_factory=list)


class _Reader:
    """Goes through the parser's tokens and notes what they hold."""

    def __init__(self, lines: Lines, first_line: int) -> None:
        self.numbers, self.notes, self.first_line = lines.numbers, lines.notes, first_line
        self.quoted = 0  # how many quotations, one in another, are open
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.prose: list[Prose] = []
        self.html: list[Html] = []

    def line(self, row: int) -> int:
        return self.numbers[min(row, len(self.numbers) - 1)] + self.first_line

    def read(self, tokens: Iterable[Token]) -> None:
        level = 0
        kind: ProseKind = "paragraph"
        for token in tokens:
            self.quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
            if token.type == "heading_open":
                level, kind = int(token.tag[1:]), "heading"
            elif token.type in ("th_open", "td_open"):
                kind = "cell"
            elif token.type == "paragraph_open":
                kind = "paragraph"
            elif token.type == "html_block":
                self.read_html(token)
            elif token.type == "inline" and token.map:
                self.read_inline(token, token.map[0], kind, level)

    def read_inline(self, token: Token, row: int, kind: ProseKind, level: int) -> None:
        words, attributes = without_attributes(_Inline(self, row).read(token.children or []))
        if kind == "heading":
            id_ = next((word[1:] for word in attributes.split() if word.startswith("#")), None)
            self.headings.append(Heading(self.line(row), level, words.strip(), id_))
        if words.strip():
            told: ProseKind = "quotation" if self.quoted else "note" if row in self.notes else kind
            self.prose.append(Prose(self.line(row), told, words))

    def tight_lists(self, tokens: Iterable[Token]) -> tuple[int, ...]:
        """Return the lines of lists that stand directly below a paragraph."""
        rows, end = [], -1
        for token in tokens:
            if token.map and not token.level:
                if token.type in ("bullet_list_open", "ordered_list_open") and token.map[0] == end:
                    rows.append(token.map[0])
                end = token.map[1] if token.type == "paragraph_open" else -1
        return tuple(map(self.line, rows))

    def read_html(self, token: Token) -> None:
        row = token.map[0] if token.map else 0
        text = self.on_lines(row, token.content)
        self.html.append(Html(self.line(row), text))
        shown = without_comments(text)
        for found in _ANCHOR_WHOLE.finditer(shown):
            line = self.line(row) + shown.count("\n", 0, found.start())
            self.links.append(Link(line, found[1], _TAG.sub("", found[2]).strip()))

    def on_lines(self, row: int, content: str) -> str:
        """Return the rows of a block with as many line breaks between them as the file has."""
        parts = content.split("\n")
        lines = [self.line(row + number) for number, _ in enumerate(parts)]
        breaks = ["\n" * (after - before) or " " for before, after in pairwise(lines)]
        return "".join(part + end for part, end in zip(parts, [*breaks, ""], strict=True))


class _Inline:
    """Reads one run of text: notes its links and pictures, and gives back its plain words."""

    def __init__(self, into: _Reader, top: int) -> None:
        self.into, self.top, self.row = into, top, 0
        self.parts: list[str] = []
        self.open: list[_Open] = []

    @property
    def line(self) -> int:
        return self.into.line(self.top + self.row)

    def go_to(self, row: int) -> None:
        self.parts.append("\n" * (row - self.row))
        self.row = max(row, self.row)

    def read(self, tokens: list[Token]) -> str:
        for token, after in zip(tokens, [*tokens[1:], None], strict=False):
            self.go_to(token.meta.get("start", self.row))
            if token.type == "text":
                self.read_words(token.content)
            elif token.type == "link_open":
                self.open.append(_Open(self.row, str(token.attrs["href"]), len(self.parts), is_html=False))
            elif token.type == "link_close":
                self.close(bare=token.markup == "autolink")
            elif token.type == "image":
                self.read_picture(token, after)
            elif token.type == "html_inline":
                self.read_html(token.content)
            self.go_to(token.meta.get("end", self.row))
        return "".join(self.parts)

    def read_words(self, words: str) -> None:
        """Keep words, without the marks of footnotes, and note the addresses that stand bare among them."""
        if not self.open:
            words = _SPACED.sub(self.read_spaced, words)
            words = _BARE.sub(self.read_bare, words)
        self.parts.append(_FOOTNOTE.sub("", words))

    def read_spaced(self, found: re.Match[str]) -> str:
        """Note a link or picture whose target holds a space: CommonMark knows none, and Python-Markdown does."""
        if found[1]:
            self.into.pictures.append(Picture(self.line, found[3].strip(), found[2]))
            return ""
        self.into.links.append(Link(self.line, found[3].strip(), found[2]))
        return found[2]

    def read_bare(self, found: re.Match[str]) -> str:
        self.into.links.append(Link(self.line, found[0], found[0], bare=True))
        return ""

    def read_picture(self, token: Token, after: Token | None) -> None:
        alt = "".join(" " if child.type in _BREAKS else child.content for child in token.children or [])
        attributes = _ATTRIBUTES.match(after.content) if after else None
        decorative = attributes is not None and "decorative" in attributes[1].split()
        self.into.pictures.append(Picture(self.line, str(token.attrs["src"]), alt, decorative))
        if self.open:
            self.open[-1].alts.append(alt)

    def read_html(self, text: str) -> None:
        self.into.html.append(Html(self.line, text))
        anchor = _ANCHOR.match(text)
        if anchor:
            self.open.append(_Open(self.row, anchor[1], len(self.parts), is_html=True))
        elif text.lower().startswith("</a") and self.open and self.open[-1].is_html:
            self.close(bare=False)

    def close(self, *, bare: bool) -> None:
        if not self.open:
            return
        opened = self.open.pop()
        words = without_attributes("".join(self.parts[opened.part :]))[0].strip() or " ".join(opened.alts).strip()
        line = self.into.line(self.top + opened.row)
        self.into.links.append(Link(line, opened.target, words, bare and "@" not in words))
        if bare:
            del self.parts[opened.part :]


def without_attributes(words: str) -> tuple[str, str]:
    """Return words without the attribute lists in them (`{#who .quiet}`), and what the last of those says."""
    lists = _ATTRIBUTES.findall(words)
    return (_ATTRIBUTES.sub("", words), lists[-1]) if lists else (words, "")
