from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.clock import parse_instant
from review_site.content.library import Library
from review_site.content.register import Review
from review_site.content.register_parts import SupportLine
from review_site.lifecycle.agenda import coming
from review_site.lifecycle.support import lines_ended, lines_now, standing_of

PLACES = ("upcoming", "now", "ended")


def line(**fields: object) -> SupportLine:
    basis = {"who": "The harbour line", "for": ["adults"], "about": "Knock twice.", "source": "review:/about/"}
    return SupportLine.model_validate(basis | fields)


def with_lines(review: Review, *lines: SupportLine) -> Review:
    return review.model_copy(update={"support_lines": lines})


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("2021-01-31T23:59", "upcoming"),
        ("2021-02-01T00:00", "now"),
        ("2021-03-01T16:59", "now"),
        ("2021-03-01T17:00", "ended"),
        ("2500-01-01", "ended"),
    ],
)
def test_a_line_may_be_turned_to_from_its_first_instant_up_to_its_last(
    text: str, standing: str, example: Library
) -> None:
    one = line(**{"from": "2021-02-01", "until": "2021-03-01T17:00"})
    assert standing_of(one, example.review, parse_instant(text)) == standing


def test_a_line_of_the_reviews_own_ends_when_the_review_closes(example: Library) -> None:
    moments = [parse_instant(text) for text in ("1999-01-01", "2022-02-28T23:59", "2022-03-01")]
    assert [standing_of(line(own=True), example.review, moment) for moment in moments] == ["now", "now", "ended"]


def test_a_line_without_dates_may_always_be_turned_to(example: Library) -> None:
    assert {standing_of(line(), example.review, parse_instant(day)) for day in ("1999-01-01", "2500-01-01")} == {"now"}


def test_a_record_is_never_one_to_turn_to(example: Library) -> None:
    record = line(record=True, phone="01632 960000", **{"from": "2021-02-01"})
    assert standing_of(record, example.review, parse_instant("2021-01-31")) == "upcoming"
    assert standing_of(record, example.review, parse_instant("2021-02-01")) == "ended"


def test_lines_are_given_for_a_reader_in_the_order_of_the_register(example: Library) -> None:
    both = ["adults", "children and young people"]
    lines = (
        line(who="B"),
        line(who="A", **{"for": both}),
        line(who="C", record=True),
        line(who="D", until="2021-05-01"),
    )
    review = with_lines(example.review, *lines)
    day = parse_instant("2021-05-01")
    assert [one.who for one in lines_now(review, "adults", day)] == ["B", "A"]
    assert [one.who for one in lines_now(review, "children and young people", day)] == ["A"]
    assert [one.who for one in lines_ended(review, "adults", day)] == ["C", "D"]
    assert lines_ended(review, "children and young people", day) == ()


def test_each_turn_of_a_line_stands_in_the_agenda(example: Library) -> None:
    dates = {"from": "2021-02-01", "until": "2021-03-01T17:00", "checked": "2021-01-20"}
    library = Library(review=with_lines(example.review, line(**dates)), posts=(), pages={})
    turns = [
        (turn.instant.isoformat(), turn.what, turn.path)
        for turn in coming(library, parse_instant("2021-01-01"))
        if "support line" in turn.what
    ]
    assert turns == [
        ("2021-01-20T00:00:00+00:00", "support line “The harbour line” says when it was checked", "content/review.yml"),
        ("2021-02-01T00:00:00+00:00", "support line “The harbour line” is shown", "content/review.yml"),
        (
            "2021-03-01T17:00:00+00:00",
            "support line “The harbour line” is kept as a record alone",
            "content/review.yml",
        ),
    ]


MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2023, 12, 31)).map(lambda time: f"{time:%Y-%m-%dT12:%M}")  # noqa: DTZ001 - London, as written
DATES = st.none() | MOMENTS | MOMENTS.map(lambda text: text[:10]) | MOMENTS.map(lambda text: text[:7])


@given(begins=DATES, ends=DATES, record=st.booleans(), own=st.booleans(), asked=st.lists(MOMENTS, min_size=2))
@settings(deadline=None)
def test_a_line_never_comes_back_once_it_has_ended(
    begins: str | None, ends: str | None, record: bool, own: bool, asked: list[str], example: Library
) -> None:
    dates = {name: value for name, value in (("from", begins), ("until", ends)) if value}
    if len(dates) == 2:
        dates = dict(zip(("from", "until"), sorted(dates.values()), strict=True))
    if dates.get("from") == dates.get("until"):
        dates.pop("until", None)
    try:
        one = line(record=record, own=own, **dates)
    except ValueError:  # 2021-03 and 2021-03-01T12:00 may be the same instant, which the model refuses
        return
    places = [PLACES.index(standing_of(one, example.review, parse_instant(moment))) for moment in sorted(asked)]
    assert places == sorted(places)
