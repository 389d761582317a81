"""Whether the closing redirects name every address that was recorded, and all lead to one archive."""

import re
from collections.abc import Iterable, Set
from pathlib import Path

from review_site.archive.verify.fault import of_file
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
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_APACHE_RULE = re.compile(r'RewriteRule "[^"]*" ("[^"]*"|-) (\[[^\]]*\])')
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
    with of_file(f"{FOLDER}cases.tsv"):
        stem = _verify_cases(read_text(bag / FOLDER / "cases.tsv"), responses, problems)
    expected = _expected(stem) if stem else {}
    for name in sorted(found & expected.keys()):
        with of_file(FOLDER + name):
            told = _orders_of(name, read_text(bag / FOLDER / name), stem)
        if told != expected[name]:
            what = f"tells a server: {', '.join(told)[:300] or 'nothing'}"
            problems.add(FOLDER + name, "orders", what, f"cases.tsv wants: {', '.join(expected[name])}")


def _expected(stem: str) -> dict[str, list[str]]:
    """Return what each file is to tell a server, in order, by its name."""
    return {
        "nginx.conf": ['404 ""', f"301 {stem}$request_uri"],
        "gone/nginx.conf": ['404 ""', "410"],
        "apache.conf": ["- [R=404,L]", f'"{stem}%1" [R=301,NE,L]', f'"{stem}%1?%2&" [R=301,NE,L]'],
        "gone/apache.conf": ["- [R=404,L]", "- [R=410,L,E=ASKED:%1]"],
        "cloudfront.js": [stem, "404", "301"],
        "gone/cloudfront.js": [stem, "404", "410"],
        "_redirects": [*["/not-held.html 404!"] * 4, "a copy 301!"],
        "gone/_redirects": ["/gone.html 410!"],
        "gone/gone.html": ["a copy"],
        "not-held.html": ["a copy"],
        "gone/gone-nginx.html": [f'{stem}<!--# echo var="request_uri" encoding="entity" default="/" -->'],
        "gone/gone-apache.html": [f'{stem}<!--#echo encoding="entity" var="REDIRECT_ASKED" -->'],
    }


def _orders_of(name: str, text: str, stem: str) -> list[str]:
    """Return what a file tells a server, in order; a comment tells nothing, and may stand on lines of its own alone.

    An address that begins with `stem`, of which only the site's own path is not known here, is “a copy”.
    """
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "//"))]
    if name.endswith("nginx.conf"):
        plain = "\n".join(_STRING.sub('""', line) for line in lines)
        return [" ".join(order.split()) for order in re.findall(r"\breturn\s+([^;]*);", plain)] + (
            ["a comment behind an order"] if "#" in plain else []
        )
    if name.endswith("apache.conf"):
        orders = [f"{match[1]} {match[2]}" for match in map(_APACHE_RULE.match, map(str.strip, lines)) if match]
        others = [line for line in lines if re.match(r"\s*Redirect", line, re.IGNORECASE)]
        return orders + others
    if name.endswith(".js"):
        stems = re.findall(r'^var STEM = "([^"]*)";$', text, re.MULTILINE)
        return stems + re.findall(r"\banswer\((\d{3}),", text)
    if name.endswith("_redirects"):
        rules = [line.split()[-2:] for line in lines if line.strip()]
        return [" ".join("a copy" if word.startswith(f"{stem}/") else word for word in rule) for rule in rules]
    links = re.findall(r"""href=(?:"(.*?)"|'(.*?)')>""", text)
    if "<!--#" in text:
        return [one for one, _ in links]
    return ["a copy" if (one or other).startswith(f"{stem}/") else one or other for one, other in links]


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
