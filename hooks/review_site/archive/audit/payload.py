"""The answer that a member of a WARC records: where it leads, and its payload in pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

from review_site.archive.verify.fault import stop
from review_site.archive.verify.fields import parse_head, parse_number
from review_site.archive.verify.gzip_members import GzipMembers

_HEAD_LIMIT = 1 << 16
_CHUNK = 1 << 16
_EARLIER = "audit the bundle that has it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of a bundle: its `size` bytes begin at `offset` of `path`, which is the file itself or the tar of all."""

    path: Path
    offset: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """The gzip member of one record: its `length` bytes begin at `offset` of the WARC."""

    warc: Part
    offset: int
    length: int


def read_location(member: Member, url: str) -> str:
    """Return the full address that a recorded redirect leads to.

    Args:
        member: where it is recorded.
        url: the address that was asked.

    Raises:
        FaultError: when no such record lies there.
        OSError: when the WARC cannot be read.
    """
    with member.warc.path.open("rb") as stream:
        _, _, http = _open(stream, member)
    if "location" not in http:
        stop("location", f"of {url[:200]} is not recorded", "make the bundle again")
    return urljoin(url, http["location"])


def read_payload(member: Member) -> Iterator[bytes]:
    """Give the payload of a recorded answer in pieces.

    Raises:
        FaultError: when no such record lies there.
        OSError: when the WARC cannot be read.
    """
    with member.warc.path.open("rb") as stream:
        members, left, _ = _open(stream, member)
        if left is None:
            stop(f"record at offset {member.offset}", "says that its payload was recorded before", _EARLIER)
        while left and (piece := members.read(min(left, _CHUNK))):
            left -= len(piece)
            yield piece


def _open(stream: BinaryIO, member: Member) -> tuple[GzipMembers, int | None, dict[str, str]]:
    """Return the member at the start of its payload, how many bytes that has, and the fields of the HTTP head.

    The payload of a revisit lies in an earlier bundle: it has None.
    """
    place = f"record at offset {member.offset}"
    if member.offset + member.length > member.warc.size:
        stop(place, "lies outside the WARC")
    stream.seek(member.warc.offset + member.offset)
    members = GzipMembers(stream)
    members.open_member()
    _, fields = parse_head(members.read_head(_HEAD_LIMIT), place)
    kind = fields.get("warc-type")
    if kind not in ("response", "revisit"):
        stop(place, "is not an answer")
    head = members.read_head(_HEAD_LIMIT)
    _, http = parse_head(head, f"HTTP head of the {place}")
    left = parse_number(fields.get("content-length"), place) - len(head)
    return members, None if kind == "revisit" else left, http
