"""Whether what a bundle says of its origin holds together: its sources, its tables and its metadata."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from review_site.archive.verify.attempt import AGAIN, attempt
from review_site.archive.verify.bundle_facts import BundleFacts
from review_site.archive.verify.dublin_core import verify_dublin_core
from review_site.archive.verify.environment import verify_environment
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.origins import Row, verify_origins, verify_records
from review_site.archive.verify.premis import verify_premis
from review_site.archive.verify.ro_crate import verify_ro_crate
from review_site.archive.verify.sources import verify_sources
from review_site.archive.verify.text import read_text
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_FOLDER = "data/provenance/"
_ORIGINS, _SOURCES = f"{_FOLDER}urls-to-commits.csv", f"{_FOLDER}sources.bundle"
_ENVIRONMENT, _CORE, _PREMIS = (f"{_FOLDER}{name}" for name in ("environment.txt", "dublin-core.xml", "premis.xml"))
_CRATE, _URLS = "data/ro-crate-metadata.json", "data/crawl/urls.csv"
_ALWAYS = (_ORIGINS, _ENVIRONMENT, _CORE, _PREMIS, _CRATE)
_Found = TypeVar("_Found")


def verify_provenance(
    bag: Path,
    files: Mapping[str, Fixity],
    responses: Sequence[Response],
    records: Iterable[tuple[str, bytes]],
    problems: Problems,
) -> None:
    """Read everything of a bundle that tells where it comes from, and hold it against the rest and against itself.

    Args:
        bag: the folder.
        files: each file's fixity by its name in the bag.
        responses: what the WARC was found to hold.
        records: target and block of the WARC's `metadata` records.
        problems: gathers what is wrong.
    """
    for name in _ALWAYS:
        if name not in files:
            problems.add(name, "file", "is missing", AGAIN)
    for name in sorted(files):
        if name.startswith(_FOLDER) and name not in (*_ALWAYS, _SOURCES):
            problems.add(name, "file", "has no place in a bundle", "remove it")

    def run(name: str, check: Callable[[Path], _Found]) -> _Found | None:
        return attempt(name, problems, lambda: check(bag / name)) if name in files else None

    sources = run(_SOURCES, lambda path: verify_sources(path, _SOURCES, problems))
    run(_ENVIRONMENT, lambda path: verify_environment(path, _ENVIRONMENT, problems))
    rows: dict[str, Row] = {}
    if _URLS in files:
        rows = run(_ORIGINS, lambda path: verify_origins(path, _ORIGINS, bag / _URLS, sources, problems)) or {}
    if _SOURCES not in files and any(row["commit"] for row in rows.values()):
        problems.add(_SOURCES, "file", f"is missing, and {_ORIGINS} names commits of it", AGAIN)
    facts = BundleFacts(
        bag=_name_of(bag) or bag.name,
        files=files,
        site=_site_of(rows),
        dates=frozenset(response.date for response in responses),
        addresses=len(responses),
        sources=sources,
    )
    puids = run(_PREMIS, lambda path: verify_premis(path, _PREMIS, facts, problems)) or {}
    run(_CRATE, lambda path: verify_ro_crate(path, _CRATE, facts, puids, problems))
    run(_CORE, lambda path: verify_dublin_core(path, _CORE, facts, problems))
    warc = next((name for name in sorted(files) if name.endswith(".warc.gz")), "data/web")
    if rows:
        verify_records(records, rows, warc, problems)


def _name_of(bag: Path) -> str:
    """Return the name that a bag gives itself, empty where it gives none; whether its folder has it is told before."""
    try:
        text = read_text(bag / "bag-info.txt")
    except (FaultError, OSError):
        return ""
    match = re.search(r"^External-Identifier: (\S+)$", text, re.MULTILINE)
    return match[1] if match else ""


def _site_of(rows: Mapping[str, Row]) -> str:
    """Return the address of the site's root: what stands before an address in its full form, with a slash."""
    return next((url.removesuffix(row["address"]) + "/" for url, row in rows.items()), "")
