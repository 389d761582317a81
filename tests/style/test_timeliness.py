"""Advice on outdated words over a whole review, at an instant."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import drawn

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.style.library import advise_library
from review_site.style.timeliness import advise_on_time

ROOT = Path(__file__).parents[2]
PAGE = """docs/fog.md
    ---
    title: What is said of fog today
    description: It will be measured until March 2022.
    updates:
      - on: 2021-06-01
        note: More comes tomorrow.
    ---

    Fog will be measured by 1 March 2022. Sign up to help.

    > We will tell you tomorrow.

    <!-- style: allow shortly -->
    More comes shortly.
"""
REST = """content/blogs/2021-03-05-fog-today.md
    ---
    title: Fog today
    slug: fog-today
    id: tag:lighthouses.example.org,2021-01-04:blogs/fog-today
    status: ready
    kind: blog
    published: 2021-03-05
    authors: [keepers-panel]
    summary: The fog will lift tomorrow.
    ---

    It will lift by 6 March 2021. Sign up tomorrow.
"""
CALL = """content/calls/call-for-bells.md
    ---
    title: Call for Bells
    id: tag:lighthouses.example.org,2021-01-04:calls/bells
    kind: ideas
    opens: 2021-02-01
    closes: 2021-02-28
    page: /about/
    asked: Which bells are currently rung?
    ways:
      - by: post
        at: The Keeper, The Rock
        note: Send us your bell by 28 February 2021.
    policy: Answers will be published by the end of 2021.
    source: review:/about/
    ---

    Tell us of bells.
"""


def advice(project: Path, instant: str) -> list[str]:
    library = read_library(project / "content", project / "docs")
    return list(map(str, advise_on_time(library, project / "content", parse_instant(instant))))


@pytest.fixture
def plain(lay: Callable[[str], Path]) -> Callable[..., Path]:
    """Lay the example review with the ledger that the added files need, and another register where one is asked for."""

    def lay_with(drawing: str, change: Callable[[str], str] = lambda register: register) -> Path:
        project = lay(drawing)
        register = project / "content/review.yml"
        text = register.read_text(encoding="utf-8")
        register.write_text(change(text), encoding="utf-8")
        return project

    return lay_with


def test_a_page_is_told_of_what_time_has_overtaken(plain: Callable[..., Path]) -> None:
    project = plain(PAGE)
    passing = "docs/fog.md:2: outdated: “today” is true on one day alone (write the date, or leave the word out)"
    mend = "(tell what came of it, or that it was planned: it was to …)"
    assert advice(project, "2021-08-31") == [passing]
    assert advice(project, "2022-04-01") == [
        passing,
        f"docs/fog.md:3: outdated: “will” speaks of March 2022 as still to come, and it has gone by {mend}",
        f"docs/fog.md:9: outdated: “will” speaks of 1 March 2022 as still to come, and it has gone by {mend}",
        "docs/fog.md:9: outdated: “Sign up” invites, and the review asks nobody any more "
        "(tell what people could do then)",
    ]


def test_a_post_is_the_record_of_its_day_but_for_its_title(plain: Callable[..., Path]) -> None:
    assert advice(plain(REST), "2022-04-01") == [
        "content/blogs/2021-03-05-fog-today.md:2: outdated: “today” is true on one day alone "
        "(write the date, or leave the word out)"
    ]


def test_the_words_of_a_call_are_read_and_its_ways_to_answer_are_not(plain: Callable[..., Path]) -> None:
    told = advice(plain(CALL), "2022-04-01")
    assert [line.partition(" (")[0] for line in told] == [
        "content/calls/call-for-bells.md:8: outdated: “currently” does not stay true",
        "content/calls/call-for-bells.md:13: outdated: “will” speaks of 2021 as still to come, and it has gone by",
        "content/calls/call-for-bells.md:17: outdated: “Tell us” invites, and the review asks nobody any more",
    ]


NOTICE = """notices:
  - id: closing
    heading: This website is to close
    text: It will close on 10 May 2021.
    from: 2021-05-01
    until: 2021-06-01
"""


@pytest.mark.parametrize(
    ("instant", "lines"), [("2021-04-01", 0), ("2021-05-10", 0), ("2021-05-11", 1), ("2021-06-01", 0)]
)
def test_a_notice_is_told_of_while_it_stands(plain: Callable[..., Path], instant: str, lines: int) -> None:
    def change(register: str) -> str:
        before, _, after = register.partition("notices:\n")
        return before + NOTICE + after

    told = [line for line in advice(plain("", change), instant) if "10 May 2021" in line]
    assert len(told) == lines


def test_other_words_of_the_register_are_told_of(plain: Callable[..., Path]) -> None:
    project = plain("", lambda register: register.replace("about: ", "about: Currently at sea. ", 1))
    assert len([line for line in advice(project, "2022-04-01") if line.startswith("content/review.yml")]) == 1


@pytest.mark.parametrize(("today", "lines"), [("2022-02-28", []), ("2022-03-02", [11])])
def test_of_words_that_change_with_time_those_of_the_instant_are_read(
    plain: Callable[..., Path], today: str, lines: list[int]
) -> None:
    text = "---\ntitle: Fog\ndescription: Of fog.\n---\n\n/// dates | until 2022-03-01\nIt will lift on 1 March 2022.\n"
    text += "///\n/// dates | from 2022-03-01\nIt lifted.\nSome of it will lift on 1 March 2022.\n///"
    found = [line for line in advice(plain(drawn("docs/fog.md", text)), today) if line.startswith("docs/fog.md")]
    assert [int(line.split(":")[1]) for line in found] == lines


@pytest.mark.parametrize("instant", ["2021-01-15", "2021-07-01", "2023-02-28", "2023-03-11", "2026-11-24"])
def test_the_real_review_has_no_outdated_word(instant: str) -> None:
    library = read_library(ROOT / "content", ROOT / "docs")
    told = advise_library(library, ROOT / "content", parse_instant(instant))
    assert [str(problem) for problem in told if problem.field == "outdated"] == []


REGISTER = """content/recommendations.yml
    report: about
    note: It is currently read.
    source: review:/about/
    recommendations:
      - id: bells
        title: Bells
        text: Bells will be rung by March 2021.
        note: More is coming soon.
        history:
          - on: 2021-06-01
            response: accepted
            note: They will be rung by July 2021.
            source: review:/about/
"""


def test_official_wording_and_answers_are_records_of_their_day(plain: Callable[..., Path]) -> None:
    told = [line for line in advice(plain(REGISTER), "2022-01-01") if "recommendations.yml" in line]
    assert [line.partition(" outdated")[0] for line in told] == [
        "content/recommendations.yml:2:",
        "content/recommendations.yml:8:",
    ]
