"""Notes of changes to calls, events and publications: each from its day on, wherever its entry is shown."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLE
from tests.drawings import drawn

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.agenda import coming
from review_site.lifecycle.due import as_at, everything

SHELVES = {
    "call": ("content/calls/call-for-sightings.md", "about"),
    "event": ("content/events/open-tower-day.md", "when"),
    "publication": ("content/publications/final-report.yml", "papers"),
}
NOTES = """updates:
  - {on: 2021-10-01, note: The first bell & more.}
  - {on: 2021-10-02, note: A comma was quincunx., minor: true}
  - {on: 2021-10-03, note: The second bell.}
  - {on: 2021-10-09, note: The third bell is zanzibar.}
"""
PAGES = drawn("docs/when.md", "---\ntitle: When\ndescription: When.\nshow: [events]\n---\n\nWords.\n") + drawn(
    "docs/papers.md", "---\ntitle: Papers\ndescription: Papers.\npublications: [final-report]\n---\n\nWords.\n"
)


def drawing_of(shelf: str) -> str:
    path, _ = SHELVES[shelf]
    text = (EXAMPLE / path).read_text(encoding="utf-8")
    return PAGES + drawn(path, text.replace("\nsource:", f"\n{NOTES}source:"))


def entry_of(library: Library, shelf: str) -> list[str]:
    shelves = {
        "call": library.calls.values(),
        "event": library.events,
        "publication": [library.publications["final-report"]],
    }
    return [update.note for one in shelves[shelf] for update in one.entry.updates]


@pytest.mark.parametrize("shelf", SHELVES)
def test_notes_are_shown_where_the_entry_is_the_newest_first(site: Callable[..., Path], shelf: str) -> None:
    built = site(drawing_of(shelf), "2021-10-05")
    text = (built / SHELVES[shelf][1] / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<p class="quiet">Updated <time datetime="([^"]+)">[^<]+</time>: (.*?)</p>', text) == [
        ("2021-10-03", "The second bell."),
        ("2021-10-01", "The first bell &amp; more."),
    ]


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_minor_note_and_one_of_a_day_to_come_are_in_no_byte(site: Callable[..., Path], shelf: str) -> None:
    built = site(drawing_of(shelf), "2021-10-05")
    files = [file.read_bytes().lower() for file in built.rglob("*") if file.is_file()]
    assert any(b"the second bell" in data for data in files)
    assert not [word for word in (b"quincunx", b"zanzibar") if any(word in data for data in files)]


@pytest.mark.parametrize("shelf", SHELVES)
def test_a_note_is_known_from_its_day_on_in_a_preview_as_well(lay: Callable[[str], Path], shelf: str) -> None:
    project = lay(drawing_of(shelf))
    library = read_library(project / "content", project / "docs")
    before, on = parse_instant("2021-10-02T23:59"), parse_instant("2021-10-03")
    for seen in (as_at, everything):
        assert len(entry_of(seen(library, before), shelf)) == 2
        assert len(entry_of(seen(library, on), shelf)) == 3
    turns = [turn for turn in coming(library, before) if turn.what.endswith("tells of a change")]
    assert [str(turn.instant.date()) for turn in turns] == ["2021-10-03", "2021-10-09"]
    assert {turn.path for turn in turns} == {SHELVES[shelf][0]}
    assert all(turn.what.startswith(shelf) for turn in turns)
