"""Words of a drawing fit where it says that they fit: judged by the site's own typeface."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from review_site.report.exhibits.lettering import Run, in_lines, width_of

FONTS = Path(__file__).parents[3] / "theme/assets/fonts"
WORDS = [
    "Referrals in a year",
    "Child protection enquiries",
    "About 201,000",
    "£13.1 billion",
    "Mammoth www %%%",
    "Illicit jellyfish, filtered (2019/20)",
    "CHILDREN’S SOCIAL CARE — 642,980 & more",
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("weight", [400, 700])
def test_words_are_no_wider_than_is_said(words: str, weight: int) -> None:
    font = ImageFont.truetype(str(FONTS / f"atkinson-{weight}.woff2"), 1000)
    real = font.getlength(words) / 1000 + 0.12 * len(words) + 0.16 * words.count(" ")  # spaced out: WCAG 2.2, 1.4.12
    said = width_of(words, bold=weight == 700)
    assert real <= said <= real * 1.3


LETTERS = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=20)


@given(st.lists(LETTERS, min_size=1, max_size=12).map(" ".join), LETTERS, st.floats(8, 40))
def test_no_word_is_lost_and_no_line_is_too_long(label: str, value: str, capacity: float) -> None:
    lines = in_lines([Run(label), Run(value, value=True)], capacity)
    words = [word for line in lines for run in line for word in run.words.split()]
    assert words == [*label.split(), value]
    for line in lines:
        width = sum(width_of(run.words, bold=run.value) for run in line)
        assert width <= capacity or len(line) == len(line[0].words.split()) == 1


def test_a_value_stays_together() -> None:
    lines = in_lines([Run("Spent by councils"), Run("£10.5 billion", value=True)], 16.5)
    assert lines == [[Run("Spent by councils")], [Run("£10.5 billion", value=True)]]
