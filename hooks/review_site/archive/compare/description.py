"""What a WARC says of itself in its first record (WARC 1.1 §6.2)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from review_site.addresses import host_of
from review_site.archive.compare.containers import Parts
from review_site.archive.compare.record import body_at, read_block, read_head
from review_site.clock import LONDON

_LIMIT = 1 << 16
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The site's name and address, the instant of its state, and the record's identifier; None where it is not told."""

    name: str | None = None
    url: str | None = None
    instant: datetime | None = None
    record: str | None = None


def read_description(parts: Parts) -> Description:
    """Return what the first WARC of a bundle says of itself.

    Raises:
        ProblemsError: when its first record cannot be read.
        OSError: when the file cannot be read.
    """
    body = body_at(parts.warcs[min(parts.warcs)], 0, None)
    head = read_head(body)
    if head.fields.get("warc-type") != "warcinfo":
        return Description(instant=_instant(head.fields.get("warc-date")))
    block = read_block(body, _LIMIT).decode("utf-8", "replace")
    told = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in block.split("\r\n"))
    }
    return Description(
        name=told.get("ispartof", "")[:_LONGEST] or None,
        url=_root(told.get("seed", "")),
        instant=_instant(told.get("siteasat")) or _instant(head.fields.get("warc-date")),
        record=head.fields.get("warc-record-id"),
    )


def _instant(written: str | None) -> datetime | None:
    """Return an instant of the form that WARC 1.1 §5.4 gives it, in London; None where it is another."""
    try:
        instant = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return instant.astimezone(LONDON) if instant.tzinfo == UTC else None


def _root(seed: str) -> str | None:
    try:
        host_of(seed)
    except ValueError:
        return None
    return seed if seed.endswith("/") else None
