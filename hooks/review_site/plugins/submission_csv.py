"""The CSV of a collection, for readers to download: what its pages say, in a form that spreadsheets take as text."""

import csv
import io
from collections.abc import Iterable

from review_site.addresses import absolute
from review_site.content.attachments import attachment_address
from review_site.content.listings import page_of
from review_site.content.submissions import Collection, Submission
from review_site.report.register.tables import harmless

COLUMNS = (
    *("id", "identity", "contributor", "kind", "topics", "date", "title", "text", "file", "url", "archived", "reason"),
    *("withdrawn", "address"),
)


def render_csv(collection: Collection, placed: Iterable[tuple[int, Submission]], root: str) -> bytes:
    """Render a row for each submission with the page on which it stands, as CSV in UTF-8 (RFC 4180).

    Addresses are full ones below `root`. It begins with a byte order mark, without which spreadsheets take UTF-8 for
    another encoding.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    names = collection.entry.topics
    for page, row in placed:
        address = f"{page_of(collection.address, page)}#{row.anchor}"
        cells = (
            *(row.id, row.identity, row.contributor, row.kind, "; ".join(names[topic] for topic in row.topics)),
            *(row.date.text if row.date else "", row.title, row.text),
            *(absolute(root, attachment_address(row.file)) if row.file else "", row.url, row.archived, row.reason),
            *(row.withdrawn.text if row.withdrawn else "", absolute(root, address)),
        )
        writer.writerow(map(harmless, cells))
    return out.getvalue().encode("utf-8-sig")
