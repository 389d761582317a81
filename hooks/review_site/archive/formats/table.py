"""`formats.csv`: the format of every file of the site, and on what that rests."""

import csv
import io
from collections.abc import Mapping

from review_site.archive.formats.identified import Identified

COLUMNS = ("file", "puid", "name", "version", "basis", "mismatch", "in_pronom", "note")


def render_formats(identified: Mapping[str, Identified]) -> bytes:
    """Render a row for each file, in the order of their names, as CSV in UTF-8 (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for file in sorted(identified):
        one = identified[file]
        told = (str(one.mismatch).lower(), str(one.in_pronom).lower())
        writer.writerow((file, one.puid, one.name, one.version, one.basis, *told, one.note))
    return out.getvalue().encode()
