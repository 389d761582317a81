"""A summary that is only the beginning of its text is none, also where it ends with words that lead on to it."""

import pytest

from review_site.importing.words import says_again

TEXT = "The lamp was lit at dusk, and the keeper slept. Read more in the log."


@pytest.mark.parametrize(
    ("summary", "again"),
    [
        ("The lamp was lit at dusk", True),
        ("The lamp was lit at dusk, and…", True),
        ("The lamp was lit ... Read more", True),
        ("The lamp was lit … Continue reading →", True),
        ("The lamp was lit … [Read more]", True),
        ("The lamp was lit. Read more", False),
        ("The lamp was lit at dusk, and the keeper slept. Read more", True),
        ("The lamp … was lit Read more", False),
        ("Read more", False),
        ("… Read more", True),
        ("The lamp was out", False),
        ("The lamp was lit " + "… " * 100_000, True),
        ("Lamps " + "… " * 100_000 + "Read more", False),
        ("", True),
    ],
)
def test_a_beginning_is_told_from_other_words(summary: str, again: bool) -> None:
    assert says_again(summary, TEXT) is again
