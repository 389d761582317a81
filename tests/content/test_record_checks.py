"""What one of the files of the public record lost, another still says; and an id stays as it was published."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post, post_text
from tests.lifecycle.recording import record_all

from review_site.clock import parse_instant
from review_site.content.address_checks import BUILT
from review_site.content.library import read_library
from review_site.content.record import RECORD, render_record
from review_site.lifecycle.told import bring_up_told
from review_site.problems import ProblemsError

NOW = parse_instant("2021-07-01")
POST, CALL, EVENT = "blogs/2021-05-01-fog-bells.md", "calls/call-for-sightings.md", "events/open-tower-day.md"
TAG = "tag:lighthouses.example.org,2021-01-04:"
LEDGER = (
    "(bring it back: git checkout content/addresses.txt; if that does not help, write the line again)",
    "(bring it back: git checkout content/addresses.txt; if that does not help, write the lines again)",
)
ROWS = (
    "(bring it back: git checkout content/record.csv; if that does not help, "
    "git log -- content/record.csv tells its earlier versions)"
)
COPIES = "(there are copies in content/told/)"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example review with a post and a page, recorded as the command does."""
    project = tmp_path_factory.mktemp("recorded") / "project"
    shutil.copytree(Path(__file__).parents[1] / "example", project)
    post = post_text(more="topics: [rocks]\naliases: [/bells/]")
    (project / "content" / POST).write_text(post, encoding="utf-8")
    page = "---\ntitle: Rocks\ndescription: All.\npublished: 2021-05-01\n---\n\nWords.\n"
    (project / "docs/rocks.md").write_text(page, encoding="utf-8")
    record(project)
    return project


@pytest.fixture
def project(recorded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recorded, tmp_path / "project"))


def record(project: Path) -> None:
    library = read_library(project / "content", project / "docs")
    record_all(project, library, NOW)
    bring_up_told(library, project / "content", project / "docs", NOW)


def told(project: Path) -> list[str]:
    try:
        found = read_library(project / "content", project / "docs").unfinished
    except ProblemsError as error:
        found = error.problems
    return [str(problem) for problem in found]


def without(file: Path, *beginnings: str) -> None:
    """Take the lines out of a file that begin so."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(beginnings)]
    assert len(kept) < len(lines)
    file.write_text("".join(kept), encoding="utf-8")


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_nothing_is_wrong_with_a_record_as_it_was_written(project: Path) -> None:
    assert told(project) == []
    record(project)
    assert told(project) == []


def test_a_line_that_a_merge_took_from_the_addresses_is_told_though_the_slug_was_changed(project: Path) -> None:
    without(project / "content/addresses.txt", "/fog-bells/")
    change(project / "content" / POST, "slug: fog-bells", "slug: bells-in-fog")
    said = "content/addresses.txt:1: address: lacks /fog-bells/, which record.csv says was published"
    assert told(project) == [f"{said} {LEDGER[0]}"]
    before = (project / "content/record.csv").read_bytes()
    with pytest.raises(ProblemsError):
        record(project)
    assert (project / "content/record.csv").read_bytes() == before


@pytest.mark.parametrize("text", ["", "# Every address ever published on this site.\n"])
def test_many_missing_lines_are_one_problem(project: Path, text: str) -> None:
    (project / "content/addresses.txt").write_text(text, encoding="utf-8")
    first, second = told(project)
    assert (
        first
        == f"content/addresses.txt:1: address: lacks /, /about/, /accessibility/ and {rows(project) - 3} more, "
        + (f"which record.csv says were published {LEDGER[1]}")
    )
    assert second == (f"content/addresses.txt:1: address: lacks /bells/, which was published {COPIES} {LEDGER[0]}")


def rows(project: Path) -> int:
    return len((project / "content/record.csv").read_text(encoding="utf-8").splitlines()) - 1


def test_a_line_that_is_not_written_as_an_address_is_not_told_twice(project: Path) -> None:
    change(project / "content/addresses.txt", "\n/fog-bells/\n", "\nfog-bells moved\n")
    (only,) = told(project)
    assert "“fog-bells moved” is not an address" in only


def test_what_is_promised_is_in_both_files(project: Path) -> None:
    with (project / "content/record.csv").open("a", encoding="utf-8") as file:
        file.write("/rocks-to-come/,2021-08-01,,0\n")
    said = "content/addresses.txt:1: address: lacks /rocks-to-come/, which record.csv promises"
    assert told(project) == [f"{said} {LEDGER[0]}"]


def test_an_address_that_people_added_has_no_row_yet(project: Path) -> None:
    with (project / "content/addresses.txt").open("a", encoding="utf-8") as file:
        file.write("/stones/\n")
    change(project / "content" / POST, "aliases: [/bells/]", "aliases: [/bells/, /stones/]")
    assert told(project) == []


@pytest.mark.parametrize("text", [None, "", "address,published,text,notes\n"])
@pytest.mark.parametrize("copies", [True, False])
def test_a_record_without_rows_is_told(project: Path, text: str | None, *, copies: bool) -> None:
    file = project / "content/record.csv"
    file.unlink()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    if not copies:
        shutil.rmtree(project / "content/told")
    gone = "is missing" if text is None else "is empty"
    assert told(project) == [f"content/record.csv:1: file: {gone}, and says no more what was published {ROWS}"]


def test_rows_that_a_merge_took_away_are_told_by_the_copies(project: Path) -> None:
    without(project / "content/record.csv", "/fog-bells/", "/rocks/")
    said = "content/record.csv:1: record: lacks /fog-bells/ and /rocks/, which were published"
    assert told(project) == [f"{said} {COPIES} {ROWS}"]


def test_a_row_that_cannot_be_read_is_not_told_twice(project: Path) -> None:
    change(project / "content/record.csv", "/fog-bells/,2021-05-01,", "/fog-bells/,1 May,")
    (only,) = told(project)
    assert "is not a line that was written by the command" in only


def test_when_both_files_are_empty_the_copies_tell(project: Path) -> None:
    for name in ("addresses.txt", RECORD):
        (project / "content" / name).write_text("", encoding="utf-8")
    said = (
        "content/addresses.txt:1: address: lacks /bells/, /first-light/, /fog-bells/ and 1 more, which were published"
    )
    assert told(project) == [
        f"{said} {COPIES} {LEDGER[1]}",
        f"content/record.csv:1: file: is empty, and says no more what was published {ROWS}",
    ]


def test_a_new_review_starts_with_both_files_empty(lay: Callable[[str], Path]) -> None:
    laid = lay("")
    (laid / "content/addresses.txt").write_text("", encoding="utf-8")
    assert told(laid) == []
    (laid / "content/record.csv").write_text(render_record({}), encoding="utf-8")
    assert told(laid) == []


def test_a_list_that_people_began_needs_no_record(lay: Callable[[str], Path]) -> None:
    laid = lay("")
    ledger = (laid / "content/addresses.txt").read_text(encoding="utf-8").splitlines()
    assert not set(BUILT) <= set(ledger)
    assert told(laid) == []


@pytest.mark.parametrize("name", [POST, CALL, EVENT])
def test_an_id_that_changes_once_it_is_out_is_told(project: Path, name: str) -> None:
    file = project / "content" / name
    rows = file.read_text(encoding="utf-8").splitlines()
    line = next(number for number, row in enumerate(rows, 1) if row.startswith("id: "))
    before = rows[line - 1].removeprefix("id: ")
    change(file, before, f"{TAG}another")
    said = f"content/{name}:{line}: id: was “{before}” when it was published (put it back)"
    assert told(project) == [said]
    change(file, f"{TAG}another", before)
    assert told(project) == []


def test_an_id_may_change_until_it_is_out(lay: Callable[[str], Path]) -> None:
    laid = lay(draw_post(published="2021-08-01"))
    record(laid)
    change(laid / "content" / POST, "posts/fog-bells", "posts/bells")
    assert told(laid) == []


def test_an_id_may_move_to_another_file(project: Path) -> None:
    file = project / "content" / POST
    file.rename(file.with_name("2021-05-02-bells.md"))
    assert told(project) == []
    record(project)
    assert told(project) == []


def test_ids_that_change_places_are_told_unless_the_addresses_do_too(project: Path) -> None:
    one, other = project / "content" / POST, project / "content/blogs/2021-02-03-first-light.md"
    before = [file.read_text(encoding="utf-8") for file in (one, other)]
    one.write_text(before[0].replace("posts/fog-bells", "posts/first-light"), encoding="utf-8")
    other.write_text(before[1].replace("posts/first-light", "posts/fog-bells"), encoding="utf-8")
    assert [line.partition(": was")[0].rpartition(": ")[2] for line in told(project)] == ["id", "id"]
    one.write_text(before[1], encoding="utf-8")
    other.write_text(before[0], encoding="utf-8")
    assert told(project) == []


def test_an_id_that_changes_as_its_file_is_renamed_is_told(project: Path) -> None:
    file = project / "content" / POST
    file.rename(file.with_name("2021-05-02-bells.md"))
    change(file.with_name("2021-05-02-bells.md"), "posts/fog-bells", "posts/bells")
    said = f"content/blogs/2021-05-02-bells.md:4: id: was “{TAG}posts/fog-bells” when it was published (put it back)"
    assert told(project) == [said]


def test_a_page_keeps_the_id_that_was_made_for_it(project: Path) -> None:
    page = project / "docs/rocks.md"
    change(page, "published:", f"id: {TAG}pages/rocks\npublished:")
    assert told(project) == []
    change(page, "pages/rocks", "pages/stones")
    assert told(project) == [
        "docs/rocks.md:4: id: there was none when the page was published, and this one shows it to subscribers once "
        "more (take the line out)"
    ]


def test_a_page_that_moved_keeps_its_id(project: Path) -> None:
    page, moved = project / "docs/rocks.md", project / "docs/stones.md"
    change(page, "published:", f"id: {TAG}pages/rocks\naliases: [/rocks/]\npublished:")
    page.rename(moved)
    assert told(project) == []
    record(project)
    assert told(project) == []
    change(moved, "pages/rocks", "pages/stones-and-rocks")
    assert [line.partition(": there")[0] for line in told(project)] == ["docs/stones.md:4: id"]
