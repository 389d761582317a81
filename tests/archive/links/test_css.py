"""Every reference of a stylesheet is found."""

import pytest

from review_site.archive.links.css import LONGEST, TOO_LONG, read_css
from review_site.archive.links.found import Found

SHEET = "https://lighthouses.example/assets/site.css"


def read(css: str) -> list[tuple[str, str]]:
    found = Found(SHEET)
    read_css(css, found)
    return [(one.attribute, one.url.removeprefix("https://lighthouses.example/assets/")) for one in found.links]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("@import 'x';", [("@import", "x")]),
        ('@import\n"x" layer(a) screen;', [("@import", "x")]),
        ("@import url(x); @import url('y') print;", [("@import", "x"), ("@import", "y")]),
        ("@media print { @import 'x'; }", [("@import", "x")]),
        ("@\\69mport 'x';", [("@import", "x")]),
        ("a { b: url(x) }", [("url()", "x")]),
        ("a { b: URL( 'x' ) , url(\"y\") }", [("url()", "x"), ("url()", "y")]),
        ("a { b: u\\72l(x) }", [("url()", "x")]),
        ("a { b: url(a\\)b\\ c) }", [("url()", "a)b%20c")]),
        ("@font-face { src: local('a'), url(x) format('woff2') }", [("url()", "x")]),
        ("a { b: image-set('x' 1x type('image/avif'), url(y) 2x) }", [("url()", "x"), ("url()", "y")]),
        ("a { b: -webkit-image-set(url(x) 1x) }", [("url()", "x")]),
        ("a { b: cross-fade(url(x), image('y')) }", [("url()", "x"), ("url()", "y")]),
        ("@supports (a: url(x)) { b { c: url(../y) } }", [("url()", "x"), ("url()", "https://lighthouses.example/y")]),
        ("a { b: url(x", [("url()", "x")]),
        ("}}}] a { b: url(x) }", [("url()", "x")]),
        ("a{--b:{c:[url(x)]}}", [("url()", "x")]),
        ("\ufeff<!-- a { b: url(x) } -->", [("url()", "x")]),
        ("/* url(a) */ '@import' 'url(b)' a { b: url( ) url(#c) url(data:,d) url(e f) }", []),
        ("@namespace url(http://www.w3.org/1999/xhtml); @namespace svg 'http://www.w3.org/2000/svg';", []),
        ("@charset 'utf-8'; @import; a { content: 'image' }", []),
        ("1url(x) #url(x) @url(x)", []),
    ],
)
def test_references_of_stylesheets(css: str, expected: list[tuple[str, str]]) -> None:
    assert [(name, url) for name, url in read(css)] == expected


def test_lines_of_stylesheets() -> None:
    found = Found(SHEET)
    read_css("a{b:url(x)}\n\n/*\n*/ c{d:url(y)}", found, line=10)
    assert [one.line for one in found.links] == [10, 13]


def test_nesting_without_end_is_read() -> None:
    assert read("([{" * 30_000 + "url(x)") == [("url()", "x")]


def test_a_stylesheet_without_end_is_told() -> None:
    found = Found(SHEET)
    read_css("a{b:url(x)}".ljust(LONGEST + 1), found)
    assert (found.links, found.unread) == ([], TOO_LONG)
