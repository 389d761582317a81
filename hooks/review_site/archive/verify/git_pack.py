"""A pack of whole objects, read to its last byte (gitformat-pack(5)); zlib and the digests are all that it takes."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from review_site.archive.verify.fault import stop
from review_site.archive.verify.git_objects import BLOB, WORDS

_CHUNK = 1 << 16
_IN_MEMORY = 1 << 24  # of a commit or a tree
_FREE, _RATIO = 1 << 26, 400  # as in gzip_members: how far a file may expand
_MORE = 0x80
_LONGEST_SIZE = 9  # bytes that tell a kind and a size


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedObject:
    """An object of a pack: its `kind` (1 commit, 2 tree, 3 blob), id, and where its deflated `size` bytes begin.

    `content` is empty for blobs, which are only hashed.
    """

    kind: int
    id: bytes
    offset: int
    size: int
    content: bytes


def read_pack(stream: BinaryIO, end: int, algorithm: str) -> Iterator[PackedObject]:
    """Give each object of a pack in order, and check at the end that its digest is that of every byte before it.

    Args:
        stream: the file, at the start of the pack.
        end: where the pack ends.
        algorithm: what ids are made with.

    Raises:
        FaultError: when anything is not as it should be in a pack of whole objects.
    """
    id_size = hashlib.new(algorithm, usedforsecurity=False).digest_size
    reader = _Reader(stream, end - id_size, algorithm)
    if reader.take(8) != b"PACK\0\0\0\2":
        stop("pack", "does not begin as one of version 2")
    for _ in range(int.from_bytes(reader.take(4), "big")):
        yield _read_object(reader, algorithm)
    if not reader.is_done():
        stop("pack", f"goes on at byte {reader.offset} after its last object")
    if stream.read(id_size + 1) != reader.digest.digest():
        stop("pack", f"has a digest at byte {reader.offset} that is not that of its bytes")


def read_again(stream: BinaryIO, one: tuple[int, int]) -> bytes:
    """Return the content of an object that was read before, from its offset and size."""
    offset, size = one
    stream.seek(offset)
    engine = zlib.decompressobj()
    content = b""
    while len(content) < size and (raw := stream.read(_CHUNK)):
        content += engine.decompress(raw, size - len(content))
    return content


def _read_object(reader: "_Reader", algorithm: str) -> PackedObject:
    start = reader.offset
    byte = reader.take(1)[0]
    kind, size, shift = byte >> 4 & 7, byte & 15, 4
    while byte & _MORE:
        byte = reader.take(1)[0]
        size |= (byte & 0x7F) << shift
        shift += 7
        if reader.offset - start > _LONGEST_SIZE or (not byte & _MORE and not byte):
            stop(f"object at byte {start}", "tells its size in more bytes than it takes")
    if kind not in WORDS:
        stop(f"object at byte {start}", "is no whole commit, tree or blob", "store each object whole")
    if kind != BLOB and size > _IN_MEMORY:
        stop(f"object at byte {start}", f"is larger than {_IN_MEMORY} bytes")
    offset = reader.offset
    digest = hashlib.new(algorithm, WORDS[kind] + b" %d\0" % size, usedforsecurity=False)
    pieces = []
    for piece in reader.inflate(size, f"object at byte {start}"):
        digest.update(piece)
        if kind != BLOB:
            pieces.append(piece)
    return PackedObject(kind=kind, id=digest.digest(), offset=offset, size=size, content=b"".join(pieces))


class _Reader:
    """Reads a pack up to its trailer, and digests each byte as it is used up."""

    def __init__(self, stream: BinaryIO, end: int, algorithm: str) -> None:
        self.offset = stream.tell()
        self.digest = hashlib.new(algorithm, usedforsecurity=False)
        self._stream, self._left = stream, end - self.offset
        self._start, self._expanded = self.offset, 0
        self._raw = b""

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes, which must be there; no more than a few."""
        while len(self._raw) < size:
            self._fill()
        piece = self._raw[:size]
        self._use(size)
        return piece

    def is_done(self) -> bool:
        return not self._raw and self._left <= 0

    def inflate(self, size: int, field: str) -> Iterator[bytes]:
        """Give the pieces of one deflated object, which must have `size` bytes."""
        engine, found = zlib.decompressobj(), 0
        done = False
        while not done:
            try:
                piece = engine.decompress(self._raw, _CHUNK)
            except zlib.error as error:
                stop(field, f"is damaged: {error}")
            done = engine.eof
            rest = engine.unused_data if done else engine.unconsumed_tail
            self._use(len(self._raw) - len(rest))
            found += len(piece)
            self._expanded += len(piece)
            if found > size or self._expanded > max(_FREE, _RATIO * (self.offset - self._start)):
                stop(field, "expands to more than it says, or beyond measure")
            if piece:
                yield piece
            elif not done:
                self._fill()
        if found != size:
            stop(field, f"has {found} bytes, and says {size}")

    def _fill(self) -> None:
        piece = self._stream.read(max(0, min(self._left, _CHUNK)))
        if not piece:
            stop("pack", "is cut short")
        self._left -= len(piece)
        self._raw += piece

    def _use(self, size: int) -> None:
        self.digest.update(self._raw[:size])
        self._raw = self._raw[size:]
        self.offset += size
