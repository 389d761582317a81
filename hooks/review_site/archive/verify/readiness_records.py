"""The readiness report against what the site itself says in the WARC: its record, robots.txt and sitemap.xml."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from review_site.archive.verify.fault import stop
from review_site.archive.verify.pages import is_html
from review_site.archive.verify.payload import payload_at
from review_site.archive.verify.readiness_values import Rule, Told
from review_site.archive.verify.text import parse_json_object
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_JSON = "data/reports/readiness.json"
_AGAIN = "make the bundle again"
_LIMIT = 1 << 26
# What only people can have said, by the rule that cannot be met without it.
_SAID = {
    "A2": ("crawlers_let_in",),
    "A19": ("third_party_listed_at",),
    "A20": ("notice_given",),
    "A21": ("domain_kept_until", "redirects_in_place"),
}
_HELD = re.compile(r"leads to (\S+), held elsewhere: ")
_LOCATION = re.compile(rb"<(?:\w+:)?loc>\s*([^<]*?)\s*</")
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SENDS_ON = re.compile(rb"http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
Body = Callable[[str], bytes | None]


def verify_against_records(warc: Path, told: Told, recorded: Mapping[str, Response], problems: Problems) -> None:
    """Hold what rests on people's word, and the rules on robots.txt and the sitemap, against what was recorded.

    Args:
        warc: the WARC.
        told: the report.
        recorded: the responses of the WARC by address.
        problems: gathers what is wrong.

    Raises:
        FaultError: when a record is damaged, is larger than any of ours, or the site's own record is no JSON.
        OSError: when the file cannot be read.
    """
    with warc.open("rb") as stream:

        def body(url: str) -> bytes | None:
            response = recorded.get(url)
            if response is None:
                return None
            if response.size > _LIMIT:
                stop(url, f"is larger than {_LIMIT} bytes")
            return payload_at(stream, response).read()

        _verify_said(told, _facts_of(body(f"{told.url}site-index.json")), problems)
        _verify_maps(told, body, recorded, problems)


def _facts_of(index: bytes | None) -> Mapping[str, object]:
    if index is None:
        return {}
    site = parse_json_object(index, "site-index.json").get("site")
    archiving = site.get("archiving") if isinstance(site, dict) else None
    return archiving if isinstance(archiving, dict) else {}


def _verify_said(told: Told, facts: Mapping[str, object], problems: Problems) -> None:
    """Tell a rule that is met only by what people say, where the site's own record does not say it."""
    for rule in told.rules:
        missing = [name for name in _SAID.get(rule.id, ()) if not facts.get(name)]
        if rule.result == "pass" and missing:
            what = f"is said to be met, and the site's own record does not say {', '.join(missing)}"
            problems.add(_JSON, rule.id, what, _AGAIN)
    agreed = facts.get("held_elsewhere")
    known = agreed if isinstance(agreed, dict) else {}
    for url in _held(told.rules):
        if url not in known:
            what = f"says that {url[:200]} is held elsewhere, and the site's own record does not"
            problems.add(_JSON, "A6", what, _AGAIN)


def _held(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        for note in rule.notes if rule.id == "A6" else ():
            match = _HELD.match(note.what)
            if not match:
                stop("A6", "has a note that is not of its form")
            yield match[1]


def _verify_maps(told: Told, body: Body, recorded: Mapping[str, Response], problems: Problems) -> None:
    robots = (body(f"{told.url}robots.txt") or b"").decode("utf-8", "replace")
    named = _SITEMAP.findall(robots)
    if told.rule("A2").result == "pass" and not named:
        problems.add(_JSON, "A2", "is said to be met, and robots.txt names no sitemap", _AGAIN)
    own = f"{told.url}sitemap.xml"
    sitemap = body(own)
    if told.rule("A9").result != "pass" or any(one != own for one in named):
        return
    if sitemap is None:
        problems.add(_JSON, "A9", f"is said to be met, and {own} is not recorded", _AGAIN)
    elif b"sitemapindex" not in sitemap[:4096]:
        found = (unescape(one.decode("utf-8", "replace")) for one in _LOCATION.findall(sitemap))
        listed = {_one_form(url): url for url in found}
        pages = (url for url, one in recorded.items() if one.status == "200" and is_html(one.media_type))
        for url in sorted(page for page in pages if _one_form(page) not in listed):
            if not _SENDS_ON.search(body(url) or b""):
                problems.add(_JSON, "A9", f"is said to be met, and {own} does not name {url[:200]}", _AGAIN)
        known = set(map(_one_form, recorded))
        for url in sorted(url for form, url in listed.items() if form not in known):
            problems.add(_JSON, "A9", f"is said to be met, and {own} names {url[:200]}, which is not recorded", _AGAIN)


def _one_form(url: str) -> str:
    """Return a full address without what makes no other page of it: scheme, escapes, `index.html`, a last slash."""
    return unquote(url.partition("://")[2]).removesuffix("index.html").rstrip("/")
