"""Whether each address has the origin that the table, the inventory, the WARC and the sources tell alike."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.git_bundle import GitBundle
from review_site.archive.verify.table import read_table
from review_site.archive.verify.text import parse_json_object
from review_site.problems import Problems

_COLUMNS = ("address", "file", "source", "commit", "author_date", "state")
_URLS = ("address", "url", "file", "sha256", "source", "commit", "author_date", "captured")
_SAME = ("file", "source", "commit", "author_date")
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_WITH_COMMIT, _WITHOUT = ("committed", "changed"), ("not committed", "not known", "no source")
_TRIED = 20  # sources by which the folder that they lie in is found
_AGAIN = "make the bundle again"

Row = dict[str, str]
Rows = Sequence[tuple[int, Row]]


def verify_origins(path: Path, name: str, urls: Path, sources: GitBundle | None, problems: Problems) -> dict[str, Row]:
    """Hold `urls-to-commits.csv` against the inventory and the sources, and return the rows by full address.

    Where the sources hold their history, each commit is looked up in it: it must be there, be written when the table
    says, and have changed the source to what the sources hold now. Where they hold none, that is told by the sources
    themselves, and only the form of a commit can be checked.

    Args:
        path: the table.
        name: its name in the bundle.
        urls: the inventory, `urls.csv`.
        sources: what the git bundle was found to hold; None where there is none that is sound.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a table cannot be read.
        OSError: when a file cannot be read.
        ValueError: when one is not UTF-8.
    """
    rows = list(read_table(path, name, _COLUMNS, problems))
    told: dict[str, Row] = {}
    by_source: dict[str, Row] = {}
    for line, row in rows:
        for field, what, mend in _form_faults(row):
            problems.add(name, field, what, mend, line=line)
        if row["address"] in told:
            problems.add(name, "address", f"{row['address']} stands twice", "list each address once", line=line)
        told[row["address"]] = row
        first = by_source.setdefault(row["source"], row)
        if any(first[key] != row[key] for key in ("commit", "author_date", "state")):
            problems.add(name, "commit", f"of {row['source']} is told in two ways", _AGAIN, line=line)
    if sources:
        _verify_commits(by_source, sources, name, problems)
    return _verify_against_urls(told, urls, name, problems)


def _form_faults(row: Row) -> Iterable[tuple[str, str, str]]:
    state, known = row["state"], bool(row["commit"] or row["author_date"])
    if state not in (*_WITH_COMMIT, *_WITHOUT):
        yield "state", f"is “{state[:80]}”", f"write one of: {', '.join((*_WITH_COMMIT, *_WITHOUT))}"
    elif known != (state in _WITH_COMMIT):
        yield "commit", f"does not fit the state “{state}”", _AGAIN
    elif known and not (_ID.fullmatch(row["commit"]) and _DATE.fullmatch(row["author_date"])):
        yield (
            "commit",
            "or author_date is not of its form",
            "write the whole id, and the date as ISO 8601 with its zone",
        )
    if (state == "no source") != (not row["source"]):
        yield "source", f"does not fit the state “{state}”", _AGAIN


def _verify_against_urls(told: dict[str, Row], urls: Path, name: str, problems: Problems) -> dict[str, Row]:
    """Hold the rows against those of the inventory, both ways, and return them by full address with their digest."""
    known: dict[str, Row] = {}
    listed = set()
    quiet = Problems()  # faults of the inventory's own form are told with the inventory
    for line, row in read_table(urls, urls.name, _URLS, quiet, exactly=False):
        if row["captured"] != "yes":
            continue
        listed.add(row["address"])
        mine = told.get(row["address"])
        if mine is None:
            problems.add(name, "address", f"{row['address']} is missing, and stands in {urls.name} line {line}", _AGAIN)
            continue
        known[row["url"]] = {**mine, "sha256": row["sha256"]}
        for key in _SAME:
            if mine[key] != row[key]:
                what = f"of {row['address']} is “{mine[key][:200]}”"
                problems.add(name, key, what, f"{urls.name} line {line} says “{row[key][:200]}”")
    for address in sorted(told.keys() - listed):
        problems.add(name, "address", f"{address[:200]} is not in {urls.name}", "list the addresses of the inventory")
    return known


def _verify_commits(by_source: Mapping[str, Row], sources: GitBundle, name: str, problems: Problems) -> None:
    committed = {source: row for source, row in by_source.items() if row["state"] in _WITH_COMMIT}
    with sources.path.open("rb") as stream:
        prefix = _prefix(sorted(committed), sources, stream)
        for source, row in sorted(by_source.items()):
            check = _commit_fault if source in committed else _absence_fault
            fault = check(prefix + source, row, sources, stream)
            if fault:
                problems.add(name, "commit", f"of {source}: {fault}", _AGAIN)


def _prefix(committed: Sequence[str], sources: GitBundle, stream: BinaryIO) -> str:
    """Return the folder of the repository below which most of the sources lie: empty, or ending in a slash.

    A site may be built from a folder of a larger repository, and sources that are not public yet are left out.
    """
    held = frozenset(sources.paths(stream))
    ends = tuple(f"/{source}" for source in committed[:_TRIED])
    alike = [(path, end[1:]) for path in held if f"/{path}".endswith(ends) for end in ends if f"/{path}".endswith(end)]
    folders = sorted({path.removesuffix(source) for path, source in alike}, key=lambda folder: (len(folder), folder))
    return max(folders, key=lambda folder: sum(folder + source in held for source in committed), default="")


def _commit_fault(path: str, row: Row, sources: GitBundle, stream: BinaryIO) -> str | None:
    now = sources.file_at(stream, sources.tip, path)
    if sources.snapshot_of() or not _ID.fullmatch(row["commit"]):
        return None  # a snapshot may leave the source out, and has no commit but its own
    if now is None:
        return "is not in the sources"
    identifier = bytes.fromhex(row["commit"])
    commit = sources.commits.get(identifier)
    if commit is None:
        return f"{row['commit']} is not in the sources"
    if commit.author_date != row["author_date"]:
        return f"{row['commit']} was written {commit.author_date}, not {row['author_date'][:40]}"
    before = [sources.file_at(stream, parent, path) for parent in commit.parents]
    if sources.file_at(stream, identifier, path) != now or now in before:
        return f"{row['commit']} is not the one that made it what it is"
    return None


def _absence_fault(path: str, row: Row, sources: GitBundle, stream: BinaryIO) -> str | None:
    """Tell a source that is said to have no commit although the sources hold it, and know where it comes from."""
    known = row["state"] == "not committed" or (row["state"] == "not known" and not sources.snapshot_of())
    return "has a commit in the sources" if known and sources.file_at(stream, sources.tip, path) else None


def verify_records(
    blocks: Iterable[tuple[str, bytes]], known: Mapping[str, Row], warc: str, problems: Problems
) -> None:
    """Hold what the WARC says of origins in its `metadata` records against the table, both ways.

    Args:
        blocks: the target and the block of each record.
        known: the table's rows by full address, each with the digest of what answers there.
        warc: the WARC's name in the bundle.
        problems: gathers what is wrong.
    """
    expected = {url: row for url, row in known.items() if row["source"]}
    told = set()
    for urn, block in blocks:
        try:
            value = parse_json_object(block, f"metadata record {urn[:80]}")
        except FaultError as fault:
            problems.add(warc, fault.field, fault.what, fault.mend)
            continue
        url = value.get("url")
        row = expected.get(url) if isinstance(url, str) else None
        if row is None or url in told:
            problems.add(
                warc, f"metadata record {urn[:80]}", "is about no address that has a source, or one twice", _AGAIN
            )
            continue
        told.add(url)
        keys = ("sha256", "source", "commit", "author_date", "state")
        if value != {"url": url, **{key: row[key] for key in keys}}:
            problems.add(warc, f"metadata record {urn[:80]}", f"does not say what the table says of {url}", _AGAIN)
    for url in sorted(expected.keys() - told):
        problems.add(warc, "metadata", f"no record tells the origin of {url}", _AGAIN)
