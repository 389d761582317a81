"""Submissions in time: recorded once out, never lost, withheld until then, told of once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.lifecycle.recording import record_all
from tests.made_submissions import NAME, drawing

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.agenda import coming
from review_site.lifecycle.due import as_at
from review_site.lifecycle.record import brought_up, taken_back, unrecorded
from review_site.lifecycle.updates import updates_of
from review_site.lifecycle.withheld import names_of, withheld
from review_site.problems import ProblemsError

BEFORE, AFTER = parse_instant("2021-05-19T23:59"), parse_instant("2021-05-20T00:00")
HOME = f"/submissions/{NAME}/"
FOLDER = "content/submissions"
FILES = {f"{FOLDER}/{NAME}{ending}" for ending in (".yml", ".csv", ".ids")}


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Path:
    return lay(drawing(60))


def read(project: Path) -> Library:
    return read_library(project / "content", project / "docs")


def record(project: Path) -> Library:
    record_all(project, read(project), AFTER)
    return read(project)


def edit(project: Path, ending: str, old: str, new: str) -> None:
    file = project / f"{FOLDER}/{NAME}{ending}"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(library: Library) -> list[str]:
    return [str(problem) for problem in taken_back(library, AFTER) if "/submissions/" in str(problem)]


def test_what_is_out_is_recorded_with_its_pages_and_before_that_nothing(project: Path) -> None:
    library = read(project)
    assert not any(NAME in address for address in unrecorded(library, BEFORE))
    assert not brought_up(library, BEFORE).submissions.get(NAME)
    assert {"/submissions/", HOME, f"{HOME}topic/lamps/"} <= set(unrecorded(library, AFTER))
    after = record(project)
    assert unrecorded(after, AFTER) == []
    assert list(after.record.submissions[NAME].values()) == [1] * 50 + [2] * 10
    assert brought_up(after, AFTER) == brought_up(record(project), AFTER)


def test_a_row_that_is_new_is_not_yet_recorded(project: Path) -> None:
    record(project)
    file = project / f"{FOLDER}/{NAME}.csv"
    file.write_text(file.read_text(encoding="utf-8") + "new,,,,,,,,withheld,Because.\n", encoding="utf-8")
    assert unrecorded(read(project), AFTER) == [HOME]
    assert record(project).record.submissions[NAME]["new"] == 2


def test_a_row_that_was_published_and_is_gone_stops_the_build(project: Path) -> None:
    record(project)
    file = project / f"{FOLDER}/{NAME}.csv"
    rows = file.read_text(encoding="utf-8").splitlines()
    start = next(number for number, row in enumerate(rows) if row.startswith("00060,"))
    file.write_text("\n".join(rows[:start]) + "\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        read(project)
    assert [(one.path, one.line, one.what) for one in error.value.problems] == [
        (f"{FOLDER}/{NAME}.ids", 61, "00060 was published, and has no row any more")
    ]


@pytest.mark.parametrize(("old", "new"), [("2021-05-20", "2021-06-20"), ("title:", "status: draft\ntitle:")])
def test_a_collection_that_was_published_can_not_be_taken_back(project: Path, old: str, new: str) -> None:
    assert told(record(project)) == []
    edit(project, ".yml", old, new)
    found = told(read(project))
    assert any(f"{HOME} was published, and no submissions stand there any more" in line for line in found)


def test_a_topic_without_rows_keeps_its_page_and_one_that_is_renamed_is_told(project: Path) -> None:
    record(project)
    file = project / f"{FOLDER}/{NAME}.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Lamps", "Rocks"), encoding="utf-8")
    assert told(read(project)) == []
    edit(project, ".yml", "  lamps: Lamps", "  lights: Lamps")
    assert [line.split(": ")[2].split(" was")[0] for line in told(read(project))] == [f"{HOME}topic/lamps/"]


def test_an_attachment_of_a_withdrawn_row_must_lead_on(project: Path) -> None:
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/chart-of-fog.txt").write_text("Words.", encoding="utf-8")
    file = project / f"{FOLDER}/{NAME}.csv"
    file.write_text("id,identity,contributor,file\n1,named,Bo Reef,chart-of-fog.txt\n", encoding="utf-8")
    record(project)
    file.write_text("id,identity,reason,withdrawn\n1,withdrawn,It was asked for.,2021-05-21\n", encoding="utf-8")
    found = [str(one) for one in taken_back(read(project), AFTER)]
    assert any(
        "/attachments/chart-of-fog.txt was published, and no page links to it any more" in line for line in found
    )
    review = project / "content/review.yml"
    line = f"redirects:\n  /attachments/chart-of-fog.txt: {HOME}\n"
    review.write_text(review.read_text(encoding="utf-8") + line, encoding="utf-8")
    (project / "content/attachments/chart-of-fog.txt").unlink()
    assert [str(one) for one in taken_back(read(project), AFTER) if "chart-of-fog.txt" in str(one)] == []


def test_until_it_is_out_all_its_files_are_withheld(project: Path) -> None:
    library = read(project)
    assert withheld(library, BEFORE) >= FILES
    assert HOME in names_of(library, withheld(library, BEFORE))
    assert not withheld(library, AFTER) & FILES
    assert any(turn.path == f"{FOLDER}/{NAME}.yml" for turn in coming(library, BEFORE))


def test_a_withdrawal_on_a_day_to_come_tells_neither_reason_nor_day(project: Path) -> None:
    rows = "id,identity,reason,withdrawn\n1,withdrawn,It was asked for.,2021-05-25\n"
    (project / f"{FOLDER}/{NAME}.csv").write_text(rows, encoding="utf-8")
    library = read(project)
    (early,) = as_at(library, AFTER).submissions[NAME].rows
    (late,) = as_at(library, parse_instant("2021-05-25")).submissions[NAME].rows
    assert (early.identity, early.reason, early.withdrawn) == ("withdrawn", "", None)
    assert late.reason == "It was asked for."
    assert f"{FOLDER}/{NAME}.csv" in withheld(library, AFTER)


def test_a_collection_is_one_update_and_a_note_changes_it(project: Path) -> None:
    edit(project, ".yml", "policy:", "updates:\n  - on: 2021-05-30\n    note: Ten were added.\npolicy:")
    library = read(project)
    for day, changed in (("2021-05-21", "2021-05-20"), ("2021-06-01", "2021-05-30")):
        seen = as_at(library, parse_instant(day))
        (update,) = (
            one for one in updates_of(seen, parse_instant(day)) if one.kind == "submissions" and one.address == HOME
        )
        assert update.updated == parse_instant(changed)
        assert update.id == f"tag:lighthouses.example.org,2021-01-04:submissions/{NAME}"
    assert not [one for one in updates_of(as_at(library, BEFORE), BEFORE) if one.kind == "submissions"]
