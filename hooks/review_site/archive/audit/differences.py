"""In what the payload of an archive's answer differs from the recorded one: its size, and its first other byte."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import IO

import brotli

from review_site.archive.audit.asking import Answer
from review_site.archive.audit.findings import Difference
from review_site.archive.audit.holdings import Expected
from review_site.archive.audit.payload import read_payload
from review_site.archive.verify.fault import FaultError

_CHUNK = 1 << 16
_SHOWN = 40  # bytes from the first that differs
_GZIP = b"\x1f\x8b\x08"
_INFLATED = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's name for each coding's wrapping


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    size: int
    sha256: str
    at: int | None
    bundle: bytes
    archive: bytes


def compare_payload(expected: Expected, answer: Answer, limit: int) -> tuple[list[Difference], list[str]]:
    """Return in what the payload of an answer differs from the recorded one, and in words what was seen besides.

    An archive may give a body in the coding in which the live server sent it (`Content-Encoding`), whatever it is asked
    for: the same bytes in another coding are the same payload.

    Args:
        expected: what the bundle holds.
        answer: what the archive gave.
        limit: the most bytes that a coded body may expand to.

    Raises:
        OSError: when the WARC of the bundle cannot be read.
    """
    if answer.is_whole and answer.sha256 == expected.sha256:
        return [], []
    coding = answer.headers.get("content-encoding", "").strip().lower()
    is_unsaid = coding in ("", "identity") and answer.body.read(len(_GZIP)) == _GZIP
    answer.body.seek(0)
    notes: list[str] = []
    faults: list[str] = []
    if is_unsaid or coding in _INFLATED or coding == "br":
        notes.append(f"The archive gives this payload as {'gzip, and does not say so' if is_unsaid else coding}.")
        pieces = _decode(answer.body, "gzip" if is_unsaid else coding, limit)
    else:
        if coding not in ("", "identity"):
            notes.append(f"The archive gives this payload as {coding[:40]}, which is not decoded here.")
        pieces = _read(answer.body)
    try:
        compared = _compare(pieces, _recorded(expected, faults))
    except (zlib.error, brotli.error) as error:
        notes.append(f"It cannot be decoded: {error}.")
        answer.body.seek(0)
        compared = _compare(_read(answer.body), _recorded(expected, faults))
    is_whole = answer.is_whole and compared.size <= limit
    if is_whole and compared.sha256 == expected.sha256:
        return [], notes
    sizes = _sizes(expected, compared, is_whole=is_whole)
    if faults:
        digests = Difference(what="sha256", bundle=expected.sha256, archive=compared.sha256)
        return [*sizes, digests], [*notes, f"The bundle's own record cannot be read: {faults[0]}."]
    return [*sizes, *_first(compared)], notes


def _sizes(expected: Expected, compared: _Compared, *, is_whole: bool) -> list[Difference]:
    if is_whole and compared.size == expected.size:
        return []
    shown = compared.size if is_whole else f"more than {compared.size - 1}"
    return [Difference(what="size", bundle=expected.size, archive=shown)]


def _first(compared: _Compared) -> list[Difference]:
    if compared.at is None:
        return []
    bundle, archive = (repr(one)[2:-1] for one in (compared.bundle, compared.archive))
    return [Difference(what="bytes", bundle=bundle, archive=archive, at=compared.at)]


def _recorded(expected: Expected, faults: list[str]) -> Iterator[bytes]:
    """Give the recorded payload, as far as it can be read."""
    try:
        yield from read_payload(expected.member)
    except FaultError as fault:
        faults.append(str(fault))


def _read(body: IO[bytes]) -> Iterator[bytes]:
    while piece := body.read(_CHUNK):
        yield piece


def _decode(body: IO[bytes], coding: str, limit: int) -> Iterator[bytes]:
    """Give a body decoded, in bounded pieces, and no more than one piece past `limit`."""
    size = 0
    for piece in _unbrotli(body) if coding == "br" else _inflate(body, _INFLATED[coding]):
        size += len(piece)
        yield piece
        if size > limit:
            return


def _inflate(body: IO[bytes], wrapping: int) -> Iterator[bytes]:
    engine = zlib.decompressobj(wrapping)
    for coded in _read(body):
        waiting = coded
        while waiting and not engine.eof:
            yield engine.decompress(waiting, _CHUNK)
            waiting = engine.unconsumed_tail
    if not engine.eof:
        raise zlib.error("it is cut short")


def _unbrotli(body: IO[bytes]) -> Iterator[bytes]:
    engine = brotli.Decompressor()
    for coded in _read(body):
        yield engine.process(coded, output_buffer_limit=_CHUNK)
        while not engine.can_accept_more_data():
            yield engine.process(b"", output_buffer_limit=_CHUNK)
    if not engine.is_finished():
        raise brotli.error("it is cut short")


def _compare(pieces: Iterable[bytes], recorded: Iterable[bytes]) -> _Compared:
    """Read two payloads side by side, and the archive's to its end."""
    size, digest = 0, hashlib.sha256()
    at, shown = None, (b"", b"")
    for ours, theirs in zip_longest(_blocks(recorded), _blocks(pieces), fillvalue=b""):
        if at is None and ours != theirs:
            inside = next((n for n, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None)
            inside = min(len(ours), len(theirs)) if inside is None else inside
            at, shown = size + inside, (ours[inside : inside + _SHOWN], theirs[inside : inside + _SHOWN])
        size += len(theirs)
        digest.update(theirs)
    return _Compared(size=size, sha256=digest.hexdigest(), at=at, bundle=shown[0], archive=shown[1])


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give the same bytes in blocks of one size; the last is what is left."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= _CHUNK:
            yield bytes(waiting[:_CHUNK])
            del waiting[:_CHUNK]
    if waiting:
        yield bytes(waiting)
