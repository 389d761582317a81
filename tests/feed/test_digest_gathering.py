"""A library and two instants → a digest: what is in it, where, and what never is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawings import draw_post, drawn

from review_site.addresses import absolute
from review_site.clock import LONDON, is_due, parse_instant
from review_site.content.library import Library, read_library
from review_site.feed.digest.gathering import digest_of
from review_site.feed.digest.model import Digest, DigestItem
from review_site.feed.digest.text import render_text

ROOT = Path(__file__).parents[2]
SITE = "https://lighthouses.example.org/"
CALL = "content/calls/call-for-sightings.md"
Tell = Callable[..., Digest]


@pytest.fixture(scope="session")
def real() -> Library:
    return read_library(ROOT / "content", ROOT / "docs")


@pytest.fixture
def tell(lay: Callable[[str], Path]) -> Tell:
    """Return the digest of the example, changed by a drawing, between two instants, as it is sent at a third."""

    def digest(since: str, until: str, drawing: str = "", now: str = "") -> Digest:
        project = lay(drawing)
        library = read_library(project / "content", project / "docs")
        return digest_of(library, parse_instant(since), parse_instant(until), parse_instant(now or until))

    return digest


def titles(items: tuple[DigestItem, ...]) -> list[str]:
    return [item.title for item in items]


def all_titles(digest: Digest) -> list[str]:
    return [title for _, items in digest.groups for title in titles(items)]


def with_note(note: str, published: str = "2021-05-01") -> str:
    return draw_post(published=published, more=f"updates:\n  - {note}\n")


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2021-05-01T09:29", "2021-05-01T09:30", True),
        ("2021-05-01T09:30", "2021-05-02", False),
        ("2021-04-01", "2021-05-01T09:29", False),
        ("2021-04-01", "2021-06-01", True),
    ],
)
def test_a_post_is_new_after_one_instant_and_up_to_the_other(since: str, until: str, told: bool, tell: Tell) -> None:
    digest = tell(since, until, draw_post(published="2021-05-01T09:30"))
    assert ("Fog bells" in titles(digest.new)) == told


def test_an_item_says_what_it_is_of_when_and_leads_to_its_page(tell: Tell) -> None:
    (item,) = tell("2021-04-30", "2021-05-02", draw_post()).new
    assert item == DigestItem(
        title="Fog bells", address=f"{SITE}fog-bells/", about="News, 1 May 2021", summary="A sentence."
    )


def test_a_day_that_is_not_certain_and_a_summary_of_ours_are_said_to_be_so(tell: Tell) -> None:
    more = "date_uncertain: true\ndate_note: Sources differ.\nwording: summary\nsource: review:/fog-bells/\n"
    (item,) = tell("2021-04-30", "2021-06-01", draw_post(published="2021-05", more=more)).new
    assert item.about == "News (our summary), May 2021 (date uncertain)"


def test_a_change_is_told_with_its_note_and_a_minor_one_is_not(tell: Tell) -> None:
    digest = tell("2021-05-31", "2021-06-07", with_note("{on: 2021-06-01, note: A bell was added.}"))
    assert titles(digest.new) == []
    (item,) = digest.changed
    assert (item.about, item.changes) == ("News, first published 1 May 2021", ("1 June 2021: A bell was added.",))
    minor = tell("2021-05-31", "2021-06-07", with_note("{on: 2021-06-01, note: A comma., minor: true}"))
    assert not minor.has_news


def test_only_the_notes_of_the_time_are_told(tell: Tell) -> None:
    notes = "{on: 2021-05-20, note: One.}\n  - {on: 2021-06-01, note: Two.}\n  - {on: 2021-06-20, note: Three.}"
    (item,) = tell("2021-05-31", "2021-06-07", with_note(notes)).changed
    assert item.changes == ("1 June 2021: Two.",)


def test_what_came_out_and_changed_within_the_time_is_new(tell: Tell) -> None:
    digest = tell("2021-04-30", "2021-06-07", with_note("{on: 2021-06-01, note: A bell was added.}"))
    assert (titles(digest.new), titles(digest.changed)) == (["Fog bells"], [])


def test_a_page_that_was_always_there_has_changed_and_one_with_a_day_is_new(tell: Tell) -> None:
    page = "docs/rocks.md\n    ---\n    title: Rocks\n    description: All rocks.\n    {}\n    ---\n\n    Words.\n"
    note = "updates: [{on: 2021-06-01, note: One more rock.}]"
    (item,) = tell("2021-05-31", "2021-06-07", page.format(note)).changed
    assert (item.title, item.about, item.changes) == ("Rocks", "Page", ("1 June 2021: One more rock.",))
    new = tell("2021-05-31", "2021-06-07", page.format(f"published: 2021-06-01\n    {note}"))
    assert (titles(new.new), titles(new.changed)) == (["Rocks"], [])


@pytest.mark.parametrize(
    ("since", "now", "closing", "opened", "fresh"),
    [
        ("2021-01-25", "2021-01-31T23:59", 0, 0, False),
        ("2021-01-25", "2021-02-01", 0, 1, False),
        ("2021-02-01", "2021-02-08", 0, 1, True),
        ("2021-06-20", "2021-06-23T16:59", 0, 1, False),
        ("2021-06-20", "2021-06-23T17:00", 1, 0, True),
        ("2021-06-24", "2021-06-30T16:59", 1, 0, False),
        ("2021-06-24", "2021-06-30T17:00", 0, 0, False),
    ],
)
def test_a_call_is_told_of_while_it_is_open(
    since: str, now: str, closing: int, opened: int, fresh: bool, tell: Tell
) -> None:
    digest = tell(since, now)
    assert (len(digest.closing), len(digest.open)) == (closing, opened)
    assert any(item.fresh for item in (*digest.closing, *digest.open)) == fresh
    assert not {"Call for Sightings: opened", "Call for Sightings: closes on Wednesday 30 June 2021"} & set(
        all_titles(digest)
    )


def test_an_open_call_says_until_when_and_what_it_asks_for(tell: Tell) -> None:
    (item,) = tell("2021-01-25", "2021-02-02").open
    assert item == DigestItem(
        title="Call for Sightings",
        address=f"{SITE}about/",
        about="Call, opened on 1 February 2021 (new)",
        summary="Which rocks did you not see?",
        closes="5pm on Wednesday 30 June 2021",
    )


def test_the_next_deadline_comes_first_and_a_short_call_closes_soon_at_once(tell: Tell) -> None:
    text = (ROOT / "tests/example" / CALL).read_text("utf-8")
    later = text.replace("Sightings", "Lamps").replace("call-for-sightings", "call-for-lamps")
    later = later.replace("closes: 2021-06-30T17:00", "closes: 2021-05-01")
    short = text.replace("Sightings", "Bells").replace("call-for-sightings", "call-for-bells")
    short = short.replace("opens: 2021-02-01", "opens: 2021-03-01").replace(
        "closes: 2021-06-30T17:00", "closes: 2021-03-04"
    )
    drawing = drawn("content/calls/call-for-lamps.md", later) + drawn("content/calls/call-for-bells.md", short)
    digest = tell("2021-02-20", "2021-03-02", drawing)
    assert titles(digest.open) == ["Call for Lamps", "Call for Sightings"]
    assert [(item.title, item.closes, item.fresh) for item in digest.closing] == [
        ("Call for Bells", "the end of Thursday 4 March 2021", True)
    ]


def test_a_call_that_closed_is_not_told_of_as_open_and_open_ones_are_those_of_now(tell: Tell) -> None:
    digest = tell("2021-01-01", "2021-06-30T12:00", now="2021-07-01")
    assert (digest.closing, digest.open) == ((), ())
    over = tell("2021-01-01", "2021-07-01")
    assert "Call for Sightings: closed" in titles(over.new)
    assert "Call for Sightings: opened" not in titles(over.new)


def test_a_call_that_was_changed_is_told_of_with_the_note(tell: Tell) -> None:
    text = (ROOT / "tests/example" / CALL).read_text("utf-8")
    changed = text.replace("source:", "updates: [{on: 2021-04-01, note: The last day was moved.}]\nsource:")
    (item,) = tell("2021-03-31", "2021-04-02", drawn(CALL, changed)).changed
    assert (item.title, item.changes) == ("Call for Sightings: changed", ("1 April 2021: The last day was moved.",))
    assert item.about == "Call"
    assert item.summary == "Which rocks did you not see? Closes: 5pm on Wednesday 30 June 2021."


def test_the_turns_of_a_call_tell_its_days_as_they_are_known(tell: Tell) -> None:
    text = (ROOT / "tests/example" / CALL).read_text("utf-8")
    vague = text.replace("closes: 2021-06-30T17:00", "closes: 2021-06-29").replace("on: 2021-09-01", "on: 2021-08")
    digest = tell("2021-06-28", "2021-09-02", drawn(CALL, vague))
    told = {item.title: (item.about, item.summary) for item in digest.new}
    assert told["Call for Sightings: closed"] == (
        "Call",
        "Which rocks did you not see? Closed: the end of Tuesday 29 June 2021.",
    )
    assert told["Call for Sightings: what came of it"] == (
        "Call",
        "40 rocks were named. Made public: August 2021, day not found.",
    )


def test_the_answers_to_the_recommendations_carry_their_day(real: Library) -> None:
    digest = digest_of(real, *map(parse_instant, ("2023-02-01", "2023-02-03", "2023-02-03")))
    (item,) = (item for item in digest.new if item.title == "The answers to the recommendations")
    assert item.about == "Recommendations, 2 February 2023"


def test_what_was_withdrawn_is_never_told_of_also_when_it_was_after_the_time(tell: Tell) -> None:
    gone = draw_post(more="withdrawn: {on: 2021-05-20, reason: It was wrong.}\n")
    assert "Fog bells" in titles(tell("2021-04-30", "2021-05-10", gone).new)
    assert "Fog bells" not in all_titles(tell("2021-04-30", "2021-05-21", gone))
    assert "Fog bells" not in all_titles(tell("2021-04-30", "2021-05-10", gone, now="2021-05-21"))


def test_drafts_and_what_is_not_due_are_never_told_of(tell: Tell) -> None:
    digest = tell("2021-01-01", "2098-12-31T23:59", draw_post(status="draft"))
    assert not {"Notes from the panel", "The last lamp", "Fog bells"} & set(all_titles(digest))
    assert "The last lamp" in titles(tell("2021-01-01", "2099-01-02").new)


def test_a_content_note_comes_with_whom_to_turn_to(tell: Tell) -> None:
    more = "sensitive: true\ncontent_note: This is about drowning.\nsupport: [adults]\n"
    (item,) = tell("2021-04-30", "2021-05-02", draw_post(more=more)).new
    assert item.content_note == "This is about drowning."
    assert [(link.words, link.address) for link in item.support] == [
        ("support for adults", f"{SITE}support-for-adults/")
    ]
    (alone,) = tell("2021-04-30", "2021-05-02", draw_post(more="content_note: This is about drowning.\n")).new
    assert [link.words for link in alone.support] == ["support for adults", "support for children and young people"]


def test_what_leads_to_a_page_with_a_content_note_carries_the_note(real: Library) -> None:
    digest = digest_of(real, *map(parse_instant, ("2021-01-01", "2023-03-11", "2023-03-11")))
    marked = {post.entry.address: post.entry.content_note for post in real.posts}
    marked |= {address: page.entry.content_note for address, page in real.pages.items()}
    told = [item for _, items in digest.groups for item in items]
    wanted = [marked.get(item.address.partition("#")[0].removeprefix(real.review.url.rstrip("/"))) for item in told]
    assert [item.content_note or None for item in told] == wanted
    assert any(wanted)
    assert all(item.support for item in told if item.content_note)


def test_a_title_in_another_language_is_known_as_such(tell: Tell) -> None:
    (item,) = tell("2021-04-30", "2021-05-02", draw_post(more="language: cy\n")).new
    assert item.language == "cy"


def test_a_notice_that_came_down_says_so(tell: Tell) -> None:
    (up,) = (item for item in tell("2021-01-31", "2021-02-05").new if item.title == "Fog is expected")
    (down,) = (item for item in tell("2021-01-31", "2021-02-09").new if item.title == "Fog is expected")
    assert (up.about, down.about) == (
        "Notice, 1 February 2021",
        "Notice, 1 February 2021 (it came down on 8 February 2021)",
    )


days = st.integers(0, 900).map(lambda number: datetime(2021, 1, 1, tzinfo=LONDON) + timedelta(hours=21 * number))


@settings(deadline=None, max_examples=40)
@given(cuts=st.lists(days, min_size=3, max_size=3, unique=True).map(sorted))
def test_two_digests_that_meet_tell_of_the_same_as_one(cuts: list[datetime], real: Library) -> None:
    first, middle, last = cuts
    whole = digest_of(real, first, last, last)
    parts = digest_of(real, first, middle, last), digest_of(real, middle, last, last)
    new = [(item.title, item.address) for part in parts for item in part.new]
    assert sorted(new) == sorted((item.title, item.address) for item in whole.new)
    changed = {item.address for item in whole.changed}
    assert changed <= {item.address for part in parts for item in part.changed}


@settings(deadline=None, max_examples=40)
@given(instant=days)
def test_nothing_that_is_still_to_come_is_in_a_digest(instant: datetime, real: Library) -> None:
    text = render_text(digest_of(real, datetime(2020, 1, 1, tzinfo=LONDON), instant, instant))
    posts = [(post.entry.address, post.entry.due) for post in real.posts]
    pages = [(address, page.entry.due) for address, page in real.pages.items() if page.entry.due is not None]
    later = {absolute(real.review.url, address) for address, due in (*posts, *pages) if not is_due(due, instant)}
    told = {line.partition("#")[0] for line in text.splitlines()}
    assert later & told == set()
