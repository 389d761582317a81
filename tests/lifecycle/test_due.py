from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example as sample
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawings import draw_post

from review_site.clock import parse_instant, start_of_day
from review_site.content.library import Library, read_library
from review_site.lifecycle import events
from review_site.lifecycle.calls import state_at
from review_site.lifecycle.due import as_at, everything, is_public, standing_since, standing_until
from review_site.lifecycle.site_update import is_seen
from review_site.lifecycle.stage import notices_at, stage_at


def slugs(library: Library) -> list[str]:
    return [post.entry.slug for post in library.posts]


def ids(library: Library) -> set[str]:
    shelves = (library.posts, library.calls.values(), library.events, library.publications.values())
    return {one.entry.id for shelf in shelves for one in shelf}


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("2021-02-03T09:29", []),
        ("2021-02-03T09:30", ["first-light"]),
        ("2021-03-05T12:00", ["first-light"]),
        ("2098-12-31T23:59", ["first-light"]),
        ("2099-01-01T00:00", ["the-last-lamp", "first-light"]),
    ],
)
def test_drafts_and_posts_of_the_future_are_absent(text: str, public: list[str], example: Library) -> None:
    assert slugs(as_at(example, parse_instant(text))) == public


def test_a_draft_is_never_public(example: Library) -> None:
    draft = next(post.entry for post in example.posts if post.entry.status == "draft")
    assert not is_public(draft, parse_instant("2500-01-01"))


def test_a_call_that_is_a_draft_is_never_seen(lay: Callable[[str], Path]) -> None:
    project = lay("")
    file = project / "content/calls/call-for-sightings.md"
    text = file.read_text(encoding="utf-8").replace("---\n", "---\nstatus: draft\n", 1)
    file.write_text(text, encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    assert list(library.calls) == ["call-for-sightings"]
    assert as_at(library, parse_instant("2030-01-01")).calls == {}


def test_topics_of_a_draft_that_are_still_to_do_are_left_out(lay: Callable[[str], Path]) -> None:
    project = lay(draw_post(status="draft", more="topics: [rocks, TODO]"))
    seen = everything(read_library(project / "content", project / "docs"), parse_instant("2021-07-01"))
    assert {post.entry.slug: post.entry.topics for post in seen.posts}["fog-bells"] == ("rocks",)


def test_a_post_is_seen_at_its_address_once_it_may_be(example: Library) -> None:
    address = "/".join(["", "first-light", ""])
    days = ("2021-02-03T09:29", "2021-02-03T09:30")
    assert [is_seen(address, as_at(example, parse_instant(day))) for day in days] == [False, True]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("2021-01-31T23:59", "2021-02-01T00:00", lambda library: list(library.calls)),
        ("2021-05-08T09:59", "2021-05-08T10:00", lambda library: [event.entry.title for event in library.events]),
        ("2021-08-31T23:59", "2021-09-01T00:00", lambda library: list(library.publications)),
        (
            "2021-08-31T23:59",
            "2021-09-01T00:00",
            lambda library: [str(step.date.text) for step in library.review.timeline[1:]],
        ),
    ],
    ids=["call", "event", "publication", "timeline"],
)
def test_everything_with_a_date_comes_when_it_is_due(
    before: str, after: str, what: Callable[[Library], list[str]], example: Library
) -> None:
    assert what(as_at(example, parse_instant(before))) == []
    assert len(what(as_at(example, parse_instant(after)))) == 1


def test_a_post_whose_month_is_known_comes_on_the_last_day_it_may_be(real: Library) -> None:
    assert "bridge-the-gap" not in slugs(as_at(real, parse_instant("2021-09-29T23:59")))
    assert "bridge-the-gap" in slugs(as_at(real, parse_instant("2021-09-30")))


def test_nothing_that_has_come_goes_away_and_in_the_end_all_is_there(real: Library) -> None:
    days = [start_of_day(date(2021, 1, 1) + timedelta(days=7 * number)) for number in range(160)]
    seen = [ids(as_at(real, day)) for day in days]
    assert all(earlier <= later for earlier, later in pairwise(seen))
    assert seen[0] == set()
    assert seen[-1] == ids(real)


@pytest.mark.parametrize(
    ("day", "team", "listed"),
    [
        ("2021-01-15", ["Josh MacAlister", "Shazia Hussain"], ["The review team"]),
        ("2021-03-01", ["Josh MacAlister", "Shazia Hussain"], ["The review team", "Experts by Experience Board"]),
        ("2022-05-23", ["Josh MacAlister", "Shazia Hussain", "Duncan Dunlop"], None),
    ],
)
def test_people_and_groups_are_shown_from_their_day(
    day: str, team: list[str], listed: list[str] | None, real: Library
) -> None:
    review = as_at(real, parse_instant(day)).review
    everybody = [group.name for group in real.review.groups.values() if group.listed]
    assert [person.name for person in review.people.values() if person.team] == team
    assert [group.name for group in review.groups.values() if group.listed] == (listed or everybody)


def test_the_order_of_posts_is_kept(real: Library) -> None:
    public = slugs(as_at(real, parse_instant("2021-12-01")))
    assert public == [slug for slug in slugs(real) if slug in set(public)]
    assert 5 < len(public) < 27


def visible(library: Library, instant: datetime) -> object:
    state = as_at(library, instant)
    return (
        slugs(state),
        {name: state_at(call.entry, instant) for name, call in state.calls.items()},
        [(event.entry.id, events.state_at(event.entry, instant)) for event in state.events],
        list(state.publications),
        [step.event for step in state.review.timeline],
        [notice.id for notice in notices_at(library.review, instant)],
        state.review.notices,
        state.review.phases,
        stage_at(library.review, instant),
    )


TURNS = [
    "2021-02-03",
    "2021-02-05",
    "2021-02-08",
    "2021-05-08",
    "2021-05-09",
    "2021-06-30",
    "2021-09-01",
    "2021-12-15",
    "2022-03-01",
    "2021-10-31",
]


@given(
    day=st.sampled_from(TURNS),
    hours=st.tuples(st.integers(0, 23), st.integers(0, 23)).map(sorted),
    minute=st.integers(0, 59),
)
@sample(day="2021-05-08", hours=[9, 11], minute=30)
@sample(day="2021-02-05", hours=[16, 17], minute=0)
@settings(deadline=None, max_examples=200)
def test_two_builds_of_a_day_stand_alike_if_and_only_if_nothing_fell_due_between(
    example: Library, real: Library, day: str, hours: list[int], minute: int
) -> None:
    earlier, later = (parse_instant(f"{day}T{hour:02}:{minute:02}") for hour in hours)
    for library in (example, real):
        same = standing_since(library, earlier) == standing_since(library, later)
        assert same == (visible(library, earlier) == visible(library, later))


@given(day=st.sampled_from(TURNS), hour=st.integers(0, 23))
@settings(deadline=None)
def test_a_site_stands_since_some_instant_of_its_day(example: Library, day: str, hour: int) -> None:
    instant = parse_instant(f"{day}T{hour:02}:15")
    since = standing_since(example, instant)
    assert start_of_day(instant.date()) <= since <= instant
    assert standing_since(example, instant.astimezone(UTC)) == since
    assert visible(example, since) == visible(example, instant)


@given(day=st.sampled_from(TURNS), hour=st.integers(0, 23))
@settings(deadline=None)
def test_a_site_stands_until_it_would_stand_since_another_instant(
    example: Library, real: Library, day: str, hour: int
) -> None:
    instant = parse_instant(f"{day}T{hour:02}:15")
    for library in (example, real):
        until = standing_until(library, instant)
        assert instant < until <= start_of_day(instant.date() + timedelta(days=1))
        assert standing_until(library, instant.astimezone(UTC)) == until
        assert standing_since(library, until) == until
        assert standing_since(library, until - timedelta(minutes=1)) == standing_since(library, instant)
