"""What the WARC says of an address's origin, under a name of its own."""

import json
from collections.abc import Callable
from uuid import UUID, uuid5

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.provenance.origins import Origin, Origins

CONTENT_TYPE = "application/json"
# Only ever used here, so that a record's name can be made again from its address (RFC 9562 §5.5).
_NAMESPACE = UUID("3d1f8c52-7f0e-5b63-9c7d-51f0a2c6b8e4")


def origin_records(inventory: Inventory, origins: Origins) -> Callable[[Resource], tuple[str, str, bytes] | None]:
    """Return a function that gives the record about a resource, None where the site names no source of it."""

    def about(resource: Resource) -> tuple[str, str, bytes] | None:
        origin = origins.by_source.get(resource.source or "")
        return render_provenance(inventory.url_of(resource), resource, origin) if origin else None

    return about


def render_provenance(url: str, resource: Resource, origin: Origin) -> tuple[str, str, bytes]:
    """Render the block of a `metadata` record (WARC 1.1 §6.6) about one address.

    A record with the page's own address would take the page's place in a player, so its target is a `urn:uuid:`
    (RFC 9562 §4) made from that address.

    Args:
        url: the full address.
        resource: what answers there; it has a source.
        origin: where its source comes from.

    Returns:
        The record's target, the type of its block, and the block.
    """
    told = {
        "url": url,
        "sha256": resource.sha256,
        "source": resource.source,
        "commit": origin.commit,
        "author_date": origin.author_date,
        "state": origin.state,
    }
    block = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return f"urn:uuid:{uuid5(_NAMESPACE, url)}", CONTENT_TYPE, block.encode()
