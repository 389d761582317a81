"""Whether the WARC is sound, and what it holds (WARC 1.1, ISO 28500:2017); a reader of its own, on zlib alone."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.fields import parse_number
from review_site.archive.verify.gzip_members import GzipMembers
from review_site.archive.verify.record import Record, read_record
from review_site.archive.verify.tree import CHUNK
from review_site.problems import Problems

_STATUS_LINE = re.compile(r"HTTP/1\.1 ([1-5]\d\d) [\x20-\x7e]*")
_AGAIN = "make the bundle again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A response as the WARC records it; `offset` and `length` are its member's, `date` that of the capture.

    `revisit` says that it is a `revisit` record: size and digest are then told, and the bytes lie in an earlier
    snapshot, under the identifier and of the date that `refers_to` holds.
    """

    url: str
    date: str
    offset: int
    length: int
    status: str
    media_type: str
    size: int
    sha256: str
    location: str = ""
    record_id: str = ""
    revisit: bool = False
    refers_to: tuple[str, str, str] = ("", "", "")


@dataclass(slots=True)
class Recorded:
    """What a WARC was found to hold; `records` counts every kind.

    `metadata` has target and block of each `metadata` record.
    """

    responses: list[Response] = field(default_factory=list)
    metadata: list[tuple[str, bytes]] = field(default_factory=list)
    records: int = 0


def verify_warc(path: Path, name: str, problems: Problems) -> Recorded:
    """Read every byte of a WARC and return its responses.

    Checks each gzip member, version line, named field, length and both digests (WARC 1.1 §4, §5), that the first record
    and no other is a `warcinfo` (§6.2), that identifiers are unique (§5.2), that each response has one request for the
    same address (§5.7, §6.5), and that each response is a whole HTTP message.

    Args:
        path: the file.
        name: its name in the bundle.
        problems: gathers what is wrong.

    Raises:
        OSError: when the file cannot be read.
    """
    recorded = Recorded()
    pairing = _Pairing(name, problems)
    with path.open("rb") as stream:
        members = GzipMembers(stream)
        while members.open_member():
            try:
                record = read_record(members, name, problems)
            except FaultError as fault:
                problems.add(name, fault.field, fault.what, fault.mend)
                if not _skip_member(members):
                    break
                continue
            pairing.note(record, path.name)
            recorded.records += 1
            if record.kind in ("response", "revisit"):
                recorded.responses.append(_response(record, members.offset, name, problems))
            elif record.kind == "metadata":
                recorded.metadata.append((record.fields.get("warc-target-uri", ""), record.block))
    pairing.tell()
    return recorded


def _skip_member(members: GzipMembers) -> bool:
    """Read on to the end of a member whose record is at fault; tell whether the next one can be reached."""
    try:
        while members.read(CHUNK):
            pass
    except FaultError:
        return False
    return True


def _response(record: Record, end: int, name: str, problems: Problems) -> Response:
    place = f"response at offset {record.offset}"
    match = _STATUS_LINE.fullmatch(record.http_line)
    if not match:
        problems.add(
            name, place, f"begins with “{record.http_line[:40]}”", "a response begins with HTTP/1.1 and a status"
        )
    told = record.http.get("content-length")
    revisit = record.kind == "revisit"
    if not revisit and told != str(record.payload_size):
        problems.add(name, f"Content-Length of the {place}", f"is {told}", f"the body has {record.payload_size} bytes")
    for coding in {"transfer-encoding", "content-encoding"} & record.http.keys():
        problems.add(name, f"{coding} of the {place}", "is set", "a bundle records bodies as they are")
    return Response(
        url=record.fields.get("warc-target-uri", ""),
        date=record.fields.get("warc-date", ""),
        offset=record.offset,
        length=end - record.offset,
        status=match[1] if match else "",
        media_type=record.http.get("content-type", ""),
        size=parse_number(told, f"Content-Length of the {place}") if revisit else record.payload_size,
        sha256=record.payload_sha256,
        location=record.http.get("location", ""),
        record_id=record.fields.get("warc-record-id", ""),
        revisit=revisit,
        refers_to=(
            record.fields.get("warc-refers-to", ""),
            record.fields.get("warc-refers-to-target-uri", ""),
            record.fields.get("warc-refers-to-date", ""),
        ),
    )


class _Pairing:
    """Notes which record answers which, and tells at the end what stands alone or twice."""

    def __init__(self, name: str, problems: Problems) -> None:
        self._name, self._problems = name, problems
        self._info: str | None = None
        self._ids: set[str] = set()
        self._responses: dict[str, tuple[str, str]] = {}
        self._requests: dict[str, tuple[str, str]] = {}
        self._urls: set[str] = set()

    def note(self, record: Record, filename: str) -> None:
        fields, place = record.fields, f"record at offset {record.offset}"
        identifier = fields.get("warc-record-id", "")
        if identifier in self._ids:
            self._add(f"WARC-Record-ID of the {place}", f"{identifier} stands twice")
        self._ids.add(identifier)
        if (record.kind == "warcinfo") != (record.offset == 0):
            self._add(place, f"is of type {record.kind}", "the first record and no other is a warcinfo")
        if record.kind == "warcinfo":
            self._info = identifier
            if fields.get("warc-filename") != filename:
                self._add(
                    f"WARC-Filename of the {place}",
                    f"is “{fields.get('warc-filename', '')}”",
                    f"the file is {filename}",
                )
            return
        if fields.get("warc-warcinfo-id") != self._info:
            self._add(f"WARC-Warcinfo-ID of the {place}", "does not name the file's warcinfo record")
        if record.kind == "metadata":
            self._note_metadata(record, place)
            return
        what = (fields.get("warc-target-uri", ""), fields.get("warc-date", ""))
        if record.kind in ("response", "revisit"):
            self._note_response(identifier, what, place)
        else:
            self._note_request(record, what, place)

    def _note_metadata(self, record: Record, place: str) -> None:
        urn = record.fields.get("warc-target-uri", "")
        if not urn.startswith("urn:"):
            what = f"is “{urn[:80]}”: a player would take the record for that page"
            self._add(f"WARC-Target-URI of the {place}", what, "name it with a urn:")
        elif urn in self._urls:
            self._add(f"WARC-Target-URI of the {place}", f"{urn[:80]} stands twice")
        self._urls.add(urn)

    def _note_response(self, identifier: str, what: tuple[str, str], place: str) -> None:
        if what[0] in self._urls:
            self._add(f"WARC-Target-URI of the {place}", f"{what[0]} is recorded twice")
        self._urls.add(what[0])
        self._responses[identifier] = what

    def _note_request(self, record: Record, what: tuple[str, str], place: str) -> None:
        answer = record.fields.get("warc-concurrent-to", "")
        if answer in self._requests:
            self._add(f"WARC-Concurrent-To of the {place}", f"{answer} has another request")
        self._requests[answer] = what
        try:
            parts = urlsplit(what[0])
        except ValueError:
            parts = urlsplit("")
        line = f"GET {parts.path} HTTP/1.1"
        if parts.scheme not in ("http", "https") or parts.query or parts.fragment:
            self._add(f"WARC-Target-URI of the {place}", f"“{what[0]}” is not the plain address of a page")
        elif record.http_line != line or record.http.get("host") != parts.netloc:
            self._add(place, f"asks “{record.http_line[:80]}”", f"{what[0]} is asked for by “{line}” and its host")
        if record.payload_size:
            self._add(place, f"has a body of {record.payload_size} bytes", "a GET request has none")

    def tell(self) -> None:
        for identifier, what in self._responses.items():
            if self._requests.get(identifier) != what:
                self._add(f"response {identifier}", f"has no request for {what[0]} of {what[1]} concurrent to it")
        for identifier in self._requests.keys() - self._responses.keys():
            self._add(f"request for {self._requests[identifier][0]}", f"its response {identifier} is not there")

    def _add(self, where: str, what: str, mend: str = _AGAIN) -> None:
        self._problems.add(self._name, where, what, mend)
