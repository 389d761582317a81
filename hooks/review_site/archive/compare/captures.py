"""What answered at each address, as the records of a bundle say it.

A revisit holds no payload: it is found where it was recorded first.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import NoReturn
from urllib.parse import urljoin

from review_site.archive.compare.codings import is_coded
from review_site.archive.compare.containers import Parts
from review_site.archive.compare.index import Line, read_index
from review_site.archive.compare.places import Root
from review_site.archive.compare.record import Head, body_at, fault, payload_pieces, read_head
from review_site.archive.compare.snapshot import Body, Capture, Original, Snapshot
from review_site.media_types import UNKNOWN
from review_site.problems import Problem, ProblemsError

_SHA256 = re.compile(r"sha-?256:([0-9a-f]{64})", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MEND = "run review-site verify, and fetch a whole copy"


def read_captures(parts: Parts, root: Root, earlier: Sequence[Snapshot]) -> dict[str, Capture]:
    """Return what answered at each address, sorted by address; of an address that was asked twice, the last answer.

    Args:
        parts: where the index and the WARCs lie.
        root: the site's address.
        earlier: states that hold what this one only refers to, the nearest first.

    Raises:
        ProblemsError: when the index contradicts the records, or a record cannot be read.
        OSError: when a file cannot be read.
    """
    lines = [line for index in parts.indexes for line in read_index(index)]
    lines.sort(key=lambda line: (line.filename, line.offset))
    recorded: dict[str, Capture] = {}  # by digest, as each record writes it
    revisits: list[tuple[Line, Body, Head]] = []
    answers: dict[str, tuple[tuple[str, int], Capture]] = {}
    for line in lines:
        body = _body_of(line, parts)
        head = read_head(body)
        kind = head.fields.get("warc-type")
        _check_address(line, body, head)
        if kind == "revisit":
            revisits.append((line, body, head))
        elif kind in ("response", "resource"):
            capture = _capture(line, body, head, root)
            recorded.setdefault(f"sha256:{capture.sha256}", capture)
            recorded.setdefault(_digest(head), capture)
            _note(answers, line, capture)
    for one in (capture for snapshot in earlier for capture in snapshot.captures.values() if capture.body):
        recorded.setdefault(f"sha256:{one.sha256}", one)
    for line, body, head in revisits:
        _note(answers, line, _revisit(line, body, head, root, recorded))
    return {address: answers[address][1] for address in sorted(answers)}


def _note(answers: dict[str, tuple[tuple[str, int], Capture]], line: Line, capture: Capture) -> None:
    order = (line.timestamp, line.offset)
    if capture.address not in answers or answers[capture.address][0] < order:
        answers[capture.address] = (order, capture)


def _body_of(line: Line, parts: Parts) -> Body:
    warc = parts.warcs.get(line.filename)
    if warc is None:
        _stop(line, f"names {line.filename or 'no file'}, which is not there")
    if line.offset + (line.length or 0) > warc.size:
        _stop(line, "points past the end of the WARC")
    return body_at(warc, line.offset, line.length)


def _check_address(line: Line, body: Body, head: Head) -> None:
    told = head.fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">")
    if told != line.url:
        fault(body, f"is about {told[:200] or 'no address'}, and the index says {line.url[:200]}")


def _capture(line: Line, body: Body, head: Head, root: Root) -> Capture:
    plain = head.fields.get("warc-type") == "resource"
    match = _SHA256.fullmatch(_digest(head))
    if match and not is_coded(head.http):
        size, sha256 = head.size, match[1].lower()
    else:
        size, sha256 = _read_fixity(body)
    return Capture(
        address=root.address_of(line.url),
        url=line.url,
        status=200 if plain else head.status,
        media_type=(head.fields if plain else head.http).get("content-type", UNKNOWN),
        size=size,
        sha256=sha256,
        location=_location(line.url, head, root),
        original=Original(
            record=head.fields.get("warc-record-id", ""), url=line.url, date=head.fields.get("warc-date", "")
        ),
        body=body,
    )


def _revisit(line: Line, body: Body, head: Head, root: Root, recorded: Mapping[str, Capture]) -> Capture:
    """Return what a record says that refers to an earlier one for its payload (WARC 1.1 §6.7.2)."""
    digest = _digest(head)
    match = _SHA256.fullmatch(digest)
    first = recorded.get(f"sha256:{match[1].lower()}" if match else digest)
    if match is None and first is None:
        fault(
            body, f"refers to a payload {digest[:80] or 'of no digest'}, which is not here", "name the bundle with it"
        )
    told = head.http.get("content-length", "")
    refers = head.fields.get("warc-refers-to")
    original = first.original if first else None
    if refers:
        url, date = (head.fields.get(f"warc-refers-to-{name}", "") for name in ("target-uri", "date"))
        original = Original(record=refers, url=url.removeprefix("<").removesuffix(">"), date=date)
    return Capture(
        address=root.address_of(line.url),
        url=line.url,
        status=head.status or (first.status if first else int(line.status) if line.status.isdigit() else 200),
        media_type=head.http.get("content-type") or (first.media_type if first else UNKNOWN),
        size=first.size if first else int(told) if re.fullmatch(r"[0-9]{1,18}", told) else -1,
        sha256=match[1].lower() if match else first.sha256 if first else "",
        location=_location(line.url, head, root) or (first.location if first else None),
        original=original,
        body=first.body if first else None,
    )


def _location(url: str, head: Head, root: Root) -> str | None:
    written = head.http.get("location")
    if written is None or head.status not in _REDIRECTS:
        return None
    try:
        return root.address_of(urljoin(url, written))
    except ValueError:
        return written


def _digest(head: Head) -> str:
    return head.fields.get("warc-payload-digest", "")


def _read_fixity(body: Body) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for piece in payload_pieces(body):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _stop(line: Line, what: str) -> NoReturn:
    raise ProblemsError([Problem(path=line.index, line=line.number, field="index", what=what, mend=_MEND)])
