"""The legal block, the results of the tests, the criteria: what is read, and what contradicts what."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from review_site.clock import parse_instant
from review_site.content.criteria import CRITERIA
from review_site.content.legal_checks import LEGAL_PAGES
from review_site.content.library import read_library
from review_site.problems import Problem
from review_site.style.review_dates import advise_on_reviews

Tell = Callable[[Path], list[Problem]]
REGISTER, RESULTS = "content/review.yml", "content/accessibility-results.yml"


def change(project: Path, path: str, pattern: str, new: str) -> None:
    file = project / path
    text, times = re.subn(pattern, new, file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert times == 1
    file.write_text(text, encoding="utf-8")


def empty_lists(project: Path) -> None:
    change(project, REGISTER, r"    known_issues:.*?(?=    improving)", "")


def test_the_criteria_are_those_of_wcag_at_a_and_aa() -> None:
    levels = [criterion.level for criterion in CRITERIA.values()]
    assert (levels.count("A"), levels.count("AA")) == (31, 24)
    assert CRITERIA["1.4.3"].name == "Contrast (Minimum)"
    assert "4.1.1" not in CRITERIA
    assert all(number == criterion.number for number, criterion in CRITERIA.items())
    assert all(re.fullmatch(r"[A-Z][^<>]+\.", criterion.failure) for criterion in CRITERIA.values())


def test_a_finding_alone_contradicts_full_compliance(good: Path, problems_of: Tell) -> None:
    empty_lists(good)
    assert problems_of(good) == []
    change(good, REGISTER, "partially compliant", "fully compliant")
    (problem,) = problems_of(good)
    assert problem.what == f"“fully compliant” is contradicted by what the tests found of 1.4.3 ({RESULTS}, line 15)"
    change(good, RESULTS, r"      - 1\.4\.3\n", "      []\n")
    assert problems_of(good) == []


def test_a_finding_that_fails_no_criterion_is_nothing_to_list(good: Path, problems_of: Tell) -> None:
    empty_lists(good)
    change(good, RESULTS, r"findings:.*", "findings: []\n")
    (problem,) = problems_of(good)
    assert (problem.field, problem.line) == ("legal.accessibility.status", 129)
    assert problem.what == "“partially compliant” is said, and nothing is listed that is not accessible"
    change(good, REGISTER, "partially compliant", "not compliant")
    assert [one.what for one in problems_of(good)] == [
        "“not compliant” is said, and nothing is listed that is not accessible"
    ]


@pytest.mark.parametrize("address", LEGAL_PAGES)
def test_each_of_the_four_pages_has_to_be_there(good: Path, problems_of: Tell, address: str) -> None:
    page = f"docs{address.rstrip('/')}.md"
    (good / page).unlink()
    found = [problem for problem in problems_of(good) if problem.path == page]
    assert [(one.field, one.what) for one in found] == [("file", "is missing")]
    assert f"show: [{LEGAL_PAGES[address]}]" in found[0].mend


def test_a_legal_page_must_not_be_withdrawn(good: Path, problems_of: Tell) -> None:
    lines = "withdrawn:\n  on: 2021-05-01\n  reason: Nobody read it.\n---\n"
    change(good, "docs/copyright.md", r"(?<=\n)---\n", lines)
    assert [(one.path, one.field) for one in problems_of(good)] == [("docs/copyright.md", "withdrawn")]


def test_a_page_that_cannot_be_read_is_not_told_as_missing(good: Path, problems_of: Tell) -> None:
    (good / "docs/cookies.md").write_text("No front matter\n", encoding="utf-8")
    assert [one.field for one in problems_of(good) if "cookies" in one.path] == ["front matter"]


def test_results_that_are_missing_or_broken_are_told(good: Path, problems_of: Tell) -> None:
    (good / RESULTS).write_text("- a\n- b\n", encoding="utf-8")
    assert [str(one) for one in problems_of(good) if one.path == RESULTS]
    (good / RESULTS).unlink()
    assert [(one.path, one.what) for one in problems_of(good)] == [(RESULTS, "is missing")]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2021-07-01", []),
        ("2022-01-20", []),
        ("2022-01-21", ["the site was last tested on 20 January 2021, more than a year ago"]),
        (
            "2022-02-02",
            [
                "the accessibility statement was last reviewed on 1 February 2021, more than a year ago",
                "the privacy notice was last reviewed on 1 February 2021, more than a year ago",
                "the site was last tested on 20 January 2021, more than a year ago",
            ],
        ),
        (
            "2021-01-25",
            [
                "the accessibility statement was last reviewed on 1 February 2021, which is still to come",
                "the privacy notice was last reviewed on 1 February 2021, which is still to come",
            ],
        ),
    ],
)
def test_what_nobody_looked_at_for_a_year_is_advice(good: Path, day: str, told: list[str]) -> None:
    assert [one.what for one in advice(good, parse_instant(day))] == told


def test_a_statement_older_than_the_tests_is_advice_at_its_line(good: Path) -> None:
    change(good, RESULTS, "2021-01-20", "2021-02-02")
    (one,) = advice(good, parse_instant("2021-07-01"))
    assert str(one) == (
        f"{REGISTER}:132: legal.accessibility.reviewed: the accessibility statement was last reviewed on "
        "1 February 2021, before the last test (read it against the site, and write the day)"
    )
    assert one.level == "advice"


def advice(project: Path, instant: datetime) -> list[Problem]:
    library = read_library(project / "content", project / "docs")
    return advise_on_reviews(library, project / "content", instant)
