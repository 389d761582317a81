"""The register as files: what they say, that they say the same, and that no spreadsheet runs a cell."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from tests.registers import register_of, registers

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.content.recommendation_lists import lists_of
from review_site.content.recommendations import ANSWERS, UNANSWERED, Recommendations
from review_site.lifecycle.due import as_at
from review_site.report.contents import contents_of
from review_site.report.register.rows import Row, chapters_of, count_answers, rows_of
from review_site.report.register.tables import (
    FIELDS,
    SEPARATOR,
    Head,
    fields_of,
    render_csv,
    render_json,
    render_schema,
)

EXAMPLE = Path(__file__).parents[1] / "example"
WHOLE = read_library(EXAMPLE / "content", EXAMPLE / "docs")
URL = "https://lighthouses.example.org/recommendations/"


def seen(register: Recommendations, day: str) -> Library:
    return as_at(replace(WHOLE, recommendations=register), parse_instant(day))


def rows(library: Library) -> tuple[Row, ...]:
    return rows_of(library, chapters_of(library, ()))


def head(library: Library) -> Head:
    return Head(
        title="Recommendations",
        report="The Case for Change",
        official=True,
        note="Made up.",
        address=URL,
        schema=f"{URL}recommendations-schema.json",
        counts=count_answers(library, rows(library)),
    )


def as_text(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(filter(None, (value["date"], value["answer"])))
    if isinstance(value, list):
        return SEPARATOR.join(map(as_text, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@given(registers())
@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("day", ["2021-09-01", "2021-10-20", "2030-01-01"])
def test_both_files_say_the_same_entry_by_entry_and_as_their_schema_has_it(day: str, register: Recommendations) -> None:
    library = seen(register, day)
    told = json.loads(render_json(rows(library), head(library)))
    schema = json.loads(render_schema(head(library)))
    Draft202012Validator.check_schema(schema)
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(told)] == []
    table = list(csv.DictReader(io.StringIO(render_csv(rows(library)).decode("utf-8-sig"), newline="")))
    assert list(table[0]) == list(FIELDS)
    assert len(table) == told["count"] == len(register.recommendations)
    for cells, entry in zip(table, told["recommendations"], strict=True):
        assert {name: cell.removeprefix("'") for name, cell in cells.items()} == {
            name: as_text(value) for name, value in entry.items()
        }
        assert not [cell for cell in cells.values() if cell[:1] in tuple("=+-@\t\r") and not cell[1:].isdigit()]


@given(registers())
@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("day", ["2021-09-01", "2021-10-20", "2030-01-01"])
def test_counts_are_those_of_the_data(day: str, register: Recommendations) -> None:
    library = seen(register, day)
    shown = library.recommendations
    assert shown is not None
    counts = count_answers(library, rows(library))
    assert sum(counts.values()) == len(shown.recommendations)
    assert {words: number for words, number in counts.items() if number} == Counter(
        one.answer for one in shown.recommendations
    )
    assert set(counts) <= set(ANSWERS)
    lists = lists_of(library)
    assert len({one.address for one in lists}) == len(lists)
    for facet, times in (
        ("answer", len(shown.recommendations)),
        ("chapter", len(shown.recommendations)),
        ("for", sum(len(one.addressee or ()) for one in shown.recommendations)),
    ):
        assert sum(len(one.entries) for one in lists if one.facet == facet) == times
        assert sum(len(page) for one in lists if one.facet == facet for page in one.pages) == times


@given(registers())
@settings(deadline=None, max_examples=60)
def test_no_list_is_lost_as_days_pass(register: Recommendations) -> None:
    days = ["2021-09-01", "2021-09-15", "2021-10-20", "2021-12-01", "2022-01-01"]
    before = set[str]()
    for day in days:
        now = {one.address for one in lists_of(seen(register, day))}
        assert before <= now
        before = now


def test_before_the_answers_all_is_not_yet_answered() -> None:
    library = as_at(WHOLE, parse_instant("2021-11-30"))
    assert count_answers(library, rows(library)) == {UNANSWERED: 8}
    assert all(fields_of(row)["history"] == [] for row in rows(library))
    assert b"too much" not in render_json(rows(library), head(library))


def test_what_stands_at_a_day_follows_from_the_history() -> None:
    def answer(day: str) -> dict[str, Any]:
        library = as_at(WHOLE, parse_instant(day))
        return next(fields_of(row) for row in rows(library) if row.entry.id == "a-chart-of-rocks")

    told = {
        day: answer(day) for day in ("2021-11-30", "2021-12-01", "2022-01-31", "2022-02-01", "2023-06-29", "2023-06-30")
    }
    assert [one["answer"] for one in told.values()] == [
        *("not yet answered", "not accepted", "not accepted", "accepted in part", "accepted in part", "accepted"),
    ]
    assert told["2022-02-01"]["answer_note"] == "The rocks of the north coast are to be charted."
    assert [len(one["history"]) for one in told.values()] == [0, 1, 1, 2, 2, 3]


def test_the_source_of_the_list_is_that_of_entries_without_their_own() -> None:
    own = {"id": "one", "title": "One", "text": "One.", "source": "https://rocks.example.org/"}
    library = seen(register_of([own, {"id": "two", "title": "Two", "text": "Two."}]), "2022-01-01")
    assert [row.source for row in rows(library)] == [("https://rocks.example.org/",), ("review:/final-report/",)]


def test_paragraphs_and_chapters_lead_to_the_pages_of_the_report_that_may_be_seen() -> None:
    library = as_at(WHOLE, parse_instant("2022-01-01"))
    leaves = contents_of(library.pages, "/case-for-change/")
    found = {row.entry.id: row for row in rows_of(library, chapters_of(library, leaves))}
    chart = found["a-chart-of-rocks"]
    assert [(link.words, link.address) for link in chart.paragraphs] == [("2.1", "/case-for-change/chapter-2/#p-2-1")]
    assert chart.chapter
    assert chart.chapter.address == "/case-for-change/chapter-2/"
    alone = {row.entry.id: row for row in rows(library)}["a-chart-of-rocks"]
    assert [(link.words, link.address) for link in alone.paragraphs] == [("2.1", "")]
    assert alone.chapter
    assert (alone.chapter.words, alone.chapter.address) == ("Chapter 2", "")
