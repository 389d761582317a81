"""What the review said and changed: which updates there are at an instant, and how they are known."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.agenda import turns_of
from review_site.lifecycle.due import as_at
from review_site.lifecycle.site_update import SiteUpdate, moved_without_id
from review_site.lifecycle.updates import updates_of

ROOT = Path(__file__).parents[2]
TAG = "tag:lighthouses.example.org,2021-01-04"
CALL = f"{TAG}:calls/call-for-sightings"


@pytest.fixture(scope="module")
def real() -> Library:
    return read_library(ROOT / "content", ROOT / "docs")


@pytest.fixture
def read(lay: Callable[[str], Path]) -> Callable[[str], Library]:
    def read_drawing(drawing: str = "") -> Library:
        project = lay(drawing)
        return read_library(project / "content", project / "docs")

    return read_drawing


def told(library: Library, instant: str) -> dict[str, SiteUpdate]:
    at = parse_instant(instant)
    updates = updates_of(as_at(library, at), at)
    assert len({update.id for update in updates}) == len(updates)
    return {update.id: update for update in updates}


@pytest.mark.parametrize(
    ("instant", "states"),
    [
        ("2021-01-31T23:59", set()),
        ("2021-02-01", {"opened"}),
        ("2021-06-23T16:59", {"opened"}),
        ("2021-06-23T17:00", {"opened", "closing"}),
        ("2021-06-30T16:59", {"opened", "closing"}),
        ("2021-06-30T17:00", {"opened", "closing", "closed"}),
        ("2021-08-31T23:59", {"opened", "closing", "closed"}),
        ("2021-09-01", {"opened", "closing", "closed", "reported"}),
    ],
)
def test_a_call_is_told_of_at_each_of_its_turns(instant: str, states: set[str], read: Callable[[str], Library]) -> None:
    found = told(read(""), instant)
    assert {name.rpartition("/")[2] for name in found if name.startswith(CALL)} == states


def test_a_call_says_when_it_closes_and_what_came_of_it(read: Callable[[str], Library]) -> None:
    found = told(read(""), "2022-01-01")
    closing, reported = found[f"{CALL}/closing"], found[f"{CALL}/reported"]
    assert closing.title == "Call for Sightings: closes on Wednesday 30 June 2021"
    assert closing.paragraphs == ("Which rocks did you not see?", "Closes: 5pm on Wednesday 30 June 2021.")
    assert (reported.title, reported.summary) == ("Call for Sightings: what came of it", "40 rocks were named.")
    assert reported.address == "/about/#call-call-for-sightings"


def test_a_call_that_was_open_for_less_than_a_week_is_not_told_of_as_closing(read: Callable[[str], Library]) -> None:
    text = (ROOT / "tests/example/content/calls/call-for-sightings.md").read_text("utf-8")
    short = text.replace("opens: 2021-02-01", "opens: 2021-06-28")
    drawing = "content/calls/call-for-sightings.md\n" + "".join(f"    {line}\n" for line in short.splitlines())
    states = {name.rpartition("/")[2] for name in told(read(drawing), "2022-01-01") if name.startswith(CALL)}
    assert states == {"opened", "closed", "reported"}


def test_a_week_before_the_end_is_a_week_on_londons_clock(real: Library) -> None:
    found = told(real, "2023-03-11")
    closing = next(one for name, one in found.items() if name.endswith("calls/call-for-evidence/closing"))
    assert closing.published.isoformat() == "2021-03-24T00:00:00+00:00"  # the clocks went forward in between
    over = next(one for name, one in found.items() if name.endswith("calls/call-for-evidence/closed"))
    assert over.published.isoformat() == "2021-03-31T00:00:00+01:00"


def test_a_post_keeps_its_id_and_moves_with_a_major_note_alone(read: Callable[[str], Library]) -> None:
    def with_note(more: str) -> SiteUpdate:
        library = read(draw_post(more=f"topics: [rocks]\n{more}"))
        return told(library, "2021-07-01")[f"{TAG}:posts/fog-bells"]

    plain = with_note("")
    minor = with_note("updates:\n  - {on: 2021-06-01, note: A comma., minor: true}\n")
    major = with_note("updates:\n  - {on: 2021-06-01, note: A bell was added.}\n")
    later = with_note("updates:\n  - {on: 2021-08-01, note: A bell is to come.}\n")
    assert plain == minor == later
    assert (major.published, major.id) == (plain.published, plain.id)
    assert major.updated.isoformat() == "2021-06-01T00:00:00+01:00"
    assert [note.note for note in major.notes] == ["A bell was added."]


PAGE = """docs/rocks.md
    ---
    title: Rocks
    description: All rocks.
    {more}
    ---

    Words.
"""


def test_a_page_is_told_of_when_it_came_out_on_a_known_day_or_was_changed(read: Callable[[str], Library]) -> None:
    name = f"{TAG}:pages/rocks"
    assert name not in told(read(PAGE.format(more="audiences: [sailors]")), "2022-01-01")
    out = told(read(PAGE.format(more="published: 2021-05-01")), "2022-01-01")[name]
    assert (out.title, out.address, out.updated) == ("Rocks", "/rocks/", parse_instant("2021-05-01"))
    changed = told(read(PAGE.format(more="updates: [{on: 2021-06-02, note: One more rock.}]")), "2022-01-01")[name]
    assert (changed.published, changed.notes[0].note) == (parse_instant("2021-06-02"), "One more rock.")
    minor = read(PAGE.format(more="updates: [{on: 2021-06-02, note: A comma., minor: true}]"))
    assert name not in told(minor, "2022-01-01")


def test_a_page_may_have_an_id_of_its_own(read: Callable[[str], Library]) -> None:
    library = read(PAGE.format(more=f"published: 2021-05-01\n    id: {TAG}:pages/stones"))
    assert f"{TAG}:pages/stones" in told(library, "2022-01-01")


def test_a_page_that_was_moved_needs_the_id_that_it_had(read: Callable[[str], Library]) -> None:
    record = "content/record.csv\n    address,published,text,notes\n    /stones/,2021-05-01,0123456789abcdef,0\n"
    ledger = "content/addresses.txt\n    /stones/\n"
    moved = PAGE.format(more="published: 2021-05-01\n    aliases: [/stones/]")
    (problem,) = moved_without_id(read(moved + record + ledger))
    assert str(problem) == (
        "docs/rocks.md:5: aliases: the page was moved from /stones/, and subscribers to the feeds know it by an id "
        f"(add a line `id: {TAG}:pages/stones`)"
    )
    mended = PAGE.format(more=f"published: 2021-05-01\n    aliases: [/stones/]\n    id: {TAG}:pages/stones")
    assert moved_without_id(read(mended + record + ledger)) == []
    assert moved_without_id(read(moved)) == []


def test_the_answers_to_the_recommendations_are_told_of_once_they_are_given(real: Library) -> None:
    name = "tag:childrenssocialcare.independent-review.uk,2021-01-15:recommendations/responses"
    assert name not in told(real, "2023-02-01T23:59")
    answers = told(real, "2023-02-02")[name]
    assert answers.address == "/recommendations/"
    assert len(answers.points) == len(real.recommendations.recommendations if real.recommendations else ())
    assert any(point.endswith("not accepted") for point in answers.points)


def test_a_chapter_is_told_of_with_the_title_of_its_report(real: Library) -> None:
    titles = {update.address: update.title for update in told(real, "2023-02-02").values()}
    assert titles["/case-for-change/chapter-5/"] == "The Case for Change, chapter 5: Faults in the system"
    assert titles["/case-for-change/"] == "The Case for Change"


def test_notices_and_documents_are_told_of(real: Library) -> None:
    found = told(real, "2023-03-11")
    kinds = {update.kind for update in found.values()}
    assert kinds == {"post", "page", "publication", "call", "recommendations", "notice"}
    assert sum(update.kind == "notice" for update in found.values()) == len(real.review.notices)
    assert sum(update.kind == "publication" for update in found.values()) == len(real.publications)


def test_each_update_comes_at_its_turn_and_stays_as_it_is(real: Library) -> None:
    """At every turn of the real site: what was told before is told again in the same words, but for major notes."""
    instants = sorted({turn.instant for turn in turns_of(real)}, key=lambda instant: instant.timestamp())
    before: dict[str, SiteUpdate] = {}
    for instant in instants:
        now = {update.id: update for update in updates_of(as_at(real, instant), instant)}
        assert before.keys() <= now.keys()
        assert all(now[name].published == one.published for name, one in before.items())
        moved = {name for name, one in before.items() if now[name].updated != one.updated}
        assert all(len(now[name].notes) > len(before[name].notes) for name in moved)
        assert all(update.seen_from.timestamp() <= instant.timestamp() for update in now.values())
        earlier = instant - timedelta(minutes=1)
        a_minute_ago = {update.id for update in updates_of(as_at(real, earlier), earlier)}
        assert all(now[name].seen_from == instant for name in now.keys() - a_minute_ago)
        before = now
