"""`urls.csv`: the inventory as a table that anybody can open."""

import csv
import io

from review_site.archive.inventory import Inventory

COLUMNS = ("address", "url", "file", "media_type", "status", "bytes", "sha256", "title", "source")


def render_urls(inventory: Inventory) -> bytes:
    """Render a row for each address, in the order of the inventory, as CSV in UTF-8 (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for resource in inventory.resources:
        writer.writerow(
            (
                resource.address,
                inventory.url_of(resource),
                resource.file,
                resource.media_type,
                resource.status,
                resource.size,
                resource.sha256,
                resource.title,
                resource.source or "",
            )
        )
    return out.getvalue().encode()
