"""The rows of a collection: hostile tables are told without a word of them, and pages hold what was recorded."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made_submissions import TOPICS, rows_csv

from review_site.content.collections import read_collections, read_recorded, write_recorded
from review_site.content.csv_rows import MOST_TOLD
from review_site.content.submission_rows import COLUMNS, MOST_ROWS, Headings, read_rows
from review_site.content.submissions import MOST_CHARACTERS, MOST_ENTRIES, Submission, pages_of
from review_site.problems import Problem, Problems

PATH = "content/submissions/sightings.csv"
HEADINGS = Headings({"lamps": "Lamps", "rocks": "Rocks"}, {})
SECRET = "Zephyrine Quellwater"
GOOD = {"id": "1", "identity": "named", "contributor": "Bo Reef", "text": "Words."}


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().replace("\r\n", "\n")


def read(text: str, attachments: frozenset[str] = frozenset()) -> tuple[tuple[Submission, ...], list[Problem]]:
    problems = Problems()
    rows, _ = read_rows(text, PATH, HEADINGS, attachments, problems)
    return rows, list(problems)


def test_a_good_row_is_read_as_it_is_meant() -> None:
    row = GOOD | {
        "topic": "rocks;  LAMPS ;rocks",
        "contributor": " Bo\n  Reef ",
        "identity": "Named",
        "date": "2021-03",
    }
    (found,), told = read(table(row))
    assert told == []
    assert (found.topics, found.contributor, found.identity) == (("rocks", "lamps"), "Bo Reef", "named")
    assert found.date is not None
    assert found.date.spoken == "March 2021"


def test_of_what_is_withheld_or_withdrawn_nothing_is_kept_but_the_reason() -> None:
    more = {"kind": "Harbour master", "topic": "Rocks", "date": "2021-03-01", "reason": "Because."}
    rows, told = read(
        table(
            more | {"id": "1", "identity": "withheld"},
            more | {"id": "2", "identity": "withdrawn", "withdrawn": "2021-11-05"},
        )
    )
    assert told == []
    assert [(row.kind, row.topics, row.date, row.reason) for row in rows] == [("", (), None, "Because.")] * 2


@given(
    identity=st.sampled_from(["anonymous", "withheld", "withdrawn"]),
    more=st.dictionaries(st.sampled_from(COLUMNS[2:]), st.just(SECRET)),
    shift=st.integers(0, 13),
    header=st.booleans(),
)
def test_no_message_repeats_who_must_not_be_named(
    identity: str, more: dict[str, str], shift: int, *, header: bool
) -> None:
    row = {"id": "7", "identity": identity} | more | {"contributor": SECRET}
    cells = [row.get(name, "") for name in COLUMNS]
    lines = [",".join(COLUMNS)] if header else []
    lines += [
        ",".join(cells),
        ",".join(cells[shift:] + cells[:shift]),
        ",".join([*cells, SECRET]),
        f'"{SECRET}" {SECRET}',
    ]
    rows, told = read("\n".join(lines))
    assert told
    assert [str(one) for one in told if any(word in str(one) for word in SECRET.split())] == []
    assert not any(row.identity != "named" and SECRET in repr(row) for row in rows)


@pytest.mark.parametrize("identity", ["anonymous", "withheld", "withdrawn"])
def test_a_name_that_must_not_be_there_is_told_at_its_line(identity: str) -> None:
    row = {"id": "2", "identity": identity, "contributor": SECRET, "reason": "Because.", "withdrawn": ""}
    row |= {"withdrawn": "2021-11-05"} if identity == "withdrawn" else {}
    rows, told = read(table(GOOD | {"text": "Two\nlines\n\nand a fourth."}, row))
    assert [(one.line, one.field) for one in told] == [(6, "contributor")]
    assert [one.id for one in rows] == ["1"]


def test_lines_are_those_of_the_file_also_after_breaks_in_cells() -> None:
    _, told = read(table(GOOD | {"text": 'One,\n“two”\r\nand "three".'}, GOOD | {"id": "2", "date": "soon"}))
    assert [one.line for one in told] == [5]


@pytest.mark.parametrize("count", [MOST_TOLD, MOST_TOLD + 1, 4_832])
def test_many_mistakes_of_one_file_are_told_in_few_lines(count: int) -> None:
    _, told = read(table(*({"id": str(number), "identity": "soon"} for number in range(count))))
    assert [one.line for one in told[:MOST_TOLD]] == list(range(2, MOST_TOLD + 2))
    assert [(one.line, one.what) for one in told[MOST_TOLD:]] == (
        [(MOST_TOLD + 2, f"and {count - MOST_TOLD:,} more from here on")] if count > MOST_TOLD else []
    )


def test_rows_beyond_the_most_are_told_once() -> None:
    lines = (f"{number},withheld,Because." for number in range(MOST_ROWS + 5))
    rows, told = read("\n".join(("id,identity,reason", *lines)))
    assert len(rows) == MOST_ROWS
    assert [(one.line, one.field) for one in told] == [(MOST_ROWS + 2, "row")]


def test_what_a_spreadsheet_leaves_behind_is_passed_over() -> None:
    text = "\n\nID,Identity,Reason,,\n1,withheld,Because.,,\n,,,,\n2,withheld,Because.,,\n\n"
    rows, told = read(text)
    assert (told, [row.id for row in rows]) == ([], ["1", "2"])


def test_a_comma_too_many_never_moves_words_into_another_column_in_silence() -> None:
    rows, told = read("id,identity,contributor,text,reason\n1,named,Bo Reef,I heard, and saw nothing,\n")
    assert (rows, [one.line for one in told]) == ((), [2])
    rows, told = read("id,identity,contributor,text,\n1,named,Bo Reef,I heard, and saw nothing\n")
    assert (rows, [one.line for one in told]) == ((), [2])


@given(st.text() | st.lists(st.sampled_from([*'",;\n\r=@\t', "id", "identity", "named", "é", "\u202e"])).map("".join))
def test_any_text_is_read_or_told_and_never_breaks_the_reader(text: str) -> None:
    for before in ("", "id,identity,contributor,text\n"):
        rows, told = read(before + text)
        assert rows or told


@pytest.mark.parametrize("text", ["0" * 90_000, "@" * 90_000, "+44 " * 20_000, "a@" * 40_000, "@a." * 30_000])
def test_a_hostile_text_is_looked_through_in_one_go(text: str) -> None:
    rows, _ = read(table(GOOD | {"text": text}))
    assert rows[0].text == text.strip()


ROWS = st.lists(st.integers(0, 20_000), max_size=150).map(
    lambda sizes: [
        Submission(id=str(number), identity="named", contributor="Bo", text="x" * size)
        for number, size in enumerate(sizes)
    ]
)


@given(ROWS, ROWS, st.randoms())
def test_what_was_recorded_stays_wherever_rows_are_put(
    before: list[Submission], more: list[Submission], chance
) -> None:
    recorded = pages_of(before, {})
    added = [Submission(id=f"n{row.id}", identity="named", contributor="Bo", text=row.text) for row in more]
    rows = [*before, *added]
    chance.shuffle(rows)
    after = pages_of(rows, recorded)
    assert list(after.items())[: len(recorded)] == list(recorded.items())
    assert after.keys() == {row.id for row in rows}


@given(ROWS)
def test_no_page_is_empty_or_fuller_than_it_may_be(rows: list[Submission]) -> None:
    pages: dict[int, list[str]] = {}
    for name, page in pages_of(rows, {}).items():
        pages.setdefault(page, []).append(rows[int(name)].text)
    assert list(pages) == list(range(1, len(pages) + 1))
    for texts in pages.values():
        assert len(texts) <= MOST_ENTRIES
        assert len(texts) == 1 or sum(map(len, texts)) <= MOST_CHARACTERS


def test_the_made_up_rows_are_good_and_of_every_sort() -> None:
    problems = Problems()
    topics = {topic.lower(): topic for topic in TOPICS}
    rows, ids = read_rows(rows_csv(5_000), PATH, Headings(topics, {}), frozenset(), problems)
    assert (list(problems), len(rows), len(ids or ())) == ([], 5_000, 5_000)
    assert {row.identity for row in rows} == {"named", "anonymous", "withheld"}
    assert rows_csv(50) == rows_csv(50)


def test_the_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "submissions").mkdir()
    pages = {"sightings": {"0002": 1, "0001": 1, "a-3": 12}}
    assert write_recorded(tmp_path, pages)
    assert not write_recorded(tmp_path, pages)
    problems = Problems()
    found = read_recorded(tmp_path, problems)
    assert (found, [*found["sightings"]], list(problems)) == (pages, ["0002", "0001", "a-3"], [])


def test_a_broken_record_is_told_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "submissions").mkdir()
    lines = ["# words", "0001 1", "0001 2", "0002", "0003 0", "0004 ²", "UP 1", "0005 99999999", "0006 3"]
    (tmp_path / "submissions/sightings.ids").write_text("\n".join(lines), "utf-8")
    problems = Problems()
    assert read_recorded(tmp_path, problems) == {"sightings": {"0001": 1, "0006": 3}}
    assert sorted(one.line or 0 for one in problems) == [3, 4, 5, 6, 7, 8]


def collect(folder: Path, recorded: dict[str, int] | None = None) -> list[str]:
    problems = Problems()
    read_collections(folder, {"sightings": recorded or {}}, {}, frozenset(), problems)
    return [f"{one.path}:{one.line}: {one.what}" for one in problems if one.level == "problem"]


YML = "title: T\nabout: A\npublished: 2021-05-01\npolicy: P\nsource: review:/about/\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "submissions").mkdir(parents=True)
    (folder / "submissions/sightings.yml").write_text(YML, "utf-8")
    (folder / "submissions/sightings.csv").write_bytes("\ufeffid,identity,reason\r\n1,withheld,Because.\r\n".encode())
    return folder


def test_a_collection_from_a_spreadsheet_is_read(folder: Path) -> None:
    assert collect(folder) == []


def test_a_row_that_was_published_can_not_go_missing(folder: Path) -> None:
    assert collect(folder, {"1": 1, "2": 1}) == [
        "content/submissions/sightings.ids:3: 2 was published, and has no row any more"
    ]


def test_noughts_that_a_spreadsheet_took_away_are_named_as_the_cause(folder: Path) -> None:
    problems = Problems()
    read_collections(folder, {"sightings": {"0001": 1}}, {}, frozenset(), problems)
    (told,) = (problem.mend for problem in problems)
    assert told.startswith("write 0001 again: a spreadsheet takes such noughts away")


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("sightings.csv", "content/submissions/sightings.yml:1: there is no sightings.csv beside it"),
        ("sightings.yml", "content/submissions/sightings.yml:1: is missing"),
    ],
)
def test_each_file_needs_the_other(folder: Path, gone: str, told: str) -> None:
    (folder / "submissions" / gone).unlink()
    assert collect(folder) == [told]


def test_what_belongs_to_no_collection_is_told(folder: Path) -> None:
    for name in ("notes.docx", "Other List.csv", ".hidden", "~$sightings.csv"):
        (folder / "submissions" / name).write_text("x", "utf-8")
    assert [line.partition(": ")[0] for line in collect(folder)] == [
        "content/submissions/Other List.csv:1",
        "content/submissions/notes.docx:1",
    ]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", "id,identity\n".encode("utf-16"), b"id,identity\n\xff\xfe,named\n"]
)
def test_a_file_that_is_no_text_is_told_once(folder: Path, data: bytes) -> None:
    (folder / "submissions/sightings.csv").write_bytes(data)
    assert len(collect(folder)) == 1


def test_what_nobody_sees_is_told_in_few_lines(folder: Path) -> None:
    rows = "".join(f"{number},withheld,Be\u2028cause.\n" for number in range(90))
    (folder / "submissions/sightings.csv").write_text(f"id,identity,reason\n{rows}", "utf-8")
    told = collect(folder)
    assert len(told) == MOST_TOLD + 1
    assert told[-1].endswith(f"and {90 - MOST_TOLD} more from here on")
