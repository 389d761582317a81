"""The lines of a CDXJ index: where the answer to each address lies (WACZ 1.1.1 §5.2.2)."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from review_site.archive.compare.containers import Part
from review_site.problems import Problem, ProblemsError

_PIECE = 1 << 16
_LINE_LIMIT = 1 << 16
_LIMIT = 1 << 30  # bytes of an index once it is unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: `length` is None where the index does not say it. `index` and `number` are where it stands."""

    timestamp: str
    url: str
    digest: str
    status: str
    filename: str
    offset: int
    length: int | None
    index: str
    number: int


def read_index(part: Part) -> Iterator[Line]:
    """Give the lines of an index that are about http and https addresses.

    Raises:
        ProblemsError: when a line is not of its form, or the index is larger than any of a website.
        OSError: when it cannot be read.
    """
    left = _LIMIT
    for number, line in enumerate(_lines(part), 1):
        left -= len(line)
        if len(line) > _LINE_LIMIT:
            _stop(part, number, f"is longer than {_LINE_LIMIT} bytes")
        if left < 0:
            _stop(part, number, f"is past {_LIMIT} bytes of index")
        if not line.strip() or line.startswith(b"!"):  # what some tools say of the index itself
            continue
        parsed = _parse(line, part, number)
        if parsed.url.startswith(("http://", "https://")):
            yield parsed


def _lines(part: Part) -> Iterator[bytes]:
    ready = b""
    for piece in _unpacked(part) if part.name.endswith(".gz") else _pieces(part):
        *lines, ready = (ready + piece).split(b"\n")
        yield from lines
        if len(ready) > _LINE_LIMIT:
            break  # and be told as too long
    if ready:
        yield ready


def _pieces(part: Part) -> Iterator[bytes]:
    with part.file.open("rb") as stream:
        stream.seek(part.start)
        left = part.size
        while piece := stream.read(min(left, _PIECE)):
            left -= len(piece)
            yield piece


def _unpacked(part: Part) -> Iterator[bytes]:
    """Give an index that is compressed, in one gzip member or many, as ZipNum has it."""
    engine, begun = zlib.decompressobj(31), False
    try:
        for rest in _pieces(part):
            while rest:
                yield engine.decompress(rest, _PIECE)
                rest, begun = engine.unconsumed_tail, True
                if engine.eof:
                    rest, begun, engine = engine.unused_data, False, zlib.decompressobj(31)
    except zlib.error as error:
        _stop(part, 1, f"and those after it cannot be unpacked: {error}")
    if begun:
        _stop(part, 1, "and those after it are cut short")


def _parse(line: bytes, part: Part, number: int) -> Line:
    try:
        _, timestamp, written = line.decode().split(" ", 2)
        told = json.loads(written)
        url, digest, status, filename = (str(told.get(key, "")) for key in ("url", "digest", "status", "filename"))
        length = told.get("length")
        offset, size = int(told["offset"]), int(length) if length not in (None, "", "-") else None
        if not timestamp.isdigit() or offset < 0 or (size is not None and size < 0):
            raise ValueError("a number is none")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        _stop(part, number, "is not a key, a timestamp and a JSON object with url, offset and filename")
    return Line(
        timestamp=timestamp,
        url=url,
        digest=digest,
        status=status,
        filename=filename.rpartition("/")[2],
        offset=offset,
        length=size,
        index=part.name,
        number=number,
    )


def _stop(part: Part, number: int, what: str) -> NoReturn:
    mend = "run review-site verify, and fetch a whole copy"
    raise ProblemsError([Problem(path=part.name, line=number, field="index", what=what, mend=mend)])
