"""A report on one page: no id twice, every link within it leads somewhere, no word lost."""

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.report.whole import WholePart, anchor_of_part, join_parts, outline_of

ROOT = "/r/"
ONE, TWO = "/r/chapter-1/", "/r/annex/a/"


def join(*htmls: str) -> tuple[str, ...]:
    return join_parts([WholePart(address, html) for address, html in zip((ONE, TWO), htmls, strict=False)], ROOT)


def test_numbered_anchors_stay_and_others_get_the_name_of_their_part() -> None:
    one, two = join(
        '<h2 id="oil">Oil</h2><p id="p-1-1">x<a href="#fn:1">1</a></p><figure id="figure-1-1"></figure>'
        '<table id="table-s-1"></table><p id="p-1-12za">y</p><ol><li id="fn:1">n</li></ol>',
        '<h2 id="oil">Oil</h2><ol><li id="fn:1">n</li></ol>',
    )
    assert re.findall(r'id="([^"]+)"', one) == [
        "chapter-1--oil", "p-1-1", "figure-1-1", "table-s-1", "p-1-12za", "chapter-1--fn:1",
    ]  # fmt: skip
    assert re.findall(r'id="([^"]+)"', two) == ["annex.a--oil", "annex.a--fn:1"]
    assert 'href="#chapter-1--fn:1"' in one


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/r/annex/a/#oil", "#annex.a--oil"),
        ("/r/annex/a/#p-2-1", "#p-2-1"),
        ("/r/annex/a/", "#part-annex.a"),
        ("/r/annex/a/#nowhere", "#part-annex.a"),
        ("#own", "#chapter-1--own"),
        ("/r/", "/r/"),
        ("/r/chapter-9/#p-9-1", "/r/chapter-9/#p-9-1"),
        ("/about/#oil", "/about/#oil"),
        ("https://example.org/#oil", "https://example.org/#oil"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_between_parts_become_anchors(href: str, target: str) -> None:
    one, _ = join(f'<p id="own"><a href="{href}">x</a></p>', '<h2 id="oil">O</h2><p id="p-2-1">y</p>')
    assert f'<a href="{target}">' in one


def test_headings_go_a_level_down_and_not_below_the_last() -> None:
    (one,) = join("<h2>a</h2><h3>b</h3><h5>c</h5><h6>d</h6>")
    assert re.findall(r"<(h\d)>", one) == ["h3", "h4", "h6", "h6"]


def test_what_names_an_id_names_it_still() -> None:
    (one,) = join(
        '<svg role="img" aria-labelledby="t d"><title id="t">T</title><desc id="d">D</desc>'
        '<pattern id="dots"></pattern><rect fill="url(#dots)"></rect></svg>'
        '<table><tr><th id="h">H</th><td headers="h">1</td></tr></table>'
    )
    assert 'aria-labelledby="chapter-1--t chapter-1--d"' in one
    assert 'fill="url(#chapter-1--dots)"' in one
    assert 'headers="chapter-1--h"' in one


def test_lists_at_the_end_keep_their_anchors_and_are_led_to() -> None:
    html = '<p><a class="term" href="/r/glossary/#term-lamp">lamp</a></p>'
    listed = '<dl><dt id="term-lamp">lamp</dt><dd><a href="/r/chapter-1/#p-1-1">1.1</a></dd></dl>'
    one, glossary = join_parts(
        [WholePart(ONE, f'<p id="p-1-1">x</p>{html}'), WholePart("/r/glossary/", listed, keeps_ids=True)], ROOT
    )
    assert 'href="#term-lamp"' in one
    assert 'id="term-lamp"' in glossary
    assert 'href="#p-1-1"' in glossary


def test_the_outline_of_a_page() -> None:
    html = '<h2 id="oil">The <em>oil</em></h2><p class="numbered">x</p><h3 id="x">No</h3><p class="numbered">y</p>'
    assert outline_of(html) == ((("oil", "The oil"),), 2)


def test_the_anchor_of_a_part_is_none_of_its_ids() -> None:
    assert anchor_of_part(TWO, ROOT) == "part-annex.a"


IDS = st.sampled_from(
    ["oil", "p-1-1", "p-2-1", "figure-1-1", "table-of-oil", "fn:1", "part-chapter-1", "chapter-1--oil", "t"]
)
HREFS = st.sampled_from(
    ["#oil", "#t", "/r/chapter-1/#oil", "/r/annex/a/#p-1-1", "/r/annex/a/#fn:1", "/r/chapter-1/", "/r/"]
)
BLOCKS = st.lists(
    st.one_of(
        IDS.map(lambda name: f'<p id="{name}">words of {name}</p>'),
        HREFS.map(lambda href: f'<p><a href="{href}">a link</a></p>'),
        st.integers(2, 6).map(lambda level: f"<h{level}>A heading</h{level}>"),
    ),
    max_size=8,
).map(lambda blocks: "".join(dict.fromkeys(blocks)))  # fmt: skip


@given(BLOCKS, BLOCKS)
def test_no_id_stands_twice_every_anchor_leads_somewhere_and_no_word_is_lost(one: str, two: str) -> None:
    joined = join(one, two)
    page = "".join(
        f'<section id="{anchor_of_part(address, ROOT)}">{html}</section>'
        for address, html in zip((ONE, TWO), joined, strict=True)
    )
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    words = lxml.html.fromstring(f"<div>{one}{two}</div>").text_content()
    assert lxml.html.fromstring(f"<div>{page}</div>").text_content() == words
