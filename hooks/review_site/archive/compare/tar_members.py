"""The plain files in a tar and where their bytes lie, read header by header (POSIX.1-2001 pax, ustar).

Python's own reader takes the lengths of extended headers on trust and reads them whole; this one does not.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from review_site.problems import Problem, ProblemsError

_BLOCK = 512
_EXTENDED_LIMIT = 1 << 16
_REGULAR = (b"0", b"\0")
_PAX, _GNU_NAME = b"x", b"L"


def tar_members(tar: Path) -> Iterator[tuple[str, int, int]]:
    """Give the name of each plain file of a tar, the offset of its first byte in the tar, and its size in bytes.

    Raises:
        ProblemsError: when it is not a tar, or damaged.
        OSError: when it cannot be read.
    """
    whole = tar.stat().st_size
    with tar.open("rb") as stream:
        place, told = 0, dict[str, str]()
        while header := _read_header(stream, place, tar.name):
            kind = header[156:157]
            size = _number(told.get("size", ""), header[124:136], place, tar.name)
            start = place + _BLOCK
            if start + size > whole:
                _stop(tar.name, place, "is cut short")
            if kind in (_PAX, _GNU_NAME):
                told |= _read_extended(stream, kind, size, place, tar.name)
            else:
                if kind in _REGULAR:
                    yield told.get("path") or _name(header), start, size
                told = {}
            place = start + -(-size // _BLOCK) * _BLOCK


def _read_header(stream: BinaryIO, place: int, name: str) -> bytes | None:
    """Return the header at a place, None at the end of the tar, which is a block of zeros or nothing at all."""
    stream.seek(place)
    header = stream.read(_BLOCK)
    if not header.strip(b"\0") and (place or header):
        return None
    if len(header) < _BLOCK:
        _stop(name, place, "is no header of a tar")
    bare = header[:148] + b" " * 8 + header[156:]
    if header[148:156].strip(b" \0").lstrip(b"0") != f"{sum(bare):o}".encode():
        _stop(name, place, "is no header of a tar")
    return header


def _number(told: str, octal: bytes, place: int, name: str) -> int:
    digits = octal.strip(b" \0")
    try:
        number = int(told) if told else int.from_bytes(octal[1:], "big") if octal[0] & 0x80 else int(digits or b"0", 8)
    except ValueError:
        number = -1
    if number < 0:
        _stop(name, place, "has a size that is no number")
    return number


def _name(header: bytes) -> str:
    parts = (header[345:500] if header[257:262] == b"ustar" else b"", header[:100])
    return "/".join(part.partition(b"\0")[0].decode("utf-8", "replace") for part in parts if part.strip(b"\0"))


def _read_extended(stream: BinaryIO, kind: bytes, size: int, place: int, name: str) -> dict[str, str]:
    """Return the path and size that an extended header gives to the member after it."""
    if size > _EXTENDED_LIMIT:
        _stop(name, place, f"has an extended header of more than {_EXTENDED_LIMIT} bytes")
    content = stream.read(size)
    if kind == _GNU_NAME:
        return {"path": content.partition(b"\0")[0].decode("utf-8", "replace")}
    fields: dict[str, str] = {}
    while content:
        length, _, _ = content.partition(b" ")
        if not length.isdigit() or not len(length) < int(length) <= len(content):
            _stop(name, place, "has an extended header that cannot be read")
        key, _, value = content[len(length) + 1 : int(length) - 1].partition(b"=")
        if key in (b"path", b"size"):
            fields[key.decode()] = value.decode("utf-8", "replace")
        content = content[int(length) :]
    return fields


def _stop(name: str, place: int, what: str) -> NoReturn:
    problem = Problem(
        path=name, field=f"tar at byte {place}", what=what, mend="run review-site verify, and fetch a whole copy"
    )
    raise ProblemsError([problem])
