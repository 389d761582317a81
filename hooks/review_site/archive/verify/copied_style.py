"""Whether a stylesheet in a reading copy is the recorded one, but for the addresses in it."""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from review_site.archive.verify.copy_places import Lead
from review_site.archive.verify.styles import addresses_of

_EMPTY = "data:,"
_GONE_FONT = 'local("not in this copy")'
_ESCAPED_LETTER = re.compile(r"\\0{0,4}(3[cC]|[46][1-9a-fA-F]|[57][0-9aA])(?:[ \t\n\r\f]|(?![0-9a-fA-F]))")
_TEXT = r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')"
_URL = rf"url\(\s*(?:{_TEXT}|(?:[^)\\]|\\.)*+)\s*\)?"
_PART = re.compile(
    r"(?P<comment>/\*.*?(?:\*/|\Z))"
    r"|(?P<name>@namespace[^;{}]*)"
    rf"|(?P<rule>@(?:import|charset)\b\s*(?:{_URL}|{_TEXT})?[^;{{}}]*;?)"
    rf"|(?P<set>\b(?:image-set|image|src|cross-fade)\((?:{_TEXT}|{_URL}|[^()\"']|\([^()]*\))*+\)?)"
    rf"|(?P<url>{_URL})"
    r"|(?P<format>\b(?:format|tech)\([^)]{0,200}\))"
    rf"|(?P<text>{_TEXT})",
    re.IGNORECASE | re.DOTALL,
)
_IN_SET = re.compile(rf"{_URL}|{_TEXT}", re.IGNORECASE | re.DOTALL)
_OLD_PROPERTY = re.compile(r"(?:behaviou?r|-moz-binding|-not-in-this-copy)(?=\s*:)", re.IGNORECASE)
_OLD_FUNCTION = re.compile(r"(?:expression|not-in-this-copy)\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A stylesheet apart: `words` all of it without its addresses, and where each of those leads (None: nowhere)."""

    words: str
    leads: Sequence[Lead | None]


Holds = Callable[[str, str, bytes | None], bool]
"""Tells whether a file of the copy is of a type and holds these bytes; for None, whether no stylesheet can hold it."""


def recorded_style(text: str, lead: Callable[[str], Lead]) -> Style:
    """Return what a recorded stylesheet must be in the copy; `lead` tells where an address must lead."""
    leads: list[Lead | None] = []
    for rule, address in addresses_of(text):
        found = Lead("data", address) if address.lower().startswith("data:") else lead(address)
        if rule == "@import" and found.kind not in ("file", "here"):
            continue
        leads.append(found if found.kind in ("file", "here", "data") else None)
    return Style(_words(text), [None if one == Lead("data", _EMPTY) else one for one in leads])


def copied_style(text: str, lead: Callable[[str], Lead]) -> Style:
    """Return what a stylesheet of the copy is; `lead` tells where an address leads."""
    text = text.replace(_GONE_FONT, f'url("{_EMPTY}")')
    leads: list[Lead | None] = []
    for _, address in addresses_of(text):
        if address == _EMPTY:
            leads.append(None)
        else:
            leads.append(Lead("data", address) if address.lower().startswith("data:") else lead(address))
    return Style(_words(text), leads)


def same_style(recorded: Style, copied: Style, holds: Holds) -> bool:
    """Tell whether two stylesheets are one, where masks and shapes may hold the picture that they name."""
    if recorded.words != copied.words or len(recorded.leads) != len(copied.leads):
        return False
    return all(_same(before, after, holds) for before, after in zip(recorded.leads, copied.leads, strict=True))


def _same(before: Lead | None, after: Lead | None, holds: Holds) -> bool:
    if before == after:
        return True
    if before is None or before.kind != "file":
        return False
    if after is None:
        return holds(before.name, "", None)
    if after.kind != "data":
        return False
    head, _, body = after.name.partition(";base64,")
    try:
        content = base64.b64decode(body.partition("#")[0], validate=True)
    except (binascii.Error, ValueError):
        return False
    return holds(before.name, head.removeprefix("data:"), content)


def _words(text: str) -> str:
    """Return a stylesheet without comments, imports, addresses and space."""
    plain = _ESCAPED_LETTER.sub(lambda match: chr(int(match[1], 16)), text).replace("<!--", "").replace("-->", "")
    plain = _PART.sub(_word, plain)
    return "".join(_OLD_FUNCTION.sub("-(", _OLD_PROPERTY.sub("-", plain)).split())


def _word(part: re.Match[str]) -> str:
    """Return what is compared of a part of a stylesheet; the space in a text counts."""
    if part["url"]:
        return "@"
    if part["set"]:
        return _IN_SET.sub("@", part[0])
    kept = part["name"] or part["text"] or ""
    return re.sub(r"\s", "\x01", kept)
