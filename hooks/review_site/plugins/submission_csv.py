"""The CSV of a collection, for readers to download: what its pages say, in a form that spreadsheets take as text."""

from collections.abc import Iterable, Iterator

from review_site.addresses import absolute
from review_site.content.attachments import attachment_address
from review_site.content.listings import page_of
from review_site.content.submissions import Collection, Submission
from review_site.report import spreadsheet

COLUMNS = (
    *("id", "identity", "contributor", "kind", "topics", "date", "title", "text", "file", "url", "archived", "reason"),
    *("withdrawn", "address"),
)


def render_csv(collection: Collection, placed: Iterable[tuple[int, Submission]], root: str) -> bytes:
    """Render a row for each submission with the page it stands on, as CSV; addresses are full ones below `root`."""
    return spreadsheet.render_csv([COLUMNS, *_rows(collection, placed, root)])


def _rows(collection: Collection, placed: Iterable[tuple[int, Submission]], root: str) -> Iterator[tuple[str, ...]]:
    names = collection.entry.topics
    for page, row in placed:
        address = f"{page_of(collection.address, page)}#{row.anchor}"
        yield (
            *(row.id, row.identity, row.contributor, row.kind, "; ".join(names[topic] for topic in row.topics)),
            *(row.date.text if row.date else "", row.title, row.text),
            *(absolute(root, attachment_address(row.file)) if row.file else "", row.url, row.archived, row.reason),
            *(row.withdrawn.text if row.withdrawn else "", absolute(root, address)),
        )
