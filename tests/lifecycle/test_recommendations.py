"""Recommendations over time: what may be seen of them, what subscribers are told, what is kept back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.registers import many, register_of

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.content.recommendation_lists import listed_on, register_addresses
from review_site.content.record import PublicRecord
from review_site.lifecycle.agenda import coming
from review_site.lifecycle.due import as_at, everything
from review_site.lifecycle.recommendation_updates import changes_of, days_of_answers, updates_of_recommendations
from review_site.lifecycle.record import taken_back, unrecorded
from review_site.lifecycle.site_update import SiteUpdate
from review_site.lifecycle.updates import updates_of
from review_site.lifecycle.withheld import withheld

TAG = "tag:lighthouses.example.org,2021-01-04"
FILE = "content/recommendations.yml"


def told(library: Library, day: str) -> dict[str, SiteUpdate]:
    instant = parse_instant(day)
    found = [one for one in updates_of(as_at(library, instant), instant) if one.kind == "recommendations"]
    return {one.id.removeprefix(f"{TAG}:recommendations/"): one for one in found}


def changes(library: Library, day: str) -> list[str]:
    found = changes_of(as_at(library, parse_instant(day)))
    assert len({one.id for one in found}) == len(found)
    return [one.id.removeprefix(f"{TAG}:recommendations/") for one in found]


def test_the_register_is_not_there_before_its_day(example: Library) -> None:
    assert as_at(example, parse_instant("2021-08-31T23:59")).recommendations is None
    assert as_at(example, parse_instant("2021-09-01")).recommendations is not None


PAGE = """docs/lamp-report.md
    ---
    title: The lamp report
    description: A report on lamps.
    status: {status}
    published: {published}
    ---

    Words.
content/recommendations.yml
    report: lamp-report
    note: Made up.
    source: review:/final-report/
    recommendations:
      - id: one-lamp
        title: One lamp
        theme: One lamp more.
        response: not found
"""


@pytest.mark.parametrize(
    ("status", "day", "there"),
    [
        ("ready", "2021-10-01T08:59", False),
        ("ready", "2021-10-01T09:00", True),
        ("draft", "2030-01-01", False),
    ],
)
def test_without_a_day_of_its_own_it_comes_with_the_page_of_its_report(
    lay: Callable[[str], Path], status: str, day: str, there: bool
) -> None:
    project = lay(PAGE.format(status=status, published="2021-10-01T09:00"))
    library, instant = read_library(project / "content", project / "docs"), parse_instant(day)
    seen = as_at(library, instant)
    assert (seen.recommendations is not None) == there
    assert bool(register_addresses(seen)) == there
    assert (FILE in withheld(library, instant)) != there
    assert everything(library, instant).recommendations is not None
    assert listed_on(library).text == "2021-10-01T09:00"


def test_a_response_without_any_day_stands_from_the_first_and_is_no_change(lay: Callable[[str], Path]) -> None:
    project = lay(PAGE.format(status="ready", published="2021-10-01"))
    library = read_library(project / "content", project / "docs")
    assert changes(library, "2022-01-01") == ["one-lamp/listed"]
    assert told(library, "2022-01-01") == {}
    assert not [one for one in register_addresses(as_at(library, parse_instant("2022-01-01"))) if "not-yet" in one]


def test_each_listing_and_each_answer_is_a_change(example: Library) -> None:
    first = changes(example, "2021-09-01")
    assert first == [
        *("a-spare-lamp/listed", "cheaper-oil/listed", "paid-nights/listed", "a-chart-of-rocks/listed"),
        *("bells-on-rocks/listed", "a-keepers-school/listed", "a-count-of-wrecks/listed"),
        "a-light-of-last-resort/listed",
    ]
    assert sorted(set(changes(example, "2021-12-01")) - set(first)) == [
        *("a-chart-of-rocks/2021-12-01", "a-keepers-school/2021-12-01"),
        *("a-spare-lamp/2021-12-01", "cheaper-oil/2021-12-01", "paid-nights/2021-12-01"),
    ]
    later = set(changes(example, "2030-01-01")) - set(changes(example, "2021-12-01"))
    assert later == {"a-chart-of-rocks/2022-02-01", "bells-on-rocks/2022-02-01", "a-chart-of-rocks/2023-05/2023-06"}


def test_a_change_says_what_became_of_which(example: Library) -> None:
    found = {one.id: one for one in changes_of(as_at(example, parse_instant("2030-01-01")))}
    listed = found[f"{TAG}:recommendations/a-count-of-wrecks/listed"]
    assert listed.title == "Recommendation 6b, A count of wrecks each year: listed"
    assert listed.told == "Wrecks should be counted each year, and the count published."
    later = found[f"{TAG}:recommendations/a-chart-of-rocks/2022-02-01"]
    assert later.title == "Recommendation 4, A chart of every rock: accepted in part"
    assert later.told == "accepted in part. The rocks of the north coast are to be charted."
    assert later.address == "/recommendations/#r-a-chart-of-rocks"
    assert f"{TAG}:recommendations/a-count-of-wrecks/2021-12-01" not in found  # nothing was found, so nothing happened


def test_all_readers_are_told_once_of_all_answers_and_once_of_each_other_day(example: Library) -> None:
    assert told(example, "2021-11-30") == {}
    assert list(told(example, "2021-12-01")) == ["responses"]
    found = told(example, "2030-01-01")
    assert set(found) == {"responses", "answers/2022-02-01", "answers/2023-05/2023-06"}
    assert found["responses"] == told(example, "2021-12-01")["responses"]
    assert "A chart of every rock: not accepted. A chart costs too much." in found["responses"].points
    assert "A light of last resort: not yet answered" in found["responses"].points
    both, vague = found["answers/2022-02-01"], found["answers/2023-05/2023-06"]
    assert both.title == "Answers to 2 recommendations"
    assert len(both.points) == 2
    assert (vague.title, vague.dated) == ("An answer to a recommendation", "May or June 2023")
    assert both.summary == "What is known of the answers that were given: 1 February 2022."
    assert vague.summary == "What is known of the answer that was given: May or June 2023."
    assert vague.seen_from == parse_instant("2023-06-30")


def test_of_many_answers_all_readers_are_told_how_many_there_are_of_each(example: Library) -> None:
    library = as_at(replace(example, recommendations=many(3000)), parse_instant("2022-01-01"))
    (update,) = updates_of_recommendations(library)
    assert update.points == (
        *("accepted: 600", "accepted in part: 600", "taken forward or trialled: 600", "not accepted: 600"),
        "no response: 600",
    )


def test_the_days_of_answers_are_those_of_their_updates(example: Library) -> None:
    library = as_at(example, parse_instant("2030-01-01"))
    days = dict(days_of_answers(library))
    assert {one.id: one.published for one in updates_of_recommendations(library)} == {
        name: on.placed for name, on in days.items()
    }


def test_what_is_to_come_of_the_answers_stands_in_the_agenda(example: Library) -> None:
    ahead = [turn for turn in coming(example, parse_instant("2021-08-01")) if turn.path == FILE]
    assert [(turn.instant.date().isoformat(), turn.what) for turn in ahead] == [
        ("2021-09-01", "the recommendations are shown"),
        ("2021-12-01", "answers to recommendations are shown: 6"),
        ("2022-02-01", "answers to recommendations are shown: 2"),
        ("2023-06-30", "answers to recommendations are shown: 1"),
    ]


@pytest.mark.parametrize(("day", "kept"), [("2021-08-31", True), ("2023-06-29", True), ("2023-06-30", False)])
def test_the_file_is_withheld_while_an_answer_is_to_come(example: Library, day: str, kept: bool) -> None:
    assert (FILE in withheld(example, parse_instant(day))) == kept


def test_a_list_that_was_published_may_not_go_missing(example: Library) -> None:
    instant = parse_instant("2030-01-01")
    ledger = {"/recommendations/": 1, "/recommendations/for/the-harbour-office/": 2, "/recommendations/chapter/2/": 3}
    ledger |= {"/recommendations/recommendations.csv": 4}
    one = {"id": "one", "title": "One", "text": "One.", "chapter": "2"}
    library = replace(
        example,
        record=PublicRecord(ledger, {}),
        recommendations=register_of([one]),
    )
    assert [str(problem) for problem in taken_back(library, instant) if "recommendation" in str(problem)] == [
        "content/addresses.txt:2: address: /recommendations/for/the-harbour-office/ was published, and no "
        "recommendation stands there any more (put back what its recommendations said in content/recommendations.yml, "
        "or name the address under `redirects:` in review.yml with the page to go to)"
    ]
    assert "/recommendations/answer/not-yet-answered/" in unrecorded(library, instant)
    gone = replace(library, recommendations=None)
    assert len([problem for problem in taken_back(gone, instant) if "recommendation" in problem.what]) == 4


def test_the_real_register_says_no_more_than_its_sources(real: Library) -> None:
    register = as_at(real, parse_instant("2026-11-29")).recommendations
    assert register is not None
    assert not register.official
    assert {one.number for one in register.recommendations} == {None}
    assert {one.text for one in register.recommendations} == {None}
    assert {one.addressee for one in register.recommendations} == {None}
    assert {one.answer for one in register.recommendations} == {
        "taken forward or trialled",
        "not accepted",
        "not found",
    }
    before = as_at(real, parse_instant("2023-02-01")).recommendations
    assert before is not None
    assert {one.answer for one in before.recommendations} == {"not yet answered"}
    assert as_at(real, parse_instant("2022-05-22")).recommendations is None
