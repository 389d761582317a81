"""What readers are told of notices and phases at an instant: what stands, what stood, and nothing that is to come."""

from datetime import UTC

import pytest

from review_site.clock import parse_instant
from review_site.content.library import Library
from review_site.content.register_parts import Notice
from review_site.lifecycle.due import as_at
from review_site.lifecycle.stage import notices_at, notices_so_far

FIRST, SECOND, CLOSED = "first-closure-notice", "second-closure-notice", "closed"


@pytest.mark.parametrize(
    ("text", "standing", "listed"),
    [
        ("2023-02-01T23:59", [], []),
        ("2023-02-02", [FIRST], [FIRST]),
        ("2023-02-27T23:59", [FIRST], [FIRST]),
        ("2023-02-28", [SECOND], [FIRST, SECOND]),
        ("2023-03-10T23:59", [SECOND], [FIRST, SECOND]),
        ("2023-03-11", [CLOSED], [FIRST, SECOND, CLOSED]),
    ],
)
def test_a_notice_that_came_down_stays_listed(text: str, standing: list[str], listed: list[str], real: Library) -> None:
    for instant in (parse_instant(text), parse_instant(text).astimezone(UTC)):
        seen = as_at(real, instant).review
        assert [notice.id for notice in seen.notices] == listed
        assert [notice.id for notice in notices_at(seen, instant)] == standing
        assert notices_at(real.review, instant) == tuple(
            notice for notice in real.review.notices if notice.id in standing
        )


@pytest.mark.parametrize(
    ("text", "ends"), [("2021-02-08T08:59", None), ("2021-02-08T09:00", "9am on Monday 8 February 2021")]
)
def test_the_end_of_a_notice_is_not_told_before_it(text: str, ends: str | None, example: Library) -> None:
    (fog,) = as_at(example, parse_instant(text)).review.notices
    assert (fog.until.spoken if fog.until else None) == ends


def notice(name: str, begins: str, until: str) -> Notice:
    fields = {"id": name, "heading": name, "text": name, "from": begins, "until": until}
    return Notice.model_validate(fields)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("2021-05-01T08:59", []),
        ("2021-05-01T09:00", ["one"]),
        ("2021-05-02T00:00", ["two", "one"]),
        ("2021-05-03T12:00", ["two"]),
        ("2021-05-04", []),
    ],
)
def test_notices_may_overlap(text: str, standing: list[str], example: Library) -> None:
    notices = (notice("one", "2021-05-01T09:00", "2021-05-03T12:00"), notice("two", "2021-05-02", "2021-05-04"))
    review = example.review.model_copy(update={"notices": notices})
    instant = parse_instant(text)
    assert [one.id for one in notices_at(review, instant)] == standing
    so_far = notices_so_far(review, instant)
    assert {one.id for one in so_far if one.until is None} == set(standing)


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("2021-01-15", {}),
        ("2021-02-01", {"Diagnosis": "from January 2021"}),
        ("2021-09-15", {"Diagnosis": "January to June 2021", "Discovery": "from June 2021"}),
        (
            "2021-12-01",
            {
                "Diagnosis": "January to June 2021",
                "Discovery": "June to October 2021",
                "Development": "from November 2021",
            },
        ),
    ],
)
def test_phases_are_told_of_as_they_stand(text: str, phases: dict[str, str], real: Library) -> None:
    assert {phase.name: phase.when for phase in as_at(real, parse_instant(text)).review.phases} == phases


def test_all_four_phases_are_told_of_in_the_end(real: Library) -> None:
    assert as_at(real, parse_instant("2022-06-01")).review.phases == real.review.phases
    assert len(real.review.phases) == 4
