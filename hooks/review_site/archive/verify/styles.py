"""What stylesheets refer to, by the tokens of CSS Syntax 3 (§4) alone."""

import re
from collections.abc import Iterator

LONGEST_STYLE = 1 << 22  # characters
TOO_LONG = "has a stylesheet of more than 4 million characters"

_SPACE = r"[ \t\n]"
_ESCAPE = rf"\\(?:[0-9a-fA-F]{{1,6}}{_SPACE}?|[^\n0-9a-fA-F])"
_LETTER = rf"(?:[A-Za-z0-9_\-]|[^\x00-\x7f]|{_ESCAPE})"
_WORD = rf"(?:--|-?(?:[A-Za-z_]|[^\x00-\x7f]|{_ESCAPE})){_LETTER}*+"
_TOKEN = re.compile(
    rf"(?P<skip>{_SPACE}++|/\*.*?(?:\*/|\Z))"
    rf"|\"(?P<double>(?:[^\"\\\n]|{_ESCAPE}|\\\n|\\\Z)*+)(?:\"|\Z|(?P<bad>\n))"
    rf"|'(?P<single>(?:[^'\\\n]|{_ESCAPE}|\\\n|\\\Z)*+)(?:'|\Z|(?P<worse>\n))"
    r"|(?P<range>[uU]\+[0-9a-fA-F?]{1,6}(?:-[0-9a-fA-F]{1,6})?|<!--|-->)"
    rf"|(?P<number>[+-]?(?:[0-9]*\.[0-9]++|[0-9]++)(?:[eE][+-]?[0-9]++)?(?:%|{_WORD})?)"
    rf"|\#(?P<hash>{_LETTER}++)"
    rf"|@(?P<at>{_WORD})"
    rf"|(?P<word>{_WORD})(?P<opens>\(?)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_ADDRESS = re.compile(
    rf"{_SPACE}*+(?:(?P<quote>[\"'])|(?P<url>(?:[^\"'()\\\x00-\x20\x7f]|{_ESCAPE}|\\(?=\n|\Z))*+){_SPACE}*+(?:\)|\Z))"
)
_BAD_ADDRESS = re.compile(r"(?:[^)\\]|\\.|\\\Z)*+\)?", re.DOTALL)
_ESCAPED = re.compile(rf"\\(?:([0-9a-fA-F]{{1,6}}){_SPACE}?|(\n)|(.)|\Z)", re.DOTALL)
_TAKES_TEXT = ("-webkit-image-set", "image", "image-set", "src", "url")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def addresses_of(text: str) -> Iterator[tuple[str, str]]:
    """Give each reference of a stylesheet, or of some declarations, after `@import` or `url()`: how it stands there."""
    if "(" not in text and "@" not in text:
        return  # most values of attributes: without a function or a rule nothing is referred to
    around: list[tuple[str, str]] = []  # the mark that closes each open block, and the function whose arguments it has
    rule = ""
    for kind, value in _tokens(re.sub(r"\r\n?|\f", "\n", text).replace("\0", "\ufffd")):
        if kind == "at":
            rule = value
            continue
        if kind == "close" and around and around[-1][0] == value:
            around.pop()
            continue
        taken = kind == "url" or (kind == "string" and (rule == "import" or (around and around[-1][1] in _TAKES_TEXT)))
        if taken and rule != "namespace":
            yield ("@import" if rule == "import" else "url()"), value
        if kind == "function":
            around.append((")", value))
            continue
        if kind == "open":
            around.append((_CLOSING[value], ""))
        if rule != "namespace" or kind != "word":
            rule = ""


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while match := _TOKEN.match(text, place):
        place = match.end()
        if match["word"] is not None and match["opens"]:
            name = _plain(match["word"]).lower()
            address = _ADDRESS.match(text, place) if name == "url" else None
            if name != "url" or (address and address["quote"]):
                yield "function", name
            elif address:
                place = address.end()
                yield "url", _plain(address["url"], at_end="\ufffd" if address.end("url") == len(text) else "\\")
            else:
                bad = _BAD_ADDRESS.match(text, place)
                place = bad.end() if bad else place
                yield "other", ""
        elif match["skip"] is None:
            yield _token(match)


def _token(match: re.Match[str]) -> tuple[str, str]:
    text = match["double"] if match["double"] is not None else match["single"]
    if text is not None:
        return ("other", "") if match["bad"] or match["worse"] else ("string", _plain(text))
    if match["at"] is not None:
        return "at", _plain(match["at"]).lower()
    mark = match["mark"] or ""
    if mark and mark in "([{":
        return "open", mark
    if mark and mark in ")]}":
        return "close", mark
    return "word" if match["word"] is not None else "other", ""


def _plain(text: str, *, at_end: str = "") -> str:
    """Return a name or a text without its escapes; `at_end` stands for one that the end of the file cuts off."""
    return _ESCAPED.sub(lambda match: _character(match) if match[0] != "\\" else at_end, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
    return "" if match[2] else match[3] or ""
