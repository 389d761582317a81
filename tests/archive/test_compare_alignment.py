import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.archive.compare.alignment import Match, Steps, align, longest_rise

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


def check(old: list[str], new: list[str], matches: list[Match]) -> None:
    """Hold matches against what they say: the same elements, in order, on both sides."""
    ended = Match(0, 0, 0)
    for match in matches:
        assert match.length > 0
        assert match.old >= ended.old + ended.length
        assert match.new >= ended.new + ended.length
        assert old[match.old : match.old + match.length] == new[match.new : match.new + match.length]
        ended = match


@given(WORDS, WORDS)
def test_what_matches_is_the_same_on_both_sides_and_in_order(old: list[str], new: list[str]) -> None:
    steps = Steps(10_000)
    check(old, new, align(old, new, steps))
    assert not steps.cut


@given(WORDS)
def test_a_sequence_matches_itself_whole(words: list[str]) -> None:
    assert align(words, words, Steps(0)) == ([Match(0, 0, len(words))] if words else [])


@given(WORDS, WORDS)
def test_with_no_steps_left_only_what_stands_at_either_end_matches(old: list[str], new: list[str]) -> None:
    matches = align(old, new, Steps(0))
    check(old, new, matches)
    assert all(
        (match.old, match.new) == (0, 0) or (match.old + match.length, match.new + match.length) == (len(old), len(new))
        for match in matches
    )


@settings(derandomize=True)
@given(st.lists(st.sampled_from("ab"), max_size=14), st.lists(st.sampled_from("ab"), max_size=14))
def test_no_match_is_missed_where_no_word_stands_once(old: list[str], new: list[str]) -> None:
    doubled_old, doubled_new = [x for x in old for _ in "12"], [x for x in new for _ in "12"]
    found = sum(match.length for match in align(doubled_old, doubled_new, Steps(10_000)))
    assert found == _longest(doubled_old, doubled_new)


def _longest(old: list[str], new: list[str]) -> int:
    """The length of a longest common subsequence, by the plain quadratic way."""
    row = [0] * (len(new) + 1)
    for one in old:
        row = [0, *row[1:]]
        last = row[:]
        for number, other in enumerate(new, 1):
            row[number] = last[number - 1] + 1 if one == other else max(last[number], row[number - 1])
    return row[-1]


@given(st.lists(st.integers(0, 50), unique=True, max_size=30))
def test_the_rise_is_a_longest_one(numbers: list[int]) -> None:
    places = longest_rise(numbers)
    rise = [numbers[place] for place in places]
    assert places == sorted(places)
    assert rise == sorted(rise)
    assert len(rise) == _longest([str(n) for n in numbers], [str(n) for n in sorted(numbers)])


MANY = 60_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["a", "b"] * MANY, ["b", "a", "a"] * MANY),
        ([str(n) for n in range(MANY)], [str(n) for n in range(MANY, 0, -1)]),
        (["x"] * MANY, ["y"] * MANY),
        ([str(n % 500) for n in range(MANY)], [str(n % 499) for n in range(MANY)]),
        ([str(n % 997) for n in range(MANY)], [str(n * n % 997) for n in range(MANY)]),
    ],
    ids=["two words", "turned round", "nothing in common", "out of step", "mixed up"],
)
def test_hostile_sequences_cost_no_more_than_the_steps(old: list[str], new: list[str]) -> None:
    steps = Steps(400_000)
    check(old, new, align(old, new, steps))
    assert steps.left >= 0
    short = Steps(1000)
    check(old, new, align(old, new, short))
    assert short.cut
    assert short.left >= 0


def test_a_change_in_the_middle_of_a_long_text_is_found_in_few_steps() -> None:
    old = [str(n) for n in range(MANY)]
    new = [*old[:100], "new", *old[100 : MANY - 50], *old[MANY - 40 :]]
    steps = Steps(4 * MANY)
    matches = align(old, new, steps)
    assert sum(match.length for match in matches) == MANY - 10
    assert not steps.cut
