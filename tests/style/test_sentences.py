import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.style.sentences import split_sentences


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("One. Two? Three! Four", ["One. ", "Two? ", "Three! ", "Four"]),
        ("She said “No.” He left.", ["She said “No.” ", "He left."]),
        ("One.\nTwo.", ["One.\n", "Two."]),
        ("Dr. Lamp and Mr. Stair met J. Smith at St. Bees.", ["Dr. Lamp and Mr. Stair met J. Smith at St. Bees."]),
        ("Some, e.g. Ada, i.e. the chair, cf. Part 2.", ["Some, e.g. Ada, i.e. the chair, cf. Part 2."]),
        ("See No. 5. No. Never.", ["See No. 5. ", "No. ", "Never."]),
        ("It is version 1.5 of 3.2 pages.", ["It is version 1.5 of 3.2 pages."]),
        ("So did I. You did.", ["So did I. ", "You did."]),
        ("And so on … and on.", ["And so on … and on."]),
        ("", []),
    ],
)
def test_splits_a_paragraph(words: str, sentences: list[str]) -> None:
    assert [sentence.words for sentence in split_sentences(words)] == sentences


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("One two three.", 3),
        ("well-known keepers’ lamps", 3),
        ("lamps – and bells", 3),
        ("1,000 lamps at 5pm", 4),
        ("…", 0),
    ],
)
def test_counts_words(words: str, count: int) -> None:
    (sentence,) = split_sentences(words)
    assert sentence.count == count


def test_shows_how_a_sentence_begins() -> None:
    (sentence,) = split_sentences("“One, two three four, five\nsix, seven eight.")
    assert sentence.opening() == "“One, two three four, five six"


@given(st.text())
def test_sentences_are_pieces_of_the_text(words: str) -> None:
    for sentence in split_sentences(words):
        assert words.startswith(sentence.words, sentence.start)
