"""Terms are found as whole words, the longest first, and each place once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.report_glossary import find_terms, index_terms

GLOSSARY = [("keeper", "keepers"), ("lighthouse keeper",), ("NHS",), ("looked after",), ("keeper’s log",), ("R&D (2)",)]


def found(text: str) -> list[tuple[str, int]]:
    return [(text[start:end], number) for start, end, number in find_terms(text, index_terms(GLOSSARY))]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("A keeper sings.", [("keeper", 0)]),
        ("Keepers sing; KEEPERS sleep.", [("Keepers", 0), ("KEEPERS", 0)]),
        ("The lighthouse keeper and the keeper.", [("lighthouse keeper", 1), ("keeper", 0)]),
        ("The lighthouse\nkeeper.", [("lighthouse\nkeeper", 1)]),
        ("The keeper's log", [("keeper's log", 4)]),
        ("The keeper’s bed", [("keeper", 0)]),
        ("Looked-after lamps, looked after", [("Looked-after", 3), ("looked after", 3)]),
        ("The NHS, and nhs", [("NHS", 2)]),
        ("R&D (2) is costly", [("R&D (2)", 5)]),
        ("bookkeeper, keeper-like, half-keeper, keepers_", []),
        ("", []),
    ],
)
def test_finds_whole_words(text: str, terms: list[tuple[str, int]]) -> None:
    assert found(text) == terms


WORDS = st.text(alphabet="ab", min_size=1, max_size=3)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(st.lists(PHRASES, max_size=6), st.lists(WORDS, max_size=30).map(" ".join))
def test_each_place_is_one_term_and_no_longer_one_begins_there(terms: list[str], text: str) -> None:
    last = 0
    for start, end, number in find_terms(text, index_terms([term] for term in terms)):
        assert last <= start
        assert text[start:end] == terms[number]
        longer = [term for term in terms if re.match(rf"{term}\b", text[start:])]
        assert max(map(len, longer)) == end - start
        assert not re.match(r"\w", text[end : end + 1])
        last = end


@given(st.lists(PHRASES, min_size=1, max_size=6), st.lists(WORDS, max_size=30).map(" ".join))
def test_a_term_that_stands_in_a_text_is_found_there_or_within_another(terms: list[str], text: str) -> None:
    places = [(start, end) for start, end, _ in find_terms(text, index_terms([term] for term in terms))]
    for term in terms:
        for match in re.finditer(rf"\b{term}\b", text):
            assert any(start < match.end() and match.start() < end for start, end in places)


def test_the_work_is_linear_in_the_number_of_terms_at_one_word() -> None:
    terms = [[f"word{number}"] for number in range(2000)]
    index = index_terms(terms)
    assert max(map(len, index.values())) == 1  # what is tried at a word does not grow with the glossary
    assert sum(1 for _ in find_terms(" ".join(f"word{number}" for number in range(2000)), index)) == 2000
