"""A page as a row of tags and words (HTML Standard §13.2.5, XML 1.0 §2), as a browser without scripts reads it.

The standard library's reader is not used: from one of its releases to the next it reads scripts and comments otherwise,
and a sound bundle must stay sound.
"""

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from html.entities import html5
from typing import NamedTuple

_GAP = " \t\n\f\r"
_PLAIN = re.compile(r"[^\x00-\x20\"'<=`/\x7f]+")
_REFERENCE = re.compile(r"&(#[xX]?[0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*;?)(=?)")
_LETTER = re.compile(r"[A-Za-z]")
# A tag as most are written, which `_Reading._tag` reads in the same way: names with values in double quotes, or none.
_USUAL_NAME = r"[ \t\n\f\r]++([^\x00-\x20\"'<>=`/\x7f]++)(?:=\"([^\"]*+)\")?+"
_USUAL = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][^ \t\n\f\r/>]*+)"
    rf"(?P<attributes>(?:{_USUAL_NAME})*+)[ \t\n\f\r]*+(?P<closed>/?)>"
)
_USUAL_ATTRIBUTE = re.compile(_USUAL_NAME)
_REMEMBERED = 1 << 9  # characters of attributes that are worth remembering: menus stand on every page
_TAG_NAME = re.compile(r"[^ \t\n\f\r/>]+")
_ATTRIBUTE_NAME = re.compile(r"=?[^ \t\n\f\r/>=]*")
_BARE = re.compile(r"[^ \t\n\f\r>]*")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_MARK = re.compile(
    r"(?P<opens><!--)|(?P<closes>-->)|(?P<begins><script(?=[ \t\n\f\r/>]))|</script(?=[ \t\n\f\r/>])", re.IGNORECASE
)
_DECODED = ("title", "textarea")
_RAW = frozenset((*_DECODED, "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext"))
_DRAWN = ("svg", "math")
_WRITTEN_IN = {
    "svg": ("foreignobject", "desc", "title"),
    "math": ("mi", "mo", "mn", "ms", "mtext", "annotation-xml"),
}
_NOT_DRAWN_WORDS = (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
_NOT_DRAWN = frozenset(_NOT_DRAWN_WORDS.split())


class Piece(NamedTuple):
    """One tag or the words between two; `kind` is `start`, `end`, `words` or `doctype`, `text` what it holds.

    An `end` that is only the slash of its start tag has an attribute `/`.
    """

    kind: str
    text: str
    attributes: Mapping[str, str]
    line: int


def read_pieces(text: str, *, is_xml: bool = False) -> list[Piece]:
    """Return the tags and words of a page, of a piece of one, or of a drawing, in order.

    Time is linear in the length. A tag that its file ends in is none (HTML §13.2.5.32, eof-in-tag).
    """
    reading = _Reading(text, is_xml=is_xml)
    reading.read()
    return reading.pieces


_BY_SLASH: Mapping[str, str] = {"/": ""}
_NONE: Mapping[str, str] = {}


class _Reading:
    def __init__(self, text: str, *, is_xml: bool) -> None:
        self.pieces: list[Piece] = []
        self._text, self._is_xml = text, is_xml
        self._at = 0
        self._line, self._counted = 1, 0  # the line of the last piece, and the place up to which lines are counted
        self._around: list[str] = []  # what is drawn, and what is written inside a drawing, from outermost to innermost

    @property
    def _in_drawing(self) -> bool:
        return bool(self._around) and self._around[-1] in _DRAWN

    def read(self) -> None:
        text, end = self._text, len(self._text)
        while self._at < end:
            start = self._at
            mark = text.find("<", start)
            mark = end if mark < 0 else mark
            if mark > start:
                self._add("words", html.unescape(text[start:mark]), _NONE, start)
            self._at = mark
            if usual := _USUAL.match(text, mark):
                self._at = usual.end()
                is_end, name = bool(usual["end"]), usual["name"].lower()
                attributes = _NONE if is_end or not usual["attributes"] else _usual_attributes(usual["attributes"])
                self._read_tag(name, attributes, mark, is_end=is_end, is_closed=bool(usual["closed"]))
            elif mark < end:
                self._markup(mark)

    def _add(self, kind: str, text: str, attributes: Mapping[str, str], place: int) -> None:
        self._line += self._text.count("\n", self._counted, place)
        self._counted = place
        self.pieces.append(Piece(kind, text, attributes, self._line))

    def _markup(self, start: int) -> None:
        text = self._text
        following = text[start + 1 : start + 3]
        if text.startswith("<!--", start):
            self._at = self._after_comment(start + 4)
        elif text.startswith("<![CDATA[", start) and (self._is_xml or self._in_drawing):
            self._at = self._after("]]>", start)
            self._add("words", text[start + 9 : self._at].removesuffix("]]>"), _NONE, start)
        elif following[:1] == "?" and self._is_xml:
            self._at = self._after("?>", start)
        elif following[:1] == "!" and self._is_xml:
            self._at = self._after_doctype(start)
        elif _LETTER.match(following.removeprefix("/")) or (self._is_xml and following[:1] not in ("", *_GAP)):
            self._tag(start, is_end=following[:1] == "/")
        elif text[start + 2 : start + 9].lower() == "doctype" and following[:1] == "!":
            self._at = self._after(">", start)
            self._add("doctype", " ".join(text[start + 9 : self._at].split()), _NONE, start)
        elif following[:1] in ("!", "?") or (following[:1] == "/" and len(following) > 1):
            self._at = self._after(">", start)
        else:
            self._at = start + 1
            self._add("words", "<", _NONE, start)

    def _tag(self, start: int, *, is_end: bool) -> None:
        match = _TAG_NAME.match(self._text, start + (2 if is_end else 1))
        if match is None:
            self._at = len(self._text)
            return
        name = match[0].lower()
        attributes, self._at, is_closed = self._attributes(match.end())
        if self._at < 0:
            self._at = len(self._text)
            return
        self._read_tag(name, attributes, start, is_end=is_end, is_closed=is_closed)

    def _read_tag(self, name: str, attributes: Mapping[str, str], start: int, *, is_end: bool, is_closed: bool) -> None:
        """Note a tag that was read, and after a start tag what it holds that is not read as tags."""
        if is_end:
            if self._around:
                self._leave(name)
            self._add("end", name, _NONE, start)
            return
        may_be_drawn = bool(self._around) or name in _DRAWN
        drawn = self._is_xml or (may_be_drawn and self._enter(name, attributes, is_closed=is_closed))
        self._add("start", name, attributes, start)
        if drawn and is_closed:
            self._add("end", name, _BY_SLASH, start)
        elif not drawn and name in _RAW:
            self._raw(name)

    def _raw(self, name: str) -> None:
        start = self._at
        if name == "plaintext":
            self._at = len(self._text)
        elif name == "script":
            self._at = self._end_of_script(start)
        else:
            match = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(self._text, start)
            self._at = match.start() if match else len(self._text)
        held = self._text[start : self._at]
        if held:
            self._add("words", html.unescape(held) if name in _DECODED else held, _NONE, start)

    def _end_of_script(self, start: int) -> int:
        """Return where a script ends: a script tag inside a comment of it takes the next end tag (HTML §13.2.5.26)."""
        at, in_comment, is_inner = start, False, False
        while match := _SCRIPT_MARK.search(self._text, at):
            at = match.start() + (2 if match["opens"] else 1)
            if match["opens"]:
                in_comment = True
            elif match["closes"]:
                in_comment = is_inner = False
            elif match["begins"]:
                is_inner = is_inner or in_comment
            elif not is_inner:
                return match.start()
            else:
                is_inner = False
        return len(self._text)

    def _attributes(self, at: int) -> tuple[dict[str, str], int, bool]:
        """Return the attributes of a tag, the first of each name, where it ends (-1: nowhere), and if by a slash."""
        text = self._text
        found: dict[str, str] = {}
        is_closed = False
        while at < len(text) and text[at] != ">":
            if text[at] in _GAP or text[at] == "/":
                is_closed = text[at] == "/"
                at += 1
                continue
            is_closed = False
            match = _ATTRIBUTE_NAME.match(text, at)
            name, at = (match[0], match.end()) if match else ("", at + 1)
            value, at = self._value(at)
            if at < 0:
                return found, -1, False
            if _PLAIN.fullmatch(name):
                found.setdefault(name.lower(), value)
        return found, (at + 1 if at < len(text) else -1), is_closed

    def _value(self, at: int) -> tuple[str, int]:
        """Return the value that follows a name, and where to read on; -1 where it does not end."""
        text, back = self._text, at
        while at < len(text) and text[at] in _GAP:
            at += 1
        if at >= len(text) or text[at] != "=":
            return "", back
        at += 1
        while at < len(text) and text[at] in _GAP:
            at += 1
        quote = text[at : at + 1]
        if quote in ("'", '"'):
            end = text.find(quote, at + 1)
            return (_read(text[at + 1 : end]), end + 1) if end >= 0 else ("", -1)
        match = _BARE.match(text, at)
        return (_read(match[0]), match.end()) if match else ("", at)

    def _enter(self, name: str, attributes: Mapping[str, str], *, is_closed: bool) -> bool:
        """Note a start tag; tell whether it belongs to a drawing or a formula (HTML §13.2.6.5)."""
        styled = name == "font" and bool({"color", "face", "size"} & attributes.keys())
        if self._in_drawing and (name in _NOT_DRAWN or styled):
            while self._in_drawing:
                self._around.pop()
        if not self._in_drawing and name not in _DRAWN:
            return False
        root = self._around[-1] if self._in_drawing else name
        back = name in _WRITTEN_IN[root] and (
            name != "annotation-xml" or attributes.get("encoding", "").lower() in ("text/html", "application/xhtml+xml")
        )
        if not is_closed and (name in _DRAWN or back):
            self._around.append(name)
        return True

    def _leave(self, name: str) -> None:
        if self._in_drawing and name in ("p", "br"):
            while self._in_drawing:
                self._around.pop()
        elif name in self._around:
            del self._around[len(self._around) - 1 - self._around[::-1].index(name) :]

    def _after(self, mark: str, start: int) -> int:
        found = self._text.find(mark, start)
        return len(self._text) if found < 0 else found + len(mark)

    def _after_comment(self, at: int) -> int:
        if self._is_xml:
            return self._after("-->", at)
        for short in (">", "->"):
            if self._text.startswith(short, at):
                return at + len(short)
        match = _COMMENT_END.search(self._text, at)
        return match.end() if match else len(self._text)

    def _after_doctype(self, start: int) -> int:
        inner, end = self._text.find("[", start), self._text.find(">", start)
        return self._after(">", self._after("]", inner)) if 0 <= inner < end else self._after(">", start)


def _usual_attributes(text: str) -> Mapping[str, str]:
    return _remembered_attributes(text) if len(text) <= _REMEMBERED else _read_usual(text)


def _read_usual(text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in _USUAL_ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), _read(value))
    return found


_remembered_attributes = lru_cache(maxsize=1 << 13)(_read_usual)


def _read(value: str) -> str:
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(match: re.Match[str]) -> str:
    """Return what a reference in an attribute stands for; a name without its end, before `=`, stands for none."""
    if match[1].startswith("#") or (match[1] in html5 and (match[1].endswith(";") or not match[2])):
        return html.unescape(f"&{match[1]}") + match[2]
    return match[0]
