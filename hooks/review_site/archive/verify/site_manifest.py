"""Whether what is captured is what the builder of a site made, as the manifest among the site's own files says.

A site that this project builds has `site-manifest.txt`, and a folder for web servers `served-manifest.txt` beside it: a
line a file, its SHA-256 in hexadecimal, two spaces, its path. Sites of other makers have none, and nothing is said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.names import is_safe, printable
from review_site.archive.verify.payload import payload_at
from review_site.archive.verify.tree import Fixity
from review_site.archive.verify.urls import COLUMNS
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_NAMES = ("served-manifest.txt", "site-manifest.txt")
"""The one that names most stands first: the other knows nothing of what is made for web servers."""
_URLS, _LOOSE = "data/crawl/urls.csv", "data/transfer/content/"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_LIMIT = 1 << 26  # bytes
_OWN_RECORD = "site-index.json"
_AGAIN = "build the site and make the bundle again, or fetch a whole copy"


def verify_site_manifest(
    bag: Path, files: Mapping[str, Fixity], warc: str, responses: Iterable[Response], problems: Problems
) -> None:
    """Hold every captured file of a site against the manifest that was captured with it, both ways.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        warc: the name of its WARC in it.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong; each is told at the line of the manifest.

    Raises:
        FaultError: when the record of a manifest is damaged.
        OSError: when a file cannot be read.
    """
    if _URLS not in files:
        return
    recorded = {response.url: response for response in responses}
    captured, forms = _captured_files(bag / _URLS, recorded)
    complete = True
    for name in _NAMES:
        if name not in captured:
            continue
        content = read_captured(bag, files, warc, name, captured[name])
        if content is None or not (_OWN_RECORD in captured or _is_manifest(content)):
            continue
        named = dict(_read_lines(content, name, problems))
        _compare(name, named, {file: one.sha256 for file, one in captured.items()}, forms, problems)
        for file in sorted(captured.keys() - named.keys() - {name}) if complete else ():
            what = f"is captured, and {name} does not name it"
            problems.add(name, file, what, f"it was not built with the site: {_AGAIN}")
        complete = False


def _captured_files(path: Path, recorded: Mapping[str, Response]) -> tuple[dict[str, Response], dict[str, str]]:
    """Return what was recorded of each file by its name in the site, and what is told of each compressed form."""
    captured: dict[str, Response] = {}
    forms: dict[str, str] = {}
    for _, row in read_rows(path, _URLS, COLUMNS, Problems()):  # what is wrong with the table itself is told elsewhere
        if row["captured"] != "yes":
            forms[row["file"]] = row["sha256"]
        elif row["file"] and row["url"] in recorded:
            captured[row["file"]] = recorded[row["url"]]
    return captured, forms


def read_captured(bag: Path, files: Mapping[str, Fixity], warc: str, name: str, response: Response) -> bytes | None:
    """Return a file at the root of the site as it was captured, None where its bytes lie in an earlier bundle alone.

    Args:
        bag: the bag's folder.
        files: the fixity of each of its files.
        warc: the name of its WARC in it.
        name: the file's name.
        response: what was recorded of it.

    Raises:
        FaultError: when its record is damaged.
        OSError: when it cannot be read.
    """
    if response.size > _LIMIT:
        return None
    if not response.revisit:
        with (bag / warc).open("rb") as stream:
            return payload_at(stream, response).read()
    loose = f"{_LOOSE}{name}"
    held = loose in files and files[loose].sha256 == response.sha256
    return (bag / loose).read_bytes() if held else None


def _is_manifest(content: bytes) -> bool:
    return any(_LINE.fullmatch(line) for line in content.decode("utf-8", "replace").split("\n"))


def _read_lines(content: bytes, name: str, problems: Problems) -> Iterator[tuple[str, tuple[int, str]]]:
    """Give each path that a manifest names, with its line and SHA-256."""
    seen: set[str] = set()
    for number, line in enumerate(content.decode("utf-8", "backslashreplace").removesuffix("\n").split("\n"), 1):
        match = _LINE.fullmatch(line)
        if not match:
            mend = "write the SHA-256 in lower-case hex, two spaces, the path"
            problems.add(name, "line", "is not a line of a manifest", mend, line=number)
        elif not is_safe(f"site/{match[2]}"):
            problems.add(name, "path", f"“{printable(match[2])}” is not a safe path", _AGAIN, line=number)
        elif match[2] in seen:
            problems.add(name, match[2], "stands twice", _AGAIN, line=number)
        else:
            seen.add(match[2])
            yield match[2], (number, match[1])


def _compare(
    name: str,
    named: Mapping[str, tuple[int, str]],
    captured: Mapping[str, str],
    forms: Mapping[str, str],
    problems: Problems,
) -> None:
    for file, (line, digest) in named.items():
        found = captured.get(file) or forms.get(file)
        if found is None:
            problems.add(name, file, "was built, and is not captured", _AGAIN, line=line)
        elif found != digest:
            mend = f"its SHA-256 is {found}, and {name} says {digest}: {_AGAIN}"
            problems.add(name, file, "is not the file that was built", mend, line=line)
