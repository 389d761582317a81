"""Text → Markdown that reads as that text, in the dialect of Python-Markdown that the site is built with.

What a backslash cannot keep there (`<`, `:`, `=`, `~`, `?`, a letter) is written as a character reference.
"""

import re

from review_site.importing.words import seen

_ANYWHERE = re.compile(r"[\\`*{}\[\]|]|(?<![^\W_])_|_(?![^\W_])")
_REFERENCE = re.compile(r"&(?=#?\w{1,40};|$)")
_AT_START = re.compile(
    r"(?P<escaped>[-+](?=[-+\s]|$)|#|>|!(?=!!))|(?P<referred>:(?=\s|$)|=(?==*\s*$)|~(?=~~)|\?(?=\?\?)|T(?=ODO))"
    r"|(?P<number>\d{1,9})(?P<point>[.)])(?=\s|$)"
)
_IN_ADDRESS = re.compile(r"[\s()<>\"\\`^{}|\[\]]")


def escape_text(text: str, *, at_start: bool, in_heading: bool = False) -> str:
    """Return one run of text as Markdown; `at_start` when it begins a line, where more is read as markup."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", _REFERENCE.sub("&amp;", text)).replace("<", "&lt;")
    if in_heading:
        return escaped.replace("#", r"\#")
    return _AT_START.sub(_escape_start, escaped, count=1) if at_start and _AT_START.match(escaped) else escaped


def escape_address(address: str) -> str:
    """Return an address that may stand between the round brackets of a link."""
    return _IN_ADDRESS.sub(lambda match: f"%{ord(match[0]):02X}" if match[0].isascii() else "", seen(address).strip())


def escape_code(text: str) -> str:
    """Return code in which no line looks as if it were still to be written: no escape holds in code."""
    return re.sub(r"^TODO", " TODO", text, flags=re.MULTILINE)


def _escape_start(match: re.Match[str]) -> str:
    if match["escaped"]:
        return rf"\{match['escaped']}"
    if match["referred"]:
        return f"&#{ord(match['referred'])};"
    return rf"{match['number']}\{match['point']}"
