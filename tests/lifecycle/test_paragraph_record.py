"""The ledger of numbers at an instant: what is out or promised is written down, what was seen is not lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.content.paragraph_ledger import PARAGRAPHS, Row, write_ledger_of_numbers
from review_site.lifecycle.paragraph_record import numbers_brought_up, numbers_lost, numbers_unrecorded
from review_site.lifecycle.withheld import withheld

EARLY, LATE = "2021-05-02", "2021-07-02"
HEAD = "---\ntitle: The oil\ndescription: What it costs.\nchapter: 3\npublished: {published}\n{more}---\n\n"
BLOCK = "/// from | 2021-06-01\nThe price rose in the summer.\n///\n\n"


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Path:
    return lay("")


def write(project: Path, body: str, published: str = "2021-03-01", more: str = "") -> Library:
    """Write chapter 3 of the example's report, and read it all."""
    text = HEAD.format(published=published, more=more) + body
    (project / "docs/case-for-change/chapter-3.md").write_text(text, encoding="utf-8")
    return read(project)


def read(project: Path) -> Library:
    return read_library(project / "content", project / "docs")


def record(project: Path, instant: str) -> list[Row]:
    """Bring the ledger up to date as `review-site record` does; returns the rows of chapter 3."""
    write_ledger_of_numbers(project / "content", numbers_brought_up(read(project), parse_instant(instant)))
    return list(read(project).numbers.of_chapter("case-for-change", 3))


def correct(project: Path, removed: str, on: str = "2021-05-01") -> None:
    register = project / "content/reports/case-for-change.yml"
    line = f"corrections: [{{on: {on}, note: It was wrong., removed: [{removed}]}}]\n"
    register.write_text(register.read_text("utf-8") + line, encoding="utf-8")


def lost(library: Library, instant: str) -> list[str]:
    return [f"{one.what} ({one.mend})" for one in numbers_lost(library, parse_instant(instant))]


def said(rows: list[Row]) -> list[tuple[str, str, str | None]]:
    return [(row.number, row.text, row.since.text if row.since else None) for row in rows]


def test_all_states_are_recorded_and_what_is_to_come_says_when(project: Path) -> None:
    write(project, f"Oil is dear.\n\n{BLOCK}Coal is not.\n")
    assert said(record(project, EARLY)) == [
        ("3.1", "Oil is dear.", None),
        ("3.2", "The price rose in the summer.", "2021-06-01"),
        ("3.3", "Coal is not.", None),
    ]
    assert [row.since for row in record(project, LATE)] == [None] * 3
    assert not write_ledger_of_numbers(project / "content", numbers_brought_up(read(project), parse_instant(LATE)))


def test_what_is_promised_is_counted_anew_until_it_is_out(project: Path) -> None:
    write(project, "Oil is dear.\n\nCoal is not.\n", published="2021-06-01T09:30")
    assert said(record(project, EARLY)) == [
        ("3.1", "Oil is dear.", "2021-06-01T09:30"),
        ("3.2", "Coal is not.", "2021-06-01T09:30"),
    ]
    library = write(project, "Before all.\n\nOil is dear.\n", published="2021-06-01T09:30")
    (told,) = lost(library, EARLY)
    assert told == (
        "the record promises 3.2 “Coal is not.” for 9:30am on Tuesday 1 June 2021, and no paragraph has these words "
        "(run `review-site record`, which writes down what is promised now)"
    )
    assert [(row.number, row.text) for row in record(project, EARLY)] == [
        ("3.1", "Before all."),
        ("3.2", "Oil is dear."),
    ]
    assert lost(read(project), LATE) == []
    assert [row.number for row in record(project, LATE)] == ["3.1", "3.2"]


def test_a_draft_has_no_numbers_on_record_and_a_promise_taken_back_goes(project: Path) -> None:
    write(project, "Oil is dear.\n", published="2021-06-01")
    assert len(record(project, EARLY)) == 1
    library = write(project, "Oil is dear.\n", more="status: draft\n", published="2021-06-01")
    assert not any("chapter-3" in words for words in numbers_unrecorded(library))
    assert record(project, EARLY) == []


def test_what_nobody_saw_may_go_and_what_was_seen_may_not(project: Path) -> None:
    write(project, f"Oil is dear.\n\n{BLOCK}Coal is not.\n")
    record(project, EARLY)
    library = write(project, "Oil is dear.\n\nCoal is not.\n")
    (early,), (late,) = lost(library, EARLY), lost(library, LATE)
    assert "the record promises 3.2 “The price rose in the summer.” for 1 June 2021" in early
    assert "run `review-site record`" in early
    assert "3.2 “The price rose in the summer.” was published, and no paragraph has these words any more" in late
    assert [row.number for row in record(project, EARLY)] == ["3.1", "3.3"]
    assert lost(read(project), LATE) == []


def test_a_paragraph_that_was_moved_to_another_chapter_is_said_to_stand_there(project: Path) -> None:
    write(project, "Oil is dear.\n\nCoal is not.\n")
    record(project, EARLY)
    write(project, "Oil is dear.\n")
    other = project / "docs/case-for-change/chapter-4.md"
    other.write_text("---\ntitle: Coal\ndescription: Its cost.\nchapter: 4\n---\n\nCoal is not.\n", encoding="utf-8")
    (told,) = lost(read(project), EARLY)
    assert "3.2 “Coal is not.” was published here, and stands in docs/case-for-change/chapter-4.md now" in told
    assert "removed: [3.2]" in told


def test_a_number_that_was_seen_stays_on_record_until_it_is_declared_and_after(project: Path) -> None:
    write(project, "Oil is dear.\n\nCoal is not.\n\nWood is free.\n")
    record(project, EARLY)
    library = write(project, "Oil is dear.\n\nPeat came later.\n\nWood is free.\n")
    (told,) = lost(library, EARLY)
    assert "it stood after 3.1 (bring it back; if another paragraph says it now, write {: #p-3-2 }" in told
    assert [row.number for row in record(project, EARLY)] == ["3.1", "3.2", "3.3"]
    correct(project, "3.2")
    assert lost(read(project), EARLY) == []
    assert [row.number for row in record(project, EARLY)] == ["3.1", "3.2", "3.2A", "3.3"]
    assert [row.text for row in record(project, LATE)][1:3] == ["", "Peat came later."]


def test_of_what_was_removed_no_word_is_left_and_its_number_is_known(project: Path) -> None:
    write(project, "Oil is dear.\n\nCoal is not.\n\nWood is free.\n")
    record(project, EARLY)
    write(project, "Oil is dear.\n\nWood is free.\n")
    register = project / "content/reports/case-for-change.yml"
    before = register.read_text("utf-8")
    correct(project, "3.2")
    record(project, EARLY)
    assert "Coal" not in (project / "content/paragraphs.csv").read_text("utf-8")
    register.write_text(before, encoding="utf-8")
    (told,) = lost(read(project), LATE)
    assert told.startswith("3.2, of which the record has no words any more, was published")
    back = "Oil is dear.\n\nCoal is not.\n{: #p-3-2 }\n\nWood is free.\n"
    assert lost(write(project, back), LATE) == []
    assert said(record(project, LATE))[1] == ("3.2", "Coal is not.", None)


def test_what_is_removed_on_a_day_to_come_keeps_its_words_until_it_is_out_of_the_text(project: Path) -> None:
    block = "/// dates | until 2021-06-01\nCoal is not.\n///\n\n/// otherwise\n///\n"
    write(project, f"Oil is dear.\n\n{block}")
    record(project, EARLY)
    correct(project, "3.2", on="2021-06-01")
    for instant in (EARLY, LATE):
        assert lost(read(project), instant) == []
        assert [row.text for row in record(project, instant)] == ["Oil is dear.", "Coal is not."]
        assert PARAGRAPHS not in withheld_by(project, instant)
    assert lost(write(project, "Oil is dear.\n"), LATE) == []
    assert [row.text for row in record(project, LATE)] == ["Oil is dear.", ""]


def withheld_by(project: Path, instant: str) -> set[str]:
    return {path.rpartition("/")[2] for path in withheld(read(project), parse_instant(instant))}


def test_the_ledger_does_not_leave_the_project_while_it_holds_words_that_are_not_public(project: Path) -> None:
    write(project, f"Oil is dear.\n\n{BLOCK}Coal is not.\n")
    assert len(record(project, EARLY)) == 3
    assert PARAGRAPHS in withheld_by(project, EARLY)
    assert PARAGRAPHS not in withheld_by(project, LATE)
    write(project, "Oil is dear.\n\nThe price rose in the summer.\n")
    correct(project, "3.3")
    assert PARAGRAPHS in withheld_by(project, LATE)
    record(project, LATE)
    assert PARAGRAPHS not in withheld_by(project, LATE)
    write(project, "", more="withdrawn: {on: 2021-07-01, reason: A mistake.}\n")
    assert PARAGRAPHS in withheld_by(project, LATE)


def test_a_writer_may_say_that_other_words_are_the_paragraph(project: Path) -> None:
    write(project, "Oil is dear.\n\nCoal is not.\n")
    record(project, EARLY)
    library = write(project, "Oil is dear.\n\nPeat came later.\n{: #p-3-2 }\n")
    assert lost(library, EARLY) == []
    assert said(record(project, EARLY))[1] == ("3.2", "Peat came later.", None)


def test_a_withdrawn_chapter_keeps_its_numbers_on_record(project: Path) -> None:
    write(project, "Oil is dear.\n\nCoal is not.\n")
    record(project, EARLY)
    library = write(project, "", more="withdrawn: {on: 2021-05-01, reason: A mistake.}\n")
    assert lost(library, EARLY) == []
    assert [row.number for row in record(project, EARLY)] == ["3.1", "3.2"]


def test_a_chapter_that_is_gone_or_has_another_number_is_told_once(project: Path) -> None:
    write(project, "Oil is dear.\n\nCoal is not.\n\nWood is free.\n")
    record(project, EARLY)
    (project / "docs/case-for-change/chapter-3.md").unlink()
    (told,) = lost(read(project), EARLY)
    assert told == (
        "no page of case-for-change is chapter 3 any more, whose 3.1-3.3 are recorded (bring the chapter back, or its "
        "number; or say under `corrections:` in content/reports/case-for-change.yml what was removed: "
        "- {on: 2021-05-02, note: “…”, removed: [3.1-3.3]})"
    )
    correct(project, "3.1-3.3")
    assert lost(read(project), EARLY) == []
    assert [row.number for row in record(project, EARLY)] == ["3.1", "3.2", "3.3"]


def test_what_is_not_recorded_yet_is_told_in_words(project: Path) -> None:
    library = write(project, "Oil is dear.\n\nCoal is not.\n")
    assert "paragraphs 3.1 and 3.2 of docs/case-for-change/chapter-3.md" in numbers_unrecorded(library)
    assert "figure 1.1 of case-for-change" in numbers_unrecorded(library)
    record(project, EARLY)
    assert numbers_unrecorded(read(project)) == []
    library = write(project, "Oil is dear.\n\nPeat too.\n\nCoal is not.\n")
    assert numbers_unrecorded(library) == ["paragraph 3.1A of docs/case-for-change/chapter-3.md"]


TABLE = "Table 3.1: Prices of oil[^1]\n\n| Year | Price |\n| --- | --- |\n| 2020 | 4 |\n\n[^1]: From the harbour.\n"


def test_figures_and_tables_are_recorded_and_their_loss_is_told(project: Path) -> None:
    write(project, f"Oil is dear.\n\n/// from | 2021-06-01\n{TABLE.partition('[^1]:')[0]}///\n\n[^1]: From it.\n")
    record(project, EARLY)
    rows = {(row.kind, row.number): row for row in read(project).numbers.exhibits_of("case-for-change")}
    assert rows.keys() == {("figure", "1.1"), ("figure", "2.1"), ("table", "S.1"), ("table", "3.1")}
    assert rows["figure", "1.1"].text == "Lamps of four lighthouses, by where they stand"
    assert [row.since.text for row in rows.values() if row.since] == ["2021-06-01"]
    library = write(project, "Oil is dear.\n")
    (early,), (late,) = lost(library, EARLY), lost(library, LATE)
    assert "the record promises table 3.1" in early
    assert "table 3.1 “Prices of oil” was published, and no page of case-for-change shows it any more" in late
    assert "removed: [table 3.1]" in late
    correct(project, "table 3.1")
    assert lost(read(project), LATE) == []
    record(project, LATE)
    assert ("table", "3.1") in {(row.kind, row.number) for row in read(project).numbers.rows}
