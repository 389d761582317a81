"""Whether the inventory names every recorded address and what was found there, both ways."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from review_site.archive.verify.fault import stop
from review_site.archive.verify.names import is_safe
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_COLUMNS = ["address", "url", "file", "media_type", "status", "bytes", "sha256", "title", "source"]
_LIMIT = 1 << 28
_AGAIN = "make the bundle again"


def verify_urls(path: Path, name: str, responses: Iterable[Response], problems: Problems) -> None:
    """Hold `urls.csv` against the responses of the WARC.

    Args:
        path: the file.
        name: its name in the bundle.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when it is larger than any of ours.
        OSError: when the file cannot be read.
        ValueError: when it is not UTF-8.
    """
    if path.stat().st_size > _LIMIT:
        stop("size", f"is larger than {_LIMIT} bytes")
    recorded = {response.url: response for response in responses}
    listed: set[str] = set()
    roots: set[str] = set()
    try:
        with path.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            if next(rows, None) != _COLUMNS:
                problems.add(name, "columns", "are not those of an inventory", ",".join(_COLUMNS), line=1)
            for row in rows:
                if len(row) != len(_COLUMNS):
                    problems.add(name, "row", f"has {len(row)} fields", f"write {len(_COLUMNS)}", line=rows.line_num)
                    continue
                _verify_row(row, rows.line_num, recorded, name, problems)
                if row[1] in listed:
                    problems.add(name, "url", f"{row[1]} stands twice", "list each address once", line=rows.line_num)
                listed.add(row[1])
                roots.add(row[1].removesuffix(row[0]))
    except csv.Error as error:
        problems.add(name, "csv", f"cannot be read: {error}", _AGAIN)
    for url in sorted(recorded.keys() - listed):
        problems.add(name, "url", f"{url} is recorded but not listed", "list every address that is recorded")
    if len(roots) > 1:
        problems.add(name, "address", "does not end its url in every row", "write the site's own url, then the address")


def _verify_row(row: list[str], line: int, recorded: dict[str, Response], name: str, problems: Problems) -> None:
    told = dict(zip(_COLUMNS, row, strict=True))
    response = recorded.get(told["url"])
    if response is None:
        problems.add(name, "url", f"{told['url'][:200]} is not recorded", "list addresses that are recorded", line=line)
        return
    expected = {
        "media_type": response.media_type,
        "status": response.status,
        "bytes": str(response.size),
        "sha256": response.sha256,
    }
    for key, value in expected.items():
        if told[key] != value:
            problems.add(name, key, f"is {told[key][:200]}", f"the WARC says {value}", line=line)
    if not is_safe(told["file"]) or not told["address"].startswith("/"):
        problems.add(name, "file", "or address is not of its form", _AGAIN, line=line)
