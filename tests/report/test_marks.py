"""Marks become links, in words and nowhere else."""

from html import escape

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.report_marks import Mark
from review_site.report.marks import link_marks, settle_links


def resolve(mark: Mark) -> tuple[str, str | None] | None:
    if mark.name in ("9.9", "9"):
        return mark.words, None
    if mark.name == "nothing":
        return None
    if mark.kind == "work":
        return f"Lamp, 2020{f', {mark.at}' if mark.at else ''}", "/r/bibliography/#work-lamp"
    return mark.words, f"/r/#{mark.name}"


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>See [para 2.1].</p>", '<p>See <a class="ref" href="/r/#2.1">paragraph 2.1</a>.</p>'),
        (
            "<p>[para 2.1] and <em>[para 2.2]</em>, [para 2.3]</p>",
            '<p><a class="ref" href="/r/#2.1">paragraph 2.1</a> and '
            '<em><a class="ref" href="/r/#2.2">paragraph 2.2</a></em>, '
            '<a class="ref" href="/r/#2.3">paragraph 2.3</a></p>',
        ),
        (
            "<p>Few<br>are lit [@lamp, p. 4] [@lamp].</p>",
            '<p>Few<br>are lit (<a class="ref" href="/r/bibliography/#work-lamp">Lamp, 2020, p. 4</a>) '
            '(<a class="ref" href="/r/bibliography/#work-lamp">Lamp, 2020</a>).</p>',
        ),
        (
            "<p>Few (see [@lamp]) [@lamp]</p>",
            '<p>Few (see <a class="ref" href="/r/bibliography/#work-lamp">Lamp, 2020</a>) '
            '(<a class="ref" href="/r/bibliography/#work-lamp">Lamp, 2020</a>)</p>',
        ),
        (
            '<div class="footnote"><p>Source: [@lamp].</p></div>',
            '<div class="footnote"><p>Source: <a class="ref" href="/r/bibliography/#work-lamp">Lamp, 2020</a>.'
            "</p></div>",
        ),
        ("<p>See [para 9.9].</p>", "<p>See paragraph 9.9.</p>"),
        ("<p>See [@nothing].</p>", "<p>See [@nothing].</p>"),
        ("<p>[para 2.1]</p>[para 2.2]", '<p><a class="ref" href="/r/#2.1">paragraph 2.1</a></p>'
         '<a class="ref" href="/r/#2.2">paragraph 2.2</a>'),
        ("[para 2.1]<p>x</p>", '<a class="ref" href="/r/#2.1">paragraph 2.1</a><p>x</p>'),
    ],
)  # fmt: skip
def test_a_mark_is_a_link_in_words(html: str, linked: str) -> None:
    assert link_marks(html, resolve) == linked


@pytest.mark.parametrize(
    "html",
    [
        "<p><code>[para 2.1]</code></p>",
        "<pre><code>[para 2.1]</code></pre>",
        '<p><a href="/x/">see [para 2.1]</a></p>',
        '<p><a href="/x/"><em>[para 2.1]</em></a></p>',
        '<p><img alt="[para 2.1]" src="a.png"></p>',
        "<p>No mark &amp; nothing</p>",
    ],
)
def test_code_links_and_attributes_are_left_alone(html: str) -> None:
    assert link_marks(html, resolve) == html


def test_words_of_a_mark_are_escaped() -> None:
    html = link_marks('<p>[@lamp, p. &lt;b&gt; &amp; "]</p>', resolve)
    assert '>Lamp, 2020, p. &lt;b&gt; &amp; "</a>' in html


PIECES = st.lists(st.sampled_from(["[para 2.1]", "[@lamp]", "[para 9.9]", " words ", "<b>bold</b>", "&amp;", "[1]"]))


@given(PIECES)
def test_nothing_but_marks_changes(pieces: list[str]) -> None:
    told = {"[para 2.1]": "paragraph 2.1", "[@lamp]": "(Lamp, 2020)", "[para 9.9]": "paragraph 9.9"}
    before = "".join(pieces)
    expected = "".join(told.get(piece, piece) for piece in pieces)
    html = link_marks(f"<p>{before}</p>", resolve)
    assert lxml.html.fromstring(html).text_content() == lxml.html.fromstring(f"<p>{expected}</p>").text_content()
    assert html.count('class="ref"') == sum(piece in ("[para 2.1]", "[@lamp]") for piece in pieces)


IDS = {"/r/one/": {"p-1-1"}, "/r/two/": {"p-2-1", "figure-s-1"}}


@pytest.mark.parametrize(
    ("href", "settled"),
    [
        ("#p-1-1", "#p-1-1"),
        ("#p-1-9", None),
        ("../two/#p-2-1", "../two/#p-2-1"),
        ("/r/two/#p-2-9", None),
        ("/r/one/#figure-s-1", "/r/two/#figure-s-1"),
        ("/r/two/", "/r/two/"),
        ("/r/bibliography/#work-a", "/r/bibliography/#work-a"),
    ],
)
def test_a_link_to_what_is_not_there_is_words_alone(href: str, settled: str | None) -> None:
    def link(target: str) -> str:
        return f'<p>See <a class="ref" href="{escape(target)}">paragraph 1.1</a>.</p>'

    expected = "<p>See paragraph 1.1.</p>" if settled is None else link(settled)
    assert settle_links(link(href), "/r/one/", IDS) == expected
