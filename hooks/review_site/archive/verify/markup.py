"""The tags of HTML, in whatever state it is, by the tokens of the HTML Standard alone (§13.2.5): no tree is built."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.entities import html5
from typing import NamedTuple

_OPENING = re.compile(r"<(?:(!--)|[!?]|/(?![A-Za-z])|(/?)([A-Za-z][^\t\n\f\r />]*))")
_COMMENT_END = re.compile(r"--!?>")
_BETWEEN = re.compile(r"[\t\n\f\r /]*")
_WORD = re.compile(r"[^\t\n\f\r ]")
_NAME = re.compile(r"=?[^\t\n\f\r />=]*")
_EQUALS = re.compile(r"[\t\n\f\r ]*=[\t\n\f\r ]*")
_UNQUOTED = re.compile(r"[^\t\n\f\r >]*")
_REFERENCE = re.compile(r"&(?:#[xX]([0-9A-Fa-f]+);?|#([0-9]+);?|([A-Za-z][A-Za-z0-9]*;?)(=?))")
_SCRIPT = re.compile(r"<!--(?=-*>)|(<!--)|(-->)|(</?)script(?=[\t\n\f\r />])", re.IGNORECASE)
# Attributes as most are written, each a name alone or with a value in double quotes: `_attributes` reads others too.
_ONE = r"[\t\n\f\r ]++([^\t\n\f\r />=\"']++)(?:=\"([^\"]*+)\")?+"
_USUAL_ONE = re.compile(_ONE)
_USUAL = re.compile(rf"(?P<all>(?:{_ONE})*+)[\t\n\f\r ]*+(?P<closed>/?+)>")
_REMEMBERED = 1 << 9  # characters of attributes that are worth remembering
_RAW = frozenset({"iframe", "noembed", "noframes", "style", "textarea", "title", "xmp"})


class Tag(NamedTuple):
    """A start tag: its name and its attributes, names in lower case; `inside` is the text of a `style`.

    `after_words` tells whether any text stands before it.
    """

    name: str
    attributes: Mapping[str, str]
    inside: str = ""
    after_words: bool = False


def tags_of(text: str) -> Iterator[Tag]:
    """Give each start tag of a page in order; time is linear in its length."""
    place = 0
    words = False
    text = text.replace("\0", "\ufffd")
    while match := _OPENING.search(text, place):
        words = words or _WORD.search(text, place, match.start()) is not None
        if match[1]:
            place = _after_comment(text, match.end())
        elif match[3] is None:
            place = _after(text, ">", match.end())
        else:
            attributes, place, closed = _attributes(text, match.end())
            if place < 0:
                return
            if match[2]:
                continue
            name = _lower(match[3])
            # Where XML closes an element at once, a browser reads on in it: what it would skip is told all the same.
            end = place if closed else _end_of_raw(text, name, place)
            yield Tag(
                name=name, attributes=attributes, inside=text[place:end] if name == "style" else "", after_words=words
            )
            place = end


def _after(text: str, mark: str, place: int) -> int:
    found = text.find(mark, place)
    return len(text) if found < 0 else found + len(mark)


def _after_comment(text: str, place: int) -> int:
    for start in (">", "->"):
        if text.startswith(start, place):
            return place + len(start)
    match = _COMMENT_END.search(text, place)
    return match.end() if match else len(text)


def _attributes(text: str, place: int) -> tuple[Mapping[str, str], int, bool]:
    """Return the attributes of a tag, the first of each name, where it ends (-1: nowhere), and whether by a slash."""
    found: dict[str, str] = {}
    if text.startswith(">", place):
        return found, place + 1, False
    if (usual := _USUAL.match(text, place)) and usual.end("all") - place <= _REMEMBERED:
        return _usual_attributes(usual["all"]), usual.end(), bool(usual["closed"])
    while True:
        start, place = place, _matched(_BETWEEN, text, place)
        if place == len(text):
            return found, -1, False
        if text[place] == ">":
            return found, place + 1, place > start and text[place - 1] == "/"
        end = _matched(_NAME, text, place)
        name = _lower(text[place:end])
        value, place = _value(text, end)
        if place < 0:
            return found, -1, False
        found.setdefault(name, _REFERENCE.sub(_character, value) if "&" in value else value)


@lru_cache(maxsize=1 << 13)  # menus stand on every page
def _usual_attributes(text: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in _USUAL_ONE.findall(text):
        found.setdefault(_lower(name), _REFERENCE.sub(_character, value) if "&" in value else value)
    return found


def _value(text: str, place: int) -> tuple[str, int]:
    """Return the value of an attribute whose name ends at a place, and where it ends itself: -1 where it does not."""
    equals = _EQUALS.match(text, place)
    if not equals:
        return "", place
    place = equals.end()
    quote = text[place : place + 1]
    if quote in ("'", '"'):
        end = text.find(quote, place + 1)
        return text[place + 1 : end], end + 1 if end >= 0 else -1
    end = place if quote == ">" else _matched(_UNQUOTED, text, place)
    return text[place:end], end


def _matched(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _character(match: re.Match[str]) -> str:
    """Return what a character reference in an attribute stands for (HTML Standard §13.2.5.72)."""
    if match[3] is None:
        number = int(match[1], 16) if match[1] else int(match[2])
        if 0x80 <= number <= 0x9F:
            return bytes([number]).decode("cp1252", "replace") if number not in _UNASSIGNED else chr(number)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    ends = match[3].endswith(";")
    # A name without its end is one only where no letter, digit or `=` follows: addresses have such parts.
    known = match[3] in html5 and (ends or not match[4])
    return html5[match[3]] + match[4] if known else match[0]


_UNASSIGNED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def _end_of_raw(text: str, name: str, place: int) -> int:
    """Return where the text of an element that holds no elements ends; `place` itself for every other element."""
    if name == "plaintext":
        return len(text)
    if name == "script":
        return _end_of_script(text, place)
    if name not in _RAW:
        return place
    end = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(text, place)
    return end.start() if end else len(text)


def _end_of_script(text: str, place: int) -> int:
    """Return where a script ends: not at an end tag of a script in a comment in it (HTML Standard §13.2.5.17 to 31)."""
    depth = 0  # 1 in a comment, 2 in a script in a comment
    for match in _SCRIPT.finditer(text, place):
        if match[1]:
            depth = max(depth, 1)
        elif match[2]:
            depth = 0
        elif match[3] == "<":
            depth = 2 if depth else 0
        elif match[3] == "</":
            if depth < 2:
                return match.start()
            depth = 1
    return len(text)


def _lower(name: str) -> str:
    return name.lower() if name.isascii() else name
