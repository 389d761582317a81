"""The WARC: every exchange of a capture, each record its own gzip member.

Identifiers and dates come from the content and the instant of the capture, so that two runs agree byte for byte.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from review_site.archive.capture import Exchange, capture
from review_site.archive.inventory import Inventory, Resource
from review_site.archive.server import Headers, no_headers
from review_site.archive.software import SOFTWARE
from review_site.archive.warc_records import REVISIT_PROFILE, Records, warc_date
from review_site.workers import cores, is_worth_spreading, spread

_CHUNK = 1 << 20
_COST = 1 << 13  # bytes that take as long to compress as the rest of an exchange takes
_CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where the response for one address lies in a WARC: `offset` and `length` in bytes are its gzip member's.

    `revisit` says that it is a `revisit` record, whose payload lies in an earlier WARC.
    """

    resource: Resource
    url: str
    offset: int
    length: int
    revisit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The response that an earlier snapshot holds for an address: `date` as its record writes it, and its payload."""

    url: str
    date: str
    record_id: str
    status: int
    sha256: str


About = Callable[[Resource], tuple[str, str, bytes] | None]
"""What is known of a resource's origin: a `urn:`, a media type and a block; None where nothing is."""


def write_warc(
    inventory: Inventory,
    instant: datetime,
    path: Path,
    *,
    headers: Headers = no_headers,
    about: About = lambda resource: None,  # noqa: ARG005 - one of the kind `About`
    earlier: Mapping[str, Earlier] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Located]:
    """Capture an inventory into a WARC, each core its share of the addresses, and tell where each response lies.

    First a `warcinfo` record (WARC 1.1 §6.2), then a `request` (§6.5) and its `response` (§6.3) for each address, with
    block and payload digests (§5.8, §5.9), and a `metadata` record (§6.6) where its origin is known; each record is a
    gzip member of its own (§D.2).

    Args:
        inventory: what to capture.
        instant: the instant of the capture, which dates every record.
        path: the file to write, whose name should end in `.warc.gz`.
        headers: what the site's own host sends beside type and length.
        about: what is known of a resource's origin. It has a `urn:` of its own, for a player takes a record with the
            page's address for the page.
        earlier: what an earlier snapshot holds by address; an answer that is the same gets a `revisit` record (§6.7)
            in place of the response, which cannot be replayed without that snapshot.
        progress: called after each address with how many are done and how many there are.

    Raises:
        ProblemsError: when the folder changed meanwhile.
        OSError: when the exchange or the writing fails.
    """
    located: list[Located] = []
    with path.open("wb") as out, ExitStack() as stack:
        info = Records(out, warc_date(instant)).write_info(
            inventory.url, path.name, _about_the_file(inventory, known=earlier is not None)
        )
        shares = _shares(inventory.resources)
        parts = [stack.enter_context(TemporaryFile(dir=path.parent)) for _ in shares]
        asked = _Asked(inventory, instant, headers, about, earlier or {}, info)
        each = spread(range(len(shares)), lambda number: _write_share(asked, shares[number], parts[number]), least=2)
        written = {one.address: (one, part) for part, share in zip(parts, each, strict=True) for one in share}
        for part in parts:
            part.seek(0)
        for number, resource in enumerate(inventory.resources, 1):
            one, part = written[resource.address]
            offset = out.tell() + one.offset
            _copy(part, out, one.size)
            located.append(
                Located(
                    resource=resource,
                    url=inventory.url_of(resource),
                    offset=offset,
                    length=one.length,
                    revisit=one.revisit,
                )
            )
            if progress:
                progress(number, len(inventory.resources))
    return located


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all shares of a capture have in common; `info` is the identifier of the `warcinfo` record."""

    inventory: Inventory
    instant: datetime
    headers: Headers
    about: About
    earlier: Mapping[str, Earlier]
    info: str


class _Written(NamedTuple):
    """The records of one address: `size` bytes; at `offset` in them its answer, a gzip member of `length` bytes."""

    address: str
    size: int
    offset: int
    length: int
    revisit: bool


def _shares(resources: Sequence[Resource]) -> list[list[Resource]]:
    """Part resources among the cores, each next one to whoever has least to do; few of them stay together."""
    count = cores() if is_worth_spreading(len(resources)) else 1
    shares: list[list[Resource]] = [[] for _ in range(count)]
    loads = [0] * count
    for resource in resources:
        least = loads.index(min(loads))
        shares[least].append(resource)
        loads[least] += resource.size + _COST
    return shares


def _write_share(asked: _Asked, share: Sequence[Resource], part: IO[bytes]) -> list[_Written]:
    """Capture some addresses into a file of their own, and tell what lies where in it."""
    written = []
    records = Records(part, warc_date(asked.instant), asked.info)
    for exchange in capture(asked.inventory, share, asked.instant, headers=asked.headers):
        resource, start = exchange.resource, part.tell()
        before = _unchanged(exchange, asked.earlier)
        offset = _write_exchange(records, exchange, before)
        length = part.tell() - offset
        origin = asked.about(resource)
        if origin:
            records.write_metadata(*origin)
        written.append(_Written(resource.address, part.tell() - start, offset - start, length, before is not None))
    part.flush()
    return written


def _copy(part: IO[bytes], out: IO[bytes], size: int) -> None:
    """Copy the next bytes of a part, so many."""
    while size and (piece := part.read(min(size, _CHUNK))):
        size -= len(piece)
        out.write(piece)


def _unchanged(exchange: Exchange, earlier: Mapping[str, Earlier]) -> Earlier | None:
    """Return the earlier answer where this one is the same; an empty body is never worth a reference."""
    resource, before = exchange.resource, earlier.get(exchange.resource.address)
    same = before and resource.size and (before.status, before.sha256) == (resource.status, resource.sha256)
    return before if same else None


def _write_exchange(records: Records, exchange: Exchange, before: Earlier | None) -> int:
    """Write a request and what answers it, and return the offset of the answer."""
    if before is None:
        fields: list[tuple[str, str]] = []
        kind, size, sha256 = "response", exchange.response_size, exchange.response_sha256
    else:
        kind, size, sha256 = "revisit", exchange.head_size, exchange.head_sha256
        fields = [
            ("WARC-Profile", REVISIT_PROFILE),
            ("WARC-Refers-To", before.record_id),
            ("WARC-Refers-To-Target-URI", before.url),
            ("WARC-Refers-To-Date", before.date),
            ("WARC-Truncated", "length"),
        ]
    answer = records.identify(kind, exchange.url, sha256)
    records.write_request(exchange.url, exchange.request, answer)
    return records.write_answer(
        kind, exchange.url, (exchange.response, size, sha256), answer, exchange.resource.sha256, fields
    )


def _about_the_file(inventory: Inventory, *, known: bool) -> list[tuple[str, str]]:
    """Return the fields of the record that describes the file; `known` says that it leans on an earlier snapshot."""
    description = (
        "Captured from the finished folder of the site through a web server on the same machine, not from the public "
        "host. All dates are that of the state of the site, so that the same site gives the same bytes."
    )
    interim = "What had not changed since the snapshot before is told by revisit records." if known else None
    about = " ".join(filter(None, (inventory.statement, description, interim)))
    fields = [
        ("software", SOFTWARE),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", _CONFORMS_TO),
        ("isPartOf", inventory.name),
        ("description", about),
        ("operator", inventory.maintainer or inventory.name),
        ("seed", inventory.url),
    ]
    if inventory.as_at:
        fields.append(("siteAsAt", warc_date(inventory.as_at)))
    return fields
