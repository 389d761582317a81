"""A gzip file, member by member and piece by piece, in bounded memory whatever the file claims."""

import zlib
from typing import BinaryIO

from review_site.archive.verify.fault import stop

_CHUNK = 1 << 16
# Deflate reaches 1,032 to 1. A file may be as dense as it likes while it is small, so that a blank image passes; past
# that no website is so empty.
_FREE = 1 << 26
_RATIO = 400


class GzipMembers:
    """Reads one member after the other; `offset` counts the compressed bytes that are used up."""

    def __init__(self, stream: BinaryIO) -> None:
        self.offset = 0
        self._stream = stream
        self._raw = b""
        self._start = 0
        self._ready = b""
        self._expanded = 0
        self._engine = zlib.decompressobj(31)

    def open_member(self) -> bool:
        """Begin the next member; tell whether there is one. The one before must have been read to its end."""
        self._raw = self._raw or self._stream.read(_CHUNK)
        self._start, self._ready = self.offset, b""
        self._engine = zlib.decompressobj(31)
        return bool(self._raw)

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes of the member, and none only at its end.

        Raises:
            FaultError: when the member is damaged, cut short, or expands beyond measure.
        """
        if self._ready:
            piece, self._ready = self._ready[:size], self._ready[size:]
            return piece
        while not self._engine.eof:
            piece = self._decompress(size)
            if piece:
                return piece
            if not self._raw and not self._engine.eof:
                self._raw = self._stream.read(_CHUNK)
                if not self._raw:
                    stop(f"gzip member at offset {self._start}", "is cut short")
        return b""

    def read_exactly(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer only at the member's end."""
        pieces = []
        while size and (piece := self.read(size)):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def read_head(self, limit: int) -> bytes:
        """Return everything up to and with the next empty line; all that is left where there is none within `limit`."""
        head = b""
        while b"\r\n\r\n" not in head and len(head) < limit and (piece := self.read(4096)):
            head += piece
        end = head.find(b"\r\n\r\n")
        if end >= 0:
            head, self._ready = head[: end + 4], head[end + 4 :] + self._ready
        return head

    def _decompress(self, size: int) -> bytes:
        before = len(self._raw)
        try:
            piece = self._engine.decompress(self._raw, size)
        except zlib.error as error:
            stop(f"gzip member at offset {self._start}", f"is damaged: {error}")
        self._raw = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
        self.offset += before - len(self._raw)
        self._expanded += len(piece)
        if self._expanded > max(_FREE, _RATIO * self.offset):
            stop(f"gzip member at offset {self._start}", f"expands the file to more than {_RATIO} times its size")
        return piece
