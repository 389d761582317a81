"""PRONOM's formats and their signatures, from the files that opf-fido carries, and what a file's bytes match.

fido's own class prints, ends the process when a signature file is at fault, waits for ever on a file that is cut short
while it is read, and tries 2,000 patterns on each file. Its signatures are read here, and matched by its rules: the
tests hold the two against each other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fido import CONFIG_DIR, __version__
from lxml import etree

from review_site.archive.formats.sequences import Sequence, is_in, parse_sequence

WINDOW = 128 * 1024
"""How many bytes of a file's start and of its end are looked at, as fido does."""
_OWN = "fido-"  # fido's identifiers for what PRONOM has no entry for, or looks into as a container
_FIRST_BYTE = re.compile(rb"\(\?s\)\\A(?:\\x([0-9a-f]{2})|\\([^A-Za-z0-9])|([A-Za-z0-9 <%&#~!@\";:,'/_=-]))(?![*+?{])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format in PRONOM: `puid` is its identifier there, `version` empty where it has none, `endings` without dot.

    `weaker` are the formats that it stands before where a file matches both.
    """

    puid: str
    name: str
    version: str
    endings: frozenset[str]
    has_signatures: bool
    weaker: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    at_end: bool
    anchored: bool
    text: bytes
    sequence: Sequence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """A format, each of its signatures, and the first bytes that a file of it may have: None where any will do."""

    format: Format
    signatures: tuple[tuple[_Pattern, ...], ...]
    first: frozenset[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Formats by identifier and by ending, in PRONOM's order; `version` is that of its signature file."""

    software: str
    version: str
    formats: Mapping[str, Format]
    by_ending: Mapping[str, tuple[Format, ...]]
    by_first_byte: tuple[tuple[_Signed, ...], ...]


@cache
def read_signatures() -> Signatures:
    """Read PRONOM's formats and signatures from the files that come with fido; the same ones ever after.

    Raises:
        OSError: when fido was not installed whole.
    """
    folder = Path(CONFIG_DIR)
    names = etree.parse(folder / "versions.xml")
    elements: dict[str, etree._Element] = {}
    for key in ("pronomSignature", "fidoExtensionSignature"):
        for element in etree.parse(folder / (names.findtext(key) or "")).iterfind("format"):
            puid = element.findtext("puid") or ""
            if not puid.startswith(_OWN):
                elements[puid] = element
    signed = [_read_signed(puid, element) for puid, element in elements.items()]
    by_ending: dict[str, list[Format]] = {}
    for one in signed:
        for ending in sorted(one.format.endings):
            by_ending.setdefault(ending, []).append(one.format)
    return Signatures(
        software=f"fido {__version__}",
        version=names.findtext("pronomVersion") or "",
        formats=MappingProxyType({one.format.puid: one.format for one in signed}),
        by_ending=MappingProxyType({ending: tuple(formats) for ending, formats in by_ending.items()}),
        by_first_byte=tuple(
            tuple(one for one in signed if one.signatures and (one.first is None or byte in one.first))
            for byte in range(256)
        ),
    )


def match(signatures: Signatures, head: bytes, tail: bytes) -> list[Format]:
    """Return the formats that a file's bytes match, in PRONOM's order, without those that another stands before.

    Args:
        signatures: PRONOM's.
        head: the file's first bytes, as many as `WINDOW`, or all of them.
        tail: its last bytes, likewise.
    """
    found: list[Format] = []
    if not head:
        return found
    for one in signatures.by_first_byte[head[0]]:
        if not (found and _is_weaker(one.format, found)) and _is_signed(one, head, tail):
            found.append(one.format)
    return [one for one in found if not _is_weaker(one, found)]


def _is_signed(one: _Signed, head: bytes, tail: bytes) -> bool:
    for patterns in one.signatures:
        for pattern in patterns:
            if not _is_found(pattern, tail if pattern.at_end else head):
                break
        else:
            return True
    return False


def _is_weaker(one: Format, others: list[Format]) -> bool:
    return any(one.puid in other.weaker for other in others)


def _is_found(pattern: _Pattern, content: bytes) -> bool:
    if pattern.sequence is not None:
        return is_in(pattern.sequence, content)
    return _compiled(pattern.text).search(content) is not None


_compiled = cache(re.compile)  # of 2,000 patterns few are ever searched for as such


def _read_signed(puid: str, element: etree._Element) -> _Signed:
    signatures = tuple(
        tuple(_read_pattern(pattern) for pattern in signature.iterfind("pattern"))
        for signature in element.iterfind("signature")
    )
    found = Format(
        puid=puid,
        name=" ".join((element.findtext("name") or "").split()),
        version=element.findtext("version") or "",
        endings=frozenset(ending.text.lower() for ending in element.iterfind("extension") if ending.text),
        has_signatures=bool(signatures),
        weaker=frozenset(weaker.text for weaker in element.iterfind("has_priority_over") if weaker.text),
    )
    return _Signed(format=found, signatures=signatures, first=_first_bytes(signatures))


def _read_pattern(element: etree._Element) -> _Pattern:
    position = element.findtext("position")
    text = (element.findtext("regex") or "").encode()
    if position == "BOF" and not text.startswith(rb"(?s)\A"):
        text = rb"(?s)\A(?:" + text + b")"
    return _Pattern(
        at_end=position == "EOF",
        anchored=position == "BOF",
        text=text,
        sequence=parse_sequence(text),
    )


def _first_bytes(signatures: tuple[tuple[_Pattern, ...], ...]) -> frozenset[int] | None:
    """Return the bytes with which a file may begin that matches one of some signatures, None where any will do."""
    found: set[int] = set()
    for patterns in signatures:
        firsts = [_FIRST_BYTE.match(pattern.text) for pattern in patterns if pattern.anchored]
        told = [first for first in firsts if first]
        if not told:
            return None
        found.add(int(told[0][1], 16) if told[0][1] else (told[0][2] or told[0][3])[0])
    return frozenset(found)
