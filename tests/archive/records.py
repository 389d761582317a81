"""A site index for the small site, where a test wants one."""

import json
from collections.abc import Sequence
from pathlib import Path


def write_site_index(site: Path, url: str, records: Sequence[tuple[str, str, int, str | None]]) -> None:
    """Write `site-index.json` with an entry (address, file, status, target) for each record."""
    entries = [
        {"address": address, "file": file, "title": f"Title of {address}", "kind": "page", "source": None}
        | {"published": None, "status": status, "target": target}
        for address, file, status, target in records
    ]
    index = {
        "version": 1,
        "site": {"name": "Review of Lighthouses", "url": url, "language": "en-GB"},
        "as_at": "2023-05-01T00:00:00+01:00",
        "stage": "closed",
        "entries": entries,
    }
    (site / "site-index.json").write_text(json.dumps(index), encoding="utf-8")
