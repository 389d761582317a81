"""`pages.jsonl`: the pages that a player lists and searches, each with its title and words."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.page_words import read_words
from review_site.archive.warc_records import warc_date
from review_site.media_types import is_html
from review_site.workers import spread

_NAMESPACE = UUID("5c0c0f2a-8f7e-5d0a-8b6e-6b2f9b8f4a37")
_AT_ONCE = 4096  # pages whose words are held in memory
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
    date, pages = warc_date(instant), pages_of(inventory)

    def line_of(resource: Resource) -> bytes:
        url = inventory.url_of(resource)
        page = {
            "id": uuid5(_NAMESPACE, f"{url} {date}").hex,
            "url": url,
            "ts": date,
            "title": resource.title,
            "text": read_words(inventory.file_of(resource)),
        }
        return _render_line(page)

    with path.open("wb") as out:
        out.write(_render_line(_HEADER))
        for first in range(0, len(pages), _AT_ONCE):
            out.writelines(spread(pages[first : first + _AT_ONCE], line_of))


def _render_line(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
