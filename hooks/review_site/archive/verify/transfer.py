"""Whether the transfer folder holds what was recorded, all of it or the reason why not, as its archive takes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.left_out import verify_left_out
from review_site.archive.verify.loose_names import verify_loose_names
from review_site.archive.verify.tdr_rules import TdrRules, read_tdr_rules
from review_site.archive.verify.transfer_export import verify_export
from review_site.archive.verify.transfer_splits import verify_splits
from review_site.archive.verify.transfer_values import verify_values
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_FOLDER = "data/transfer/"
_CONTENT = f"{_FOLDER}content/"
_METADATA, _LEFT_OUT = f"{_FOLDER}metadata.csv", f"{_FOLDER}left-out.csv"
_ADDRESS, _NAME = "Address: ", "Original name: "
_STATUSES = {"200", "410"}
_AGAIN = "make the bundle again"


@dataclass(slots=True)
class Transferred:
    """What the tables say: the site's own name of each loose file by its path in the bag, and why others stay out.

    `left_out` gives the reason for each file of the site by its own name, `files` these names by address.
    """

    originals: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def verify_transfer(
    bag: Path, files: Mapping[str, Fixity], responses: Iterable[Response], problems: Problems
) -> Transferred:
    """Hold the transfer folder and `file-metadata.csv` against what was recorded, and against the archive's rules.

    Every loose file must be the payload of the response for its address, each address that answers with a page of its
    own must have a file or a reason for having none, and `metadata.csv` must describe each file once, in the archive's
    words.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.
    """
    rules = read_tdr_rules()
    recorded = {response.url: response for response in responses}
    loose = {name for name in files if name.startswith(_CONTENT)}
    verify_loose_names(loose, problems)
    for name in (_METADATA, _LEFT_OUT):
        if name not in files:
            problems.add(name, "file", "is missing", _AGAIN)
    rows = _read_metadata(bag, rules, problems) if _METADATA in files else {}
    for path in sorted(loose - rows.keys()):
        problems.add(path, "metadata.csv", "has no row for it", "describe each file, or remove it")
    for path in sorted(rows.keys() - loose):
        problems.add(_METADATA, "filepath", f"{path[:200]} is not there", _AGAIN)
    found = {path: _read_address(path, rows[path]) for path in sorted(loose & rows.keys())}
    _verify_records(rows, found, recorded, files, rules, problems)
    transferred = Transferred(
        originals={path: original for path, (_, original) in found.items()}, files=dict(found.values())
    )
    addresses = {url for url, _ in found.values()}
    if _LEFT_OUT in files:
        largest = max((files[path].size for path in found), default=0)
        left = verify_left_out(bag / _LEFT_OUT, _LEFT_OUT, recorded, largest, problems)
        transferred.left_out = {one.file: one.reason for one in left}
        transferred.files |= {one.url: one.file for one in left if one.url}
        others = {one.url for one in left}
        for url in sorted(addresses & others):
            problems.add(_LEFT_OUT, "url", f"{url[:200]} is transferred, too", _AGAIN)
        for url in sorted(recorded.keys() - addresses - others):
            problems.add(_LEFT_OUT, "url", f"{url[:200]} is recorded, but neither transferred nor left out", _AGAIN)
    verify_splits(bag, files, rows, rules, problems)
    dates = {path: recorded[url].date for path, (url, _) in found.items() if url in recorded}
    verify_export(bag, files, rows, dates, rules, problems)
    return transferred


def _read_metadata(bag: Path, rules: TdrRules, problems: Problems) -> dict[str, dict[str, str]]:
    """Return the rows of `metadata.csv` by their file's path in the bag, telling what no archive takes."""
    columns = [column.header for column in rules.columns]
    rows: dict[str, dict[str, str]] = {}
    before = ""
    for line, row in read_rows(bag / _METADATA, _METADATA, columns, problems):
        verify_values(row, line, _METADATA, rules, problems)
        path = f"{_FOLDER}{row['filepath']}"
        if row["filepath"] <= before:
            problems.add(_METADATA, "filepath", "is not after the one above it", "name each file once", line=line)
        before = row["filepath"]
        if row["filename"] != path.rpartition("/")[2]:
            problems.add(_METADATA, "filename", f"is {row['filename'][:100]}", "write the path's last step", line=line)
        rows[path] = row
    return rows


def _read_address(path: str, row: Mapping[str, str]) -> tuple[str, str]:
    """Return the address of a loose file, and the name that the site has for it."""
    address, _, original = row["note"].partition(_NAME)
    address = address.removesuffix(". ").removeprefix(_ADDRESS)
    return row["former reference"] or address, original or path.removeprefix(_CONTENT)


def _verify_records(
    rows: Mapping[str, Mapping[str, str]],
    found: Mapping[str, tuple[str, str]],
    recorded: Mapping[str, Response],
    files: Mapping[str, Fixity],
    rules: TdrRules,
    problems: Problems,
) -> None:
    """Hold each loose file against the response for its address."""
    told: dict[str, str] = {}
    roots: set[str] = set()
    for path, (url, original) in found.items():
        if url in told:
            problems.add(_METADATA, "former reference", f"{url[:200]} is told of {told[url]} and {path}", _AGAIN)
        told[url] = path
        if files[path].size == 0 or files[path].sha256 in rules.empty_sha256:
            problems.add(path, "content", "is empty, and the archive refuses that", _AGAIN)
        response = recorded.get(url)
        if response is None:
            problems.add(_METADATA, "former reference", f"“{url[:200]}” of {path} is not recorded", _AGAIN)
            continue
        _verify_record(path, rows[path], response, files[path], problems)
        root = _root_of(url, original)
        if root is None and rows[path]["former reference"]:
            what = f"does not tell that {path} is {url[:200]}"
            problems.add(_METADATA, "note", what, "give the original name of a file that goes by another")
        roots.add(root or "")
    if len(roots - {""}) > 1:
        what = f"belong to several sites: {', '.join(sorted(roots - {''}))[:200]}"
        problems.add(_METADATA, "addresses", what, "a transfer is of one site")


def _verify_record(path: str, row: Mapping[str, str], response: Response, fixity: Fixity, problems: Problems) -> None:
    if response.status not in _STATUSES:
        what = f"{response.url} answers with {response.status}"
        problems.add(path, "status", what, "leave out what is no page of its own")
    if response.sha256 != fixity.sha256:
        what = f"is {fixity.sha256}, and {response.url} was recorded as {response.sha256}"
        problems.add(path, "sha256", what, _AGAIN)
    if row["date last modified"] != response.date[:10]:
        what = f"is {row['date last modified'][:40]} for {path}"
        problems.add(_METADATA, "date last modified", what, f"write the day of the capture, {response.date[:10]}")


def _root_of(url: str, file: str) -> str | None:
    """Return the address of the site of which a file answers at an address, None where it cannot."""
    folder, _, name = f"/{file}".rpartition("/")
    ending = quote(f"{folder}/{'' if name == 'index.html' else name}", safe="/~!$&'()*+,;=:@")
    return url.removesuffix(ending) if url.endswith(ending) else None
