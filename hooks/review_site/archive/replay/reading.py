"""The engine that needs nothing installed: searches the index as a player does, and reads each member in its place.

It shares no code with what writes WARC and index: the readers are those of `verify`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from review_site.archive.replay.result import Answer
from review_site.archive.verify.cdxj import sort_key
from review_site.archive.verify.fault import FaultError, stop
from review_site.archive.verify.fields import parse_head, parse_number
from review_site.archive.verify.gzip_members import GzipMembers
from review_site.archive.verify.record import HEAD_LIMIT, read_record
from review_site.archive.verify.text import lines_of, parse_json_object
from review_site.problems import Problems
from review_site.workers import spread

_LINE_LIMIT = 1 << 16
_BODY_LIMIT = 1 << 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the index: `timestamp` has 14 digits, `offset` and `length` are those of a member of the WARC.

    `revisit` says that the bytes lie in an earlier snapshot.
    """

    key: bytes
    timestamp: str
    url: str
    offset: int
    length: int
    revisit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A response as it was recorded; `headers` have their names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_index(path: Path) -> list[Line]:
    """Return the lines of a CDXJ index as they stand (WACZ 1.1.1 §5.2.2).

    Raises:
        FaultError: when a line is not of its form.
        OSError: when the file cannot be read.
    """
    with path.open("rb") as stream:
        return [_parse(line, number) for number, line in lines_of(stream, path.stat().st_size, _LINE_LIMIT)]


def _parse(line: bytes, number: int) -> Line:
    key, _, rest = line.partition(b" ")
    timestamp, _, told = rest.partition(b" ")
    if not (timestamp.isdigit() and len(timestamp) == 14):
        stop(f"line {number}", "has no timestamp of 14 digits")
    value = parse_json_object(told, f"line {number}")
    return Line(
        key=key,
        timestamp=timestamp.decode(),
        url=str(value.get("url")),
        offset=parse_number(str(value.get("offset")), f"offset in line {number}"),
        length=parse_number(str(value.get("length")), f"length in line {number}"),
        revisit=value.get("mime") == "warc/revisit",
    )


def read_answers(warc: Path, lines: list[Line], urls: Iterable[str]) -> dict[str, Answer | str]:
    """Look each address up in the index, read the member that its line points at, and return what is recorded there.

    Lines are searched by halves, so that one out of its order is not found, as no player would find it. In place of an
    answer stands a text that says why there is none. Size and digest of a revisit are what its record tells.

    Raises:
        OSError: when the WARC cannot be read.
    """
    keys = [line.key for line in lines]
    wanted = list(urls)

    def read(url: str) -> Answer | str:
        try:
            with warc.open("rb") as stream:  # one for each: processes that share an open file share their place in it
                return _read_member(stream, _find(url, keys, lines))
        except FaultError as fault:
            return f"{fault.field} {fault.what}"

    return dict(zip(wanted, spread(wanted, read), strict=True))


def _find(url: str, keys: list[bytes], lines: list[Line]) -> Line:
    key = sort_key(url).encode()
    first, end = bisect_left(keys, key), bisect_right(keys, key)
    line = next((line for line in lines[first:end] if line.url == url), None)
    return line or stop("the index", "has no line for it where a player looks")


def _read_member(stream: BinaryIO, line: Line) -> Answer:
    problems = Problems()
    stream.seek(line.offset)
    members = GzipMembers(stream)
    members.offset = line.offset  # so that a fault names its place in the file
    if not members.open_member():
        stop(f"offset {line.offset}", "lies past the end of the WARC")
    record = read_record(members, "", problems)
    for problem in problems:
        stop(problem.field, problem.what)
    if (length := members.offset - line.offset) != line.length:
        stop(f"length {line.length} of the index", f"is not that of the member at offset {line.offset}, {length}")
    if record.kind != ("revisit" if line.revisit else "response") or record.fields.get("warc-target-uri") != line.url:
        stop(f"offset {line.offset}", f"is that of a {record.kind} for {record.fields.get('warc-target-uri')}")
    status = record.http_line.split(" ")[1:2]
    told = parse_number(record.http.get("content-length"), f"Content-Length at offset {line.offset}")
    return Answer(
        status=parse_number(status[0] if status else None, f"status at offset {line.offset}"),
        location=record.http.get("location"),
        size=told if line.revisit else record.payload_size,
        sha256=record.payload_sha256,
    )


def read_payload(warc: Path, line: Line) -> Recorded:
    """Return a response whole, as it was recorded where a line points.

    Raises:
        FaultError: when no response can be read there, its bytes lie in an earlier snapshot, or it is larger than
            64 MB, which no part of a page is.
        OSError: when the WARC cannot be read.
    """
    if line.revisit:
        stop(f"offset {line.offset}", "is that of a revisit")
    with warc.open("rb") as stream:
        stream.seek(line.offset)
        members = GzipMembers(stream)
        members.offset = line.offset
        if not members.open_member():
            stop(f"offset {line.offset}", "lies past the end of the WARC")
        _, fields = parse_head(members.read_head(HEAD_LIMIT), f"record at offset {line.offset}")
        size = parse_number(fields.get("content-length"), f"Content-Length at offset {line.offset}")
        if size > _BODY_LIMIT:
            stop(f"record at offset {line.offset}", "is too large to be shown")
        head = members.read_head(min(size, HEAD_LIMIT))
        first, headers = parse_head(head, f"HTTP head at offset {line.offset}")
        status = parse_number(first.split(" ")[1] if " " in first else None, f"status at offset {line.offset}")
        return Recorded(status=status, headers=headers, body=members.read_exactly(size - len(head)))


def answers_of(found: Mapping[str, Answer | str]) -> dict[str, Answer]:
    """Return what was found, without what could not be read."""
    return {url: answer for url, answer in found.items() if isinstance(answer, Answer)}
