"""Whether every reference inside a site resolves in its capture, and what crawlers are told of it is true."""

import csv
import io
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from review_site.archive.verify.attempt import AGAIN, attempt
from review_site.archive.verify.crawl_tables import (
    verify_broken_links,
    verify_not_read,
    verify_pdf_links,
    verify_third_party,
)
from review_site.archive.verify.fault import of_file, stop
from review_site.archive.verify.findings import read_findings, read_site
from review_site.archive.verify.hops import verify_hops, verify_seeds
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_FOLDER = "data/crawl"


def verify_links(bag: Path, warc: str, responses: Iterable[Response], problems: Problems) -> None:
    """Read every recorded file for its references, and hold them against the capture and the files of `data/crawl/`.

    A reference to an address of the site that is not recorded must stand in `broken-links.csv`, and nothing else may.
    Of an interim snapshot, what is told of files that lie in an earlier one is held against what is here.

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
    with of_file(f"{_FOLDER}/urls.csv"):
        site = read_site(responses, _root_of(bag / _FOLDER / "urls.csv"))
    findings = read_findings(site, bag / warc, warc, problems)
    checks: dict[str, Callable[[Path, str], None]] = {
        "broken-links.csv": lambda path, name: verify_broken_links(path, name, site, findings, problems),
        "hops.csv": lambda path, name: verify_hops(path, name, site, findings, problems),
        "not-read.csv": lambda path, name: verify_not_read(path, name, site, findings, problems),
        "pdf-links.csv": lambda path, name: verify_pdf_links(path, name, site, findings, problems),
        "seeds.txt": lambda path, name: verify_seeds(path, name, site, problems),
        "third-party.csv": lambda path, name: verify_third_party(path, name, site, findings, problems),
    }
    for file, check in checks.items():
        name = f"{_FOLDER}/{file}"
        if (bag / name).is_file():
            attempt(name, problems, partial(check, bag / name, name))
        else:
            problems.add(name, "file", "is missing", AGAIN)


def _root_of(urls: Path) -> str:
    """Return the full address of a site's root: what the first row of its inventory has before the address."""
    with urls.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, strict=True)
        try:
            row = next(rows, {})
        except csv.Error:
            row = {}  # told where the table itself is read
    address, url = row.get("address") or "", row.get("url") or ""
    if not address.startswith("/") or not url.endswith(address):
        stop("root", "of the site is not told by its first row")
    return f"{url.removesuffix(address)}/"
