"""Numbers of paragraphs: between two of them there is always another, and it is a new one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.content.paragraph_numbers import (
    anchor_of,
    between,
    chapter_of,
    is_number,
    key_of,
    next_whole,
    number_of,
)


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("1.12", "1.13", "1.12A"),
        ("1.12A", "1.13", "1.12B"),
        ("1.12A", "1.12B", "1.12AA"),
        ("1.12AA", "1.12B", "1.12AB"),
        ("1.12", "1.12A", "1.12ZA"),
        ("1.12", "1.12ZA", "1.12ZZA"),
        ("1.12A", "1.12AA", "1.12AZA"),
        ("1.12ZA", "1.12A", "1.12ZB"),
        (None, "1.1", "1.A1"),
        ("1.A1", "1.1", "1.B1"),
        (None, "1.A1", "1.ZA1"),
        ("1.12H", "1.13", "1.12J"),
        ("1.12N", "1.13", "1.12P"),
        ("1.12Y", "1.13", "1.12YA"),
        ("1.12", "1.14", "1.13"),
        (None, "1.3", "1.1"),
    ],
)
def test_a_number_between_two_is_that_of_drafting_practice(before: str | None, after: str, number: str) -> None:
    assert between(before, after) == number


@pytest.mark.parametrize(("before", "after"), [("1.2", "1.2"), ("1.3", "1.2"), ("1.12A", "1.12"), ("1.1", "2.1")])
def test_there_is_nothing_between_what_is_not_in_order(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="does not come before"):
        between(before, after)


@pytest.mark.parametrize(
    "text", ["", "1", "1.", ".1", "1.0", "01.1", "1.01", "1.1a", "1.1Z", "1.1I", "1.1O", "1.A", "1.A2", "1.1.1", "1.١"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert not is_number(text)
    with pytest.raises(ValueError, match="is not the number of a paragraph"):
        key_of(text)


@pytest.mark.parametrize(("used", "number"), [([], "3.1"), (["3.2", "3.9", "3.10A"], "3.11"), (["3.A1"], "3.1")])
def test_at_the_end_comes_the_next_whole_number(used: list[str], number: str) -> None:
    assert next_whole(3, used) == number


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=120), st.integers(0, 1_000_000))
@settings(deadline=None)
def test_numbers_put_anywhere_are_new_and_stand_in_their_order(places: list[int], chapter: int) -> None:
    numbers: list[str] = []
    for place in places:
        at = place % (len(numbers) + 1)
        if at == len(numbers):
            number = next_whole(chapter, numbers)
        else:
            number = between(numbers[at - 1] if at else None, numbers[at])
        assert number not in numbers
        assert is_number(number)
        assert chapter_of(number) == chapter
        assert number_of(anchor_of(number)) == number
        numbers.insert(at, number)
    assert numbers == sorted(numbers, key=key_of)
    assert len({anchor_of(number) for number in numbers}) == len(numbers)


@pytest.mark.parametrize("side", [0, 1])
def test_there_is_always_room_beside_a_number(side: int) -> None:
    pair = ["7.3", "7.4"]
    for _ in range(300):
        number = between(*pair)
        assert key_of(pair[0]) < key_of(number) < key_of(pair[1])
        pair[side] = number


@pytest.mark.parametrize("anchor", ["", "p-1", "p-1-", "p-1-z", "q-1-1", "p-1-1-1", "fn:1", "p-01-1"])
def test_another_anchor_is_that_of_no_number(anchor: str) -> None:
    assert number_of(anchor) is None
