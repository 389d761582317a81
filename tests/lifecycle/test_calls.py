from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from review_site.clock import is_due, parse_instant, start_of_day
from review_site.content.dated import Call
from review_site.content.library import Library
from review_site.content.when import parse_when
from review_site.lifecycle.calls import state_at


def make_call(opens: str, closes: str, result: str | None = None) -> Call:
    fields = {
        "title": "Call for Sightings",
        "id": "tag:lighthouses.example.org,2021-01-04:calls/sightings",
        "kind": "evidence",
        "opens": opens,
        "closes": closes,
        "page": "/about/",
        "asked": "Which rocks did you not see?",
        "source": "review:/about/",
    }
    return Call.model_validate(fields if result is None else fields | {"results": [{"on": result, "text": "One."}]})


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("2021-01-14T23:59", "upcoming"),
        ("2021-01-15T00:00", "open"),
        ("2021-02-05T16:59", "open"),
        ("2021-02-05T17:00", "closed"),
        ("2021-02-28T23:59", "closed"),
        ("2021-03-01", "reported"),
    ],
)
def test_applications_to_be_an_expert_by_experience_close_at_five(text: str, state: str, real: Library) -> None:
    call = real.calls["experts-by-experience-applications"].entry
    assert state_at(call, parse_instant(text)) == state
    assert state_at(call, parse_instant(text).astimezone(UTC)) == state


@pytest.mark.parametrize(
    ("opens", "closes", "text", "state"),
    [
        ("2021-03-01", "2021-03-30", "2021-03-30T23:59", "open"),
        ("2021-03-01", "2021-03-30", "2021-03-31T00:00", "closed"),
        ("2021-03-01", "2021-03", "2021-03-31T23:59", "open"),
        ("2021-03-01", "2021-03", "2021-04-01T00:00", "closed"),
        ("2021-02", "2021-03-30", "2021-02-27T23:59", "upcoming"),
        ("2021-02", "2021-03-30", "2021-02-28T00:00", "open"),
        ("2021-02/..", "2021-03-30", "2021-02-28T23:59", "upcoming"),
        ("2021-02/..", "2021-03-30", "2021-03-01T00:00", "open"),
        ("2021-02-01", "2021-03/2021-04", "2021-04-30T23:59", "open"),
        ("2021-02-01", "2021-03/2021-04", "2021-05-01T00:00", "closed"),
        ("2021-02-01", "2021-03/..", "2099-01-01", "open"),
        ("2021-02-01", "9999", "2099-01-01", "open"),
        ("2021-10-01", "2021-10-31T01:30", "2021-10-31T01:30", "closed"),
        ("2021-10-01", "2021-10-31T01:30", "2021-10-31T00:59", "open"),
    ],
)
def test_the_state_of_a_call(opens: str, closes: str, text: str, state: str) -> None:
    assert state_at(make_call(opens, closes), parse_instant(text)) == state


def test_a_result_shows_only_once_the_call_is_closed() -> None:
    call = make_call("2021-02-01", "2021-02-05", "2021-02-06T09:00")
    assert state_at(call, parse_instant("2021-02-05T23:59")) == "open"
    assert state_at(call, parse_instant("2021-02-06")) == "closed"
    assert state_at(call, parse_instant("2021-02-06T09:00")) == "reported"


DATES = st.one_of(
    st.dates(date(2021, 1, 1), date(2023, 12, 31)).flatmap(
        lambda day: st.sampled_from(
            [f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day}T17:00", f"{day}/..", f"{day:%Y-%m}/.."]
        )
    )
)
ORDER = ["upcoming", "open", "closed", "reported"]


@given(
    DATES,
    DATES,
    st.sampled_from([None, "2022-06-01", "2024"]),
    st.sets(st.integers(0, 4 * 365 * 24), min_size=2, max_size=20),
)
@settings(deadline=None)
def test_a_call_never_goes_back_as_hours_pass(opens: str, closes: str, result: str | None, hours: set[int]) -> None:
    over = parse_when(closes).over
    assume(over is None or not is_due(over, parse_when(opens).first))
    assume(result is None or parse_when(result).due >= parse_when(closes).first)
    call = make_call(opens, closes, result)
    begin = datetime(2020, 12, 1, tzinfo=UTC)
    places = [ORDER.index(state_at(call, begin + timedelta(hours=hour))) for hour in sorted(hours)]
    assert places == sorted(places)


def test_every_real_call_opens_and_closes_within_the_review(real: Library) -> None:
    for call in real.calls.values():
        days = (date(2021, 1, 1) + timedelta(days=number) for number in range(800))
        states = [state_at(call.entry, start_of_day(day)) for day in days]
        known = ["open"] if call.entry.opens else []  # one whose opening was not found is shown once it has closed
        assert [state for state in dict.fromkeys(states) if state != "closed"] == ["upcoming", *known, "reported"]
