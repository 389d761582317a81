"""`pages.jsonl`: the pages that a player lists and searches, each with its title and words."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.page_words import read_words
from review_site.archive.warc_records import warc_date
from review_site.media_types import is_html

_NAMESPACE = UUID("5c0c0f2a-8f7e-5d0a-8b6e-6b2f9b8f4a37")
_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": True}


def pages_of(inventory: Inventory) -> list[Resource]:
    """Return the resources of an inventory that are pages of HTML and found where they were asked for."""
    return [resource for resource in inventory.resources if resource.status == 200 and is_html(resource.media_type)]


def write_pages(inventory: Inventory, instant: datetime, path: Path) -> None:
    """Write the list of pages, a line of JSON for each after a header line (WACZ 1.1.1 §5.2.3).

    Args:
        inventory: the captured site.
        instant: the instant of the capture.
        path: the file to write.
    """
    with path.open("wb") as out:
        for line in _lines(inventory, warc_date(instant)):
            out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _lines(inventory: Inventory, date: str) -> Iterator[dict[str, object]]:
    yield _HEADER
    for resource in pages_of(inventory):
        url = inventory.url_of(resource)
        yield {
            "id": uuid5(_NAMESPACE, f"{url} {date}").hex,
            "url": url,
            "ts": date,
            "title": resource.title,
            "text": read_words(inventory.file_of(resource)),
        }
