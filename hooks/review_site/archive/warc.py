"""The WARC: every exchange of a capture, each record its own gzip member.

Identifiers and dates come from the content and the instant of the capture, so that two runs agree byte for byte.
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID, uuid5

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from review_site.archive.capture import Exchange, capture
from review_site.archive.inventory import Inventory, Resource
from review_site.archive.software import SOFTWARE

# Only ever used here, so that a record's identifier can be made again from what it holds (RFC 9562 §5.5).
_NAMESPACE = UUID("8d6a1a2e-6f0b-5f0e-9a53-0b1c7d1d9c11")
_CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where the response for one address lies in a WARC: `offset` and `length` in bytes are its gzip member's."""

    resource: Resource
    url: str
    offset: int
    length: int


def warc_date(instant: datetime) -> str:
    """Render an instant in UTC, to the second (WARC 1.1 §5.4)."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_warc(
    inventory: Inventory, instant: datetime, path: Path, *, progress: Callable[[int, int], None] | None = None
) -> list[Located]:
    """Capture an inventory into a WARC, one exchange after the other, and tell where each response lies.

    First a `warcinfo` record (WARC 1.1 §6.2), then a `request` (§6.5) and its `response` (§6.3) for each address, with
    block and payload digests (§5.8, §5.9); each record is a gzip member of its own (§D.2).

    Args:
        inventory: what to capture.
        instant: the instant of the capture, which dates every record.
        path: the file to write, whose name should end in `.warc.gz`.
        progress: called after each address with how many are done and how many there are.

    Raises:
        ProblemsError: when the folder changed meanwhile.
        OSError: when the exchange or the writing fails.
    """
    date = warc_date(instant)
    located = []
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        info = _write_info(writer, inventory, date, path.name)
        for exchange in capture(inventory, instant, progress=progress):
            response_id = _identifier("response", exchange.url, date, exchange.response_sha256)
            _write_request(writer, exchange, date, info, response_id)
            offset = out.tell()
            _write_response(writer, exchange, date, info, response_id)
            located.append(
                Located(resource=exchange.resource, url=exchange.url, offset=offset, length=out.tell() - offset)
            )
    return located


def _identifier(kind: str, url: str, date: str, block_sha256: str) -> str:
    return f"<urn:uuid:{uuid5(_NAMESPACE, ' '.join((kind, url, date, block_sha256)))}>"


def _write_info(writer: WARCWriter, inventory: Inventory, date: str, filename: str) -> str:
    """Write the record that describes the file, and give its identifier."""
    description = (
        "Captured from the finished folder of the site through a web server on the same machine, not from the public "
        "host. All dates are that of the state of the site, so that the same site gives the same bytes."
    )
    about = " ".join(filter(None, (inventory.statement, description)))
    fields = [
        ("software", SOFTWARE),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", _CONFORMS_TO),
        ("isPartOf", " ".join(inventory.name.split())),
        ("description", " ".join(about.split())),
        ("operator", " ".join((inventory.maintainer or inventory.name).split())),
        ("seed", inventory.url),
    ]
    if inventory.as_at:
        fields.append(("siteAsAt", warc_date(inventory.as_at)))
    block = "".join(f"{name}: {value}\r\n" for name, value in fields).encode()
    sha256 = hashlib.sha256(block).hexdigest()
    identifier = _identifier("warcinfo", inventory.url, date, sha256)
    headers = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", identifier),
        ("WARC-Date", date),
        ("WARC-Filename", filename),
        ("WARC-Block-Digest", f"sha256:{sha256}"),
    ]
    _write(writer, "warcinfo", headers, "application/warc-fields", io.BytesIO(block), len(block))
    return identifier


def _write_request(writer: WARCWriter, exchange: Exchange, date: str, info: str, response_id: str) -> None:
    sha256 = hashlib.sha256(exchange.request).hexdigest()
    headers = [
        ("WARC-Type", "request"),
        ("WARC-Record-ID", _identifier("request", exchange.url, date, sha256)),
        ("WARC-Date", date),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Concurrent-To", response_id),
        ("WARC-Warcinfo-ID", info),
        ("WARC-Block-Digest", f"sha256:{sha256}"),
        ("WARC-Payload-Digest", f"sha256:{_EMPTY_SHA256}"),
    ]
    block, size = io.BytesIO(exchange.request), len(exchange.request)
    _write(writer, "request", headers, "application/http; msgtype=request", block, size)


def _write_response(writer: WARCWriter, exchange: Exchange, date: str, info: str, response_id: str) -> None:
    headers = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", response_id),
        ("WARC-Date", date),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Warcinfo-ID", info),
        ("WARC-Block-Digest", f"sha256:{exchange.response_sha256}"),
        ("WARC-Payload-Digest", f"sha256:{exchange.resource.sha256}"),
    ]
    _write(writer, "response", headers, "application/http; msgtype=response", exchange.response, exchange.response_size)


def _write(
    writer: WARCWriter, kind: str, headers: list[tuple[str, str]], content_type: str, block: IO[bytes], size: int
) -> None:
    """Write one record whose block is kept as it is: warcio's own builder would parse HTTP and write it anew."""
    rec_headers = StatusAndHeaders("", headers, protocol="WARC/1.1")
    record = ArcWarcRecord("warc", kind, rec_headers, block, None, content_type, size, payload_length=size)
    writer.write_record(record)
