"""The CDXJ index: one line for each response, by which a player finds its member in the WARC."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from review_site.archive.surt import surt_of
from review_site.archive.warc import Located


def render_cdxj(located: Iterable[Located], instant: datetime, filename: str) -> bytes:
    """Render the index of a WARC: a line `key timestamp {json}` for each answer, in the order of their bytes.

    Numbers stand as text, as cdxj-indexer and pywb write and read them; the timestamp has 14 digits, in UTC
    (WACZ 1.1.1 §5.2.2).

    Args:
        located: where each response lies.
        instant: the instant of the capture.
        filename: the name of the WARC.

    Raises:
        ValueError: when an address names no host.
    """
    timestamp = instant.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    lines = sorted(f"{surt_of(one.url)} {timestamp} {_render_json(one, filename)}\n".encode() for one in located)
    return b"".join(lines)


def _render_json(one: Located, filename: str) -> str:
    return json.dumps(
        {
            "url": one.url,
            "mime": "warc/revisit" if one.revisit else one.resource.media_type.partition(";")[0],
            "status": str(one.resource.status),
            "digest": f"sha256:{one.resource.sha256}",
            "length": str(one.length),
            "offset": str(one.offset),
            "filename": filename,
        }
    )
