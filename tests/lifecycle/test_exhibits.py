"""Charts and tables in the public record: their data stays, and a change of it asks for a note."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.lifecycle.recording import record_all

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.exhibits import exhibits_out
from review_site.lifecycle.record import changed_without_note, taken_back, unrecorded
from review_site.lifecycle.withheld import withheld

NOW = parse_instant("2021-05-01")
LAMPS, CHAPTER = "docs/case-for-change/lamps-lit", "docs/case-for-change/chapter-1.md"
LATER = """docs/case-for-change/chapter-3.md
    ---
    title: The horns
    description: "What is heard."
    chapter: 3
    ---

    Horns are heard.

    /// from | 2021-06-01
    They were counted.

    [chart horns]
    ///
docs/case-for-change/horns.yml
    kind: bar chart
    number: 3.1
    title: Horns
    about: Skerry has most.
    values: Horns
    source: https://harbour.example.org/horns
docs/case-for-change/horns.csv
    Rock,Horns,Keepers
    Skerry,7,1
"""


def read(project: Path) -> Library:
    return read_library(project / "content", project / "docs")


def record(project: Path) -> Library:
    record_all(project, read(project), NOW)
    return read(project)


def change(project: Path, path: str, old: str, new: str) -> Library:
    text = (project / path).read_text(encoding="utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), encoding="utf-8")
    return read(project)


def test_its_data_is_out_when_its_page_shows_it(lay: Callable[[str], Path]) -> None:
    library = read(lay(LATER))
    before = {address for address, _ in exhibits_out(library, NOW)}
    after = {address for address, _ in exhibits_out(library, parse_instant("2021-06-01"))}
    assert "/case-for-change/lamps-lit.csv" in before
    assert after - before == {"/case-for-change/horns.csv"}
    assert "/case-for-change/lamps-lit.csv" in unrecorded(library, NOW)
    assert "/case-for-change/horns.csv" not in unrecorded(library, NOW)


def test_data_that_was_published_must_not_go(lay: Callable[[str], Path]) -> None:
    project = lay("")
    assert taken_back(record(project), NOW) == []
    library = change(project, CHAPTER, "[chart lamps-lit]\n", "")
    figure, data = map(str, taken_back(library, NOW))
    assert "figure 1.1 “Lamps of four lighthouses, by where they stand” was published" in figure
    assert "/case-for-change/lamps-lit.csv was published, and no page shows it any more" in data
    register = project / "content/review.yml"
    redirect = "redirects:\n  /case-for-change/lamps-lit.csv: /about/\n"
    register.write_text(f"{register.read_text('utf-8')}{redirect}", encoding="utf-8")
    (figure,) = map(str, taken_back(read(project), NOW))
    assert "figure 1.1 " in figure


def test_the_figures_of_a_chapter_that_was_withdrawn_went_with_it(lay: Callable[[str], Path]) -> None:
    project = lay("")
    record(project)
    change(project, CHAPTER, "chapter: 1\n", "chapter: 1\nwithdrawn:\n  on: 2021-05-01\n  reason: It was wrong.\n")
    library = change(project, CHAPTER, "[chart lamps-lit]\n", "")
    assert [one for one in map(str, taken_back(library, NOW)) if "figure 1.1" in one] == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (f"{LAMPS}.csv", "Skerry,24,24", "Skerry,25,25"),
        (f"{LAMPS}.yml", "title: Lamps of four", "title: Lamps of many"),
        (f"{LAMPS}.yml", "as_at: 2021-03", "as_at: 2021-02"),
        (f"{LAMPS}.yml", "source: review:/about/", "source: https://harbour.example.org/lamps"),
    ],
)
def test_a_change_of_what_it_shows_asks_for_a_note(lay: Callable[[str], Path], path: str, old: str, new: str) -> None:
    project = lay("")
    assert changed_without_note(record(project), NOW) == []
    (problem,) = changed_without_note(change(project, path, old, new), NOW)
    assert (problem.path, problem.what) == (CHAPTER, "the text has changed since it was recorded, and no note says so")
    note = 'chapter: 1\nupdates:\n  - {on: 2021-04-30, note: "A lamp was counted again.", minor: true}\n'
    assert changed_without_note(change(project, CHAPTER, "chapter: 1\n", note), NOW) == []


def test_a_file_saved_by_another_program_is_no_change(lay: Callable[[str], Path]) -> None:
    project = lay("")
    record(project)
    file = project / f"{LAMPS}.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert changed_without_note(read(project), NOW) == []


def test_what_no_page_shows_yet_is_withheld(lay: Callable[[str], Path]) -> None:
    library = read(lay(LATER))
    files = {"docs/case-for-change/horns.yml", "docs/case-for-change/horns.csv"}
    kept = withheld(library, NOW)
    assert files <= kept
    assert not {f"{LAMPS}.yml", f"{LAMPS}.csv"} & kept
    assert not files & withheld(library, parse_instant("2021-06-01"))


def test_data_of_which_readers_get_a_part_is_withheld_whole(lay: Callable[[str], Path]) -> None:
    project = lay(LATER)
    library = change(project, "docs/case-for-change/horns.yml", "values: Horns", "values: Horns\ncolumns: Horns")
    kept = withheld(library, parse_instant("2021-06-01"))
    assert "docs/case-for-change/horns.csv" in kept
    assert "docs/case-for-change/horns.yml" not in kept
