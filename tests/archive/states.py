"""States of a made-up site, laid in folders, for the tests that compare them."""

import json
from collections.abc import Mapping
from pathlib import Path

from review_site.archive.compare.changes import Changes
from review_site.archive.compare.comparison import compare
from review_site.archive.compare.reading import read_snapshot

URL = "https://lighthouses.example.org/"
Files = Mapping[str, str | bytes]


def page(title: str, main: str, around: str = "") -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{title} · Review of Lighthouses</title></head>'
        f"<body><header><p>Review of Lighthouses</p>{around}</header><main><h1>{title}</h1>{main}</main></body></html>"
    )


def lay(folder: Path, files: Files, answers: Mapping[str, tuple[int, str | None]] | None = None, day: str = "") -> Path:
    """Lay a folder; `answers` gives files a status and a target, which only a site index can tell."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if answers is not None or day:
        entries = [
            {
                "address": "",
                "file": name,
                "title": "",
                "kind": "page",
                "source": None,
                "published": None,
                "status": status,
                "target": target,
            }
            for name, (status, target) in (answers or {}).items()
        ]
        index = {
            "version": 1,
            "site": {"name": "Review of Lighthouses", "url": URL, "language": "en-GB"},
            "as_at": f"{day or '2030-01-01'}T00:00:00+00:00",
            "entries": entries,
        }
        (folder / "site-index.json").write_text(json.dumps(index))
    return folder


def compared(old: Path, new: Path) -> Changes:
    return compare(read_snapshot(old, URL), read_snapshot(new, URL))
