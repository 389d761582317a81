"""Earlier versions of a page: when each begins and ends, what it says, and the address at which it stays."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.addresses import is_address
from review_site.clock import is_due, parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.texts import text_at
from review_site.lifecycle.versions import Version, all_versions, versions_of

CALL = "call-for-sightings"  # from 2021-02-01 to 2021-06-30T17:00, reported 2021-09-01
TIDES = f"""docs/tides.md
    ---
    title: Tides
    description: Of tides.
    published: 2021-01-10
    ---

    Always.

    /// call | {CALL}: upcoming
    Soon.
    ///
    /// call | {CALL}: open
    Open.
    ///
    /// call | {CALL}: from closed
    Closed.
    ///

    /// from | 2021-03-01/2021-03-20
    Spring.
    ///
"""


@pytest.fixture
def tides(lay: Callable[[str], Path]) -> Callable[[str], tuple[Version, ...]]:
    def versions(today: str) -> tuple[Version, ...]:
        project = lay(TIDES)
        library = read_library(project / "content", project / "docs")
        return versions_of("/tides/", library.pages["/tides/"], library, parse_instant(today))

    return versions


def test_a_version_begins_whenever_the_words_change(tides: Callable[[str], tuple[Version, ...]]) -> None:
    found = tides("2030-01-01")
    assert [(version.address, version.span, version.text.split()) for version in found] == [
        ("/tides/as-at/2021-01-10/", "from 10 January 2021 until 1 February 2021", ["Always.", "Soon."]),
        (
            "/tides/as-at/2021-02-01/",
            "from 1 February 2021 until some day between 1 March 2021 and 20 March 2021",
            ["Always.", "Open."],
        ),
        (
            "/tides/as-at/2021-03-20/",
            "from some day between 1 March 2021 and 20 March 2021 until 5pm on Wednesday 30 June 2021",
            ["Always.", "Open.", "Spring."],
        ),
        ("/tides/as-at/2021-06-30-1700/", "from 5pm on Wednesday 30 June 2021", ["Always.", "Closed.", "Spring."]),
    ]


@pytest.mark.parametrize(
    ("today", "count"),
    [("2021-01-10", 1), ("2021-01-31T23:59", 1), ("2021-02-01", 2), ("2021-06-30T16:59", 3), ("2021-06-30T17:00", 4)],
)
def test_only_what_has_come_makes_a_version(
    today: str, count: int, tides: Callable[[str], tuple[Version, ...]]
) -> None:
    assert len(tides(today)) == count


def test_a_call_that_closes_on_a_day_ends_its_version_with_that_day(lay: Callable[[str], Path]) -> None:
    project = lay(TIDES)
    call = project / f"content/calls/{CALL}.md"
    call.write_text(call.read_text().replace("2021-06-30T17:00", "2021-06-30"))
    library = read_library(project / "content", project / "docs")
    *_, before, last = versions_of("/tides/", library.pages["/tides/"], library, parse_instant("2030-01-01"))
    assert before.span.endswith("to the end of 30 June 2021")
    assert (last.address, last.span) == ("/tides/as-at/2021-07-01/", "after 30 June 2021")


def test_a_page_that_shows_a_call_changes_with_it(lay: Callable[[str], Path]) -> None:
    project = lay(
        f"docs/tides.md\n    ---\n    title: Tides\n    description: Of it.\n    calls: [{CALL}]\n    ---\n\n    A.\n"
    )
    library = read_library(project / "content", project / "docs")
    found = versions_of("/tides/", library.pages["/tides/"], library, parse_instant("2030-01-01"))
    assert [dict(version.states) for version in found] == [
        {},
        {"Call for Sightings": "open"},
        {"Call for Sightings": "closed"},
        {"Call for Sightings": "reported"},
    ]


def test_a_page_that_lists_calls_tells_only_open_and_closed(lay: Callable[[str], Path]) -> None:
    project = lay(
        "docs/tides.md\n    ---\n    title: Tides\n    description: Of it.\n    show: [calls]\n    ---\n\n    A.\n"
    )
    library = read_library(project / "content", project / "docs")
    found = versions_of("/tides/", library.pages["/tides/"], library, parse_instant("2030-01-01"))
    assert [list(dict(version.states).values()) for version in found] == [[], ["open"], ["closed"]]


def test_a_page_that_stays_as_it_is_has_one_version(example: Library) -> None:
    found = all_versions(example, parse_instant("2030-01-01"))
    assert {address: len(versions) for address, versions in found.items() if len(versions) > 1} == {"/about/": 4}


MINUTES = st.integers(0, 3 * 365 * 24 * 60)


@settings(deadline=None, max_examples=40)
@given(one=MINUTES, other=MINUTES)
def test_history_is_only_added_to_and_its_last_is_what_stands(one: int, other: int, real: Library) -> None:
    begin = parse_instant("2021-01-15")
    early, late = (begin + timedelta(minutes=minutes) for minutes in sorted((one, other)))
    before, after = all_versions(real, early), all_versions(real, late)
    for address, versions in before.items():
        assert [version.begins for version in after[address]][: len(versions)] == [one.begins for one in versions]
        body = real.pages[address].source.body
        if is_due(versions[-1].begins.instant, early):
            assert versions[-1].text == text_at(body, real, early)
    addresses = [version.address for versions in after.values() for version in versions]
    assert len(set(addresses)) == len(addresses)
    assert all(map(is_address, addresses))
