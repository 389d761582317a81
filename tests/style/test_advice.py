"""Each folder of tests/cases/style/ holds a text and the advice on it by the house style of the example review."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.content.markdown import read_markdown
from review_site.content.source import Source, read_source
from review_site.problems import Problem, Problems
from review_site.style.advice import advise
from review_site.style.house_style import HouseStyle, read_house_style

TESTS = Path(__file__).parents[1]
CASES = sorted(path.name for path in (TESTS / "cases/style").iterdir())


def house_style() -> HouseStyle:
    problems = Problems()
    style = read_house_style(TESTS / "example/content/house-style.yml", "content/house-style.yml", problems)
    assert style is not None, list(problems)
    return style


def advice_on(file: Path, style: HouseStyle) -> list[Problem]:
    source = read_source(file, file.name, Problems())
    assert source is not None
    return advise(source, read_markdown(source.body, source.body_line), style)


@pytest.mark.parametrize("case", CASES)
def test_gives_the_advice_of_a_case(case: str) -> None:
    folder = TESTS / "cases/style" / case
    told = advice_on(folder / "text.md", house_style())
    assert "".join(f"{problem}\n" for problem in told) == (folder / "expected.txt").read_text(encoding="utf-8")
    assert all(problem.level == "advice" for problem in told)


@pytest.mark.parametrize("case", CASES)
def test_a_house_that_asks_for_nothing_gives_no_advice(case: str) -> None:
    easy = HouseStyle(sentence_words=0, paragraph_words=0, british_spelling=False)
    told = advice_on(TESTS / "cases/style" / case / "text.md", easy)
    assert {problem.field for problem in told} <= {"abbreviation", "waiver"}


WORDS = [
    "beacon ",
    "A signal\nlight. ",
    "LHK ",
    "(ABC) ",
    "color ",
    "“",
    "” ",
    "word ",
    "Dr. ",
    "? ",
    "\n\n",
    "> ",
    "## ",
]
NOTES = [
    "<!-- style: allow beacon -->",
    "<!-- style: x -->",
    "<!-- style: allow-page sentence, q -->\n",
    "- ",
    "[^1]: ",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS + NOTES), max_size=80).map("".join)), st.text())
@settings(deadline=None, max_examples=400)
def test_any_text_gets_advice_at_lines_that_lie_in_it(body: str, title: str) -> None:
    source = Source("post.md", {"title": title, "summary": ["x"]}, {("title",): 2}, body, 5)
    told = advise(source, read_markdown(body, 5), house_style())
    assert all(problem.line == 2 or 5 <= (problem.line or 0) <= 5 + body.count("\n") for problem in told)
