"""Whether every reference inside a site resolves in its capture, and what crawlers are told of it is true."""

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from review_site.archive.verify.crawl_tables import (
    verify_broken_links,
    verify_not_read,
    verify_pdf_links,
    verify_third_party,
)
from review_site.archive.verify.fault import FaultError, stop
from review_site.archive.verify.findings import Findings, Site, read_findings, read_site
from review_site.archive.verify.hops import verify_hops, verify_seeds
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_FOLDER = "data/crawl"
_AGAIN = "make the bundle again, or fetch a whole copy"
_Check = Callable[[Path, str, Site, Findings, Problems], None]
_CHECKS: dict[str, _Check] = {
    "broken-links.csv": verify_broken_links,
    "hops.csv": verify_hops,
    "not-read.csv": verify_not_read,
    "pdf-links.csv": verify_pdf_links,
    "seeds.txt": verify_seeds,
    "third-party.csv": verify_third_party,
}


def verify_links(bag: Path, warc: str, responses: Iterable[Response], problems: Problems) -> None:
    """Read every recorded file for its references, and hold them against the capture and the files of `data/crawl/`.

    A reference to an address of the site that is not recorded must stand in `broken-links.csv`, and nothing else may.

    Args:
        bag: the folder of the bag.
        warc: the name of its WARC in it.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when no root of the site is told, or an address is not below it.
        OSError: when the WARC cannot be read.
        ValueError: when the inventory cannot be read.
    """
    site = read_site(responses, _root_of(bag / _FOLDER / "urls.csv"))
    findings = read_findings(site, bag / warc, warc, problems)
    for file, check in _CHECKS.items():
        name = f"{_FOLDER}/{file}"
        if not (bag / name).is_file():
            problems.add(name, "file", "is missing", _AGAIN)
            continue
        try:
            check(bag / name, name, site, findings, problems)
        except FaultError as fault:
            problems.add(name, fault.field, fault.what, fault.mend)
        except OSError as error:
            problems.add(name, "file", f"cannot be read: {error.strerror or error}", _AGAIN)
        except ValueError as error:
            problems.add(name, "file", f"cannot be understood: {error}", _AGAIN)


def _root_of(urls: Path) -> str:
    """Return the full address of a site's root: what the first row of its inventory has before the address."""
    with urls.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, strict=True)
        try:
            row = next(rows, {})
        except csv.Error as error:
            stop("csv", f"of the inventory cannot be read: {error}")
    address, url = row.get("address") or "", row.get("url") or ""
    if not address.startswith("/") or not url.endswith(address):
        stop("root", "of the site is not told by the inventory")
    return f"{url.removesuffix(address)}/"
