"""Boxes, tabs and notes: what is read as one passes, what would come out as raw marks is told with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.block_checks import check_blocks
from review_site.content.source import Source
from review_site.problems import Problems

BOX = 'write !!! note "Title", or ??? note "Title", with straight quotation marks'
TAB = 'write === "For families", with straight quotation marks'
EMPTY = "begin each line of its text with four spaces"


def told(body: str) -> list[str]:
    problems = Problems()
    check_blocks(Source("a.md", {}, {}, body, body_line=10), problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "body",
    [
        '!!! note "Title"\n\n    Words.',
        "!!! warning\n    Words.",
        '??? note "Title"\n\n    Words.\n\n    !!! tip\n\n        More.',
        '???+ question "An open one"\n\n    Words.',
        '!!! note inline end "Title"\n\n    Words.',
        '=== "One"\n\n    Words.\n\n=== "Two"\n\n    Words.',
        "A heading\n===\n\nWords.",
        "```\n!!! “no”\n=== no\n[^1]\n```",
        "Marks such as `[^1]` and `=== x` in code.",
        "Words.[^1] More.[^one]\n\n[^1]: A note.\n[^one]: Another.",
        "!!! note\n\n    Words.[^1]\n\n[^1]: A note.",
        "Really!!! Yes??? 1 === 1.",
    ],
)
def test_what_is_right_passes(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("!!! note “Before”\n\n    Words.", f"a.md:10: text: “!!! note “Before”” does not begin a box or tab ({BOX})"),
        ('!!! "Only"\n\n    Words.', f'a.md:10: text: “!!! "Only"” does not begin a box or tab ({BOX})'),
        ("=== For families\n\n    Words.", f"a.md:10: text: “=== For families” does not begin a box or tab ({TAB})"),
        ("Words.\n\n===\n\n    Words.", f"a.md:12: text: “===” does not begin a box or tab ({TAB})"),
        ('=== "One"\n\nWords.', f'a.md:10: text: nothing stands in “=== "One"” ({EMPTY})'),
        ("??? note\n\n  Words.", f"a.md:10: text: nothing stands in “??? note” ({EMPTY})"),
        ("!!! note", f"a.md:10: text: nothing stands in “!!! note” ({EMPTY})"),
        ("One.[^9]", "a.md:10: text: the note [^9] has no text (add a line [^9]: … with it, or delete the mark)"),
        (
            "One.\n\n[^3]: Lost.",
            "a.md:12: text: no place in the text has the mark [^3] (put the mark where it belongs, or delete the note)",
        ),
    ],
)
def test_what_would_come_out_raw_is_told(body: str, problem: str) -> None:
    assert told(body) == [problem]


@given(st.text())
def test_any_text_can_be_checked(body: str) -> None:
    assert all(problem.startswith("a.md:") for problem in told(body))
