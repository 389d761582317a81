"""Which numbers of a text are figures, and which only name something."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.figure_numbers import find_figures, is_bare, names_places, without_names

FIGURES = {
    "There were 642,980 referrals, up 7%.": ["642,980", "7%"],
    "It rose from £10 billion to about £15 billion a year.": ["£10 billion", "£15 billion"],
    "£14,000 a year, £45m, 25p, 10.5bn, 3½ and 1/3": ["£14,000", "£45m", "25p", "10.5bn", "3½", "1/3"],
    "7 per cent, 3 percentage points": ["7 per cent", "3 percentage points"],
    "aged 16 to 25, a 250-word limit": ["16", "25", "250"],
    "278 pages and 2,645 recommendations": ["278", "2,645"],
    "about a third of their time, two thirds, half a million": ["a third", "two thirds", "half a million"],
    "one in four, twice the share, hundreds of boats": ["one in four", "twice", "hundreds"],
    "ten areas, twenty-one boats, five hundred lamps": ["ten", "twenty-one", "five hundred"],
    "over 2000 boats, more than 2000 lamps": ["2000", "2000"],
    "In chapter 2, 20 children": ["20"],
    "In June 20 families came": ["20"],
    "Half of it. A third.": ["Half", "A third"],
}
NAMES = [
    "on 12 May 2022, 17–20 June 2021, 5 to 7 March, 1st and 22nd of May",
    "in 2019/20, 2009-10, 2021, March 12, 2021, 2021-06-17, 17/06/2021, the 1990s and ’90s",
    "at 17:00, 5pm, 9.30am",
    "on page 17, pages 29 to 31, pp. 4–6, p. 4, chapter 2, Chapters 2, 4 and 6",
    "paragraph 2.14A, Figure 2.1, Table 1, section 47, recommendation 12, no. 10",
    "COVID-19, A4, G7",
    "0800 233311, +44 20 7946 0000, SW1A 2AA, keeper1@example.org, https://example.org/2021/40",
    "[^12] [@lamp-2020, p. 4] [para 2.14] [chart lamps-40]",
    "two chapters, nine parts, half-term, a third phase, the first and the third",
]


@pytest.mark.parametrize("words", FIGURES)
def test_finds_each_figure(words: str) -> None:
    assert [words[start:end] for start, end in find_figures(words)] == FIGURES[words]


@pytest.mark.parametrize("words", NAMES)
def test_passes_over_what_only_names_something(words: str) -> None:
    assert [words[start:end] for start, end in find_figures(words)] == []


@given(st.text(alphabet="0123456789,.£% -/abcMay\n[]^@", max_size=60))
def test_places_stay_where_they_are(words: str) -> None:
    plain = without_names(words)
    assert len(plain) == len(words)
    assert [at for at, letter in enumerate(plain) if letter == "\n"] == [
        at for at, letter in enumerate(words) if letter == "\n"
    ]
    spans = [*find_figures(words)]
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@given(st.integers(min_value=1, max_value=10**9))
def test_every_share_is_found(number: int) -> None:
    words = f"They counted {number:,}% here."
    assert [words[start:end] for start, end in find_figures(words)] == [f"{number:,}%"]


@pytest.mark.parametrize(
    ("heading", "places"), [("Page", True), ("Year", True), ("No.", True), ("Figure", False), ("Pages", False)]
)
def test_knows_columns_of_places(heading: str, places: bool) -> None:
    assert names_places(heading) is places


@pytest.mark.parametrize(("cell", "bare"), [("17", True), ("2.14", True), ("29 to 31", True), ("17 boats", False)])
def test_knows_bare_cells(cell: str, bare: bool) -> None:
    assert is_bare(cell) is bare
