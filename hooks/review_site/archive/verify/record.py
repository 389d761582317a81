"""One record of a WARC, read from its gzip member and held against its own digests (WARC 1.1 §4, §5)."""

import hashlib
import re
from dataclasses import dataclass

from review_site.archive.verify.fault import stop
from review_site.archive.verify.fields import is_instant, parse_head, parse_number
from review_site.archive.verify.gzip_members import GzipMembers
from review_site.archive.verify.tree import CHUNK
from review_site.problems import Problems

HEAD_LIMIT = 1 << 16
_ID = re.compile(r"<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>")
_SHA256 = re.compile(r"sha256:([0-9a-f]{64})")
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_CONTENT_TYPES = {
    "warcinfo": "application/warc-fields",
    "request": "application/http; msgtype=request",
    "response": "application/http; msgtype=response",
    "revisit": "application/http; msgtype=response",
    "metadata": "application/json",
}
_HTTP = ("request", "response", "revisit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is kept of a record: its named fields, the head of its HTTP message, and what its payload is.

    `fields` and `http` have names in lower case; `http_line` is the request or status line; empty for records that
    hold no HTTP message. The payload of a `revisit` is not in it: its digest is what the record tells. `block` is that
    of a `metadata` record, empty for others.
    """

    offset: int
    kind: str
    fields: dict[str, str]
    http_line: str
    http: dict[str, str]
    payload_size: int
    payload_sha256: str
    block: bytes = b""


def read_record(members: GzipMembers, path: str, problems: Problems) -> Record:
    """Read the member that is open as one record, telling what is wrong inside it, to the member's end.

    Args:
        members: the WARC, with the record's member open.
        path: the WARC's name in the bundle.
        problems: gathers what does not stop the reading.

    Raises:
        FaultError: when the member cannot be read on.
    """
    offset = members.offset
    place = f"record at offset {offset}"
    version, fields = parse_head(members.read_head(HEAD_LIMIT), place)
    if version != "WARC/1.1":
        stop(place, f"begins with “{version[:40]}”", "a record begins with WARC/1.1")
    kind = fields.get("warc-type", "")
    _verify_fields(fields, kind, path, place, problems)
    size = parse_number(fields.get("content-length"), f"Content-Length of the {place}")
    head = _read_http_head(members, size, place) if kind in _HTTP else b""
    if kind == "metadata" and size > HEAD_LIMIT:
        stop(f"Content-Length of the {place}", f"is {size}: a metadata record of ours has at most {HEAD_LIMIT} bytes")
    kept = []
    block, payload = hashlib.sha256(head), hashlib.sha256()
    left = size - len(head)
    while left and (piece := members.read(min(left, CHUNK))):
        block.update(piece)
        payload.update(piece)
        left -= len(piece)
        if kind == "metadata":
            kept.append(piece)
    if left:
        stop(f"Content-Length of the {place}", f"is {size}, but the record ends {left} bytes before")
    if members.read_exactly(5) != b"\r\n\r\n" or members.read(1):
        stop(place, "does not end with two line ends after its block")
    _verify_digest(fields, "WARC-Block-Digest", block.hexdigest(), path, offset, problems)
    payload_sha256 = payload.hexdigest()
    if kind == "revisit":
        payload_sha256 = _told_payload(fields, size - len(head), path, place, problems)
    elif kind in _HTTP:
        _verify_digest(fields, "WARC-Payload-Digest", payload_sha256, path, offset, problems)
    http_line, http = parse_head(head, f"HTTP head of the {place}") if head else ("", {})
    return Record(
        offset=offset,
        kind=kind,
        fields=fields,
        http_line=http_line,
        http=http,
        payload_size=size - len(head),
        payload_sha256=payload_sha256,
        block=b"".join(kept),
    )


def _told_payload(fields: dict[str, str], size: int, path: str, place: str, problems: Problems) -> str:
    """Return the digest of a payload that lies in an earlier snapshot (WARC 1.1 §6.7.2)."""
    match = _SHA256.fullmatch(fields.get("warc-payload-digest", ""))
    if not match:
        problems.add(path, f"WARC-Payload-Digest of the {place}", "is missing or malformed", "write sha256 and hex")
    if size:
        problems.add(path, place, f"has a body of {size} bytes", "a revisit record has the head of an answer alone")
    expected = {"warc-profile": _PROFILE, "warc-truncated": "length"}
    for name, value in expected.items():
        if fields.get(name) != value:
            problems.add(path, f"{name} of the {place}", f"is {fields.get(name)}", f"write {value}")
    for name, is_right in (("warc-refers-to", _ID.fullmatch), ("warc-refers-to-date", is_instant)):
        if not is_right(fields.get(name, "")):
            problems.add(path, f"{name} of the {place}", "is missing or malformed", "name the earlier response")
    return match[1] if match else ""


def _read_http_head(members: GzipMembers, size: int, place: str) -> bytes:
    head = members.read_head(min(size, HEAD_LIMIT))
    if len(head) > size or not head.endswith(b"\r\n\r\n"):
        stop(f"HTTP head of the {place}", "does not end with an empty line inside the record")
    return head


def _verify_fields(fields: dict[str, str], kind: str, path: str, place: str, problems: Problems) -> None:
    expected = _CONTENT_TYPES.get(kind)
    if expected is None:
        stop(place, f"has WARC-Type “{kind[:40]}”", f"a bundle's records are {', '.join(_CONTENT_TYPES)}")
    if fields.get("content-type") != expected:
        problems.add(path, f"Content-Type of the {place}", f"is {fields.get('content-type')}", f"write {expected}")
    for name, is_right in (("WARC-Record-ID", _ID.fullmatch), ("WARC-Date", is_instant)):
        if not is_right(fields.get(name.lower(), "")):
            problems.add(path, f"{name} of the {place}", "is missing or malformed", "make the bundle again")


def _verify_digest(fields: dict[str, str], name: str, found: str, path: str, offset: int, problems: Problems) -> None:
    told = fields.get(name.lower())
    if told != f"sha256:{found}":
        problems.add(path, f"{name} at offset {offset}", f"is {told}", f"the bytes give sha256:{found}")
