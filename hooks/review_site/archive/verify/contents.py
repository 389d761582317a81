"""What lies in a bag beside its web archive: each room of the payload is held against what was recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from review_site.archive.verify.attempt import AGAIN, attempt
from review_site.archive.verify.changes import verify_changes
from review_site.archive.verify.formulas import verify_formulas
from review_site.archive.verify.identified import verify_identified
from review_site.archive.verify.links import verify_links
from review_site.archive.verify.provenance import verify_provenance
from review_site.archive.verify.readiness import verify_readiness
from review_site.archive.verify.reading_copy import verify_reading_copy
from review_site.archive.verify.redirects import verify_redirects
from review_site.archive.verify.replay import verify_replay
from review_site.archive.verify.site_manifest import verify_site_manifest
from review_site.archive.verify.titles import verify_titles
from review_site.archive.verify.transfer import verify_transfer
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.urls import verify_urls
from review_site.archive.verify.warc import Recorded
from review_site.problems import Problems

URLS, _REPLAY = "data/crawl/urls.csv", "data/reports/replay.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A bag whose manifests were read: its folder, each file's fixity by name, and what its WARC holds.

    `warc` is the WARC's name in the bag.
    """

    bag: Path
    files: dict[str, Fixity]
    warc: str
    recorded: Recorded


def verify_contents(opened: Opened, problems: Problems) -> None:
    """Read every room of the payload and hold it against what was recorded, and against the others.

    Args:
        opened: the bag.
        problems: gathers what is wrong.
    """
    bag, files, responses = opened.bag, opened.files, opened.recorded.responses
    checks: dict[str, Callable[[], object]] = {
        URLS: lambda: verify_urls(bag / URLS, URLS, responses, problems),
        _REPLAY: lambda: verify_replay(bag / _REPLAY, _REPLAY, responses, problems),
    }
    for name, check in checks.items():
        if name in files:
            attempt(name, problems, check)
        else:
            problems.add(name, "file", "is missing", AGAIN)
    attempt(opened.warc, problems, lambda: verify_site_manifest(bag, files, opened.warc, responses, problems))
    transferred = attempt("data/transfer", problems, lambda: verify_transfer(bag, files, responses, problems))
    if transferred:
        attempt("file-ffid.csv", problems, lambda: verify_identified(bag, files, transferred, problems))
    originals = transferred.originals if transferred else {}
    attempt(opened.warc, problems, lambda: verify_titles(bag, files, opened.warc, responses, originals, problems))
    attempt("data", problems, lambda: verify_formulas(bag, files, responses, problems))
    attempt("data/redirects", problems, lambda: verify_redirects(bag, files.keys(), responses, problems))
    warc = bag / opened.warc
    attempt("data/crawl", problems, lambda: verify_links(bag, opened.warc, responses, problems))
    copy = "data/reading-copy"
    attempt(copy, problems, lambda: verify_reading_copy(bag, files, opened.warc, responses, problems))
    if not any(response.revisit for response in responses):  # what an interim bundle says of pages it does not hold
        attempt("data/reports", problems, lambda: verify_readiness(bag, files.keys(), warc, responses, problems))
    attempt("data/reports", problems, lambda: verify_changes(bag, opened.warc, files.keys(), responses, problems))
    metadata = opened.recorded.metadata
    attempt("data/provenance", problems, lambda: verify_provenance(bag, files, responses, metadata, problems))
