"""A stylesheet whose addresses lead into the copy, and which loads nothing else (CSS Syntax Level 3 §4)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Use = Literal["import", "font", "same origin", "picture"]
"""What a stylesheet loads: another one; a font; what a browser takes only from its own origin; any other picture."""

_TOKEN = re.compile(
    r"/\*.*?(?:\*/|\Z)"  # a comment
    r"|\"(?:[^\"\\\n\r\f]|\\(?:\r\n|.))*+(?:\"|(?=[\n\r\f])|\Z)"  # a string
    r"|'(?:[^'\\\n\r\f]|\\(?:\r\n|.))*+(?:'|(?=[\n\r\f])|\Z)"
    r"|@?(?:[\w\x80-\uffff-]|\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[\t\n\r\f ])?|[^\n\r\f0-9a-fA-F]))++\(?"  # a name, a function
    r"|[\t\n\r\f ]++"
    r"|.",
    re.DOTALL | re.ASCII,
)
_URL_END = re.compile(r"((?:[^)\\]|\\.)*+)(?:\)|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[\t\n\r\f ])?|(\r\n|[\n\r\f])|(.))", re.DOTALL)
_FORMAT = re.compile(r"(?:\s*+(?:format|tech)\([^)]{0,200}\))*", re.IGNORECASE)
_ADDRESS_FUNCTIONS = frozenset(
    {"image-set(", "-webkit-image-set(", "image(", "src(", "cross-fade(", "-webkit-cross-fade("}
)
_SAME_ORIGIN = re.compile(r"(?:-webkit-)?(?:mask.*|clip-path|filter|shape-outside)|backdrop-filter|--.*")
_ACTIVE = re.compile(r"behaviou?r|-moz-binding")
_HARMLESS = "data:,"
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_MARKS = frozenset("(){};:")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a stylesheet: what it is used for, and the text that was written, without its escapes."""

    use: Use
    written: str


@dataclass(slots=True)
class _Place:
    """Where the reading is: the rule, the property, and the functions that are open."""

    at_rule: str = ""
    block: str = ""
    property: str = ""
    last_name: str = ""
    rule_start: int = 0


Answer = Callable[[Reference], str | None]
"""What stands in the place of an address: the same or another one, or None for one that must not be loaded."""


def rewrite_css(css: str, answer: Answer) -> str:
    """Return a stylesheet in which each address is replaced; all else stands as it was.

    An `@import` without an answer becomes a comment, a font's address a `local()` that no machine has, any other
    address an empty one. What runs code in old browsers (`expression()`, `behavior`, `-moz-binding`) is disarmed.

    Args:
        css: the text, as a view of bytes or decoded.
        answer: gives the address that takes the place of a reference.
    """
    return "".join(_Rewriting(css, answer).pieces())


def without_tags(css: str) -> str:
    """Return a stylesheet in which no reader finds a tag, however it reads the page around it; it says the same."""
    if not _TAG.search(css):
        return css
    out, at = [], 0
    while match := _TOKEN.match(css, at):
        at = match.end()
        if match[0] == "<" and css.startswith("!--", at):
            at += 3  # hides a stylesheet from browsers of 1995, and is nothing to others
        elif match[0].startswith("/*"):
            out.append(_TAG.sub(" ", match[0]))
        else:
            out.append(_TAG.sub(r"\\3c ", match[0] + css[at : at + 1]).removesuffix(css[at : at + 1]))
    return "".join(out)


class _Rewriting:
    def __init__(self, css: str, answer: Answer) -> None:
        self._css, self._answer = css, answer
        self._out: list[str] = []
        self._place = _Place()
        self._blocks: list[str] = []
        self._functions: list[str] = []

    def pieces(self) -> list[str]:
        at = 0
        while match := _TOKEN.match(self._css, at):
            token = match[0]
            sign = token[0]
            if sign in "\"'" and self._string_is_address():
                at = self._address(match.start(), match.end(), _unquote(token))
            elif token.endswith("(") and len(token) > 1:
                at = self._function(match)
            else:
                self._note(token)
                self._out.append(token)
                at = match.end()
        return self._out

    def _note(self, piece: str) -> None:
        """Follow rules, blocks and properties."""
        place, sign = self._place, piece[0]
        if piece.startswith("/*") or piece.isspace():
            return
        if piece in _MARKS:
            self._note_mark(piece)
        elif sign == "@":
            place.at_rule, place.rule_start = _unescape(piece[1:]).lower(), len(self._out)
        elif sign not in "\"'":
            place.last_name = _unescape(piece).lower()

    def _note_mark(self, mark: str) -> None:
        place = self._place
        if mark == "(":
            self._functions.append(mark)
        elif mark == ")":
            del self._functions[-1:]
        elif mark == ":":
            self._note_property()
        else:
            if mark == "{":
                self._blocks.append(place.at_rule)
            elif mark == "}":
                del self._blocks[-1:]
            place.at_rule = place.property = ""
            self._functions.clear()

    def _note_property(self) -> None:
        place = self._place
        if not place.property:
            place.property = place.last_name
            if _ACTIVE.fullmatch(place.property):
                self._disarm()

    def _disarm(self) -> None:
        """Put another name in the place of a property's, which is the last word that was written."""
        for number in range(len(self._out) - 1, -1, -1):
            if self._out[number].strip() and not self._out[number].startswith("/*"):
                self._out[number] = "-not-in-this-copy"
                return

    def _string_is_address(self) -> bool:
        if self._place.at_rule == "import":
            return not self._functions
        return bool(self._functions) and self._functions[-1] in _ADDRESS_FUNCTIONS

    def _function(self, match: re.Match[str]) -> int:
        name = _unescape(match[0]).lower()
        if name == "url(":
            start = match.end()
            quoted = re.compile(r"[\t\n\r\f ]*+([\"'])").match(self._css, start)
            if not quoted:
                inner = _URL_END.match(self._css, start)
                end = inner.end() if inner else len(self._css)
                return self._address(match.start(), end, _unescape(inner[1].strip("\t\n\r\f ") if inner else ""))
            string = _TOKEN.match(self._css, quoted.start(1))
            rest = _URL_END.match(self._css, string.end() if string else quoted.end())
            return self._address(
                match.start(), rest.end() if rest else len(self._css), _unquote(string[0] if string else "")
            )
        self._functions.append(name)
        self._out.append("not-in-this-copy(" if name == "expression(" else match[0])
        return match.end()

    def _address(self, start: int, end: int, written: str) -> int:
        """Write what stands in the place of an address that stands from `start` to `end`; return where to read on."""
        place = self._place
        if place.at_rule in ("namespace", "charset", "document", "-moz-document"):
            self._out.append(self._css[start:end])
            return end
        answered = self._answer(Reference(self._use(), written))
        if place.at_rule == "import":
            return self._import(start, end, written, answered)
        if answered == written:
            self._out.append(self._css[start:end])
        elif answered is not None:
            self._out.append(_render(self._css[start], answered))
        elif self._use() == "font":
            self._out.append('local("not in this copy")')
            formats = _FORMAT.match(self._css, end)
            return formats.end() if formats else end
        else:
            self._out.append(_render(self._css[start], _HARMLESS))
        return end

    def _import(self, start: int, end: int, written: str, answered: str | None) -> int:
        if answered is not None:
            self._out.append(self._css[start:end] if answered == written else _render('"', answered))
            return end
        del self._out[self._place.rule_start :]
        rest = re.compile(r"(?:[^;{}\"']|\"[^\"]{0,999}\"|'[^']{0,999}')*+;?").match(self._css, end)
        self._out.append("/* not in this copy: an imported stylesheet */")
        self._place.at_rule = ""
        self._functions.clear()
        return rest.end() if rest else end

    def _use(self) -> Use:
        if self._place.at_rule == "import":
            return "import"
        if self._blocks and self._blocks[-1] == "font-face":
            return "font"
        return "same origin" if _SAME_ORIGIN.fullmatch(self._place.property) else "picture"


def _render(first: str, address: str) -> str:
    """Write an address as it was written: as a string, or in `url()`."""
    escaped = re.sub(r"[\"\\\n\r\f<]", lambda match: f"\\{ord(match[0]):x} ", address)
    return f'"{escaped}"' if first in "\"'" else f'url("{escaped}")'


def _unquote(token: str) -> str:
    return _unescape(token[1:-1] if len(token) > 1 and token[-1] == token[0] else token[1:])


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    return match[3] or ""
