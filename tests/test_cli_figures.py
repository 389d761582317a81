"""The command that lists figures, as it is typed: what is printed, how it exits."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.drawings import drawn

from review_site.cli import main

CHAPTER = """---
title: The quays
description: The quays of 40 harbours.
chapter: 1
---

There are 40 harbours.[^1]

It costs £2.6 million.

[^1]: Source: the harbour office.
"""
REGISTER = "wording: summary\nformats: []\n"
INDEX = "---\ntitle: Harbours\ndescription: A report.\n---\n\nWords.\n"
REPORT = (
    drawn("content/reports/harbours.yml", REGISTER)
    + drawn("docs/harbours/index.md", INDEX)
    + drawn("docs/harbours/quays.md", CHAPTER)
)
Run = Callable[..., Result]


@pytest.fixture
def run(lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in the folder of the example review with a second report."""
    monkeypatch.chdir(lay(REPORT))
    return lambda *words: CliRunner().invoke(main, list(words), catch_exceptions=False)


def test_each_figure_is_a_line_with_its_source(run: Run) -> None:
    told = run("figures", "harbours")
    assert told.stdout.splitlines() == [
        "docs/harbours/quays.md:3: description: 40: “The quays of 40 harbours.” (source: docs/harbours/quays.md:11)",
        "docs/harbours/quays.md:7: 1.1: 40: “There are 40 harbours.” (source: docs/harbours/quays.md:11)",
        "docs/harbours/quays.md:9: 1.2: £2.6 million: “It costs £2.6 million.” (no source)",
        "harbours: 3 figures, 1 without a source.",
    ]
    assert told.exit_code == 1


def test_check_tells_what_the_list_shows(run: Run) -> None:
    told = run("check")
    assert told.exit_code == 1
    assert told.stdout.startswith("docs/harbours/quays.md:9: figure: “£2.6 million” has no source (")


def test_a_report_of_its_own_words_needs_none(run: Run) -> None:
    register = Path("content/reports/harbours.yml")
    register.write_text("wording: original\nformats: []\n", encoding="utf-8")
    told = run("figures", "harbours")
    assert told.exit_code == 0
    assert told.stdout.endswith("harbours: 3 figures, 1 without a source (the report is the source of its own).\n")
    assert run("check").exit_code == 0


def test_all_reports_are_listed_as_json(run: Run) -> None:
    told = run("figures", "--format", "json")
    reports = {report["name"]: report for report in json.loads(told.stdout)}
    assert list(reports) == ["case-for-change", "harbours"]
    assert [figure["number"] for figure in reports["harbours"]["figures"]] == ["40", "40", "£2.6 million"]
    assert reports["harbours"]["figures"][1]["sources"] == [
        {"path": "docs/harbours/quays.md", "line": 11, "words": "Source: the harbour office."}
    ]


def test_an_unknown_report_is_told(run: Run) -> None:
    told = run("figures", "harbour")
    assert (told.exit_code, "there is no report “harbour” (did you mean harbours?)" in told.stderr) == (2, True)
