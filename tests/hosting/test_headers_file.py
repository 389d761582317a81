"""`_headers` and `_redirects` read back by a reader of their syntax, which shares no code with the writer."""

import re
from pathlib import Path

import pytest

Rules = list[tuple[str, list[tuple[str, str]]]]


def parse(text: str) -> Rules:
    """Parse `_headers`: a path at the start of a line, its headers indented below it, comments with a hash."""
    rules: Rules = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            if not line.startswith("/"):
                raise ValueError(f"not a path: {line}")
            rules.append((line.strip(), []))
        else:
            name, colon, value = line.strip().partition(":")
            if not (colon and value.strip() and re.fullmatch(r"[A-Za-z-]+", name) and rules):
                raise ValueError(f"not a header: {line}")
            rules[-1][1].append((name.lower(), value.strip()))
    return rules


def headers_at(rules: Rules, path: str) -> dict[str, str]:
    """Return what a host sends at a path: all rules that match count, values of one header are joined by commas."""
    found: dict[str, list[str]] = {}
    for pattern, headers in rules:
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
            for name, value in headers:
                found.setdefault(name, []).append(value)
    return {name: ", ".join(values) for name, values in found.items()}


@pytest.fixture
def rules(hosting: Path) -> Rules:
    return parse((hosting / "public/_headers").read_text(encoding="utf-8"))


def test_every_answer_has_the_security_headers(rules: Rules, hosting: Path) -> None:
    public = hosting / "public"
    for file in public.rglob("*"):
        told = headers_at(rules, f"/{file.relative_to(public).as_posix()}")
        assert told["content-security-policy"].startswith("default-src 'none'; ")
        assert (told["x-frame-options"], told["x-content-type-options"]) == ("DENY", "nosniff")
        assert told["strict-transport-security"] == "max-age=31536000"
        assert told["referrer-policy"] == "no-referrer"


def test_no_header_is_told_twice_for_one_file(rules: Rules, hosting: Path) -> None:
    public = hosting / "public"
    once = {
        "content-security-policy": r"[^,]+",
        "cache-control": r"public, max-age=(86400|31536000, immutable)",
        "content-type": r"application/xml|text/(calendar|x-opml); charset=utf-8",
    }
    for file in public.rglob("*"):
        told = headers_at(rules, f"/{file.relative_to(public).as_posix()}")
        assert [name for name, form in once.items() if name in told and not re.fullmatch(form, told[name])] == []


def test_a_header_in_two_rules_is_seen() -> None:
    told = headers_at(parse("/*\n  Cache-Control: no-cache\n/a/*\n  Cache-Control: public\n"), "/a/b")
    assert told == {"cache-control": "no-cache, public"}


def test_caching_and_types(rules: Rules, hosting: Path) -> None:
    (sheet,) = (hosting / "public/assets").glob("review.*.css")
    assert headers_at(rules, f"/assets/{sheet.name}")["cache-control"] == "public, max-age=31536000, immutable"
    assert headers_at(rules, "/feed.atom")["content-type"] == "application/xml"
    assert headers_at(rules, "/feed.rss")["content-type"] == "application/xml"
    assert headers_at(rules, "/feeds.opml")["content-type"] == "text/x-opml; charset=utf-8"
    assert "cache-control" not in headers_at(rules, "/about/")


def test_redirects(small_hosting: Path, hosting: Path) -> None:
    lines = (small_hosting / "public/_redirects").read_text(encoding="utf-8").splitlines()
    assert [line.split() for line in lines] == [
        ["/coast/abroad/old/", "/coast/support/", "301!"],
        ["/coast/feed/", "/coast/feed.rss", "301!"],
        ["/coast/former/", "/coast/about/", "301!"],
    ]
    assert (hosting / "public/_redirects").read_text(encoding="utf-8").split() == ["/feed/", "/feed.rss", "301!"]


@pytest.mark.parametrize("text", ["  A: b\n", "no path\n", "/a\n  no header\n", "/a\n  A:\n"])
def test_what_is_not_the_syntax_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        parse(text)
