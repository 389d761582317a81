"""What a finished picture says beside its pixels, found by walking its container; shares no code with what wrote it."""

import struct
from collections.abc import Iterator
from itertools import takewhile

_SOI, _EOI, _SOS, _COM, _TEM = 0xD8, 0xD9, 0xDA, 0xFE, 0x01
_RESTARTS = range(0xD0, 0xD8)
_APPS = range(0xE0, 0xF0)
_JFIF_LENGTH = 14  # a JFIF segment without a thumbnail
_COUNTED = 2  # a segment's length counts itself
_JPEG_SEGMENTS = (
    (b"Exif\0", "EXIF"),
    (b"http://ns.adobe.com/xap/1.0/\0", "XMP"),
    (b"http://ns.adobe.com/xmp/extension/\0", "XMP"),
    (b"ICC_PROFILE\0", "ICC profile"),
    (b"MPF\0", "further pictures (MPF)"),
    (b"Photoshop 3.0\0", "IPTC"),
    (b"JFXX\0", "thumbnail (JFXX)"),
)
_PNG_NEEDED = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_PNG_CHUNKS = {b"eXIf": "EXIF", b"iCCP": "ICC profile", b"tIME": "time"}
_PNG_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}
_PNG_HIDDEN = {b"XML:com.adobe.xmp": "XMP", b"Raw profile type exif": "EXIF", b"Raw profile type iptc": "IPTC"}
_WEBP_NEEDED = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_WEBP_CHUNKS = {b"EXIF": "EXIF", b"XMP ": "XMP", b"ICCP": "ICC profile"}
_TRAILING = "bytes after the end"


class _OddError(Exception):
    """A container that cannot be walked to its end."""


def metadata_of(data: bytes) -> list[str]:
    """Return the name of each block of a JPEG, PNG or WebP that a reader's eyes do not need, in the order of the file.

    Only what decoding needs is let through, so that a block nobody has heard of is named too. What cannot be walked to
    its end is named `broken …`, and any other file `neither JPEG, PNG nor WebP`: neither is known to be clean.

    (ITU-T T.81 §B.1.1 and JFIF 1.02; PNG, third edition, §5.3; RFC 9649 §2.7.)
    """
    if data.startswith(b"\xff\xd8"):
        walk, name = _walk_jpeg(data), "JPEG"
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        walk, name = _walk_png(data), "PNG"
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        walk, name = _walk_webp(data), "WebP"
    else:
        return ["neither JPEG, PNG nor WebP"]
    found: list[str] = []
    try:
        found.extend(walk)
    except _OddError:
        found.append(f"broken {name}")
    return found


def _walk_jpeg(data: bytes) -> Iterator[str]:
    at = 2
    while True:
        marker, at = _next_marker(data, at)
        if marker == _EOI:
            break
        if marker in _RESTARTS or marker in (_TEM, _SOI):
            raise _OddError
        length = int.from_bytes(_take(data, at, _COUNTED), "big")
        if length < _COUNTED:
            raise _OddError
        body = _take(data, at + _COUNTED, length - _COUNTED)
        at += length
        if marker == _COM:
            yield "comment"
        elif marker in _APPS and not (marker == _APPS[0] and body.startswith(b"JFIF\0") and len(body) == _JFIF_LENGTH):
            yield _jpeg_segment(marker, body)
        elif marker == _SOS:
            at = _end_of_scan(data, at)
    if at < len(data):
        yield _TRAILING


def _jpeg_segment(marker: int, body: bytes) -> str:
    if body.startswith(b"JFIF\0"):
        return "thumbnail (JFIF)"
    known = (name for start, name in _JPEG_SEGMENTS if body.startswith(start))
    return next(known, f"APP{marker - _APPS[0]} {_printable(body)}".rstrip())


def _next_marker(data: bytes, at: int) -> tuple[int, int]:
    """Return the marker at a place and where what follows it begins; any number of 0xFF may fill up before it."""
    if _take(data, at, 1) != b"\xff":
        raise _OddError
    while _take(data, at, 1) == b"\xff":
        at += 1
    return data[at], at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where entropy-coded data ends: at a marker that is neither a stuffed zero nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _OddError
        if data[at + 1] != 0 and data[at + 1] not in _RESTARTS:
            return at
        at += 2


def _walk_png(data: bytes) -> Iterator[str]:
    at, kind = 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", _take(data, at, 8))
        body = _take(data, at + 8, length + 4)[:length]
        at += length + 12
        if kind in _PNG_TEXTS:
            keyword = body.partition(b"\0")[0]
            yield _PNG_HIDDEN.get(keyword, f"text {_printable(keyword)}")
        elif kind not in _PNG_NEEDED:
            yield _PNG_CHUNKS.get(kind, f"{_printable(kind)} chunk")
    if at < len(data):
        yield _TRAILING


def _walk_webp(data: bytes) -> Iterator[str]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise _OddError
    at = 12
    while at < end:
        kind, length = struct.unpack("<4sI", _take(data, at, 8))
        at += 8 + length + length % 2
        if at > end:
            raise _OddError
        if kind not in _WEBP_NEEDED:
            yield _WEBP_CHUNKS.get(kind, f"{_printable(kind)} chunk")
    if end < len(data):
        yield _TRAILING


def _take(data: bytes, at: int, length: int) -> bytes:
    taken = data[at : at + length]
    if len(taken) < length:
        raise _OddError
    return taken


def _printable(raw: bytes) -> str:
    """Return the printable ASCII that bytes begin with, at most 40 characters."""
    return "".join(takewhile(str.isprintable, raw[:40].decode("latin-1").encode("ascii", "replace").decode()))
