"""CSV beside a chapter: what is read, whatever program saved it."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.exhibit_data import Data, is_uncertain, read_data, read_number
from review_site.content.exhibit_values import read_time
from review_site.problems import Problems


def read(tmp_path: Path, raw: bytes) -> tuple[Data | None, list[str]]:
    file = tmp_path / "lamps.csv"
    file.write_bytes(raw)
    problems = Problems()
    data = read_data(file, "docs/report/lamps.csv", problems)
    return data, [str(problem) for problem in problems]


LAMPS = Data(("Rock", "Lamps"), (("Skerry", "1,204"), ("Needle", "7")), (2, 3))


@pytest.mark.parametrize(
    "raw",
    [
        b'Rock,Lamps\nSkerry,"1,204"\nNeedle,7\n',
        b'\xef\xbb\xbfRock,Lamps\r\nSkerry,"1,204"\r\nNeedle,7\r\n',
        b'Rock,Lamps\rSkerry,"1,204"\rNeedle,7',
        b' Rock , Lamps \nSkerry,"1,204"\n"Needle"," 7"\n,\n \n,,\n'.replace(b",,\n", b"\n"),
    ],
)
def test_reads_what_any_program_saves(tmp_path: Path, raw: bytes) -> None:
    assert read(tmp_path, raw) == (LAMPS, [])


def test_each_row_knows_its_line_below_empty_ones(tmp_path: Path) -> None:
    data, told = read(tmp_path, b"Rock,Lamps\n\nSkerry,1\n,\nNeedle,7\n")
    assert told == []
    assert data is not None
    assert data.lines == (3, 5)
    assert data.column("Lamps") == ("1", "7")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "1: file: is empty"),
        (b"\n\n", "1: file: is empty"),
        (b"PK\x03\x04rest", "1: file: is a Word document or a ZIP file, and not a text"),
        (b"Rock\tLamps\nSkerry\t1\n", "1: file: has tabs between its columns"),
        (b"Rock,Lamps\nSkerry,\xa310\n", "2: file: is not UTF-8 text"),
        (b"Rock,Lamps\nSkerry,1\n" + b"Skerry,1\n" * 500, "1: file: has 501 rows"),
        (b",".join(b"c%d" % n for n in range(13)) + b"\n" + b"1," * 12 + b"1\n", "1: columns: there are 13 columns"),
        (b"Rock,Lamps\nSkerry," + b"x" * 501 + b"\n", "2: row: a cell has more than 500 characters"),
        (b"Rock,Lamps\nSkerry,a\xe2\x80\xaeb\n", "2: file: holds a character that nobody sees, U+202E"),
        (b'Rock,Lamps\nSkerry,"1"2\n', "2: row: has a cell in which quotation marks do not match"),
        (b"Rock,Lamps\n" + b"x" * 2_000_001, "1: file: is 2.0 MB long"),
    ],
)
def test_tells_what_is_no_table(tmp_path: Path, raw: bytes, told: str) -> None:
    data, problems = read(tmp_path, raw)
    assert data is None
    assert [problem.partition(" (")[0] for problem in problems] == [f"docs/report/lamps.csv:{told}"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("Rock,Lamps\nSkerry,1\n")
    folder = tmp_path / "docs/report"
    folder.mkdir(parents=True)
    (folder / "lamps.csv").symlink_to(secret)
    problems = Problems()
    assert read_data(folder / "lamps.csv", "docs/report/lamps.csv", problems) is None
    assert [problem.what for problem in problems] == ["is a link that leads out of its folder or nowhere"]


@given(st.text() | st.lists(st.lists(st.sampled_from(["a", '"', ",", "\n", "1", "=x", ""]))).map(str))
def test_any_text_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    data, told = read(tmp_path_factory.mktemp("csv"), text.encode("utf-8", "surrogatepass"))
    assert (data is None) == bool(told)
    if data:
        assert all(len(row) == len(data.columns) for row in data.rows)


@pytest.mark.parametrize(
    ("text", "number"),
    [("642,980", "642980"), ("1.2", "1.2"), ("-3", "-3"), ("−0.5", "-0.5"), ("7", "7"), ("1,204.5", "1204.5")],
)
def test_a_plain_number_is_read(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "£1", "7%", "about 7", "1,2", "12,34", "1e5", "1.", ".5", "٣", "1 204", "--1"])
def test_anything_else_is_no_plain_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    "words", ["About 201,000", "almost 600", "over 800", "Up to £720,000", "More than 700", "c. 5", "~5", "at least 3"]
)
def test_words_that_say_that_a_number_is_not_exact(words: str) -> None:
    assert is_uncertain(words)


@pytest.mark.parametrize("words", ["642,980", "£1.2 billion", "Up 7% on 2009/10", "Overall 7", "Aboutness", "7 or so"])
def test_words_that_do_not(words: str) -> None:
    assert not is_uncertain(words)


@pytest.mark.parametrize(
    ("text", "time"),
    [("2020", 2020.0), ("2019/20", 2019.0), ("1999/00", 1999.0), ("2021-01", 2021.0), ("2021-01-01", 2021.0)],
)
def test_a_step_of_time_stands_where_it_begins(text: str, time: float) -> None:
    assert read_time(text) == time


def test_steps_lie_as_far_apart_as_they_are() -> None:
    july = read_time("2021-07")
    assert july is not None
    assert abs(july - 2021 - 181 / 365) < 1e-9


@pytest.mark.parametrize("text", ["", "20", "2020/22", "2019-20", "2021-13", "2021-02-30", "June 2021", "0999"])
def test_other_words_are_no_step_of_time(text: str) -> None:
    assert read_time(text) is None
