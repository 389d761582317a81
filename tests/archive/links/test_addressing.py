"""References mean what a browser takes them to mean."""

import json
import subprocess

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from review_site.archive.links.addressing import host_and_port, resolve

PAGE = "https://lighthouses.example/reports/first/?page=2"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("", PAGE),
        ("#part", PAGE),
        ("lamp.png", "https://lighthouses.example/reports/first/lamp.png"),
        ("./lamp.png#top", "https://lighthouses.example/reports/first/lamp.png"),
        ("../", "https://lighthouses.example/reports/"),
        ("..", "https://lighthouses.example/reports/"),
        ("../../../../above/", "https://lighthouses.example/above/"),
        ("%2e%2E/%2e/x", "https://lighthouses.example/reports/x"),
        ("/a//b/../c", "https://lighthouses.example/a//c"),
        ("?page=3", "https://lighthouses.example/reports/first/?page=3"),
        ("\\wind\\sea", "https://lighthouses.example/wind/sea"),
        ("\\\\OTHER.example\\x", "https://other.example/x"),
        ("//other.example", "https://other.example/"),
        ("///other.example/x", "https://other.example/x"),
        ("https:x", "https://lighthouses.example/reports/first/x"),
        ("http:x", "http://x/"),
        ("HTTPS://Other.Example:443/", "https://other.example/"),
        ("http://other.example:8080/x", "http://other.example:8080/x"),
        ("http://other.example:99999/", None),
        ("http://", None),
        ("http://a b/", None),
        ("https://user:word@other.example/", "https://user:word@other.example/"),
        ("https://leuchttürme.example/ü?ü", "https://xn--leuchttrme-geb.example/%C3%BC?%C3%BC"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]/"),
        (" \n li\tne\r.html \x00", "https://lighthouses.example/reports/first/line.html"),
        ("a b|c\"<d>`{e}", "https://lighthouses.example/reports/first/a%20b|c%22%3Cd%3E%60%7Be%7D"),
        ("100%/%zz", "https://lighthouses.example/reports/first/100%/%zz"),
        ("\ud800", "https://lighthouses.example/reports/first/%EF%BF%BD"),
        ("mailto:keeper@lighthouses.example", "mailto:keeper@lighthouses.example"),
        ("JavaScript:void(0)", "javascript:void(0)"),
    ],
)  # fmt: skip
def test_a_reference_is_read_against_its_page(reference: str, expected: str | None) -> None:
    assert resolve(PAGE, reference) == expected


def test_a_query_is_written_in_the_encoding_of_its_page() -> None:
    assert resolve(PAGE, "/é?é", "cp1252") == "https://lighthouses.example/%C3%A9?%E9"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://lighthouses.example/x", ("lighthouses.example", None)),
        ("http://user@lighthouses.example.:81?x", ("lighthouses.example", 81)),
        ("https://[::1]/", ("[::1]", None)),
        ("mailto:x@lighthouses.example", None),
    ],
)
def test_the_host_of_an_address(url: str, expected: tuple[str, int | None] | None) -> None:
    assert host_and_port(url) == expected


_CHARACTERS = "ab./\\?#:@%&=+~!$'()*,;[]|<>\"`{} \t\n\0é😀\x7f"
_PARTS = ("..", "//", "%2e", "%41", "%zz", "http:", "https:", "HTTP:", "ftp:", ":80", ":443", ":8080", "u:p@")
_HOSTS = ("other.example", "OTHER.example.", "münchen.example")
_PIECES = st.sampled_from((*_CHARACTERS, *_PARTS, *_HOSTS))
_REFERENCES = st.lists(_PIECES, max_size=6).map("".join)
_PAGES = st.sampled_from(
    [
        "https://lighthouses.example/",
        "http://lighthouses.example:8080/a/b/c?x=1",
        "https://h/a//b/",
        "http://h/%7Ea/..%2f/x",
    ]
)
_URL = """
const pairs = JSON.parse(require("fs").readFileSync(0));
const read = ([page, reference]) => {
  try { const url = new URL(reference, page); url.hash = ""; return url.href } catch { return null }
};
console.log(JSON.stringify(pairs.map(read)));
"""


@given(pairs=st.lists(st.tuples(_PAGES, _REFERENCES), min_size=150, max_size=150))
@settings(max_examples=6, deadline=None, phases=[Phase.generate])  # one example holds hundreds: no need to shrink
def test_node_reads_references_alike(pairs: list[tuple[str, str]]) -> None:
    run = subprocess.run(["node", "-e", _URL], input=json.dumps(pairs), capture_output=True, text=True, check=True)
    read = json.loads(run.stdout)
    found = [(pair, resolve(*pair), expected) for pair, expected in zip(pairs, read, strict=True)]
    assert [one for one in found if _in_one_form(one[1]) != _in_one_form(one[2])] == []


def _in_one_form(url: str | None) -> str | None:
    """Return an address as both write it: without user, and of one that node has none for, none."""
    if url is None or not url.startswith(("http:", "https:", "ftp:")):
        return None
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"
