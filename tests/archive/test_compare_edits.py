from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.archive.compare.alignment import Steps
from review_site.archive.compare.edits import Edit, edits_between, pieces_between
from review_site.archive.compare.page import Block

SENTENCES = ["The lamp is lit.", "The lamp was lit at dusk.", "Fog came.", "Fog came in at noon.", "A bell.", "No."]
TEXTS = st.lists(st.sampled_from(SENTENCES) | st.text("ab c.", min_size=1, max_size=8).filter(str.strip), max_size=12)


def blocks(*texts: str, tag: str = "p") -> list[Block]:
    return [Block(" ".join(text.split()), tag, "") for text in texts]


def between(old: list[Block], new: list[Block], steps: int = 100_000) -> list[Edit]:
    return edits_between(old, new, "main", Steps(steps))


def told(edits: list[Edit]) -> list[tuple[str, str, str, int]]:
    return [(edit.change, edit.old, edit.new, edit.unchanged) for edit in edits]


def test_a_changed_paragraph_is_one_edit_with_what_stayed_before_it() -> None:
    old = blocks("Lamps", "The lamp is lit at dusk.", "The end of it.")
    new = blocks("Lamps", "The lamp was lit at dusk.", "The end of it.")
    (edit,) = between(old, new)
    assert (edit.change, edit.unchanged) == ("changed", 1)
    assert edit.pieces == (("=", "The lamp "), ("-", "is "), ("+", "was "), ("=", "lit at dusk."))


def test_added_and_removed_paragraphs_do_not_hide_the_one_that_changed() -> None:
    old = blocks("Quite another thing.", "The keeper lights the lamp at dusk each day.")
    new = blocks("First.", "Second, new.", "The keeper lit the lamp at dusk each day.", "Last.")
    assert [edit.change for edit in between(old, new)] == ["removed", "added", "added", "changed", "added"]


def test_what_has_nothing_in_common_is_paired_only_where_it_is_as_much() -> None:
    assert [edit.change for edit in between(blocks("Yes", "No"), blocks("Si", "Non"))] == ["changed", "changed"]
    assert [edit.change for edit in between(blocks("Yes"), blocks("Si", tag="h2"))] == ["removed", "added"]
    assert [edit.change for edit in between(blocks("Yes"), blocks("Si", "Non"))] == ["removed", "added", "added"]


def test_a_paragraph_that_moved_is_told_once() -> None:
    old = blocks("Moved one.", "A stays.", "B stays too.", "C stays as well.")
    new = blocks("A stays.", "B stays too.", "C stays as well.", "Moved one.")
    assert told(between(old, new)) == [("moved", "Moved one.", "Moved one.", 9)]
    twice = blocks("A stays.", "B stays too.", "C stays as well.", "Moved one.", "Moved one.")
    assert [edit.change for edit in between(old, twice)] == ["moved", "added"]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("in 2021.", "in 2021 to 2023.", (("=", "in 2021 "), ("+", "to 2023"), ("=", "."))),
        ("didn't go", "did go", (("-", "didn't "), ("+", "did "), ("=", "go"))),
        ("灯台は夜に光る", "灯台は朝に光る", (("=", "灯台は"), ("-", "夜"), ("+", "朝"), ("=", "に光る"))),
        ("one and two", "three and four", (("-", "one and two"), ("+", "three and four"))),
        ("a b", "a b", (("=", "a b"),)),
        ("", "x", (("+", "x"),)),
        ("x", "", (("-", "x"),)),
    ],
)
def test_words_are_compared_one_by_one_and_chance_matches_are_not_kept(
    old: str, new: str, pieces: tuple[tuple[str, str], ...]
) -> None:
    assert pieces_between(old, new, Steps(1000)) == pieces


def _bare(text: str) -> str:
    return "".join(text.split())


@given(st.text("ab .,’-", max_size=60), st.text("ab .,’-", max_size=60), st.sampled_from([0, 10, 10_000]))
def test_pieces_give_both_texts_again(old: str, new: str, steps: int) -> None:
    old, new = " ".join(old.split()), " ".join(new.split())
    pieces = pieces_between(old, new, Steps(steps))
    assert "".join(text for sign, text in pieces if sign != "-") == new
    assert _bare("".join(text for sign, text in pieces if sign != "+")) == _bare(old)
    assert all(text for _, text in pieces)
    assert all(one[0] != other[0] for one, other in pairwise(pieces))


@given(TEXTS, TEXTS, st.sampled_from([0, 50, 100_000]))
def test_edits_turn_the_old_blocks_into_the_new(old: list[str], new: list[str], steps: int) -> None:
    was, now = blocks(*old), blocks(*new)
    edits = between(was, now, steps)
    texts = [block.text for block in was]
    for edit in edits:
        if edit.old:
            texts.remove(edit.old)
    texts += [edit.new for edit in edits if edit.new]
    assert sorted(texts) == sorted(block.text for block in now)
    stayed = sum(len(block.text.split()) for block in now) - sum(len(edit.new.split()) for edit in edits)
    assert sum(edit.unchanged for edit in edits) <= stayed


@given(TEXTS)
def test_the_same_blocks_have_no_edits(texts: list[str]) -> None:
    assert between(blocks(*texts), blocks(*texts), 0) == []


@given(TEXTS, TEXTS)
def test_turned_round_what_came_is_what_went(old: list[str], new: list[str]) -> None:
    there, back = between(blocks(*old), blocks(*new)), between(blocks(*new), blocks(*old))
    assert bool(there) == bool(back)
    there_sizes, back_sizes = ([_size(edits, sign) for sign in "-+"] for edits in (there, back))
    sizes = [len(_bare("".join(texts))) for texts in (old, new)]
    assert there_sizes[1] - there_sizes[0] == sizes[1] - sizes[0]
    assert back_sizes[1] - back_sizes[0] == sizes[0] - sizes[1]


def _size(edits: list[Edit], sign: str) -> int:
    return sum(len(_bare(text)) for edit in edits for told, text in edit.pieces if told == sign)


def test_a_page_of_many_paragraphs_is_compared_in_linear_steps() -> None:
    used = []
    for size in (2_000, 8_000):
        old = blocks(*(f"Paragraph {n} tells of lamp {n * 7} and keeper {n * 13}." for n in range(size)))
        new = blocks(*(f"Paragraph {n} told of lamp {n * 7} and keeper {n * 13}." for n in range(size)))
        steps = Steps(10_000_000)
        edits = edits_between(old, new, "main", steps)
        assert [edit.change for edit in edits] == ["changed"] * size
        used.append(10_000_000 - steps.left)
    assert used[1] < 5 * used[0]
