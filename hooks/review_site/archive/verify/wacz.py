"""Whether the WACZ is sound and holds what the bag holds beside it (WACZ 1.1.1)."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from review_site.archive.verify.fault import stop
from review_site.archive.verify.fields import is_instant
from review_site.archive.verify.pages import verify_pages
from review_site.archive.verify.text import as_written, parse_json_object
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.warc import Response
from review_site.archive.verify.zip_file import Entry, read_entries
from review_site.problems import Problems

_PACKAGE, _DIGEST = "datapackage.json", "datapackage-digest.json"
_PAGES, _INDEX = "pages/pages.jsonl", "indexes/index.cdx"
_PACKAGE_LIMIT = 1 << 24
_AGAIN = "make the bundle again"


def verify_wacz(
    path: Path, name: str, beside: Mapping[str, Fixity], responses: Iterable[Response], problems: Problems
) -> int:
    """Read every byte of a WACZ and return how many pages it lists.

    Checks the ZIP strictly (WACZ 1.1.1 §5.4), `datapackage.json` and its digest (§5.2.4, §5.2.5), that the WARC
    (§5.2.1) and the index (§5.2.2) are the bag's own, and that the list of pages (§5.2.3) is that of the HTML found.

    Args:
        path: the file.
        name: its name in the bundle.
        beside: the fixity of the bag's WARC and index, by their paths in the WACZ.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when the ZIP cannot be trusted any further.
        OSError: when the file cannot be read.
    """
    recorded = {response.url: response for response in responses}
    with path.open("rb") as stream:
        entries = read_entries(stream, path.stat().st_size)
        for missing in sorted({_PACKAGE, _DIGEST, _PAGES, _INDEX, *beside} - entries.keys()):
            problems.add(name, missing, "is missing", _AGAIN)
        for extra in sorted(entries.keys() - {_PACKAGE, _DIGEST, _PAGES, *beside}):
            problems.add(name, extra, "has no place in a WACZ of ours", "remove it")
        for file, fixity in beside.items():
            if file in entries and entries[file].sha256 != fixity.sha256:
                problems.add(name, file, "is not the same as the bag's own", _AGAIN)
        if _PACKAGE in entries:
            _verify_package(stream, entries, recorded, name, problems)
        if _DIGEST in entries and _PACKAGE in entries:
            _verify_digest(stream, entries, name, problems)
        return verify_pages(stream, entries[_PAGES], name, recorded, problems) if _PAGES in entries else 0


def _read_json(stream: BinaryIO, entry: Entry) -> dict[str, object]:
    if entry.size > _PACKAGE_LIMIT:
        stop(entry.name, "is larger than any of ours")
    stream.seek(entry.offset)
    return parse_json_object(stream.read(entry.size), entry.name)


def _verify_package(
    stream: BinaryIO, entries: Mapping[str, Entry], recorded: Mapping[str, Response], name: str, problems: Problems
) -> None:
    package = _read_json(stream, entries[_PACKAGE])
    for key, expected in (("profile", "data-package"), ("wacz_version", "1.1.1")):
        if package.get(key) != expected:
            problems.add(name, f"{_PACKAGE} {key}", f"is {as_written(package.get(key))}", f"write {expected}")
    for key in ("title", "software"):
        if not isinstance(package.get(key), str) or not package[key]:
            problems.add(name, f"{_PACKAGE} {key}", "is missing", "give it a value")
    dates = {response.date for response in recorded.values()}
    for key in ("created", "mainPageDate"):
        date = package.get(key)
        if date is None and key == "mainPageDate" and "mainPageUrl" not in package:
            continue
        if not isinstance(date, str) or not is_instant(date) or (dates and date not in dates):
            problems.add(name, f"{_PACKAGE} {key}", f"is {as_written(date)}", "write the instant of the capture")
    main = package.get("mainPageUrl")
    if main is not None and (not isinstance(main, str) or main not in recorded or recorded[main].status != "200"):
        problems.add(name, f"{_PACKAGE} mainPageUrl", f"is {as_written(main)}", "name a page that is recorded")
    expected_resources = {
        entry.name: {
            "name": entry.name.rpartition("/")[2],
            "path": entry.name,
            "hash": f"sha256:{entry.sha256}",
            "bytes": entry.size,
        }
        for entry in entries.values()
        if entry.name not in (_PACKAGE, _DIGEST)
    }
    _verify_resources(package.get("resources"), expected_resources, name, problems)


def _verify_resources(told: object, expected: dict[str, dict[str, object]], name: str, problems: Problems) -> None:
    if not isinstance(told, list):
        stop(f"{_PACKAGE} resources", "is not a list")
    seen: set[str] = set()
    for number, resource in enumerate(told):
        field = f"{_PACKAGE} resources.{number}"
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str) or path not in expected or path in seen:
            problems.add(name, field, "names no file of the WACZ, or one twice", "name each file once")
            continue
        seen.add(path)
        if resource != expected[path]:
            problems.add(name, field, f"is {as_written(resource)}", f"the file gives {as_written(expected[path])}")
    for path in sorted(expected.keys() - seen):
        problems.add(name, f"{_PACKAGE} resources", f"{path} is not named", "name each file once")


def _verify_digest(stream: BinaryIO, entries: Mapping[str, Entry], name: str, problems: Problems) -> None:
    told = _read_json(stream, entries[_DIGEST])
    expected = {"path": _PACKAGE, "hash": f"sha256:{entries[_PACKAGE].sha256}"}
    if told != expected:
        problems.add(name, _DIGEST, f"is {as_written(told)}", f"the package gives {as_written(expected)}")
