import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.report.questions import enclose_questions

PAGE = """<p>These were asked most.</p>
<h2 id="question-1">1. Who keeps the <em>lights</em>?</h2>
<p>The keepers do.</p>
<h3 id="winter">In winter</h3>
<ul><li>Then as well.</li></ul>
<h2 id="question-2">2. When?</h2>
<p>At dusk <picture><source srcset="a.png 2x"><img src="b.png" alt="A lamp"></picture></p>
<div class="footnote"><ol><li id="fn:1"><p>By the book.</p></li></ol></div>"""


def test_a_question_and_its_answer_are_a_disclosure_that_stands_open() -> None:
    assert enclose_questions('<h2 id="question-1">1. Who?</h2>\n<p>The keepers.</p>\n') == (
        '<details class="faq" open>\n<summary><h2 id="question-1">1. Who?</h2></summary>\n'
        "<p>The keepers.</p>\n</details>\n"
    )


def test_an_answer_ends_at_the_next_question_or_the_notes() -> None:
    root = lxml.html.fragment_fromstring(enclose_questions(PAGE), create_parent="div")
    assert [child.tag for child in root] == ["p", "details", "details", "div"]
    answers = [[child.tag for child in details] for details in root.iterfind("details")]
    assert answers == [["summary", "p", "h3", "ul"], ["summary", "p"]]
    assert [h2.getparent().tag for h2 in root.iter("h2")] == ["summary", "summary"]


def test_the_list_of_a_page_still_finds_its_questions() -> None:
    parts = enclose_questions(PAGE).split('<h2 id="')[1:]
    assert [part.split('"')[0] for part in parts] == ["question-1", "question-2"]
    assert '<div class="footnote">' in enclose_questions(PAGE)


def test_a_page_without_questions_stays_as_it_is() -> None:
    html = "<p>One &amp; <b>only</b><br>line</p>\n"
    assert enclose_questions(html) == html


PIECES = st.lists(
    st.sampled_from(
        [
            *("<p>One.</p>", "two", "<h2>3. Which?</h2>", '<h2 id="x">Why?</h2>', "<h3>So</h3>"),
            *("<ul><li>Four</li></ul>", "<blockquote><h2>Quoted</h2></blockquote>", '<div class="footnote">Six</div>'),
        ]
    )
)


@given(PIECES)
@settings(deadline=None)
def test_no_word_is_lost_or_moved_and_every_question_stays_a_heading(pieces: list[str]) -> None:
    html = "\n".join(pieces)
    made = lxml.html.fragment_fromstring(enclose_questions(html), create_parent="div")
    plain = lxml.html.fragment_fromstring(html, create_parent="div")
    assert made.text_content().split() == plain.text_content().split()
    assert [h2.text_content() for h2 in made.iter("h2")] == [h2.text_content() for h2 in plain.iter("h2")]
    assert all(details.get("open") is not None for details in made.iter("details"))
