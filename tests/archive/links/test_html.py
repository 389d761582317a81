"""Every reference of a page is found, whatever its markup looks like."""

from collections.abc import Callable

import pytest

from review_site.archive.links import Link, LinkGraph
from review_site.archive.links.found import LONGEST, Found
from review_site.archive.links.html import read_html

PAGE = "https://lighthouses.example/reports/"


def read(html: str | bytes) -> list[Link]:
    found = Found(PAGE)
    read_html(html.encode() if isinstance(html, str) else html, found)
    return found.links


def told(html: str) -> list[str]:
    """Return kind, element, attribute and address, without the page's own where it begins so."""
    return [f"{one.kind} {one.element} {one.attribute} {one.url.removeprefix(PAGE)}" for one in read(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href=x>', 'link a href x'),
        ('<map><area href=x></map>', 'link area href x'),
        ("<img src=x alt=''>", 'requisite img src x'),
        ('<image src=x>', 'requisite image src x'),
        ('<img longdesc=x>', 'link img longdesc x'),
        ('<script src=x></script>', 'requisite script src x'),
        ('<input type=image src=x>', 'requisite input src x'),
        ('<table background=x><td background=y>', 'requisite table background x; requisite td background y'),
        ('<html manifest=x><body background=y>', 'requisite html manifest x; requisite body background y'),
        ('<iframe src=x></iframe>', 'frame iframe src x'),
        ('<frameset><frame src=x></frameset>', 'frame frame src x'),
        ('<object data=x></object><embed src=y>', 'frame object data x; frame embed src y'),
        (
            '<video src=x poster=y><track src=z></video>',
            'media video src x; requisite video poster y; media track src z',
        ),
        ('<audio src=x></audio><audio><source src=y></audio>', 'media audio src x; media source src y'),
        (
            '<form action=x><button formaction=y><input formaction=z>',
            'form form action x; form button formaction y; form input formaction z',
        ),
        ('<q cite=x></q><blockquote cite=y></blockquote>', 'link q cite x; link blockquote cite y'),
        ('<ins cite=x></ins><del cite=y></del>', 'link ins cite x; link del cite y'),
        ("<img srcset='x 1x, y 2x'>", 'requisite img srcset x; requisite img srcset y'),
        ("<picture><source srcset='x,y 2x'></picture>", 'requisite source srcset x,y'),
        ("<link rel=preload as=image imagesrcset='x 400w'>", 'requisite link imagesrcset x'),
        ("<link rel='Shortcut ICON' href=x>", 'requisite link href x'),
        (
            "<link rel=stylesheet href=x><link rel='alternate stylesheet' href=y>",
            'requisite link href x; requisite link href y',
        ),
        ('<link rel=manifest href=x><link rel=preload href=y>', 'requisite link href x; requisite link href y'),
        ('<link rel=alternate href=x><link rel=canonical href=y>', 'link link href x; link link href y'),
        (
            '<link rel=next href=x><link rel=prev href=y><link href=z>',
            'link link href x; link link href y; link link href z',
        ),
        ("<meta http-equiv=Refresh content='0; url=x'>", 'link meta refresh x'),
        ('<meta http-equiv=refresh content=\'5;URL = "x" y\'>', 'link meta refresh x'),
        ("<meta http-equiv=refresh content='0,x'>", 'link meta refresh x'),
        ("<meta http-equiv=refresh content=5><meta http-equiv=refresh content='url=x'>", ''),
        (
            '<meta property=og:image content=x><meta name=twitter:image content=y>',
            'link meta og:image x; link meta twitter:image y',
        ),
        ('<meta name=description content=x>', ''),
        ("<p style='background:url(x)'>", 'requisite p url() x'),
        ("<style>@import 'x'; p { background: url(y) }</style>", 'requisite style @import x; requisite style url() y'),
        (
            "<svg><a xlink:href=x><image href=y /><use xlink:href='z#lamp'/></a></svg>",
            'link a xlink:href x; requisite image href y; requisite use xlink:href z',
        ),
        ("<svg><rect fill='url(x#g)'/><rect fill='url(#g)'/></svg>", 'requisite rect url() x'),
        ('<noscript><img src=x></noscript><template><a href=y></a></template>', 'requisite img src x; link a href y'),
        ("<iframe srcdoc='<a href=x>&lt;img src=y&gt;'></iframe>", 'link a href x; requisite img src y'),
    ],
)  # fmt: skip
def test_every_kind_of_reference(html: str, expected: str) -> None:
    assert "; ".join(told(html)) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<a href='#top'>", "<a href=''>", "<a>", "<img src='data:image/png;base64,AAAA'>", "<a href='http://'>",
        "<!-- <a href=x> -->", "<script>var a = '<a href=x>'</script>", "<textarea><a href=x></textarea>",
        "<title><a href=x></title>", "<a href='x", "<xmp><a href=x></xmp>", "<style>/* url(x) */</style>",
        "<script><!--<script></script><a href=x>--></script>", "<base href='/'>", "<div href=x>", "", "\0", " \n",
    ],
)  # fmt: skip
def test_what_is_no_reference(html: str) -> None:
    assert read(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<A HREF = 'x'>", "<a\nhref\n=\nx\n>", "<a/href=x>", "<a title='>' href=x>", "<a href=x href=y>",
        "<p><p></b><a href=x>", "<a href=&#120;>", "<!--><a href=x>-->", "<!-- --!><a href=x>-->",
        "</html></body><p>late<a href=x>", "<?php ?><a href=x>", "<select><a href=x>", "<table><a href=x>",
        "\0<a\0b><a href=x>", "<a href=' x\t\n'>", "<![CDATA[<b>]]><a href=x>", "<a href='x#y'>",
        "<div>" * 5000 + "<a href=x>",
    ],
)  # fmt: skip
def test_broken_markup_hides_nothing(html: str) -> None:
    assert [(one.element, one.url) for one in read(html)] == [("a", f"{PAGE}x")]


def test_references_after_the_end_of_the_page_count() -> None:
    assert told("<body></body></html><!-- --></html><img src=x>") == ["requisite img src x"]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("/tower/", "https://lighthouses.example/tower/x"),
        ("//other.example/tower", "https://other.example/x"),
        ("../tower/lamp", "https://lighthouses.example/tower/x"),
        ("javascript:0", f"{PAGE}x"),
        ("http://", f"{PAGE}x"),
    ],
)
def test_the_first_base_counts_for_the_whole_page(base: str, expected: str) -> None:
    html = f"<a href=x><base target=_top><base href='{base}'><base href='/no/'>"
    assert [one.url for one in read(html)] == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<a href=/é>".encode(), "%C3%A9"),
        ("<a href=/é>".encode("cp1252"), "%C3%A9"),
        ("<meta charset=iso-8859-2><a href=/é>".encode("iso8859-2"), "%C3%A9"),
        ("<meta http-equiv=content-type content='text/html; charset=KOI8-R'><a href=/ж>".encode("koi8-r"), "%D0%B6"),
        ("<meta charset=shift_jis><a href=/海>".encode("cp932"), "%E6%B5%B7"),
        ("<meta charset=zip><a href=/é>".encode("cp1252"), "%C3%A9"),
        ("<meta charset=punycode><a href=/é>".encode("cp1252"), "%C3%A9"),
        ("<meta charset=utf-16><a href=/é>".encode(), "%C3%A9"),
        ("\ufeff<a href=/é>".encode("utf-16-le"), "%C3%A9"),
        ("\ufeff<a href=/é>".encode("utf-16-be"), "%C3%A9"),
        (b"<a href=/\xff\xfe>", "%C3%BF%C3%BE"),
        (b"<meta charset=utf-8><a href=/\xff>", "%EF%BF%BD"),
    ],
)
def test_pages_in_any_encoding(content: bytes, expected: str) -> None:
    assert [one.url for one in read(content)] == [f"https://lighthouses.example/{expected}"]


def test_the_query_of_an_old_page_keeps_its_encoding() -> None:
    assert read("<a href='?é'>".encode("cp1252"))[0].url == f"{PAGE}?%E9"


def test_each_reference_has_its_line_and_what_it_is_for() -> None:
    html = """<a href=x
 rel='License  NoFollow'>

<link rel=Alternate href=y>
<p style='a: url(z)'>
<style>

b{a:url(w)}</style>"""
    assert [(one.line, one.rel) for one in read(html)] == [(2, "license nofollow"), (4, "alternate"), (5, ""), (8, "")]


def test_in_a_page_too_deep_for_a_tree_the_lines_are_not_known() -> None:
    links = read("<div>" * 3000 + "\n<a href=x>\n<style>a{b:url(y)}</style>")
    assert [(one.url.removeprefix(PAGE), one.line) for one in links] == [("x", 0), ("y", 0)]


def test_an_address_longer_than_any_is_no_reference() -> None:
    assert len(read(f"<a href='{'x' * LONGEST}'>")) == 1
    assert read(f"<a href='{'x' * (LONGEST + 1)}'>") == []


def test_frames_in_frames_are_read_to_a_depth() -> None:
    html = "<a href=deepest>"
    for _ in range(6):
        html = f'<a href=x><iframe srcdoc="{html.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'
    assert [one.url for one in read(html)] == [f"{PAGE}x"] * 5


def test_twenty_thousand_links_on_a_page(graph_of: Callable[..., LinkGraph]) -> None:
    html = "".join(f"<a href={number}/>" for number in range(20_000))
    graph = graph_of({"index.html": html, "17777/index.html": ""})
    assert len(graph.pages["/"].links) == 20_000
    assert graph.hops() == {"/": 0, "/17777/": 1}
