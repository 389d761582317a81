"""The records of a WARC, each written as a gzip member whose identifier can be made again from what it holds."""

import hashlib
import io
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import IO
from uuid import UUID, uuid5

REVISIT_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"  # WARC 1.1 §6.7.2
# Only ever used here, so that a record's identifier can be made again from what it holds (RFC 9562 §5.5).
_NAMESPACE = UUID("8d6a1a2e-6f0b-5f0e-9a53-0b1c7d1d9c11")
_EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()
_CHUNK = 1 << 18
_LEVEL = 6  # gzip's own default: 9 takes half as long again for a hundredth of the size
_GZIP = zlib.MAX_WBITS + 16  # a gzip member with neither name nor time (RFC 1952 §2.3.1)
_Fields = Sequence[tuple[str, str]]


def warc_date(instant: datetime) -> str:
    """Render an instant in UTC, to the second (WARC 1.1 §5.4)."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Records:
    """Writes the records of one WARC in order: `write_info` first, to which all others belong.

    `date` is that of the capture, as `warc_date` renders it; `info` the identifier of the `warcinfo` record where
    these are to stand after others.
    """

    def __init__(self, out: IO[bytes], date: str, info: str = "") -> None:
        self._out, self._date = out, date
        self._info = info

    def identify(self, kind: str, url: str, block_sha256: str) -> str:
        """Return the identifier of a record (WARC 1.1 §5.2)."""
        return f"<urn:uuid:{uuid5(_NAMESPACE, ' '.join((kind, url, self._date, block_sha256)))}>"

    def write_info(self, url: str, filename: str, fields: _Fields) -> str:
        """Write the `warcinfo` record (§6.2), which describes the file, and return its identifier.

        Line breaks in a value become spaces.
        """
        block = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in fields).encode()
        sha256 = hashlib.sha256(block).hexdigest()
        self._info = self.identify("warcinfo", url, sha256)
        headers = [("WARC-Filename", filename), ("WARC-Block-Digest", f"sha256:{sha256}")]
        self._write("warcinfo", self._info, headers, "application/warc-fields", io.BytesIO(block), len(block))
        return self._info

    def write_request(self, url: str, request: bytes, answer: str) -> None:
        """Write a `request` record (§6.5), concurrent to the record with the identifier `answer`."""
        sha256 = hashlib.sha256(request).hexdigest()
        headers = [
            ("WARC-Target-URI", url),
            ("WARC-Concurrent-To", answer),
            ("WARC-Warcinfo-ID", self._info),
            ("WARC-Block-Digest", f"sha256:{sha256}"),
            ("WARC-Payload-Digest", f"sha256:{_EMPTY_SHA256}"),
        ]
        identifier = self.identify("request", url, sha256)
        content_type = "application/http; msgtype=request"
        self._write("request", identifier, headers, content_type, io.BytesIO(request), len(request))

    def write_answer(
        self,
        kind: str,
        url: str,
        block: tuple[IO[bytes], int, str],
        identifier: str,
        payload_sha256: str,
        fields: _Fields,
    ) -> int:
        """Write a `response` (§6.3) or `revisit` (§6.7) record and return its offset.

        Args:
            kind: which of the two.
            url: what was asked for.
            block: a stream at the start of the HTTP message, how many of its bytes are recorded, and their SHA-256.
            identifier: the record's own.
            payload_sha256: that of the body, also where the block leaves it out.
            fields: more named fields, in order.
        """
        stream, size, sha256 = block
        headers = [
            ("WARC-Target-URI", url),
            ("WARC-Warcinfo-ID", self._info),
            ("WARC-Block-Digest", f"sha256:{sha256}"),
            ("WARC-Payload-Digest", f"sha256:{payload_sha256}"),
            *fields,
        ]
        offset = self._out.tell()
        self._write(kind, identifier, headers, "application/http; msgtype=response", stream, size)
        return offset

    def write_metadata(self, urn: str, content_type: str, block: bytes) -> None:
        """Write a `metadata` record (§6.6) under a name of its own."""
        sha256 = hashlib.sha256(block).hexdigest()
        headers = [
            ("WARC-Target-URI", urn),
            ("WARC-Warcinfo-ID", self._info),
            ("WARC-Block-Digest", f"sha256:{sha256}"),
        ]
        identifier = self.identify("metadata", urn, sha256)
        self._write("metadata", identifier, headers, content_type, io.BytesIO(block), len(block))

    def _write(
        self, kind: str, identifier: str, headers: _Fields, content_type: str, block: IO[bytes], size: int
    ) -> None:
        """Write a record (§4) as a gzip member (§D.2): its head, an empty line, its block as it is, two line ends."""
        named = [("WARC-Type", kind), ("WARC-Record-ID", identifier), ("WARC-Date", self._date), *headers]
        named += [("Content-Type", content_type), ("Content-Length", str(size))]
        head = "".join(f"{name}: {value}\r\n" for name, value in named)
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
        self._out.write(packer.compress(f"WARC/1.1\r\n{head}\r\n".encode()))
        while size and (piece := block.read(min(size, _CHUNK))):
            size -= len(piece)
            self._out.write(packer.compress(piece))
        self._out.write(packer.compress(b"\r\n\r\n") + packer.flush())
