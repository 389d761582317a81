"""Closing redirects that were changed by a forger are told, whatever stands in their comments."""

import re
from pathlib import Path

import pytest

from review_site.archive.redirects.folder import write_redirects
from review_site.archive.redirects.target import Target
from review_site.archive.verify.redirects import FOLDER, verify_redirects
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

STEM = "https://webarchive.nationalarchives.gov.uk/ukgwa/*/https://example.org"
EVIL = "https://evil.example/*/https://example.org"


def _found(bag: Path, root: str = "/") -> list[str]:
    responses = [
        Response(
            url=f"https://example.org{root}{address}",
            date="",
            offset=0,
            length=0,
            status="200",
            media_type="",
            size=0,
            sha256="",
        )
        for address in ("", "about/")
    ]
    files = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    problems = Problems()
    verify_redirects(bag, files, responses, problems)
    return [str(problem) for problem in problems]


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    write_redirects(Target(url="https://example.org/"), "Lighthouses", ["/", "/about/"], tmp_path / FOLDER)
    return tmp_path


@pytest.mark.parametrize("root", ["/", "/coast/"])
@pytest.mark.parametrize("timestamp", ["*", "20230310120000"])
def test_what_was_written_is_sound(tmp_path: Path, root: str, timestamp: str) -> None:
    target = Target(url=f"https://example.org{root}", timestamp=timestamp)
    write_redirects(target, "A “quoted” & named", ["/", "/about/"], tmp_path / FOLDER)
    assert _found(tmp_path, root) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (
            "nginx.conf",
            f"return 301 {STEM}$request_uri;",
            f"return 301 {EVIL}$request_uri; # return 301 {STEM}$request_uri;",
        ),
        ("nginx.conf", f"return 301 {STEM}$request_uri;", f"# return 301 {STEM}$request_uri;\n return 301 {EVIL}/;"),
        ("nginx.conf", "return 301 ", "return 302 "),
        ("nginx.conf", "return 404 ", "return 200 "),
        ("gone/nginx.conf", "return 410;", "return 200;"),
        ("apache.conf", STEM, EVIL),
        ("apache.conf", "R=301,NE,L", "R=302,NE,L"),
        ("apache.conf", "RewriteEngine On", f"RewriteEngine On\nRedirect 301 / {EVIL}"),
        ("gone/apache.conf", "R=410", "R=403"),
        ("_redirects", STEM, EVIL),
        ("_redirects", "301!", "302!"),
        ("gone/_redirects", "410!", "200!"),
        ("cloudfront.js", f'var STEM = "{STEM}"', f'var STEM = "{EVIL}"'),
        ("cloudfront.js", "answer(301", "answer(302"),
        ("gone/cloudfront.js", "answer(410", "answer(200"),
        ("gone/gone.html", STEM, EVIL),
        ("gone/gone-nginx.html", STEM, EVIL),
        ("gone/gone-apache.html", 'encoding="entity"', 'encoding="none"'),
        ("not-held.html", STEM, EVIL),
        ("cases.tsv", f"301\t{STEM}/about/", f"301\t{EVIL}/about/"),
        ("cases.tsv", "/about/\t301", "/abous/\t301"),
    ],
)
def test_a_forged_file_is_named(bag: Path, name: str, old: str, new: str) -> None:
    file = bag / FOLDER / name
    text = file.read_text(encoding="utf-8")
    changed = re.sub(re.escape(old), lambda _: new, text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    assert any(name in problem for problem in _found(bag))
