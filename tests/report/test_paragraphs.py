import re
from html import escape

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.content.paragraph_ledger import Numbered
from review_site.content.paragraph_words import numbered_elements
from review_site.report.fragments import parse_fragment
from review_site.report.paragraphs import number_paragraphs

LINK = re.compile(
    r'<a class="para" href="#(p-\d+-\d+)"(?: id="\1")?><span class="unseen">Paragraph </span>(\d+\.\d+)</a> '
)


def count(html: str, chapter: int) -> str:
    """Return a chapter whose paragraphs are counted, all of them shown."""
    found = numbered_elements(parse_fragment(html))
    numbered = [Numbered(f"{chapter}.{place}", one.words) for place, (_, one) in enumerate(found, 1)]
    return number_paragraphs(html, numbered)


def numbers(html: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in LINK.finditer(html)]


def test_a_paragraph_starts_with_a_link_to_itself() -> None:
    assert count("<p>The lamps are <em>few</em>.</p>", 3) == (
        '<p id="p-3-1" class="numbered"><a class="para" href="#p-3-1">'
        '<span class="unseen">Paragraph </span>3.1</a> The lamps are <em>few</em>.</p>'
    )


CHAPTER = """<h2 id="lamps">Lamps</h2>
<p>One &amp; <b>only</b></p>
<ul><li><p>In a list</p></li></ul>
<p><em>Two</em></p>
<blockquote><p>In a quotation</p></blockquote>
<table><tr><td><p>In a table</p></td></tr></table>
<div class="admonition"><p>In a note</p></div>
<p>Three<br>lines <picture><source srcset="a.png 2x"><img src="b.png"></picture></p>
<div class="footnote"><ol><li id="fn:1"><p>In a footnote</p></li></ol></div>"""


def test_only_paragraphs_of_the_chapter_itself_are_numbered() -> None:
    html = count(CHAPTER, 2)
    assert numbers(html) == [("p-2-1", "2.1"), ("p-2-2", "2.2"), ("p-2-3", "2.3")]
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    found = {element.get("id"): element.text_content() for element in root.iterfind("./p")}
    assert found == {
        "p-2-1": "Paragraph 2.1 One & only",
        "p-2-2": "Paragraph 2.2 Two",
        "p-2-3": "Paragraph 2.3 Threelines ",
    }


def test_nothing_else_of_the_chapter_is_changed() -> None:
    html = LINK.sub("", count(CHAPTER, 2))
    assert re.sub(r' id="p-2-\d" class="numbered"', "", html) == CHAPTER


def test_a_paragraph_keeps_the_id_and_the_classes_that_a_writer_gave_it() -> None:
    html = count('<p id="oil" class="lead wide">The oil is dear.</p>', 1)
    assert html.startswith('<p id="oil" class="lead wide numbered"><a class="para" href="#p-1-1" id="p-1-1">')
    assert numbers(html) == [("p-1-1", "1.1")]


@pytest.mark.parametrize("html", ["", "words alone", "<ul><li>one</li></ul>", "<h2>Only a heading</h2>"])
def test_a_chapter_without_paragraphs_stays_as_it_is(html: str) -> None:
    assert count(html, 1) == html


TEXTS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
).filter(str.strip)
OTHERS = st.sampled_from(
    ["<ul><li><p>a</p></li></ul>", "<blockquote><p>b</p></blockquote>", "<h3>c</h3>", "<hr>", "", "d"]
)


@given(st.lists(st.tuples(TEXTS, OTHERS, TEXTS, OTHERS), min_size=1, max_size=8), st.integers(0, 30))
@settings(deadline=None)
def test_numbers_survive_edits_of_words_and_of_all_that_is_not_a_paragraph(
    rows: list[tuple[str, str, str, str]], chapter: int
) -> None:
    one = "\n".join(f"<p>{escape(text)}</p>\n{other}" for text, other, _, _ in rows)
    edited = "\n".join(f"{other}\n<p>{escape(text)}</p>" for _, _, text, other in rows)
    anchors = numbers(count(one, chapter))
    assert anchors == numbers(count(edited, chapter))
    assert anchors == [(f"p-{chapter}-{number}", f"{chapter}.{number}") for number in range(1, len(rows) + 1)]


@given(st.lists(TEXTS, min_size=1, max_size=8))
@settings(deadline=None)
def test_the_words_of_a_paragraph_stay(texts: list[str]) -> None:
    html = count("\n".join(f"<p>{escape(text)}</p>" for text in texts), 4)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    found = [paragraph.text_content() for paragraph in root.iterfind("./p")]
    assert found == [f"Paragraph 4.{number} {text}" for number, text in enumerate(texts, 1)]


ALL = tuple(
    Numbered(number, words)
    for number, words in [("1.1", "One."), ("1.1A", "Two."), ("1.2", "Three."), ("1.3", "One."), ("1.4", "Four.")]
)
GONE = {"1.2": "Removed on 3 June 2023: it was <wrong>."}


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (["One.", "Two.", "Three.", "One.", "Four."], ["1.1", "1.1A", "1.2", "1.3", "1.4"]),
        (["Two.", "One.", "Four."], ["1.1A", "1.3", "1.4"]),
        (["One.", "Four."], ["1.1", "1.4"]),
        (["Two.", "Four, edited since in some of its words.", "Three."], ["1.1A", "1.2"]),
    ],
)
def test_what_is_shown_of_a_chapter_has_the_numbers_of_its_words(shown: list[str], expected: list[str]) -> None:
    html = number_paragraphs("\n".join(f"<p>{words}</p>" for words in shown), ALL)
    assert re.findall(r"</span>([^<]+)</a>", html) == expected


def test_note_marks_are_no_words_and_stay() -> None:
    marked = '<p>One<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>'
    html = number_paragraphs(marked, ALL)
    assert html.startswith('<p id="p-1-1" class="numbered">')
    assert html.endswith('1.1</a> One<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>')


def test_a_paragraph_held_to_its_number_has_its_anchor_once() -> None:
    html = number_paragraphs('<p id="p-1-1a">Two.</p>', ALL)
    assert html.count('id="p-1-1a"') == 1
    assert html.startswith('<p id="p-1-1a" class="numbered"><a class="para" href="#p-1-1a"><span')


ORDER = [one.number for one in ALL]


def test_a_removed_paragraph_is_a_line_where_it_stood() -> None:
    html = "<h2>A</h2>\n<p>Two.</p>\n<ul>\n<li>x</li>\n</ul>\n<h2>B</h2>\n<p>Four.</p>"
    lines = number_paragraphs(html, ALL, GONE, ORDER).split("\n")
    assert lines[5] == (
        '<p class="removed numbered" id="p-1-2"><a class="para" href="#p-1-2"><span class="unseen">Paragraph </span>'
        "1.2</a> Removed on 3 June 2023: it was &lt;wrong&gt;.</p>"
    )
    assert [lines[4], lines[6]] == ["</ul>", "<h2>B</h2>"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ["1.2"]),
        ("<h2>A</h2><p>Four.</p>", ["1.2", "1.4"]),
        ("<p>One.</p><div class='footnote'>x</div>", ["1.1", "1.2"]),
        ("<p>One.</p><p>Three.</p>", ["1.1", "1.2"]),
    ],
)
def test_a_removed_paragraph_stands_on_every_page_that_does_not_show_it(html: str, expected: list[str]) -> None:
    done = number_paragraphs(html, ALL, GONE, ORDER)
    assert re.findall(r"</span>([^<]+)</a>", done) == expected
    assert ("Removed on" in done) == ("Three." not in done)
    assert done.index("1.2</a>") < done.find("footnote") or "footnote" not in done


def test_several_that_were_removed_stand_in_their_order() -> None:
    gone = {"1.3": "b", "1.1A": "a", "1.2": "c"}
    html = number_paragraphs("<p>One.</p><p>Four.</p>", ALL, gone, ORDER)
    assert re.findall(r"</span>([^<]+)</a>", html) == ["1.1", "1.1A", "1.2", "1.3", "1.4"]
