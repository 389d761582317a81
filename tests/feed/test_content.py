from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review_site.feed.content import portable

PAGE = "https://lighthouses.example.org/news/fog/"


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<a href="/about/">a</a>', '<a href="https://lighthouses.example.org/about/">a</a>'),
        ('<a href="../bells/">a</a>', '<a href="https://lighthouses.example.org/news/bells/">a</a>'),
        ('<a href="#fn:1">1</a>', f'<a href="{PAGE}#fn:1">1</a>'),
        ('<a href="?page=2">a</a>', f'<a href="{PAGE}?page=2">a</a>'),
        ('<a href="">a</a>', f'<a href="{PAGE}">a</a>'),
        ('<a href="//cdn.example/x">a</a>', '<a href="https://cdn.example/x">a</a>'),
        ('<img src="//cdn.example/x.png" alt="">', '<img src="https://cdn.example/x.png" alt="">'),
        ('<img srcset="//cdn.example/x.png 2x">', '<img srcset="https://cdn.example/x.png 2x">'),
        ('<a href="\\\\x">a</a>', f'<a href="{PAGE}\\\\x">a</a>'),
        ('<ins cite="/a">a</ins>', '<ins cite="https://lighthouses.example.org/a">a</ins>'),
        ('<a href="http://example.com/">a</a>', '<a href="http://example.com/">a</a>'),
        ('<a href="mailto:a@example.com">a</a>', '<a href="mailto:a@example.com">a</a>'),
        ('<a href="tel:+441234">a</a>', '<a href="tel:+441234">a</a>'),
        ('<img src="lamp.png" alt="">', f'<img src="{PAGE}lamp.png" alt="">'),
        (
            '<img srcset="a.png 1x, /b.png 2x" src="a.png" alt="">',
            f'<img srcset="{PAGE}a.png 1x, https://lighthouses.example.org/b.png 2x" src="{PAGE}a.png" alt="">',
        ),
        ('<source srcset="w_2,a.png 200w,b.png 400w">', f'<source srcset="{PAGE}w_2,a.png 200w, {PAGE}b.png 400w">'),
        (
            '<picture><source srcset="a.png 1x"><img src="b.png"></picture>',
            f'<picture><source srcset="{PAGE}a.png 1x"><img src="{PAGE}b.png"></picture>',
        ),
        ('<img srcset="a.png, b.png 2x">', f'<img srcset="{PAGE}a.png, {PAGE}b.png 2x">'),
        ('<video poster="p.png" src="v.mp4"></video>', f'<video poster="{PAGE}p.png" src="{PAGE}v.mp4"></video>'),
        (
            '<blockquote cite="/about/">q</blockquote>',
            '<blockquote cite="https://lighthouses.example.org/about/">q</blockquote>',
        ),
        ('<h2 id="oil">Oil</h2>', '<h2 id="oil">Oil</h2>'),
        ("words & <b>more", "words &amp; <b>more</b>"),
        ("", ""),
    ],
)
def test_addresses_become_absolute(html: str, made: str) -> None:
    assert portable(html, PAGE) == made


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ("<style>p { color: red }</style>a", "a"),
        ('<iframe src="https://example.com/"></iframe>a', "a"),
        ('<p onclick="alert(1)" style="color: red" class="x">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href=" JaVa&#10;ScRiPt:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="vbscript:x">a</a>', "<a>a</a>"),
        ('<a href="http:about">a</a>', "<a>a</a>"),
        ('<a href="//[">a</a>', "<a>a</a>"),
        ('<a href="java&#1;script:alert(1)">&#27;</a>', f'<a href="{PAGE}java%EF%BF%BDscript:alert(1)">\ufffd</a>'),
        ('<q cite="javascript:alert(1)">a</q>', "<q>a</q>"),
        ('<img srcset="javascript:alert(1) 1x">', "<img>"),
        ('<img srcset="data:image/png;base64,AA== 1x, a.png 2x">', f'<img srcset="{PAGE}a.png 2x">'),
        ("<svg><script>alert(1)</script></svg>a", "a"),
        ("<!-- a note --><p>a</p>", "<p>a</p>"),
        ('<form action="/x"><input name="a">b</form>', "b"),
        ("<iframe><p>x</p></iframe>a", "a"),
        ("<noscript><p>x</p></noscript>a", "a"),
        ("<title>x</title>a", "a"),
        ("<div hidden>x<p hidden>y</p></div>a <b hidden>z</b>b", "a b"),
        ('<a href="http:///x" ping="/y" target="_blank">a</a>', "<a>a</a>"),
        ('<img src="data:image/png;base64,AA==" alt="A lamp">', '<img alt="A lamp">'),
    ],
)
def test_what_could_act_is_left_out(html: str, made: str) -> None:
    assert portable(html, PAGE) == made


def candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(", ")]


ADDRESSES = st.one_of(
    st.sampled_from(
        [
            "",
            "#a",
            "?b",
            "/c",
            "d",
            "../e",
            "//f",
            "http://g/",
            "https://[",
            "//[",
            "javascript:x",
            "data:,x",
            "tel:1",
            "\\\\h",
            "http:i",
            "/j k",
            "\x01",
            "java\tscript:x",
        ]
    ),
    st.text("abc:/?#[]@!$&'()*+,;=%.\\ \t\n\x01", max_size=12),
)
NAMES = st.sampled_from(
    ["href", "src", "srcset", "cite", "poster", "onclick", "onerror", "style", "id", "action", "data", "background"]
)
TAGS = st.sampled_from(
    [
        "a",
        "img",
        "source",
        "video",
        "blockquote",
        "iframe",
        "script",
        "object",
        "svg",
        "p",
        "form",
        "math",
        "template",
        "base",
        "noscript",
    ]
)


def write_tag(tag: str, attributes: dict[str, str], inside: str) -> str:
    written = "".join(
        ' {}="{}"'.format(name, value.replace("&", "&amp;").replace('"', "&quot;"))
        for name, value in attributes.items()
    )
    return f"<{tag}{written}>{inside}</{tag}>"


ELEMENTS = st.recursive(
    st.text(max_size=8),
    lambda inside: st.builds(
        write_tag, TAGS, st.dictionaries(NAMES, ADDRESSES, max_size=4), st.lists(inside, max_size=3).map("".join)
    ),
    max_leaves=8,
)


@given(ELEMENTS)
@example('<img srcset="a 1x,javascript:x 2x">')
@example('<a href="//[">')
@settings(deadline=None, max_examples=400)
def test_no_html_keeps_anything_that_acts_or_an_address_that_is_relative(html: str) -> None:
    made = portable(html, PAGE)
    root = lxml.html.fragment_fromstring(made, create_parent="div")
    for element in root.iter():
        assert element.tag not in {"script", "iframe", "object", "svg", "form", "style", "base", "template", "noscript"}
        assert not {
            name
            for name in element.attrib
            if name.startswith("on") or name in {"style", "action", "data", "background"}
        }
        found = [element.get(name) for name in ("href", "src", "cite", "poster") if name in element.attrib]
        if "srcset" in element.attrib:
            found += candidates(element.get("srcset", ""))
        for address in found:
            parts = urlsplit(address)
            assert parts.scheme in {"http", "https", "mailto", "tel"}
            assert parts.netloc or parts.scheme in {"mailto", "tel"}


@given(ELEMENTS)
@settings(deadline=None)
def test_what_is_fit_to_travel_stays_as_it_is(html: str) -> None:
    made = portable(html, PAGE)
    assert portable(made, PAGE) == made
