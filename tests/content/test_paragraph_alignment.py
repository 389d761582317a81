"""Paragraphs are known again by their words, wherever they stand now."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.content.paragraph_alignment import align, matches_in_order, shingles, similarity

LAMPS = "The lamps on the northern rocks went out eleven times during the winter of the great storms."
OIL = "Keepers paid more for oil in that year than for coal, bread and rope taken together."
BELLS = "Bells rang whenever fog lay on the water, and no ship came closer than four miles."


def test_equal_words_are_the_same_in_order() -> None:
    assert align([LAMPS, OIL, BELLS], [LAMPS, BELLS]) == {0: 0, 1: 2}


def test_equal_words_elsewhere_are_the_same() -> None:
    assert align([LAMPS, OIL, BELLS], [BELLS, LAMPS, OIL]) == {0: 2, 1: 0, 2: 1}


def test_an_edited_one_is_the_same_where_it_stood() -> None:
    edited = OIL.replace("coal, bread", "tea, sugar")
    assert align([LAMPS, OIL, BELLS], [LAMPS, edited, BELLS]) == {0: 0, 1: 1, 2: 2}


def test_a_new_one_is_none_of_those_before() -> None:
    assert align([LAMPS, BELLS], [LAMPS, OIL, BELLS]) == {0: 0, 2: 1}
    assert align([LAMPS, OIL], [LAMPS, BELLS]) == {0: 0}


def test_of_a_split_one_the_larger_part_is_the_same() -> None:
    long = f"{LAMPS} {OIL}"
    assert align([long, BELLS], [LAMPS, OIL, BELLS])[2] == 1
    assert set(align([long, BELLS], [LAMPS, OIL, BELLS]).values()) == {0, 1}
    third = f"{LAMPS} {OIL} {BELLS}"
    assert set(align([third], [LAMPS, OIL, BELLS]).values()) == {0}


def test_an_edited_one_elsewhere_is_the_same_only_when_hardly_changed() -> None:
    hardly = OIL.replace("bread", "tea")
    assert align([LAMPS, OIL, BELLS], [hardly, LAMPS, BELLS]) == {0: 1, 1: 0, 2: 2}
    much = OIL.replace("coal, bread and rope", "all of the tea and sugar")
    assert align([LAMPS, OIL, BELLS], [much, LAMPS, BELLS]) == {1: 0, 2: 2}


def test_what_is_held_is_held_whatever_its_words() -> None:
    assert align([LAMPS, OIL], [BELLS, LAMPS], {0: 1}) == {0: 1, 1: 0}


def test_of_those_known_by_equal_words_alone_no_edit_is_one() -> None:
    edited = OIL.replace("coal", "tea")
    assert align([OIL], [edited], exact={0}) == {}
    assert align([OIL], [OIL], exact={0}) == {0: 0}


def test_how_alike_two_texts_are_lies_between_nothing_and_all() -> None:
    one, other = shingles(LAMPS), shingles(OIL)
    assert similarity(one, one) == 1
    assert 0.5 < similarity(one, shingles(f"{LAMPS} {OIL}")) < 1
    assert similarity(one, other) == 0
    assert similarity(one, shingles("")) == 0


WORDS = st.sampled_from(["", "a", "b", "c d", "d c", "e f g h", LAMPS, OIL])


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
@settings(deadline=None)
def test_any_texts_are_paired_one_to_one_and_equal_ones_first(old: list[str], new: list[str]) -> None:
    found = align(old, new)
    assert len(set(found.values())) == len(found)
    assert all(0 <= after < len(new) and 0 <= before < len(old) for after, before in found.items())
    for words in set(old) & set(new):
        exact = [after for after, before in found.items() if new[after] == old[before] == words]
        assert len(exact) == min(old.count(words), new.count(words))


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
@settings(deadline=None)
def test_what_is_in_order_increases_in_both(old: list[str], new: list[str]) -> None:
    pairs = matches_in_order(old, new)
    assert pairs == sorted(pairs)
    assert len({before for before, _ in pairs}) == len({after for _, after in pairs}) == len(pairs)
    assert [before for before, _ in pairs] == sorted(before for before, _ in pairs)
    assert all(old[before] == new[after] for before, after in pairs)


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=40), st.data())
@settings(deadline=None)
def test_texts_without_repetition_keep_all_that_stayed_in_order(numbers: list[int], data: st.DataObject) -> None:
    old = [str(number) for number in numbers]
    kept = data.draw(st.lists(st.sampled_from(old), unique=True).map(lambda some: [one for one in old if one in some]))
    assert [old[before] for before, _ in matches_in_order(old, kept)] == kept


class Counted(str):
    """A text that counts how often it is compared with another."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


@pytest.mark.parametrize("kind", ["equal", "few", "turned", "shuffled"])
def test_work_grows_with_the_number_of_paragraphs_and_not_with_its_square(kind: str) -> None:
    draw, size = random.Random(8), 2000
    old = {
        "equal": ["See below."] * size,
        "few": [draw.choice(["See below.", "None.", "Yes."]) for _ in range(size)],
    }.get(kind, [f"Paragraph {number}." for number in range(size)])
    new = {"turned": old[::-1], "shuffled": draw.sample(old, size)}.get(kind, old[1:])
    Counted.compared = 0
    matches_in_order([Counted(text) for text in old], [Counted(text) for text in new])
    assert Counted.compared < 20 * size
