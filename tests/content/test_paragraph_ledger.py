"""The ledger of numbers: read as it was written, whatever else stands in it; paragraphs keep their numbers by it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.content.paragraph_ledger import (
    Ledger,
    Row,
    number_paragraphs_of,
    numbers_shown,
    read_ledger_of_numbers,
    render_ledger_of_numbers,
    write_ledger_of_numbers,
)
from review_site.content.when import parse_when
from review_site.problems import Problems

HEAD = "report,kind,number,text,from\n"
BODY = "The lamps are few, and they are far between on these rocks.\n\n- list\n\nThe oil is dear in winter.\n"
EDITED = (
    "Fog comes first now.\n\nThe lamps are few, and they stand far between on these rocks.\n\nNew words here.\n\n"
    "The oil is dear in winter.\n\nAnd last.\n"
)


def rows_of(body: str, chapter: int = 1, before: tuple[Row, ...] = ()) -> tuple[Row, ...]:
    return tuple(Row("case", "paragraph", one.number, one.words) for one in number_paragraphs_of(body, chapter, before))


def numbers_in(body: str, rows: tuple[Row, ...] = ()) -> list[str]:
    return [one.number for one in number_paragraphs_of(body, 1, rows)]


def read(tmp_path: Path, text: str | bytes) -> tuple[Ledger, list[str]]:
    content = tmp_path / "content"
    content.mkdir(exist_ok=True)
    (content / "paragraphs.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = Problems()
    return read_ledger_of_numbers(content, problems), [str(problem) for problem in problems]


def test_without_a_ledger_paragraphs_are_counted() -> None:
    assert numbers_in(BODY) == ["1.1", "1.2"]
    assert numbers_in("") == []


def test_new_paragraphs_stand_between_and_move_none() -> None:
    assert numbers_in(EDITED, rows_of(BODY)) == ["1.A1", "1.1", "1.1A", "1.2", "1.3"]


def test_a_moved_paragraph_keeps_its_number_and_is_no_neighbour() -> None:
    before = rows_of("One one.\n\nTwo two.\n\nThree three.\n\nFour four.")
    after = "One one.\n\nFour four.\n\nFresh.\n\nTwo two.\n\nThree three.\n\nAt the end."
    assert numbers_in(after, before) == ["1.1", "1.4", "1.1A", "1.2", "1.3", "1.5"]
    above = "One one.\n\nFresh.\n\nFour four.\n\nTwo two.\n\nThree three."
    assert numbers_in(above, before) == ["1.1", "1.1A", "1.4", "1.2", "1.3"]
    again = rows_of(after, before=before)
    edited = after.replace("Four four.", "Four four four.").replace("Fresh.", "Fresh.\n\nFresher.")
    assert numbers_in(edited, again) == ["1.1", "1.4", "1.1A", "1.1B", "1.2", "1.3", "1.5"]


def test_a_number_that_was_lost_or_removed_is_never_used_again() -> None:
    before = rows_of("One one.\n\nTwo two.\n\nThree three.")
    assert numbers_in("One one.\n\nThree three.\n\nFour four.", before) == ["1.1", "1.3", "1.4"]
    assert numbers_in("One one.\n\nTwo two.\n\nAnother.", before) == ["1.1", "1.2", "1.4"]
    assert numbers_in("One one.\n\nAnother.\n\nThree three.", before) == ["1.1", "1.2A", "1.3"]


def test_a_removed_number_does_not_come_back_with_words_that_are_like_its_own() -> None:
    long = "The keepers of the northern lamps asked for coal, and for a boat."
    before = (Row("case", "paragraph", "1.1", long, removed=True), Row("case", "paragraph", "1.2", "Two two."))
    assert numbers_in(f"{long.replace('coal', 'oil')}\n\nTwo two.", before) == ["1.1A", "1.2"]
    assert numbers_in(f"{long}\n\nTwo two.", before) == ["1.1", "1.2"]


def test_a_writer_may_hold_a_paragraph_to_its_number() -> None:
    before = rows_of("One one.\n\nTwo two.")
    assert numbers_in("One one.\n\nQuite other words.", before) == ["1.1", "1.3"]
    assert numbers_in("One one.\n\nQuite other words.\n{: #p-1-2 }", before) == ["1.1", "1.2"]
    assert numbers_in("One one.\n\nOther words.\n{: #p-1-9 }", before) == ["1.1", "1.3"]


def test_the_words_of_all_states_are_numbered_and_those_shown_are_some_of_them() -> None:
    body = "One.\n\n/// dates | until 2021-06\nTwo.\n///\n\n/// otherwise\nTwo.\n\nThree.\n///\n\nFour."
    numbered = number_paragraphs_of(body, 1)
    assert [one.number for one in numbered] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert numbers_shown(["One.", "Two.", "Four."], numbered) == ["1.1", "1.2", "1.5"]
    assert numbers_shown(["One.", "Two.", "Three.", "Four."], numbered) == ["1.1", "1.2", "1.4", "1.5"]
    assert numbers_shown(["Nobody knows this."], numbered) == [None]


def test_a_chapter_of_two_thousand_paragraphs_keeps_its_numbers_around_an_insertion() -> None:
    texts = [f"Paragraph {place} says {place * 7} of the {place * 13} lamps were dark." for place in range(2000)]
    before = rows_of("\n\n".join(texts))
    texts.insert(1000, "An insertion.")
    numbers = numbers_in("\n\n".join(texts), before)
    assert numbers[999:1002] == ["1.1000", "1.1000A", "1.1001"]


LINES = [
    ("case,paragraph,1.2,Words.", "four values"),
    ("case,paragraph,1.2,Words.,,", "six values"),
    ("case,picture,1.2,Words.,", "another kind"),
    ("case,paragraph,1.2a,Words.,", "no number"),
    ("case,paragraph,1,Words.,", "no number of a paragraph"),
    ("Case,paragraph,1.2,Words.,", "no report"),
    ("case,paragraph,1.2,Two  spaces.,", "white space"),
    ('case,paragraph,1.2,"Open,', "an open quotation"),
    ('case,paragraph,1.2,A "quoted" word,', "quotation marks that are not doubled"),
    ("case,paragraph,1.2,Words.,soon", "no date"),
    ("=1+1,paragraph,1.2,Words.,", "a formula"),
]


@pytest.mark.parametrize("line", [line for line, _ in LINES], ids=[name for _, name in LINES])
def test_a_line_that_the_command_did_not_write_is_told(tmp_path: Path, line: str) -> None:
    ledger, told = read(tmp_path, f"{HEAD}case,paragraph,1.1,One.,\n{line}\ncase,paragraph,1.3,Three.,\n")
    assert [row.number for row in ledger.rows] == ["1.1", "1.3"]
    assert ledger.doubtful == frozenset(line.split(","))
    assert told == [
        "content/paragraphs.csv:3: record: is not a line that was written by the command (put the line back as it was "
        "(git keeps it), or take it out and run `review-site record`)"
    ]


def test_a_number_that_stands_twice_is_told(tmp_path: Path) -> None:
    ledger, told = read(tmp_path, f"{HEAD}case,paragraph,1.1,One.,\ncase,table,1.1,T.,\ncase,paragraph,1.1,Two.,\n")
    assert [row.text for row in ledger.rows] == ["One.", "T."]
    assert told == [
        "content/paragraphs.csv:4: record: paragraph 1.1 of case stands twice, and on line 2 (keep the line that was "
        "published first, delete the other, and run `review-site record`)"
    ]


@pytest.mark.parametrize("text", ["", "number,text\n", "case,paragraph,1.1,One.,\n"])
def test_a_ledger_without_its_heading_is_told(tmp_path: Path, text: str) -> None:
    _, told = read(tmp_path, text)
    assert [line.partition(" (")[0] for line in told] == [
        "content/paragraphs.csv:1: record: does not begin with the names of its columns"
    ]


def test_a_ledger_that_is_no_text_is_told(tmp_path: Path) -> None:
    ledger, told = read(tmp_path, b"\xff\xfe\x00r")
    assert (ledger.rows, ledger.whole, len(told)) == ((), False, 1)


def test_a_ledger_with_an_unsolved_merge_is_told(tmp_path: Path) -> None:
    lines = "<<<<<<< ours\ncase,paragraph,1.1,One.,\n=======\ncase,paragraph,1.1,Two.,\n>>>>>>> theirs\n"
    _, told = read(tmp_path, HEAD + lines)
    assert told[0].startswith("content/paragraphs.csv:2: file: holds marks of an unsolved merge")


def test_no_ledger_is_an_empty_one_and_is_not_written(tmp_path: Path) -> None:
    problems = Problems()
    assert read_ledger_of_numbers(tmp_path, problems) == Ledger()
    assert list(problems) == []
    assert not write_ledger_of_numbers(tmp_path, Ledger())
    assert list(tmp_path.iterdir()) == []


TEXTS = st.text(max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
WHENS = st.sampled_from([None, parse_when("2022-05-01"), parse_when("2022-05-01T09:30")])
ROWS = st.builds(Row, st.just("case"), st.just("paragraph"), st.just(""), TEXTS, WHENS)


@given(st.lists(ROWS, max_size=6))
@settings(deadline=None)
def test_what_is_written_reads_back(tmp_path_factory: pytest.TempPathFactory, drawn: list[Row]) -> None:
    content = tmp_path_factory.mktemp("ledger")
    rows = []
    for place, row in enumerate(drawn, 1):
        body = number_paragraphs_of(f"x {row.text}".replace("\n", " "), 1)
        words = body[0].words if len(body) == 1 else "plain"
        rows.append(Row("case", "paragraph", f"1.{place}", words, row.since))
    write_ledger_of_numbers(content, Ledger(tuple(rows)))
    problems = Problems()
    back = read_ledger_of_numbers(content, problems)
    assert list(problems) == []
    assert back.rows == tuple(rows)
    assert not write_ledger_of_numbers(content, back)
    assert render_ledger_of_numbers(back).count("\n") == len(rows) + 1


@given(st.text(max_size=200), st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_numbered_by_any_record(before: str, after: str) -> None:
    rows = rows_of(before)
    numbered = number_paragraphs_of(after, 1, rows)
    assert len({one.number for one in numbered}) == len(numbered)
    assert all(rows[one.row].number == one.number for one in numbered if one.row is not None)
    assert [one.number for one in number_paragraphs_of(before, 1, rows)] == [row.number for row in rows]
