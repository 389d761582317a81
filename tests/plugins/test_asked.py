"""What a report asked, on every page where it belongs, linked both ways."""

from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from tests.drawings import draw_post, drawn

REGISTER = """
formats: []
questions:
  call: call-for-sightings
  asked:
    - {id: oil, number: Question 1, text: "How could a lamp <b> burn no whale oil?", paragraph: "1.2"}
    - {id: rocks, text: Which rocks did you not see?, chapter: 2}
    - {id: all, text: What else?}
  answers:
    - {questions: oil, page: /fog-bells/, text: Less & less of it.}
    - {questions: [oil, rocks], page: /final-report/, text: 40 rocks.}
"""
FIRST = "/tower-report/"
INDEX = "---\ntitle: The Tower Report\ndescription: A report.\nshow: [contents, questions]\n---\n\nWords.\n"
PART = "---\ntitle: {}\ndescription: A part.\n{}---\n\nWords.\n\nMore words.\n"
PAGES = (
    drawn("docs/tower-report/index.md", INDEX)
    + drawn("docs/tower-report/chapter-1.md", PART.format("The oil", "chapter: 1\n"))
    + drawn("docs/tower-report/chapter-2.md", PART.format("The rocks", "chapter: 2\n"))
    + drawn("docs/tower-report/summary.md", PART.format("Summary", ""))
)
POST = draw_post(published="2021-08-01")


def asked(register: str) -> str:
    """Draw a report with its register."""
    return PAGES + drawn("content/reports/tower-report.yml", register.strip())


DRAWING = asked(REGISTER) + POST


@pytest.fixture
def show(site: Callable[..., Path]) -> Callable[..., lxml.html.HtmlElement]:
    """Build the review as at a day; gives the main part of the page at an address."""

    def page(address: str, today: str = "2021-10-01", drawing: str = DRAWING) -> lxml.html.HtmlElement:
        file = site(drawing, today) / address.strip("/") / "index.html"
        root = lxml.html.fromstring(file.read_text(encoding="utf-8"))
        root.make_links_absolute(f"https://x{address}")
        return root.find(".//main")

    return page


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def links(element: lxml.html.HtmlElement) -> list[str]:
    return [link.get("href").removeprefix("https://x") for link in element.iter("a")]


def test_the_first_page_of_the_report_lists_what_it_asked_and_what_came_back(
    show: Callable[..., lxml.html.HtmlElement],
) -> None:
    main = show(FIRST)
    assert words(main.get_element_by_id("questions")) == "What it asked, and what came back"
    sections = main.findall(".//section[@class='line asked']")
    assert [section.find("h3").get("id") for section in sections] == [
        "questions-oil",
        "questions-rocks",
        "questions-all",
    ]
    first, second, third = sections
    assert words(first.find("h3")) == "Question 1 How could a lamp <b> burn no whale oil?"
    assert links(first) == [f"{FIRST}chapter-1/#p-1-2", "/fog-bells/", "/final-report/"]
    assert "Less & less of it. Fog bells" in words(first)
    assert links(second) == [f"{FIRST}chapter-2/", "/final-report/"]
    assert "No summary of answers to this is listed." in words(third)


def test_a_chapter_shows_its_own(show: Callable[..., lxml.html.HtmlElement]) -> None:
    one = show(f"{FIRST}chapter-1/").get_element_by_id("asked-here")
    assert words(one) == "What this chapter asked"
    assert links(one.getnext()) == [f"{FIRST}#questions-oil"]
    assert "oil" in words(one.getnext())


def test_a_page_of_the_report_that_is_no_chapter_shows_none(show: Callable[..., lxml.html.HtmlElement]) -> None:
    main = show(f"{FIRST}summary/")
    assert main.xpath(".//*[@id='asked-here']") == []


def test_the_call_names_the_questions_and_their_places(show: Callable[..., lxml.html.HtmlElement]) -> None:
    main = show("/about/")
    (section,) = main.findall(".//section[@aria-labelledby='call-call-for-sightings']")
    (heading,) = (one for one in section.findall("h3") if "Tower" in words(one))
    assert words(heading) == "Questions of The Tower Report"
    assert links(heading) == [f"{FIRST}#questions"]
    assert links(heading.getnext()) == [f"{FIRST}chapter-1/#p-1-2", f"{FIRST}chapter-2/"]
    assert len(heading.getnext().findall("li")) == 3


@pytest.mark.parametrize(("address", "questions"), [("/fog-bells/", ["oil"]), ("/final-report/", ["oil", "rocks"])])
def test_what_tells_of_answers_names_the_questions(
    show: Callable[..., lxml.html.HtmlElement], address: str, questions: list[str]
) -> None:
    (panel,) = show(address).xpath(".//section[@aria-labelledby='answers-to-tower-report']")
    assert words(panel.find("h2")) == "Answers to the questions of the Tower Report"
    assert links(panel) == [f"{FIRST}#questions-{name}" for name in questions]


def test_before_the_call_closes_it_asks_and_nothing_came_back(site: Callable[..., Path]) -> None:
    built = site(DRAWING.replace("2021-08-01", "2021-02-02"), "2021-06-01")
    first = (built / "tower-report/index.html").read_text(encoding="utf-8")
    assert "What it asks</h2>" in first
    assert "Answers are gathered by" in first
    told = [file for file in built.rglob("*") if file.is_file() and b"less of it" in file.read_bytes()]
    assert told == []
    assert "answers-to-tower-report" not in (built / "fog-bells/index.html").read_text(encoding="utf-8")


def test_before_their_own_day_no_page_shows_them(site: Callable[..., Path]) -> None:
    later = DRAWING.replace("questions:\n      call", "questions:\n      from: 2021-09-01\n      call")
    assert later != DRAWING
    built = site(later, "2021-08-31")
    told = [file for file in built.rglob("*") if file.is_file() and b"burn no whale oil" in file.read_bytes()]
    assert told == []


OURS = """
formats: []
questions:
  note: The wording was not found.
  call: call-for-sightings
  asked:
    - {id: oil, subject: How lamps burn oil, chapter: 1}
  source: https://example.org/oil
"""


def test_subjects_in_our_words_are_shown_as_that(show: Callable[..., lxml.html.HtmlElement]) -> None:
    ours = asked(OURS)
    first = words(show(FIRST, drawing=ours))
    assert "The wording was not found." in first
    assert "These are not the report’s own questions: the subjects are in this site’s words." in first
    assert "By its subject, in chapter 1: The oil" in first
    chapter = words(show(f"{FIRST}chapter-1/", drawing=ours))
    assert "What people were asked about this" in chapter
    assert "the subjects are in this site’s words, and so is their place here." in chapter
    assert "What The Tower Report asked about" in words(show("/about/", drawing=ours))


def test_an_earlier_version_shows_what_was_asked_and_no_answer_yet(site: Callable[..., Path]) -> None:
    index = """---
title: The Tower Report
description: A report.
show: [contents, questions]
---

Words.

/// from | 2021-06-01
More.
///

/// from | 2021-09-15
And more.
///
"""
    built = site(DRAWING + drawn("docs/tower-report/index.md", index), "2021-10-01")
    earlier = (built / "tower-report/as-at/2021-06-01/index.html").read_text(encoding="utf-8")
    assert "What it asks</h2>" in earlier
    assert "burn no whale oil" in earlier
    assert "less of it" not in earlier
    assert "less of it" in (built / "tower-report/index.html").read_text(encoding="utf-8")


def test_a_text_may_link_to_a_question(site: Callable[..., Path]) -> None:
    post = draw_post(published="2021-08-01", body=f"See [the first question]({FIRST}#questions-oil).")
    built = site(asked(REGISTER) + post, "2021-10-01")
    assert "tower-report/#questions-oil" in (built / "fog-bells/index.html").read_text(encoding="utf-8")


IN_A_PUBLICATION = """
formats: []
questions:
  call: call-for-sightings
  asked:
    - {id: oil, text: Which oil?, chapter: 1}
  answers:
    - {questions: oil, publication: final-report, text: None of it.}
"""


@pytest.mark.parametrize("address", ["/publications/final-report/", "/final-report/"])
def test_a_publication_of_answers_and_the_page_that_tells_of_it_name_the_questions(
    show: Callable[..., lxml.html.HtmlElement], address: str
) -> None:
    drawing = asked(IN_A_PUBLICATION)
    assert "/publications/final-report/" in links(
        show(FIRST, drawing=drawing).get_element_by_id("questions-oil").getparent()
    )
    (panel,) = show(address, drawing=drawing).xpath(".//section[@aria-labelledby='answers-to-tower-report']")
    assert links(panel) == [f"{FIRST}#questions-oil"]
