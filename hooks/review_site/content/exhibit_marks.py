"""The marks in a text that place exhibits, and the paragraphs that are captions: `[chart lamps]`, `Table 2.1: Lamps`.

A mark stands alone in its paragraph. A caption stands right before a Markdown table or a picture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import lxml.html

from review_site.content.converted import convert
from review_site.content.exhibits import NUMBER, anchor_of
from review_site.content.markdown import read_markdown
from review_site.content.state_blocks import without_fences

_NUMBER = NUMBER.pattern.replace("(", "(?:")
_MAY_HOLD = re.compile(r"\[\s*(?:chart|table|figure)|^ {0,3}(?:Figure|Table) ", re.IGNORECASE | re.MULTILINE)
_MARK = re.compile(r"\[(chart|table) ([^\[\]\s]+)\]")
_NEARLY = re.compile(r"\[\s*(chart|table|figure)s?\b[\s:=|]+([^\[\]\n]+?)\s*\]", re.IGNORECASE)
_REFERENCE = re.compile(r"\[(?:figure|table) (?:\d+|[a-z](?=\.))(?:\.[\da-z]*)?\]", re.IGNORECASE)
_CAPTION = re.compile(rf"(Figure|Table) ({_NUMBER}):\s+(\S.*)", re.DOTALL)
_CAPTION_START = re.compile(r"(?:Figure|Table) [^\s:]+:\s+")
_PICTURES = ("picture", "img")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that places the exhibit `name`: `word` is `chart` or `table`."""

    word: str
    name: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a Markdown table or a picture."""

    word: Literal["Figure", "Table"]
    number: str
    title: str

    @property
    def words(self) -> str:
        """All of its words, as a writer wrote them."""
        return f"{self.word} {self.number}: {self.title}"

    @property
    def anchor(self) -> str:
        """The anchor of what stands below it: `table-2-1`."""
        return anchor_of(self.word, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A mark or caption as it stands in a file: `line` from 1; `fault` is what is wrong with it, and the mend."""

    line: int
    what: Mark | Caption | None
    fault: tuple[str, str] | None = None


def exhibit_paragraphs(root: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, Mark | Caption]]:
    """Give the paragraphs of a page's content that are marks or captions, and so are none of its text.

    `root` holds the content, from Markdown or finished.
    """
    for paragraph in root.iterfind("./p"):
        words = _words_of(paragraph)
        mark = _MARK.fullmatch(words)
        caption = None if mark else _CAPTION.fullmatch(words)
        if mark and not _REFERENCE.fullmatch(words):
            yield paragraph, Mark(mark[1], mark[2])
        elif caption and _is_captioned(paragraph, caption[1]):
            yield paragraph, Caption("Table" if caption[1] == "Table" else "Figure", caption[2], caption[3])


def marks_in(html: str) -> list[Mark | Caption]:
    """Return the marks and captions of a page's content, in order."""
    if "<p>" not in html:
        return []
    return [what for _, what in exhibit_paragraphs(lxml.html.fragment_fromstring(html, create_parent="div"))]


def names_in(body: str) -> list[str]:
    """Return the names of the exhibits that a Markdown body places, in order."""
    if not _MAY_HOLD.search(body):
        return []
    return [mark.name for mark in marks_in(convert(body) or "") if isinstance(mark, Mark)]


def written_in(body: str, first_line: int) -> list[Written]:
    """Return what of a Markdown body is a mark or a caption, or was meant for one, in the order of its lines.

    `first_line` is the line of its file on which the body begins.
    """
    if not _MAY_HOLD.search(body):
        return []
    placed = marks_in(convert(body) or "")
    found: list[Written] = []
    rows = without_fences(body).split("\n")
    for prose in read_markdown(body, first_line).prose:
        row = rows[prose.line - first_line] if prose.line - first_line < len(rows) else ""
        found += _read(prose.line, " ".join(prose.words.split()), row, placed)
    return found


def _read(line: int, words: str, row: str, placed: list[Mark | Caption]) -> Iterator[Written]:
    """Give what of a paragraph's words is a mark or a caption; those that the page has are taken from `placed`."""
    caption = _CAPTION.fullmatch(words)
    if caption and row.startswith(caption[1]):
        what = next((one for one in placed if isinstance(one, Caption) and words == one.words), None)
        noun = "picture" if caption[1] == "Figure" else "table"
        mend = f"put it right above a {noun}, with an empty line between them; in a sentence, take the colon out"
        if what:
            placed.remove(what)
        yield Written(line=line, what=what, fault=None if what else (f"is the caption of no {noun}", mend))
        return
    if _CAPTION_START.match(words) and row.startswith(("Figure ", "Table ")):
        mend = "write the chapter's number, a dot and its own: Table 2.1: …; on a page that is no chapter Table S.1: …"
        yield Written(line=line, what=None, fault=(f"“{words[:60]}” has no number that can be", mend))
        return
    for meant in _NEARLY.finditer(words):
        if not _REFERENCE.fullmatch(meant[0]):
            yield _mark(line, meant, words, row, placed)


def _mark(line: int, meant: re.Match[str], words: str, row: str, placed: list[Mark | Caption]) -> Written:
    exact = _MARK.fullmatch(meant[0])
    word = "table" if meant[1].lower() == "table" else "chart"
    right = f"[{word} {'-'.join(meant[2].lower().split())}]"
    what = Mark(exact[1], exact[2]) if exact else None
    if what is None:
        return Written(line=line, what=None, fault=(f"“{meant[0]}” places nothing", f"write {right}"))
    if words != meant[0] or not row.startswith("[") or what not in placed:
        mend = f"write {right} at the start of a line of its own, with an empty line above and below"
        return Written(line=line, what=what, fault=("stands within other words", mend))
    placed.remove(what)
    return Written(line=line, what=what)


def _words_of(paragraph: lxml.html.HtmlElement) -> str:
    """Return the words of a paragraph on one line, without the marks of its notes."""
    if paragraph.find(".//sup") is None:
        return " ".join(paragraph.text_content().split())
    bare = lxml.html.fragment_fromstring(lxml.html.tostring(paragraph, encoding="unicode", with_tail=False))
    for mark in bare.findall(".//sup"):
        if mark.get("id", "").startswith("fnref"):
            mark.drop_tree()
    return " ".join(bare.text_content().split())


def _is_captioned(paragraph: lxml.html.HtmlElement, word: str) -> bool:
    """Tell whether a table, or a picture, stands right below a paragraph."""
    below = paragraph.getnext()
    if below is None or (paragraph.tail or "").strip():
        return False
    if word == "Table":
        return bool(below.tag == "table")
    if below.tag in ("figure", *_PICTURES):
        return True
    alone = len(below) == 1 and not (below.text or "").strip() and not (below[0].tail or "").strip()
    return bool(below.tag == "p" and alone and below[0].tag in _PICTURES)
