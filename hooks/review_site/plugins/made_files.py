"""Files that the build makes and pages link to: tables, data, documents."""

from collections.abc import Iterable
from pathlib import Path

from review_site.plugins.place import MadeFile
from review_site.plugins.records import Record


def write_made_files(files: Iterable[MadeFile], site_dir: Path) -> list[Record]:
    """Write files into the finished site, and return a record of each."""
    records = []
    for file in files:
        path = file.address.lstrip("/")
        target = site_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
        records.append(
            Record(
                address=file.address, file=path, title=file.title, kind=file.kind, source=file.source, published=None
            )
        )
    return records
