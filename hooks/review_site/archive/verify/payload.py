"""The payload of one recorded response, read from its place in the WARC; what holds it is not judged again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from review_site.archive.verify.fault import stop
from review_site.archive.verify.fields import parse_head
from review_site.archive.verify.gzip_members import GzipMembers
from review_site.archive.verify.record import HEAD_LIMIT
from review_site.archive.verify.tree import CHUNK
from review_site.archive.verify.warc import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The body of a response, piece by piece."""

    pieces: Iterator[bytes]

    def read(self) -> bytes:
        """Return the whole body; only for one whose size is known to be small."""
        return b"".join(self.pieces)


def payload_at(stream: BinaryIO, response: Response) -> Payload:
    """Return what a response recorded, as far as the record goes.

    Args:
        stream: the WARC.
        response: where the record lies, as `verify_warc` found it.

    Raises:
        FaultError: when there is no record, and while its pieces are read, when it is damaged.
    """
    place = f"record at offset {response.offset}"
    stream.seek(response.offset)
    members = GzipMembers(stream)
    if not members.open_member():
        stop(place, "is not there")
    parse_head(members.read_head(HEAD_LIMIT), place)
    parse_head(members.read_head(HEAD_LIMIT), f"HTTP head of the {place}")
    return Payload(pieces=_pieces(members, response.size))


def _pieces(members: GzipMembers, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := members.read(min(size, CHUNK))):
        size -= len(piece)
        yield piece
