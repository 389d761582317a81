"""What no page can be made of in a reasonable time is told with its row, and what people write passes."""

import pytest

from review_site.content.dense import MOST_LINES, MOST_MARKS, MOST_OPENINGS, too_dense

MARKS = "has more marks than a page can be made of, such as 2,000 without an empty line"


@pytest.mark.parametrize(
    ("body", "row", "what"),
    [
        ("a\n" * (MOST_LINES + 1), MOST_LINES, "is more than 20,000 lines long"),
        ("a\n\n[b](" + "c " * 1_001, 2, "has an address of more than 2,000 characters"),
        (f"a\n&#{'0' * 11};", 1, "names a character by a number of more than 10 digits"),
        (f"a\n\n&#x{'f' * 5_000}", 2, "names a character by a number of more than 10 digits"),
        ("## a\n\n" * (MOST_OPENINGS + 1), 2 * MOST_OPENINGS, "has more than 2,000 headings, boxes and notes"),
        ("a\n\n" + "[" * (MOST_MARKS + 1), 2, MARKS),
        ("a\n\nb\n" + "<!" * (MOST_MARKS // 11 + 1), 2, MARKS),
        ("a\n\n" + "|a" * (4 * MOST_MARKS), 2, MARKS),
        ("a [" * 1_900 + "\n\n" + "a [" * 1_900 + "\n\n" + "a [" * 1_900, 4, MARKS),
    ],
)
def test_what_is_too_dense_is_told_with_its_row(body: str, row: int, what: str) -> None:
    found = too_dense(body)
    assert found is not None
    assert found[:2] == (row, what)
    assert found[2]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Words [with](/a/) *marks*.\n\n" * 2_000,
        "Words. " * 200_000,
        f"&#{'0' * 10}; &#x{'f' * 10}; # &#8217; &# {'0' * 11}",
        "[" * (MOST_MARKS - 1),
        "## a\n\n" * MOST_OPENINGS,
        "|a|b|c|\n|-|-|-|\n" + "|d|e|f|\n" * 1_000,
        "- a\n" * 5_000,
        " " * 1_000_000,
    ],
)
def test_what_people_write_passes(body: str) -> None:
    assert too_dense(body) is None
