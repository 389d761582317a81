"""Whether the inventory names every recorded address and what was found there, both ways."""

import re
from collections.abc import Iterable
from pathlib import Path

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.names import is_safe
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

COLUMNS = [
    *("address", "url", "file", "media_type", "status", "location", "bytes", "sha256", "title", "kind", "published"),
    *("puid", "puid_basis", "source", "commit", "author_date", "captured"),
]
_Row = dict[str, str]
_FORM = re.compile(r"no: a compressed form of (.+)", re.DOTALL)
_AGAIN = "make the bundle again"


def verify_urls(path: Path, name: str, responses: Iterable[Response], problems: Problems) -> None:
    """Hold `urls.csv` against the responses of the WARC.

    Args:
        path: the file.
        name: its name in the bundle.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.
    """
    recorded = {response.url: response for response in responses}
    listed: set[str] = set()
    roots: set[str] = set()
    files: dict[str, _Row] = {}
    twins: list[tuple[int, _Row]] = []
    for line, row in read_rows(path, name, COLUMNS, problems):
        files.setdefault(row["file"], row)
        if row["captured"] != "yes":
            twins.append((line, row))
            continue
        _verify_row(row, line, recorded, name, problems)
        if row["url"] in listed:
            problems.add(name, "url", f"{row['url']} stands twice", "list each address once", line=line)
        listed.add(row["url"])
        roots.add(row["url"].removesuffix(row["address"]))
    for line, twin in twins:
        _verify_twin(twin, line, files, name, problems)
    for url in sorted(recorded.keys() - listed):
        problems.add(name, "url", f"{url} is recorded but not listed", "list every address that is recorded")
    if len(roots) > 1:
        problems.add(name, "address", "does not end its url in every row", "write the site's own url, then the address")


def _verify_twin(twin: _Row, line: int, files: dict[str, _Row], name: str, problems: Problems) -> None:
    """Check the row of a file that is no address: it names the file, and is named after it."""
    match = _FORM.fullmatch(twin["captured"])
    if not match or twin["file"] not in (f"{match[1]}.gz", f"{match[1]}.br"):
        problems.add(
            name, "captured", f"is “{twin['captured'][:200]}”", "write yes, or what it is a form of", line=line
        )
    elif files.get(match[1], {}).get("captured") != "yes":
        problems.add(name, "captured", f"names {match[1]}, which is not captured", _AGAIN, line=line)
    if twin["address"] or twin["url"] or twin["status"] or not is_safe(f"site/{twin['file']}"):
        problems.add(name, "address", "is given, or the file's name is not safe", "a twin has no address", line=line)


def _verify_row(told: dict[str, str], line: int, recorded: dict[str, Response], name: str, problems: Problems) -> None:
    response = recorded.get(told["url"])
    if response is None:
        problems.add(name, "url", f"{told['url'][:200]} is not recorded", "list addresses that are recorded", line=line)
        return
    expected = {
        "media_type": response.media_type,
        "status": response.status,
        "location": response.location,
        "bytes": str(response.size),
        "sha256": response.sha256,
    }
    for key, value in expected.items():
        if told[key] != value:
            problems.add(name, key, f"is {told[key][:200]}", f"the WARC says {value}", line=line)
    nameless = told["file"] == "" and told["status"] == "404"  # the server's own words, where a site has no page
    if not (nameless or is_safe(f"site/{told['file']}")) or not told["address"].startswith("/"):
        problems.add(name, "file", "or address is not of its form", _AGAIN, line=line)
