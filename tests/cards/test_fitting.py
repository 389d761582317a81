"""A title stands whole within its box, in lines that are even."""

from hypothesis import given
from hypothesis import strategies as st

from review_site.cards.fitting import SIZES, fit

WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=24), max_size=50)


def measure(line: str, size: int) -> float:
    return len(line) * size * 0.55


@given(WORDS, st.integers(200, 1200), st.integers(100, 500))
def test_what_fits_is_never_cut_and_never_out_of_the_box(words: list[str], width: int, height: int) -> None:
    text = " ".join(words)
    found = fit(text, width, height, measure)
    if found is not None:
        assert " ".join(found.lines).split() == text.split()
        assert all(measure(line, found.size) <= width for line in found.lines)
        assert found.leading * len(found.lines) == found.height <= height


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=14), min_size=1, max_size=16))
def test_every_title_of_a_usual_length_fits(words: list[str]) -> None:
    assert fit(" ".join(words), 1056, 390, measure) is not None


def test_what_would_have_to_be_cut_is_refused() -> None:
    assert fit("x" * 200, 1056, 400, measure) is None
    assert fit("word " * 2000, 1056, 400, measure) is None


def test_a_long_title_is_smaller_and_its_lines_are_even() -> None:
    short, long = fit("About", 1056, 400, measure), fit("see the person " * 12, 1056, 400, measure)
    assert short is not None
    assert long is not None
    assert short.size == SIZES[0] > long.size
    widths = [measure(line, long.size) for line in long.lines]
    assert min(widths) > 0.6 * max(widths)
