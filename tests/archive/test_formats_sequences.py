"""A sequence is found where the pattern that it was made of would be found, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.archive.formats.sequences import is_in, parse_sequence

PATTERNS = [
    rb"(?s)ab.{0,2000}\Z",
    rb"(?s)ab.{2,3}\Z",
    rb"(?s)aba.{1,4}b.{0,1}\Z",
    rb"(?s)\Aa.*ab",
    rb"(?s)\A.{0,3}ab.+b.{0,1500}a",
    rb"(?s)(?:a|bb|ab).*(?:\n|a\n).*b\x61",
    rb"(?s)[ab]\n.*[^a]b.{2}\Z",
    rb"(?s)a.?b.{3}.*aa",
    rb"(?s)a.{1000,}b",
    rb"(?s)a(?:\.|\[)b.{0,4000}\|\Z",
]
contents = st.lists(st.sampled_from([b"a", b"b", b"ab", b"aba", b"\n", b".", b"[", b"|", b"x"]), max_size=14)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(content=contents.map(b"".join))
def test_it_is_found_where_its_pattern_is(pattern: bytes, content: bytes) -> None:
    sequence = parse_sequence(pattern)
    assert sequence is not None
    assert is_in(sequence, content) == (re.search(pattern, content) is not None)


@pytest.mark.parametrize("gap", [999, 1000, 1001, 1002])
def test_a_wide_gap_has_its_width(gap: int) -> None:
    sequence = parse_sequence(rb"(?s)ab.{1000,1001}cd")
    assert sequence is None  # no wide spread: its own pattern is quick
    sequence = parse_sequence(rb"(?s)ab.{1000,1001}cd.{0,5}\Z")
    assert sequence is not None
    assert is_in(sequence, b"ab" + b"x" * gap + b"cd") == (gap in (1000, 1001))


@pytest.mark.parametrize(
    "pattern", [rb"(?s)a(?!b).*c", rb"(?s)a+.*c", rb"(?s)(?:a(?:b|c)).*c", rb"(?s)\Aab", rb"a{2}.*"]
)
def test_what_is_more_than_pieces_and_gaps_is_left_to_its_pattern(pattern: bytes) -> None:
    assert parse_sequence(pattern) is None


def test_a_file_made_to_be_slow_is_not() -> None:
    sequence = parse_sequence(rb"(?s)\xff\xd9.{0,65536}\Z")
    assert sequence is not None
    assert is_in(sequence, b"\xff\xd9" * 50_000)
    assert not is_in(sequence, b"\xff\xd9" * 50_000 + bytes(65_537))
