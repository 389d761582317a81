"""The WACZ: the WARC with its index and pages in one file that a player opens from anywhere.

Everything is stored and nothing deflated: a player reads the WARC's members in place.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from review_site.archive.inventory import Inventory
from review_site.archive.pages import pages_of
from review_site.archive.software import SOFTWARE
from review_site.archive.warc_records import warc_date

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows
_UNIX = 3
_REGULAR_0644 = 0o100644 << 16
_CHUNK = 1 << 20


def write_wacz(inventory: Inventory, instant: datetime, members: Mapping[str, Path], path: Path) -> None:
    """Write a WACZ of the given files, with `datapackage.json` and its digest (WACZ 1.1.1 §5.2.4, §5.2.5, §5.4).

    Args:
        inventory: the captured site.
        instant: the instant of the capture, which is also when the package was created.
        members: each file by its path in the package (`archive/x.warc.gz`, `indexes/index.cdx`, `pages/pages.jsonl`).
        path: the file to write.
    """
    ordered = sorted(members.items())
    package = _render_json(_package(inventory, instant, [_resource(name, file) for name, file in ordered]))
    digest = _render_json({"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"})
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, file in ordered:
            info = _zip_info(name, file.stat().st_size)
            with file.open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target, _CHUNK)
        for name, content in (("datapackage.json", package), ("datapackage-digest.json", digest)):
            archive.writestr(_zip_info(name, len(content)), content)


def _zip_info(name: str, size: int) -> ZipInfo:
    info = ZipInfo(name, _ZIP_TIME)
    info.compress_type = ZIP_STORED
    info.create_system = _UNIX
    info.external_attr = _REGULAR_0644
    info.file_size = size  # tells zipfile beforehand whether the entry needs ZIP64
    return info


def _package(inventory: Inventory, instant: datetime, resources: list[dict[str, object]]) -> dict[str, object]:
    date = warc_date(instant)
    package: dict[str, object] = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": inventory.name,
        "created": date,
        "software": SOFTWARE,
    }
    main = next(_main_pages(inventory), None)
    if main:
        package |= {"mainPageUrl": main, "mainPageDate": date}
    return package | {"resources": resources}


def _main_pages(inventory: Inventory) -> Iterator[str]:
    """Give the home page, then every other page; the first is where a reader starts."""
    pages = pages_of(inventory)
    for page in sorted(pages, key=lambda resource: resource.address != "/"):
        yield inventory.url_of(page)


def _resource(name: str, file: Path) -> dict[str, object]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"name": Path(name).name, "path": name, "hash": f"sha256:{digest}", "bytes": file.stat().st_size}


def _render_json(value: dict[str, object]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
