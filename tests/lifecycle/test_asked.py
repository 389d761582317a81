"""What a report asked, and what came back, as far as each may be seen on a day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import drawn

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.content.report_questions import Questions
from review_site.lifecycle.agenda import turns_of
from review_site.lifecycle.due import as_at

REGISTER = """
questions:
  from: 2021-03-01
  call: call-for-sightings
  asked:
    - {id: oil, text: How could a lamp burn less oil?}
    - {id: rocks, text: Which rocks did you not see?}
  answers:
    - {questions: oil, page: /oil/, text: Less of it.}
    - {questions: [oil, rocks], publication: final-report, text: 40 rocks.}
"""
PAGE = "---\ntitle: Oil\ndescription: Oil.\npublished: 2021-08-01\n---\n\nWords.\n"
INDEX = "---\ntitle: The Tower Report\ndescription: A report.\nshow: [questions]\n---\n\nWords.\n"
DRAWING = (
    drawn("content/reports/tower-report.yml", REGISTER.strip())
    + drawn("docs/tower-report/index.md", INDEX)
    + drawn("docs/oil.md", PAGE)
)


@pytest.fixture
def seen_on(lay: Callable[[str], Path]) -> Callable[..., Questions | None]:
    """Give what may be seen of the questions on a day."""

    def see(day: str, more: str = "") -> Questions | None:
        project = lay(DRAWING + more)
        library = read_library(project / "content", project / "docs")
        return as_at(library, parse_instant(day)).reports["tower-report"].entry.questions

    return see


def test_questions_are_shown_from_their_day(seen_on: Callable[..., Questions | None]) -> None:
    assert seen_on("2021-02-28T23:59") is None
    shown = seen_on("2021-03-01")
    assert shown is not None
    assert [question.id for question in shown.asked] == ["oil", "rocks"]


@pytest.mark.parametrize(
    ("day", "answers"),
    [
        ("2021-06-30T16:59", []),
        ("2021-07-31", []),
        ("2021-08-01", ["Less of it."]),
        ("2021-08-31T23:59", ["Less of it."]),
        ("2021-09-01", ["Less of it.", "40 rocks."]),
    ],
)
def test_answers_are_shown_once_the_call_is_over_and_what_tells_of_them_is_out(
    seen_on: Callable[..., Questions | None], day: str, answers: list[str]
) -> None:
    shown = seen_on(day)
    assert shown is not None
    assert [answer.text for answer in shown.answers] == answers
    assert [answer.text for answer in shown.answers_to("rocks")] == answers[1:]


def test_no_answer_is_shown_while_the_call_is_open(seen_on: Callable[..., Questions | None]) -> None:
    early = drawn("docs/oil.md", PAGE.replace("2021-08-01", "2021-03-01"))
    before, after = seen_on("2021-06-30T16:59", early), seen_on("2021-06-30T17:00", early)
    assert before is not None
    assert after is not None
    assert (before.answers, [answer.text for answer in after.answers]) == ((), ["Less of it."])


def test_the_day_of_the_questions_is_a_turn(lay: Callable[[str], Path]) -> None:
    project = lay(DRAWING)
    library = read_library(project / "content", project / "docs")
    turns = [turn for turn in turns_of(library) if turn.path == "content/reports/tower-report.yml"]
    assert [(turn.instant, turn.what) for turn in turns] == [
        (parse_instant("2021-03-01"), "what the report tower-report asked is shown")
    ]
