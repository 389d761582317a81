"""The addresses that the bytes of a PDF hold, page or no page (ISO 32000-1 §12.6.4.7, §7.5.7); in bounded time."""

import re
import zlib
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

_URI = re.compile(rb"/URI[\0\t\n\f\r ]*(?:(\()|<(?!<))")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_OBJECTS = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 4096  # bytes in which the stream of an object stream begins
_INFLATED = 1 << 25  # bytes in all object streams of one file together
_PIECE = 1 << 16
_LONGEST = 8192  # bytes of an address
_MARKS = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def scan_pdf(path: Path) -> list[str]:
    """Return the addresses to which the links of a PDF lead, by its bytes and those of its object streams, each once.

    Of an encrypted PDF there are none: its addresses are in cipher too.

    Raises:
        OSError: when it cannot be read.
    """
    if path.stat().st_size == 0:
        return []
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        if _ENCRYPTED.search(content):
            return []
        found = dict.fromkeys(_addresses(content))
        for objects in _object_streams(content):
            found |= dict.fromkeys(_addresses(objects))
    return list(dict.fromkeys(map(text_of, found)))


def text_of(raw: bytes) -> str:
    """Return an address of a PDF as text: 7-bit ASCII by the standard, and in practice anything."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _addresses(content: bytes | mmap) -> Iterator[bytes]:
    place = 0
    while match := _URI.search(content, place):
        start = match.end()
        limited = content[start : start + _LONGEST]
        raw, length = _literal(limited) if match[1] else _hexadecimal(limited)
        # What has no end within its limit is passed over whole: time stays linear.
        place = start + length
        if raw:
            yield raw


def _literal(limited: bytes) -> tuple[bytes, int]:
    """Return the string that stands before its closing bracket, and how far it goes (ISO 32000-1 §7.3.4.2)."""
    depth, place = 1, 0
    while match := _MARKS.search(limited, place):
        place = match.end()
        if match[0] == b"\\":
            place += 1
        else:
            depth += 1 if match[0] == b"(" else -1
        if depth == 0:
            return _ESCAPE.sub(_unescaped, limited[: match.start()]), place
    return b"", len(limited)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return b"" if match[2] else _LETTERS.get(match[3], match[3])


def _hexadecimal(limited: bytes) -> tuple[bytes, int]:
    digits, mark, _ = limited.partition(b">")
    plain = digits.translate(None, b"\0\t\n\f\r ")
    try:
        raw = bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))
    except ValueError:
        raw = b""
    return raw if mark else b"", len(digits)


def _object_streams(content: mmap) -> Iterator[bytes]:
    """Give what each object stream holds, until all together are too large."""
    left = _INFLATED
    seen: set[int] = set()
    for match in _OBJECTS.finditer(content):
        stream = _STREAM.search(content, match.end(), match.end() + _DICTIONARY)
        if stream and stream.end() not in seen and left > 0:
            seen.add(stream.end())
            objects = _inflated(content, stream.end(), left)
            left -= len(objects)
            yield objects


def _inflated(content: mmap, start: int, limit: int) -> bytes:
    engine = zlib.decompressobj()
    pieces = []
    try:
        while not engine.eof and limit > 0 and (raw := engine.unconsumed_tail or content[start : start + _PIECE]):
            start += 0 if engine.unconsumed_tail else len(raw)
            pieces.append(engine.decompress(raw, limit))
            limit -= len(pieces[-1])
    except zlib.error:
        return b"".join(pieces)
    return b"".join(pieces)
