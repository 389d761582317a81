"""A page as a row of tags and words, read by the standard library's own reader of HTML."""

import html
import re
from dataclasses import dataclass
from html.entities import html5
from html.parser import HTMLParser

_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=\"'<`][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)|))?")
_NAME = re.compile(r"<[^\s/>]+")
_REFERENCE = re.compile(r"&(#[xX]?[0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*;?)(=?)")
_HELD = ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
_PLAIN = re.compile(r"[^\x00-\x20\"'<=`/\x7f]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One tag or the words between two; `kind` is `start`, `end` or `words`, `text` the name or the words."""

    kind: str
    text: str
    attributes: dict[str, str]
    line: int


def read_pieces(text: str) -> list[Piece]:
    """Return the tags and words of a page, of a piece of one, or of a drawing, in order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.pieces


class _Reader(HTMLParser):
    CDATA_CONTENT_ELEMENTS = _HELD
    RCDATA_CONTENT_ELEMENTS = ()  # what newer versions of the library read so, is read here alike in all

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._held = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - read below
        self._held = tag if tag in _HELD else ""
        self._add("start", tag, _attributes(self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._held = ""
        self._add("end", tag, {})

    def handle_data(self, data: str) -> None:
        self._add("words", html.unescape(data) if self._held in ("title", "textarea") else data, {})

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self._add("words", data.removeprefix("CDATA["), {})

    def _add(self, kind: str, text: str, attributes: dict[str, str]) -> None:
        self.pieces.append(Piece(kind, text, attributes, self.getpos()[0]))


def _attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag by their names in lower case, the first of each."""
    found: dict[str, str] = {}
    name = _NAME.match(tag)
    at = name.end() if name else len(tag)
    while match := _ATTRIBUTE.match(tag, at):
        at = match.end()
        value = next((group for group in match.groups()[1:] if group is not None), "")
        if _PLAIN.fullmatch(match[1]):
            found.setdefault(match[1].lower(), _REFERENCE.sub(_character, value))
    return found


def _character(match: re.Match[str]) -> str:
    """Return what a reference in an attribute stands for; a name without its end, before `=`, stands for none."""
    if match[1].startswith("#") or (match[1] in html5 and (match[1].endswith(";") or not match[2])):
        return html.unescape(f"&{match[1]}") + match[2]
    return match[0]
