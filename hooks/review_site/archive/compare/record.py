"""One record of a WARC, read where an index says that it lies (WARC 1.1 §4).

Compressed or not, it is read in pieces: whatever a record claims, no more is held than was asked for.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NoReturn

from review_site.archive.compare.codings import decoded
from review_site.archive.compare.containers import Part
from review_site.archive.compare.snapshot import Body
from review_site.problems import Problem, ProblemsError

_CHUNK = 1 << 16
_HEAD_LIMIT = 1 << 16
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*")
_STATUS_LINE = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})(?: .*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a record says of itself; `fields` and `http` have names in lower case.

    `size` is that of the payload as it was recorded, in bytes. `status` is 0 where the record holds no HTTP message.
    """

    fields: dict[str, str]
    status: int
    http: dict[str, str]
    size: int


def body_at(part: Part, offset: int, length: int | None) -> Body:
    """Return where a record lies: `offset` bytes from the start of a WARC, `length` bytes long where that is known."""
    end = part.start + part.size
    start = part.start + offset
    return Body(
        file=part.file,
        name=part.name,
        offset=start,
        end=end if length is None else min(end, start + length),
        recorded=True,
        shift=part.start,
    )


def fault(body: Body, what: str, mend: str = "run review-site verify, and fetch a whole copy") -> NoReturn:
    """Raise what is wrong with a record.

    Raises:
        ProblemsError: always.
    """
    raise ProblemsError(
        [Problem(path=body.name, field=f"record at offset {body.offset - body.shift}", what=what, mend=mend)]
    )


def read_head(body: Body) -> Head:
    """Return what a record says of itself.

    Raises:
        ProblemsError: when there is no record, or it is damaged.
        OSError: when the file cannot be read.
    """
    with body.file.open("rb") as stream:
        return _read_head(_Reader(stream, body))


def read_block(body: Body, limit: int) -> bytes:
    """Return the first bytes, up to `limit`, of a record that holds no HTTP message.

    Raises:
        ProblemsError: when there is no record, or it is damaged.
        OSError: when the file cannot be read.
    """
    with body.file.open("rb") as stream:
        reader = _Reader(stream, body)
        head = _read_head(reader)
        return reader.read_exactly(min(head.size, limit))


def payload_pieces(body: Body) -> Iterator[bytes]:
    """Give the payload of a record in pieces, without the codings of its transport (RFC 9112 §7, RFC 9110 §8.4).

    Raises:
        ProblemsError: when there is no record, or it is damaged.
        OSError: when the file cannot be read.
    """
    with body.file.open("rb") as stream:
        reader = _Reader(stream, body)
        head = _read_head(reader)
        try:
            yield from decoded(_plain_pieces(reader, head.size), head.http)
        except ValueError as error:
            fault(body, f"has a body that is {error}")


class _Reader:
    """Reads the bytes of one record from its gzip member, or as they lie."""

    def __init__(self, stream: BinaryIO, body: Body) -> None:
        self.body = body
        self._stream = stream
        self._left = (body.end if body.end is not None else 1 << 62) - body.offset
        stream.seek(body.offset)
        self._raw = self._read_raw()
        self._engine = zlib.decompressobj(31) if self._raw.startswith(b"\x1f\x8b") else None
        self._ready = b""

    def read(self) -> bytes:
        """Return the next bytes, none only at the record's end."""
        if self._ready:
            piece, self._ready = self._ready, b""
            return piece
        if self._engine is None:
            piece, self._raw = self._raw or self._read_raw(), b""
            return piece
        while not self._engine.eof:
            self._raw = self._raw or self._read_raw()
            if not self._raw:
                fault(self.body, "is cut short")
            try:
                piece = self._engine.decompress(self._raw, _CHUNK)
            except zlib.error as error:
                fault(self.body, f"is damaged: {error}")
            self._raw = self._engine.unconsumed_tail
            if piece:
                return piece
        return b""

    def read_exactly(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer only at the record's end."""
        return b"".join(_plain_pieces(self, size))

    def put_back(self, piece: bytes) -> None:
        """Let the next reading begin with bytes that were read already."""
        self._ready = piece + self._ready

    def read_until_empty_line(self, limit: int) -> bytes:
        """Return everything up to and with the next empty line.

        Raises:
            ProblemsError: when there is none within `limit` bytes.
        """
        head = b""
        while b"\r\n\r\n" not in head:
            piece = self.read()
            if not piece or len(head) > limit:
                fault(self.body, "has a head that does not end")
            head += piece
        end = head.index(b"\r\n\r\n") + 4
        self.put_back(head[end:])
        return head[:end]

    def _read_raw(self) -> bytes:
        piece = self._stream.read(min(_CHUNK, max(self._left, 0)))
        self._left -= len(piece)
        return piece


def _read_head(reader: _Reader) -> Head:
    first, fields = _parse(reader.read_until_empty_line(_HEAD_LIMIT))
    if not first.startswith("WARC/1."):
        fault(reader.body, f"begins with “{first[:40]}”", "an index points at the start of records")
    told = fields.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,18}", told):
        fault(reader.body, f"has Content-Length “{told[:40]}”")
    size, status, http = int(told), 0, dict[str, str]()
    if size and fields.get("content-type", "").lower().startswith("application/http"):
        message = reader.read_until_empty_line(min(size, _HEAD_LIMIT))
        size -= len(message)
        line, http = _parse(message)
        match = _STATUS_LINE.fullmatch(line)
        status = int(match[1]) if match else 0
    if size < 0:
        fault(reader.body, "has a head that is longer than the record")
    return Head(fields=fields, status=status, http=http, size=size)


def _parse(head: bytes) -> tuple[str, dict[str, str]]:
    """Return the first line of a head, and its fields; of a field that stands twice the first (WARC 1.1 §4)."""
    try:
        text = head.decode()
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    first, *lines = text.split("\r\n")
    fields: dict[str, str] = {}
    for line in lines:
        if match := _FIELD.fullmatch(line):
            fields.setdefault(match[1].lower(), match[2])
    return first, fields


def _plain_pieces(reader: _Reader, size: int) -> Iterator[bytes]:
    while size > 0:
        piece = reader.read()
        if not piece:
            fault(reader.body, f"ends {size} bytes before its Content-Length says")
        if len(piece) > size:
            piece, rest = piece[:size], piece[size:]
            reader.put_back(rest)
        size -= len(piece)
        yield piece
