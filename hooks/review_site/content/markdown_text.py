"""The shapes of what a Markdown body holds: headings, links, pictures, prose and HTML, each with its line."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

ProseKind = Literal["paragraph", "cell", "heading", "note", "quotation"]
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FILE = re.compile(r"(?!www\.)[^/\\:@?#]+\.(?!(?:md|html?|uk|org|com|net|info|eu|int|io)$)[a-z0-9]{1,5}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is the anchor that was written after it as `{#name}`, if one was."""

    line: int
    level: int
    words: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link, its target as it was written; `bare` when the address itself stands in the text, with no words."""

    line: int
    target: str
    words: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, its target as it was written; `decorative` when `{ decorative }` stands after it."""

    line: int
    target: str
    alt: str
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """The plain words of a paragraph, cell, heading, footnote or quotation: no code, HTML or addresses.

    Each line break in `words` is one in the file, so that the line of a word can be counted from `line`.
    """

    line: int
    kind: ProseKind
    words: str


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of raw HTML, a comment included."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """What a body holds, each kind in the order of its lines.

    `abbreviations` are those explained by `*[NHS]: …`; `tight_lists` the lines of lists with no empty line above, which
    Python-Markdown takes for words of the paragraph before.
    """

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    prose: tuple[Prose, ...] = ()
    html: tuple[Html, ...] = ()
    abbreviations: tuple[str, ...] = ()
    tight_lists: tuple[int, ...] = ()


def file_name_of(target: str) -> str | None:
    """Return the file that a target names by its bare name (`report.pdf#page=2` gives `report.pdf`), None for others.

    The source of a page (`about.md`) is not one, nor is a host (`gov.uk`).
    """
    name = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    return name if _FILE.fullmatch(name) else None


def without_comments(html: str) -> str:
    """Return HTML in which each comment, a note between colleagues, is the line breaks that it holds."""
    return _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), html) if "-->" in html else html
