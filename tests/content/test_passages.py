"""Passages: the words that readers see, on their lines, without code, addresses and comments."""

import pytest

from review_site.content.passages import read_passages


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("A lamp, <https://harbour.example.org/> and a horn.", ["A lamp,  and a horn."]),
        ("A [lamp](/lamps/) and a [horn][].\n\n[horn]: /horns/", ["A lamp and a horn."]),
        ("A ![lamp](lamp.jpg) here.", ["A lamp here."]),
        ("A `lamp` here.", ["A   here."]),
        ("A <!-- dim --> lamp.", ["A  lamp."]),
        ("A lamp.\n\n    code\n\nA horn.", ["A lamp.", "A horn."]),
        ("A lamp\nand a horn.", ["A lamp\nand a horn."]),
    ],
)
def test_the_words_are_those_that_readers_see(body: str, words: list[str]) -> None:
    assert [one.words for one in read_passages(body, 5).passages] == words


def test_each_begins_on_its_line() -> None:
    passages = read_passages("A lamp.\n\n> A horn.\n\n| A | B |\n|---|---|\n| C | D |\n", 5).passages
    assert [(one.line, one.words, one.top) for one in passages] == [
        *((5, "A lamp.", True), (7, "A horn.", False)),
        *((9, "A", False), (9, "B", False), (11, "C", False), (11, "D", False)),
    ]
