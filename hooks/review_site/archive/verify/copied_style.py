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
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULES = re.compile(
    r"@(?:import|charset)\s*(?:url\(\s*)?(?:\"[^\"]*\"|'[^']*'|[^;{}\"')]*)\s*\)?[^;{}]*;?", re.IGNORECASE
)
_URL = re.compile(
    r"url\(\s*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|(?:[^)\\]|\\.)*)\s*\)?", re.IGNORECASE | re.DOTALL
)
_SETS = re.compile(r"(?:image-set|image|src|cross-fade)\((?:[^()]|\([^()]*\))*\)?", re.IGNORECASE)
_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'", re.DOTALL)
_FORMAT = re.compile(r"(?:format|tech)\([^)]*\)", re.IGNORECASE)
_OLD_PROPERTY = re.compile(r"(?:behaviou?r|-moz-binding|-not-in-this-copy)(?=\s*:)", re.IGNORECASE)
_OLD_FUNCTION = re.compile(r"(?:expression|not-in-this-copy)\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A stylesheet apart: `words` all of it without its addresses, and where each of those leads (None: nowhere)."""

    words: str
    leads: Sequence[Lead | None]


Holds = Callable[[str, bytes | None], bool]
"""Tells whether a file of the copy holds these bytes; for None, whether it is one that no stylesheet can hold."""


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
        return holds(before.name, None)
    return after.kind == "data" and holds(before.name, _content(after.name))


def _content(address: str) -> bytes:
    head, _, body = address.partition(",")
    try:
        return base64.b64decode(body.partition("#")[0], validate=True) if head.endswith(";base64") else b"?"
    except (binascii.Error, ValueError):
        return b"?"


def _words(text: str) -> str:
    """Return a stylesheet without comments, imports, addresses and space."""
    plain = _ESCAPED_LETTER.sub(lambda match: chr(int(match[1], 16)), text)
    plain = plain.replace("<!--", "").replace("-->", "")
    plain = _RULES.sub("", _COMMENT.sub("", plain))
    plain = _FORMAT.sub("", _URL.sub("@", plain))
    plain = _SETS.sub(lambda match: _STRING.sub("@", match[0]), plain)
    plain = _OLD_FUNCTION.sub("-(", _OLD_PROPERTY.sub("-", plain))
    return "".join(plain.split())
