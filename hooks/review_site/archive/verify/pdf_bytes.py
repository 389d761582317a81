"""The addresses in the bytes of a PDF and of its object streams (ISO 32000-1 §7.3.4, §7.5.7, §12.6.4.7)."""

import mmap
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from review_site.archive.verify.pdf_pages import Packed, annotated_pages

_GAP = rb"[\x00\t\n\f\r ]"
_KEY = re.compile(rb"/URI" + _GAP + rb"*(?:\(|<(?!<))")
_INDIRECT = re.compile(rb"/URI" + _GAP + rb"+[0-9]{1,10}" + _GAP + rb"+[0-9]{1,5}" + _GAP + rb"+R\b")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_OBJECTS = re.compile(rb"/ObjStm\b")
_BODY = re.compile(rb"stream\r?\n")
_LONGEST, _DICTIONARY, _UNPACKED, _PIECE = 8192, 4096, 1 << 25, 1 << 16
_CONTROLS = {0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x62: 0x08, 0x66: 0x0C}


def addresses_of_pdf(stream: BinaryIO) -> tuple[dict[str, set[int]], bool]:
    """Return the addresses that a PDF's bytes show, and whether it may hold others that they do not.

    Each address has the pages, from 1, on which it was found; none where only the bytes tell of it.

    Args:
        stream: a file that holds the PDF.
    """
    if stream.seek(0, 2) == 0:
        return {}, False
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if _ENCRYPTED.search(content):
            return {}, True
        packed = list(_object_streams(content))
        texts: list[bytes | mmap.mmap] = [content, *(one.text for one in packed)]
        found: dict[str, set[int]] = {address: set() for text in texts for address in _addresses(text)}
        hidden = any(_INDIRECT.search(text) for text in texts)
        for number, text in enumerate(annotated_pages(content, packed), 1):
            for address in _addresses(text):
                found.setdefault(address, set()).add(number)
        del texts  # a map that something still holds cannot be closed
    return found, hidden


def _addresses(content: "bytes | mmap.mmap") -> Iterator[str]:
    place = 0
    while match := _KEY.search(content, place):
        window = content[match.end() : match.end() + _LONGEST]
        if match[0].endswith(b"("):
            raw, used = _of_brackets(window)
        else:
            raw, used = _of_digits(window)
        place = match.end() + used
        if raw:
            yield _as_text(raw)


def _of_brackets(window: bytes) -> tuple[bytes, int]:
    """Return the text in front of the bracket that closes it, byte by byte, and how many were read."""
    out = bytearray()
    open_brackets, place = 1, 0
    while place < len(window):
        byte = window[place]
        place += 1
        if byte == 0x5C:
            place = _escape(window, place, out)
            continue
        open_brackets += (byte == 0x28) - (byte == 0x29)
        if open_brackets == 0:
            return bytes(out), place
        out.append(byte)
    return b"", len(window)


def _escape(window: bytes, place: int, out: bytearray) -> int:
    """Add what the escape at a place stands for, and return where it ends."""
    octal = re.compile(rb"[0-7]{1,3}").match(window, place)
    if octal:
        out.append(int(octal[0], 8) & 0xFF)
        return octal.end()
    if window[place : place + 2] == b"\r\n":
        return place + 2
    if place < len(window) and window[place] not in b"\r\n":
        out.append(_CONTROLS.get(window[place], window[place]))
    return place + 1


def _of_digits(window: bytes) -> tuple[bytes, int]:
    end = window.find(b">")
    digits = re.sub(_GAP, b"", window[: max(end, 0)])
    used = len(window) if end < 0 else end
    if end < 0 or re.search(rb"[^0-9A-Fa-f]", digits):
        return b"", used
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()), used


def _as_text(raw: bytes) -> str:
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _object_streams(content: "mmap.mmap") -> Iterator[Packed]:
    """Give each object stream, up to a limit for all together."""
    read: set[int] = set()
    left = _UNPACKED
    for mark in _OBJECTS.finditer(content):
        body = _BODY.search(content, mark.end(), mark.end() + _DICTIONARY)
        if body is None or body.end() in read or left <= 0:
            continue
        read.add(body.end())
        engine, place, out = zlib.decompressobj(), body.end(), bytearray()
        try:
            while not engine.eof and len(out) < left:
                raw = engine.unconsumed_tail
                if not raw:
                    raw = content[place : place + _PIECE]
                    place += len(raw)
                if not raw:
                    break
                out += engine.decompress(raw, left - len(out))
        except zlib.error:
            pass  # what was unpacked before the damage counts
        left -= len(out)
        before = content[max(mark.start() - _DICTIONARY, 0) : body.start()]
        yield Packed(mark.start(), before.rpartition(b"obj")[2], bytes(out))
