"""The WARC: every exchange of a capture, each record its own gzip member.

Identifiers and dates come from the content and the instant of the capture, so that two runs agree byte for byte.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from review_site.archive.capture import Exchange, capture
from review_site.archive.inventory import Inventory, Resource
from review_site.archive.server import Headers, no_headers
from review_site.archive.software import SOFTWARE
from review_site.archive.warc_records import REVISIT_PROFILE, Records, warc_date

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
    """Capture an inventory into a WARC, one exchange after the other, and tell where each response lies.

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
    located = []
    with path.open("wb") as out:
        records = Records(out, warc_date(instant))
        records.write_info(inventory.url, path.name, _about_the_file(inventory, known=earlier is not None))
        for exchange in capture(inventory, instant, headers=headers, progress=progress):
            before = _unchanged(exchange, earlier or {})
            offset = _write_exchange(records, exchange, before)
            located.append(
                Located(
                    resource=exchange.resource,
                    url=exchange.url,
                    offset=offset,
                    length=out.tell() - offset,
                    revisit=before is not None,
                )
            )
            origin = about(exchange.resource)
            if origin:
                records.write_metadata(*origin)
    return located


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
