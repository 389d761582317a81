"""The small readers of the verifier: heads of named fields, tables, and the addresses in the bytes of a PDF."""

from pathlib import Path

import pytest

from review_site.archive.verify.csv_table import read_rows
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.fields import is_instant, parse_head, parse_number
from review_site.archive.verify.pdf_bytes import addresses_of_pdf
from review_site.problems import Problems


def test_a_head_is_a_first_line_and_fields_by_their_names_in_lower_case() -> None:
    head = b"WARC/1.1\r\nWARC-Type: response\r\nX-Empty:\r\nX-Two:  b: c\r\nCaf-1:\xc3\xa9\r\n\r\n"
    fields = {"warc-type": "response", "x-empty": "", "x-two": " b: c", "caf-1": "é"}
    assert parse_head(head, "record") == ("WARC/1.1", fields)
    assert parse_head(b"HTTP/1.1 200 OK\r\n\r\n", "head") == ("HTTP/1.1 200 OK", {})


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"WARC/1.1\r\nA: b\r\n", "does not end with an empty line"),
        (b"WARC/1.1\nA: b\n\n", "does not end with an empty line"),
        (b"WARC/1.1\r\nA: \xff\r\n\r\n", "is not UTF-8"),
        (b"WARC/1.1\r\nA : b\r\n\r\n", "has a line that is not “Name: value”: “A : b”"),
        (b"WARC/1.1\r\n: b\r\n\r\n", "has a line that is not “Name: value”: “: b”"),
        (b"WARC/1.1\r\nA: b\r\n c\r\n\r\n", "has a line that is not “Name: value”: “ c”"),
        (b"WARC/1.1\r\n\r\nA: b\r\n\r\n", "has a line that is not “Name: value”: “”"),
        (b"WARC/1.1\r\nA: b\nc\r\n\r\n", "has a line that is not “Name: value”: “A: b\nc”"),
        (b"WARC/1.1\r\nA: b\r\na: c\r\n\r\n", "has a twice"),
    ],
)
def test_a_head_of_another_form_is_told(head: bytes, told: str) -> None:
    with pytest.raises(FaultError) as caught:
        parse_head(head, "record")
    assert told in str(caught.value)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("999999999999999", 999_999_999_999_999)])
def test_a_number_is_written_in_digits(text: str, number: int) -> None:
    assert parse_number(text, "size") == number


@pytest.mark.parametrize("text", [None, "", "07", "-1", "+1", "1 ", "1_0", "１", "1000000000000000"])
def test_what_is_no_number_is_told(text: str | None) -> None:
    with pytest.raises(FaultError, match="is missing" if text is None else "not a number"):
        parse_number(text, "size")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2023-05-01T11:30:00Z", True),
        ("2024-02-29T23:59:59Z", True),
        ("2023-02-29T23:59:59Z", False),
        ("2023-05-01T24:00:00Z", False),
        ("2023-05-01T11:30:60Z", False),
        ("2023-05-01T11:30:00+00:00", False),
        ("2023-05-01T11:30Z", False),
        ("2023-05-01 11:30:00Z", False),
        ("2023-05-01T11:30:00.0Z", False),
        ("２023-05-01T11:30:00Z", False),
    ],
)
def test_an_instant_is_one_that_there_is_in_utc(text: str, is_one: bool) -> None:
    assert is_instant(text) is is_one


ROWS = [(2, {"a": "1", "b": "x, y"}), (4, {"a": "2", "b": "one\r\ntwo"})]


@pytest.mark.parametrize(
    ("content", "rows", "told"),
    [
        (b'a,b\r\n1,"x, y"\r\n2,"one\r\ntwo"\r\n', ROWS, []),
        (b"a,b\r\n", [], []),
        (b"", [], ["lines: do not each end", "columns: are not those"]),
        (b"\xef\xbb\xbfa,b\r\n", [], ["columns: are not those"]),
        (b"b,a\r\n1,2\r\n", [], ["columns: are not those"]),
        (b'a,b\r\n1,"x, y"\r\n2\r\n1,2,3\r\n', ROWS[:1], ["t.csv:3: row: has 1 fields", "t.csv:4: row: has 3 fields"]),
        (b'a,b\r\n1,"x, y"', ROWS[:1], ["lines: do not each end"]),
        (b'a,b\r\n1,"x, y"\n', ROWS[:1], ["lines: do not each end"]),
        (b'a,b\r\n1,"x, y"\r\n2,"x"y\r\n', ROWS[:1], ["csv: cannot be read"]),
        (b'a,b\r\n1,"x', [], ["lines: do not each end", "csv: cannot be read"]),
        (b'a,b\r\n1,"x, y"\r\n2,\xff\r\n', [], ["encoding: is not UTF-8"]),
    ],
)
def test_a_table_is_read_row_by_row_and_what_is_none_is_told(
    content: bytes, rows: list[object], told: list[str], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    problems = Problems()
    assert list(read_rows(tmp_path / "t.csv", "t.csv", ("a", "b"), problems)) == rows
    assert len(problems) == len(told)
    assert all(any(words in str(one) for one in problems) for words in told)


def test_a_table_that_is_missing_is_told(tmp_path: Path) -> None:
    problems = Problems()
    assert list(read_rows(tmp_path / "t.csv", "t.csv", ("a",), problems)) == []
    assert [str(one).partition(" (")[0] for one in problems] == [
        "t.csv: file: cannot be read: No such file or directory"
    ]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (b"(https://a.b/)", "https://a.b/"),
        (b"\n (https://a.b/(c)(d))", "https://a.b/(c)(d)"),
        (rb"(a\(b\)\\c)", "a(b)\\c"),
        (rb"(a\101\60\0612)", "aA012"),
        (rb"(a\n\r\t\b\f\q)", "a\n\r\t\x08\x0cq"),
        (b"(a\\\r\nb\\\nc)", "abc"),
        (b"<612062>", "a b"),
        (b"< 61 6\n2 7>", "abp"),
        (b"(\xfe\xff\x00a\x01\x7e)", "až"),
        (b"(\xff\xfea\x00)", "a"),
        (b"(\xef\xbb\xbfa\xc3\xa9)", "aé"),
        (b"(a\xe9)", "aé"),
        (b"(a", None),
        (b"(a\\", None),
        (b"<61", "a"),
        (b"<61x>", None),
        (b"<</S/URI>>", None),
        (b"()", None),
    ],
)
def test_an_address_in_a_pdf_is_read_however_it_is_written(written: bytes, address: str | None, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<</S/URI/URI" + written + b">>\nendobj\n")
    with (tmp_path / "a.pdf").open("rb") as stream:
        found, hidden = addresses_of_pdf(stream)
    assert (list(found), hidden) == ([address] if address else [], False)


@pytest.mark.parametrize(
    ("content", "hidden"),
    [(b"", False), (b"<</Encrypt 3 0 R>>", True), (b"<</URI 3 0 R>>", True), (b"<</URI 3 0 Rx>>", False)],
)
def test_what_a_pdf_may_hide_is_told(content: bytes, hidden: bool, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with (tmp_path / "a.pdf").open("rb") as stream:
        assert addresses_of_pdf(stream) == ({}, hidden)
