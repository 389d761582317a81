"""What stays out of a digest, and what stands last in it, where dates are near or not known."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLE
from tests.drawings import draw_post, drawn

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.feed.digest.gathering import digest_of
from review_site.feed.digest.model import Digest, DigestItem
from review_site.feed.digest.text import render_text

CALL = "content/calls/call-for-sightings.md"
WARNED = draw_post(more="content_note: This is about drowning.\n")
Tell = Callable[..., Digest]


@pytest.fixture
def tell(lay: Callable[[str], Path]) -> Tell:
    """Return the digest of the example, changed by a drawing, between two instants, as it is sent at the second."""

    def digest(since: str, until: str, drawing: str = "") -> Digest:
        project = lay(drawing)
        library = read_library(project / "content", project / "docs")
        return digest_of(library, parse_instant(since), parse_instant(until), parse_instant(until))

    return digest


def titles(items: tuple[DigestItem, ...]) -> list[str]:
    return [item.title for item in items]


def call(name: str, closes: str) -> str:
    text = (EXAMPLE / CALL).read_text(encoding="utf-8")
    text = text.replace("Sightings", name.capitalize()).replace("call-for-sightings", f"call-for-{name}")
    return drawn(f"content/calls/call-for-{name}.md", text.replace("closes: 2021-06-30T17:00", f"closes: {closes}"))


def page(address: str, more: str) -> str:
    text = (EXAMPLE / "docs" / f"{address}.md").read_text(encoding="utf-8")
    return drawn(f"docs/{address}.md", text.replace("---\n", f"---\n{more}", 1))


def test_open_calls_come_by_their_last_day_and_not_by_name(tell: Tell) -> None:
    digest = tell("2021-02-01", "2021-03-01", call("zinc", "2021-05-01") + call("bells", "2021-08-01"))
    assert titles(digest.open) == ["Call for Zinc", "Call for Sightings", "Call for Bells"]


def test_a_call_of_which_the_last_day_is_not_known_never_closes_soon(tell: Tell) -> None:
    digest = tell("2021-06-01", "2021-06-29", call("bells", "2021-06"))
    assert titles(digest.closing) == ["Call for Sightings"]
    assert titles(digest.open) == ["Call for Bells"]


@pytest.mark.parametrize(("now", "told"), [("2021-06-02T23:59", True), ("2021-06-03", False)])
def test_a_page_is_told_of_until_the_day_on_which_it_is_withdrawn(now: str, told: bool, tell: Tell) -> None:
    rocks = "---\ntitle: Rocks\ndescription: All rocks.\npublished: 2021-06-01\n{}---\n\nWords.\n"
    gone = rocks.format("withdrawn: {on: 2021-06-03, reason: A rock was wrong.}\n")
    digest = tell("2021-05-31", now, drawn("docs/rocks.md", gone))
    assert ("Rocks" in titles(digest.new)) == told
    assert "A rock was wrong" not in render_text(digest)


def test_whom_to_turn_to_stands_without_a_content_note_as_well(tell: Tell) -> None:
    (item,) = tell("2021-04-30", "2021-05-02", draw_post(more="support: [adults]\n")).new
    assert (item.content_note, [link.words for link in item.support]) == ("", ["support for adults"])


@pytest.mark.parametrize(
    "more",
    ["published: 2021-08-01\n", "withdrawn: {on: 2021-05-01, reason: It moved.}\n", "status: draft\n"],
)
def test_a_warning_leads_to_no_page_that_is_not_there(more: str, tell: Tell) -> None:
    (item,) = tell("2021-04-30", "2021-05-02", page("support-for-adults", more) + WARNED).new
    assert [link.words for link in item.support] == ["support for children and young people"]


@pytest.mark.parametrize(
    ("now", "notes"),
    [
        ("2021-05-19T23:59", ("1 April 2021: A bell.",)),
        ("2021-05-20T00:01", ("20 May 2021: Quincunx.", "1 April 2021: A bell.")),
    ],
)
def test_a_note_of_a_day_to_come_changes_no_word(now: str, notes: tuple[str, ...], tell: Tell) -> None:
    text = (EXAMPLE / CALL).read_text(encoding="utf-8")
    ahead = "updates:\n  - {on: 2021-04-01, note: A bell.}\n  - {on: 2021-05-20, note: Quincunx.}\nsource:"
    (item,) = tell("2021-03-31", now, drawn(CALL, text.replace("source:", ahead, 1))).changed
    assert item.changes == notes
    assert ("Quincunx" in repr(item)) == (len(notes) == 2)
