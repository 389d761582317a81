"""Sizes of files in words."""

import pytest

from review_site.sizes import size_in_words


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (311_600, "312 KB"),
        (999_499, "999 KB"),
        (999_700, "1.0 MB"),
        (1_440_000, "1.4 MB"),
    ],
)
def test_a_size_is_told_in_round_numbers(size: int, told: str) -> None:
    assert size_in_words(size) == told
