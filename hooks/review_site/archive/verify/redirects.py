"""Whether the closing redirects name every address that was recorded, and all lead to one archive."""

import re
from collections.abc import Iterable, Set
from pathlib import Path

from review_site.archive.verify.text import read_text
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

FOLDER = "data/redirects/"
_COLUMNS = "request\tstatus\tlocation\tstatus_when_gone\tlink_when_gone"
_FILES = {
    *("nginx.conf", "apache.conf", "_redirects", "cloudfront.js", "not-held.html", "cases.tsv"),
    *("gone/nginx.conf", "gone/apache.conf", "gone/_redirects", "gone/cloudfront.js"),
    *("gone/gone-nginx.html", "gone/gone-apache.html", "gone/gone.html"),
}
_LEADING = _FILES - {"not-held.html", "cases.tsv", "gone/nginx.conf", "gone/apache.conf", "gone/_redirects"}
"""The files that hold the address of the copies."""
_AGAIN = "make the bundle again, or `review-site redirects`"


def verify_redirects(bag: Path, files: Set[str], responses: Iterable[Response], problems: Problems) -> None:
    """Hold the cases against what was recorded, and the configurations against the cases.

    Args:
        bag: the bag's folder.
        files: the names of all files in it.
        responses: what the WARC was found to hold.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a file is not text as it should be.
        OSError: when a file cannot be read.
    """
    found = {name.removeprefix(FOLDER) for name in files if name.startswith(FOLDER)}
    for name in sorted(_FILES - found):
        problems.add(FOLDER + name, "file", "is missing", _AGAIN)
    for name in sorted(found - _FILES):
        problems.add(FOLDER + name, "file", "is not one of the closing redirects", "remove it")
    if "cases.tsv" not in found:
        return
    stem = _verify_cases(read_text(bag / FOLDER / "cases.tsv"), responses, problems)
    for name in sorted(found & _LEADING if stem else ()):
        if stem not in read_text(bag / FOLDER / name):
            problems.add(FOLDER + name, "archive", f"does not lead to {stem}, as cases.tsv does", _AGAIN)


def _verify_cases(text: str, responses: Iterable[Response], problems: Problems) -> str:
    """Check each case and return what stands before the path of a request in the address of its copy."""
    name = f"{FOLDER}cases.tsv"
    columns, *lines = text[:-1].split("\n")
    if columns != _COLUMNS:
        problems.add(name, "columns", "are not those of cases", _COLUMNS.replace("\t", ", "), line=1)
    recorded = {re.sub(r"^https?://[^/]+", "", response.url) for response in responses}
    asked, stems = set(), set()
    for number, line in enumerate(lines, 2):
        request, *answers = line.split("\t")
        asked.add(request)
        if answers == ["404", "", "404", ""]:
            continue
        copy = answers[1] if len(answers) == 4 else ""
        if answers != ["301", copy, "410", copy] or not copy.endswith(request):
            problems.add(name, "case", f"{request[:200]} is not led to its copy", _AGAIN, line=number)
        else:
            stems.add(copy.removesuffix(request))
    for path in sorted(recorded - asked):
        problems.add(name, "request", f"{path} is recorded and has no case", _AGAIN)
    if len(stems) > 1:
        problems.add(name, "location", f"leads to {', '.join(sorted(stems))}", "lead all to one archive")
    return min(stems, default="")
