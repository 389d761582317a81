from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.clock import parse_instant
from review_site.content.library import Library
from review_site.content.register import STAGES, StageStart
from review_site.lifecycle.stage import notices_at, stage_at


@pytest.mark.parametrize(("text", "stage"), [("2021-12-15T16:59", "listening"), ("2021-12-15T17:00", "reporting")])
def test_a_stage_begins_at_its_minute(text: str, stage: str, real: Library) -> None:
    assert stage_at(real.review, parse_instant(text)) == stage


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2021-01-31T23:59", []),
        ("2021-02-01T00:00", ["fog"]),
        ("2021-02-08T08:59", ["fog"]),
        ("2021-02-08T09:00", []),
        ("2022-02-28T23:59", []),
        ("2022-03-01T00:00", ["ended"]),
    ],
)
def test_a_notice_stands_from_its_first_instant_up_to_its_last(text: str, shown: list[str], example: Library) -> None:
    assert [notice.id for notice in notices_at(example.review, parse_instant(text))] == shown


MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2023, 12, 31)).map(lambda time: f"{time:%Y-%m-%dT12:%M}")  # noqa: DTZ001 - London, as written


@given(
    begun=st.sets(st.sampled_from(STAGES), min_size=1).flatmap(
        lambda names: st.lists(MOMENTS, min_size=len(names), max_size=len(names)).map(
            lambda moments: tuple(zip(sorted(names, key=STAGES.index), sorted(moments), strict=True))
        )
    ),
    asked=st.lists(MOMENTS, min_size=2),
)
@settings(deadline=None)
def test_a_stage_never_goes_back_as_days_pass(
    example: Library, begun: tuple[tuple[str, str], ...], asked: list[str]
) -> None:
    starts = tuple(StageStart.model_validate({"stage": stage, "from": moment}) for stage, moment in begun)
    review = example.review.model_copy(update={"stages": starts})
    stages = [stage_at(review, parse_instant(moment)) for moment in sorted(asked)]
    places = [-1 if stage is None else STAGES.index(stage) for stage in stages]
    assert places == sorted(places)
    assert stage_at(review, parse_instant(begun[-1][1])) == begun[-1][0]
