"""Pages in whatever state they are: what is written is what is verified, and nothing in it runs."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.reading_copy.hostile import HOSTILE

from review_site.archive.reading_copy.addressing import Site
from review_site.archive.reading_copy.draft import Copying
from review_site.archive.reading_copy.page import copy_page
from review_site.archive.reading_copy.stylesheet import Reference, rewrite_css
from review_site.archive.reading_copy.tokens import read_tokens, read_xml_tokens
from review_site.archive.verify.copied_page import page_faults
from review_site.archive.verify.copied_text import text_of_file, text_of_response
from review_site.archive.verify.copy_places import places_of
from review_site.archive.verify.location import locate_full

URL = "https://lighthouses.example.org/"
FILES = {"": "index.html", "about/": "about/index.html", "dot.png": "dot.png", "site.css": "site.css"}
COPYING = Copying(
    site=Site(URL, {key.encode(): name for key, name in FILES.items()}),
    picture=lambda name: ("image/png", b"PNG") if name == "dot.png" else None,
    symbol=lambda *_: None,
    day=date(2023, 5, 1),
)
PLACES = places_of({URL + key: name for key, name in FILES.items()}, URL)

ADDRESSES = [
    "/about/",
    "#x",
    "",
    "https://o.example/?a=1&copy=2",
    "//o.example/",
    "javascript:x()",
    "data:image/png,x",
    "/none",
]
ADDRESSES += ["/dot.png", "mailto:a@b.example", "http://", "?q", "data:text/html,x", "ja&#118;ascript:x()"]
ATTRIBUTES = {
    **dict.fromkeys(
        ["href", "src", "xlink:href", "action", "data", "poster", "cite", "background", "formaction"], ADDRESSES
    ),
    "srcset": ["/dot.png 1x, /none 2x", "https://o.example/a 1x", "/dot.png"],
    "style": ["color:red", "background:url(/dot.png)", "mask:url(/dot.png)", "background:url('https://o.example/x')"],
    "rel": ["stylesheet", "icon", "preload", "alternate", "canonical"],
    "http-equiv": ["refresh", "content-type"],
    "content": ["0; url=/about/", "text/html; charset=utf-8"],
    "onclick": ["x()"],
    "srcdoc": ["<p>x<img src=https://o.example/a><a href=/about/>y</a>"],
    "type": ["search", "checkbox", "hidden"],
    "alt": ["", "words"],
    "data-reading-copy": ["notice"],
}
NAMES = (
    "a img link meta style noscript iframe title textarea form input button p div table td picture source video track "
    "object base xmp template body html head svg image use font"
)
TAGS = st.builds(
    lambda name, attributes, end: f"<{name}{''.join(attributes)}{end}",
    st.sampled_from(NAMES.split()),
    st.lists(
        st.sampled_from(sorted(ATTRIBUTES)).flatmap(
            lambda key: st.sampled_from(ATTRIBUTES[key]).map(lambda value: f' {key}="{value}"')
        ),
        max_size=3,
    ),
    st.sampled_from([">", ">", " >"]),
)
ENDS = st.sampled_from(NAMES.split()).map(lambda name: f"</{name}>")
BITS = st.sampled_from(
    [
        "words ",
        "é &amp; &copy; ",
        "1 < 2",
        "<",
        "<!-- c -->",
        "<!-->",
        "<!-- --!>",
        "<?php x ?>",
        "<![if IE]>",
        "</>",
        "-->",
        "<script>var a = 1</script>",
        "<script>x(",
        "<style>p{background:url(/dot.png)} a>b{}</style>",
        "<plaintext>",
        "<!--[if IE]><script>x()</script><![endif]-->",
        "<script><!-- <script> x </script> --></script>",
    ]
)
PAGES = st.lists(st.one_of(TAGS, TAGS, ENDS, BITS), max_size=14).map("".join)

RUNS = re.compile(r"<(?:script|base|noscript|[a-z][^<>]*[\s\"'/](?:on\w+|href=\S?javascript:))", re.IGNORECASE)


def _copy(page: str) -> str:
    return copy_page(COPYING, page.encode(), f"{URL}about/", "about/index.html", utf8=True).content.decode()


def _faults(page: str, copied: str) -> list[object]:
    return list(
        page_faults(
            text_of_response(page.encode(), "text/html; charset=utf-8", is_xml=False),
            text_of_file(copied.encode(), is_xml=False),
            PLACES,
            locate_full(f"{URL}about/"),
            "about/index.html",
            holds=lambda name, media_type, content: content == b"PNG",
            files=set(FILES.values()),
            notice=(f"{URL}about/", date(2023, 5, 1)),
            is_xml=False,
            drawing=lambda _: [],
        )
    )


@settings(max_examples=250, deadline=None)
@given(PAGES)
def test_what_is_written_is_found_sound(page: str):
    copied = _copy(page)
    assert _faults(page, copied) == []
    assert not RUNS.search(copied)


@settings(max_examples=300, deadline=None)
@given(st.one_of(PAGES, st.text(st.sampled_from("<>/!-=\"' abscript[]?&;")), st.text()))
def test_tokens_leave_nothing_out_and_stand_in_order(page: str):
    for tokens in (list(read_tokens(page)), list(read_xml_tokens(page))):
        assert "".join(page[token.start : token.end] for token in tokens) == page


@pytest.mark.parametrize("page", HOSTILE)
def test_no_reader_finds_a_tag_that_runs_where_another_finds_words(page: str):
    assert not RUNS.search(_copy(page))


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a{b:url(x)}", 'a{b:url("NEW x")}'),
        ("a{b:URL( 'x' )}", 'a{b:url("NEW x")}'),
        ("a{b:\\75 rl(x)}", 'a{b:url("NEW x")}'),
        ("a{b:url(x\\29 y)}", 'a{b:url("NEW x)y")}'),
        ("@import 'x';", '@import "NEW x";'),
        ("@import url(gone) screen;p{}", "/* not in this copy: an imported stylesheet */p{}"),
        ("@namespace url(x);", "@namespace url(x);"),
        ("@font-face{src:url(gone)format('a'),local(b)}", '@font-face{src:local("not in this copy"),local(b)}'),
        ("a{b:url(gone)}", 'a{b:url("data:,")}'),
        ("a{b:image-set('x' 1x)}", 'a{b:image-set("NEW x" 1x)}'),
        ("a::after{content:'x'}", "a::after{content:'x'}"),
        ("a{behavior:x;-moz-binding:y}", "a{-not-in-this-copy:x;-not-in-this-copy:y}"),
        ("a{b:expression(x())}", "a{b:not-in-this-copy(x())}"),
        ("/* url(x) */", "/* url(x) */"),
        ("a{b:url(x", 'a{b:url("NEW x")'),
        ("a{b:'unclosed\n}c{d:url(x)}", 'a{b:\'unclosed\n}c{d:url("NEW x")}'),
    ],
)
def test_addresses_of_a_stylesheet_are_replaced_and_nothing_else(css: str, expected: str):
    def answer(reference: Reference) -> str | None:
        return None if reference.written == "gone" else f"NEW {reference.written}"

    assert rewrite_css(css, answer) == expected


@settings(max_examples=200)
@given(st.text(st.sampled_from("url(\"')@import;{}:/* \\a\n<"), max_size=60))
def test_a_stylesheet_whose_addresses_stay_is_the_same_text(css: str):
    same = rewrite_css(css, lambda reference: reference.written)
    assert same.replace("not-in-this-copy", "") == css
