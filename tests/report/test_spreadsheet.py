"""CSV for spreadsheets: nothing in it runs, and it opens as what it is."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.report.spreadsheet import harmless, render_csv


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44 20", "-1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "−x", "-", "\t=1", "\r=1"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-3", "−0.5", "1204", "-1,204.5", "+5.5", "a=1", "’tis", "£7", ""])
def test_what_is_none_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_spreadsheets_are_told_that_it_is_utf_8() -> None:
    assert (
        render_csv([("Rock", "Spent"), ("Skerry", "£1,204")]) == b'\xef\xbb\xbfRock,Spent\r\nSkerry,"\xc2\xa31,204"\r\n'
    )


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_what_is_written_reads_back(rows: list[list[str]]) -> None:
    back = csv.reader(io.StringIO(render_csv(rows).decode("utf-8-sig"), newline=""))
    assert list(back) == [[harmless(cell) for cell in row] for row in rows]
