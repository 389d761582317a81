"""Forms that no server here runs: CloudFront's function in Node, and `_redirects` by a reader of its own."""

import json
import re
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from review_site.archive.redirects.folder import write_redirects
from review_site.archive.redirects.target import ARCHIVE, Target

SITE = "https://review.example.org/"
STEM = "https://webarchive.nationalarchives.gov.uk/ukgwa/*/https://review.example.org"
# What the runtime for CloudFront functions does not have, or does not allow.
FORBIDDEN = r"\b(?:import|require|eval|Function|setTimeout|setInterval|fetch|XMLHttpRequest|process|global|console)\b"
RUN = """
const source = require("fs").readFileSync(process.argv[1], "utf8");
const handler = new Function(source + "; return handler;")();
const requests = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(requests.map((request) => handler({ request }))));
"""


@pytest.fixture(scope="module")
def redirects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("redirects") / "redirects"
    write_redirects(Target(url=SITE), "Review of “Lighthouses” & more", ["/", "/about/", "/a%20b.pdf"], folder)
    return folder


def cases(redirects: Path) -> list[list[str]]:
    return [line.split("\t") for line in (redirects / "cases.tsv").read_text(encoding="utf-8").splitlines()[1:]]


def as_cloudfront_asks(request: str) -> dict[str, object]:
    """Return a request as the runtime hands it over: a path as it came, a query in pieces, repeated keys together."""
    path, _, query = request.partition("?")
    pieces: dict[str, dict[str, object]] = {}
    for pair in filter(None, query.split("&")):
        key, _, value = pair.partition("=")
        if key in pieces:
            first = {"value": pieces[key]["value"]}
            pieces[key].setdefault("multiValue", [first]).append({"value": value})  # type: ignore[attr-defined]
        else:
            pieces[key] = {"value": value}
    return {"method": "GET", "uri": path, "querystring": pieces, "headers": {}}


def run(file: Path, requests: list[dict[str, object]]) -> list[dict[str, object]]:
    done = subprocess.run(
        ["node", "--eval", RUN, file], input=json.dumps(requests), capture_output=True, text=True, check=True
    )
    answers: list[dict[str, object]] = json.loads(done.stdout)
    return answers


def survives(request: str) -> bool:
    """Tell whether a query comes out of its pieces as it went in: each key has its `=`, and there is no bare `?`."""
    _, mark, query = request.partition("?")
    return not mark or (query != "" and all("=" in pair for pair in query.split("&")))


@pytest.mark.parametrize("name", ["cloudfront.js", "gone/cloudfront.js"])
def test_cloudfront_takes_the_function(redirects: Path, name: str) -> None:
    source = (redirects / name).read_text(encoding="utf-8")
    assert len(source.encode()) < 10_240  # the limit of a function's code
    assert re.search(FORBIDDEN, re.sub(r'"(?:[^"\\]|\\.)*"|//.*', "", source)) is None


def test_the_function_answers_every_case_as_it_is_written(redirects: Path) -> None:
    rows = [row for row in cases(redirects) if survives(row[0])]
    assert len(rows) > 20
    asked = [as_cloudfront_asks(row[0]) for row in rows]
    for row, answer in zip(rows, run(redirects / "cloudfront.js", asked), strict=True):
        assert str(answer["statusCode"]) == row[1], row[0]
        assert answer["headers"].get("location", {"value": ""})["value"] == row[2]  # type: ignore[attr-defined]
    for row, answer in zip(rows, run(redirects / "gone/cloudfront.js", asked), strict=True):
        assert str(answer["statusCode"]) == row[3], row[0]
        links = re.findall('href="([^"]*)"', answer["body"]["data"])  # type: ignore[index]
        assert [unescape(link) for link in links] == ([row[4]] if row[4] else [])


def test_repeated_keys_stay_and_other_sites_of_the_host_are_left_alone(tmp_path: Path) -> None:
    write_redirects(Target(url="https://example.org/coast/"), "Coast", ["/"], tmp_path / "below")
    asked = [as_cloudfront_asks(request) for request in ("/coast/?a=1&b=2&a=3", "/coast", "/other/?a=1")]
    first, second, third = run(tmp_path / "below/cloudfront.js", asked)
    assert first["headers"]["location"]["value"].endswith("/https://example.org/coast/?a=1&a=3&b=2")  # type: ignore[index]
    assert second["statusCode"] == 301
    assert third["uri"] == "/other/"


def by_netlify(rules: str, request: str) -> tuple[int, str] | None:
    """Answer a request by the rules of a `_redirects` file: from top to bottom, `*` and `:splat`, query keys.

    After Netlify's documentation: a rule with query keys wants exactly these; without them the query is handed on.
    """
    path, _, query = request.partition("?")
    asked = dict(pair.partition("=")[::2] for pair in filter(None, query.split("&")))
    for line in rules.splitlines():
        if not line or line.startswith("#"):
            continue
        source, *wanted, target, status = line.split()
        keys = dict(pair.split("=") for pair in wanted)
        prefix = source.removesuffix("*")
        if not path.startswith(prefix) or (keys and keys.keys() != asked.keys()):
            continue
        if any(not value.startswith(":") and unquote(asked[key]) != value for key, value in keys.items()):
            continue
        to = target.replace(":splat", path.removeprefix(prefix))
        return int(status.rstrip("!")), to + (f"?{query}" if query and "://" in to else "")
    return None


def test_a_host_that_reads_redirects_leads_to_the_copy(redirects: Path) -> None:
    rules = (redirects / "_redirects").read_text(encoding="utf-8")
    for request in ("/", "/about/", "/a%2Fb//c", "/caf%C3%A9/?q=a%20b&r=c+d"):
        assert by_netlify(rules, request) == (301, STEM + request)
    for request in ("/about/?archive=checked", "/?archivechecked=1"):
        assert by_netlify(rules, request) == (404, "/not-held.html")
    assert by_netlify((redirects / "gone/_redirects").read_text(encoding="utf-8"), "/x") == (410, "/gone.html")
    page = (redirects / "gone/gone.html").read_text(encoding="utf-8")
    assert f'href="{STEM}/"' in page
    assert "no copy of this page" in (redirects / "not-held.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("timestamp", ["", "today", "2023-03-10", "2023", "20231399999999", "202303101200001"])
def test_a_wrong_timestamp_is_told(timestamp: str) -> None:
    with pytest.raises(ValueError, match="is not a timestamp"):
        Target(url=SITE, timestamp=timestamp)


@pytest.mark.parametrize(
    "base", ["ftp://x/", "https://x", "https://x/a b/", 'https://x/"/', "https://x/$args/", "//x/"]
)
def test_a_wrong_archive_is_told(base: str) -> None:
    with pytest.raises(ValueError, match=f"write {ARCHIVE}"):
        Target(url=SITE, base=base)
