"""`urls.csv`: every file and every address of the site as a table that anybody can open."""

import csv
import io
from collections.abc import Mapping

from review_site.archive.inventory import Inventory, Resource

COLUMNS = (
    "address",
    "url",
    "file",
    "media_type",
    "status",
    "location",
    "bytes",
    "sha256",
    "title",
    "kind",
    "published",
    "puid",
    "puid_basis",
    "source",
    "commit",
    "author_date",
    "captured",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Pairs = Mapping[str, tuple[str, str]]


def render_urls(inventory: Inventory, formats: Pairs, origins: Pairs) -> bytes:
    """Render a row for each address, in the order of the inventory, then one for each compressed twin (RFC 4180).

    A twin is no address of its own: its row has neither address nor status, and `captured` says what it is a form of.

    Args:
        inventory: the captured site.
        formats: PRONOM identifier and the basis of the match, by file.
        origins: commit and author date (ISO 8601), by source.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for resource in inventory.resources:
        place = (resource.address, inventory.url_of(resource))
        writer.writerow(_row(resource, place, str(resource.status), "yes", formats, origins))
    for twin in inventory.twins:
        captured = f"no: a compressed form of {twin.file.rpartition('.')[0]}"
        writer.writerow(_row(twin, ("", ""), "", captured, formats, origins))
    return out.getvalue().encode()


def _row(
    resource: Resource, place: tuple[str, str], status: str, captured: str, formats: Pairs, origins: Pairs
) -> tuple[object, ...]:
    return (
        *place,
        resource.file,
        resource.media_type,
        status,
        resource.location or "",
        resource.size,
        resource.sha256,
        # A spreadsheet would take such a title for a formula, and run it.
        f"“{resource.title}”" if resource.title.startswith(_FORMULA) else resource.title,
        resource.kind or "",
        resource.published or "",
        *formats.get(resource.file, ("", "")),
        resource.source or "",
        *origins.get(resource.source or "", ("", "")),
        captured,
    )
