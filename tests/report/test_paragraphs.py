import re
from html import escape

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.report.paragraphs import number_paragraphs

LINK = re.compile(
    r'<a class="para" href="#(p-\d+-\d+)"(?: id="\1")?><span class="unseen">Paragraph </span>(\d+\.\d+)</a> '
)


def numbers(html: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in LINK.finditer(html)]


def test_a_paragraph_starts_with_a_link_to_itself() -> None:
    assert number_paragraphs("<p>The lamps are <em>few</em>.</p>", 3) == (
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
    html = number_paragraphs(CHAPTER, 2)
    assert numbers(html) == [("p-2-1", "2.1"), ("p-2-2", "2.2"), ("p-2-3", "2.3")]
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    found = {element.get("id"): element.text_content() for element in root.iterfind("./p")}
    assert found == {
        "p-2-1": "Paragraph 2.1 One & only",
        "p-2-2": "Paragraph 2.2 Two",
        "p-2-3": "Paragraph 2.3 Threelines ",
    }


def test_nothing_else_of_the_chapter_is_changed() -> None:
    html = LINK.sub("", number_paragraphs(CHAPTER, 2))
    assert re.sub(r' id="p-2-\d" class="numbered"', "", html) == CHAPTER


def test_a_paragraph_keeps_the_id_and_the_classes_that_a_writer_gave_it() -> None:
    html = number_paragraphs('<p id="oil" class="lead wide">The oil is dear.</p>', 1)
    assert html.startswith('<p id="oil" class="lead wide numbered"><a class="para" href="#p-1-1" id="p-1-1">')
    assert numbers(html) == [("p-1-1", "1.1")]


@pytest.mark.parametrize("html", ["", "words alone", "<ul><li>one</li></ul>", "<h2>Only a heading</h2>"])
def test_a_chapter_without_paragraphs_stays_as_it_is(html: str) -> None:
    assert number_paragraphs(html, 1) == html


TEXTS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
)
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
    anchors = numbers(number_paragraphs(one, chapter))
    assert anchors == numbers(number_paragraphs(edited, chapter))
    assert anchors == [(f"p-{chapter}-{number}", f"{chapter}.{number}") for number in range(1, len(rows) + 1)]


@given(st.lists(TEXTS, min_size=1, max_size=8))
@settings(deadline=None)
def test_the_words_of_a_paragraph_stay(texts: list[str]) -> None:
    html = number_paragraphs("\n".join(f"<p>{escape(text)}</p>" for text in texts), 4)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    found = [paragraph.text_content() for paragraph in root.iterfind("./p")]
    assert found == [f"Paragraph 4.{number} {text}" for number, text in enumerate(texts, 1)]
