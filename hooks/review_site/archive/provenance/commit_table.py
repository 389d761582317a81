"""`urls-to-commits.csv`: the commit that each address comes from, as a table that anybody can open."""

import csv
import io

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.provenance.origins import Origins

COLUMNS = ("address", "file", "source", "commit", "author_date", "state")
_NO_SOURCE = "no source"


def render_urls_to_commits(inventory: Inventory, origins: Origins) -> bytes:
    """Render a row for each address, in the order of the inventory, as CSV in UTF-8 (RFC 4180).

    `state` is that of the origin, or `no source` where the site does not say what an address was made from.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for resource in inventory.resources:
        writer.writerow((resource.address, resource.file, resource.source or "", *_told(resource, origins)))
    return out.getvalue().encode()


def _told(resource: Resource, origins: Origins) -> tuple[str, str, str]:
    if resource.source is None:
        return "", "", _NO_SOURCE
    origin = origins.by_source.get(resource.source)
    return (origin.commit, origin.author_date, origin.state) if origin else ("", "", "not known")
