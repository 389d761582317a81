"""The codings in which a body may have travelled, undone piece by piece (RFC 9112 §7.1, RFC 9110 §8.4.1)."""

import re
import zlib
from collections.abc import Iterator, Mapping

import brotli

_PIECE = 1 << 16
_CHUNK_LINE = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]{0,4096})?\r\n")
_LONGEST_LINE = 8192


def is_coded(fields: Mapping[str, str]) -> bool:
    """Tell whether the head of an HTTP message, its names in lower case, says that its body is coded."""
    return bool(_coding(fields)) or _is_chunked(fields)


def decoded(pieces: Iterator[bytes], fields: Mapping[str, str]) -> Iterator[bytes]:
    """Give a body without its codings.

    Args:
        pieces: the body as it travelled.
        fields: the head of its message, names in lower case.

    Raises:
        ValueError: with words that follow “a body that is”, when it is damaged or coded in a way that is not known.
    """
    if _is_chunked(fields):
        pieces = _unchunked(pieces)
    coding = _coding(fields)
    if coding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(pieces)
    elif coding == "br":
        yield from _unbrotlied(pieces)
    elif coding:
        raise ValueError(f"coded as “{coding[:40]}”")
    else:
        yield from pieces


def _coding(fields: Mapping[str, str]) -> str:
    return fields.get("content-encoding", "").strip().lower().removeprefix("identity")


def _is_chunked(fields: Mapping[str, str]) -> bool:
    return "chunked" in fields.get("transfer-encoding", "").lower()


def _unchunked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Give a chunked body without its chunk lines; one that a crawler stored already joined is given as it is."""
    ready = next(pieces, b"")
    if not _CHUNK_LINE.match(ready):
        yield ready
        yield from pieces
        return
    while True:
        while not (line := _CHUNK_LINE.match(ready)):
            piece = next(pieces, b"")
            if not piece or len(ready) > _LONGEST_LINE:
                raise ValueError("chunked and damaged")
            ready += piece
        ready, left = ready[line.end() :], int(line[1], 16)
        if not left:
            return
        while left:
            ready = ready or next(pieces, b"")
            if not ready:
                raise ValueError("chunked and cut short")
            part, ready = ready[:left], ready[left:]
            left -= len(part)
            yield part
        while len(ready) < len(b"\r\n") and (piece := next(pieces, b"")):
            ready += piece
        ready = ready.removeprefix(b"\r\n")


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    engine = zlib.decompressobj(47)  # gzip or zlib, as its first bytes say
    try:
        for piece in pieces:
            rest = piece
            while rest and not engine.eof:
                yield engine.decompress(rest, _PIECE)
                rest = engine.unconsumed_tail
    except zlib.error as error:
        raise ValueError(f"compressed and damaged: {error}") from None
    if not engine.eof:
        raise ValueError("compressed and cut short")


def _unbrotlied(pieces: Iterator[bytes]) -> Iterator[bytes]:
    engine = brotli.Decompressor()
    try:
        for piece in pieces:
            yield engine.process(piece, output_buffer_limit=_PIECE)
            while not engine.can_accept_more_data():
                yield engine.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise ValueError(f"compressed and damaged: {error}") from None
    if not engine.is_finished():
        raise ValueError("compressed and cut short")
