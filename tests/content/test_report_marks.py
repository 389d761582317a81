"""Marks are read as they were meant, and what is nearly one is told with what would be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review_site.content.report_marks import Mark, anchor_of, meant_for_marks, read_marks


def marks(text: str) -> list[Mark]:
    return [mark for _, _, mark in read_marks(text)]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("[para 2.14]", Mark(kind="para", name="2.14", text="[para 2.14]")),
        ("[Para 2.14A]", Mark(kind="para", name="2.14A", capital=True, text="[Para 2.14A]")),
        ("[para\n2.14]", Mark(kind="para", name="2.14", text="[para 2.14]")),
        ("[para 1.A1]", Mark(kind="para", name="1.A1", text="[para 1.A1]")),
        ("[para 2.14-2.16]", Mark(kind="para", name="2.14", last="2.16", text="[para 2.14-2.16]")),
        ("[para 2.14 – 2.16]", Mark(kind="para", name="2.14", last="2.16", text="[para 2.14 – 2.16]")),
        ("[chapter 3]", Mark(kind="chapter", name="3", text="[chapter 3]")),
        ("[figure S.1]", Mark(kind="figure", name="S.1", text="[figure S.1]")),
        ("[table 2.1]", Mark(kind="table", name="2.1", text="[table 2.1]")),
        ("[recommendation one-lamp]", Mark(kind="recommendation", name="one-lamp", text="[recommendation one-lamp]")),
        ("[@lamp-2020]", Mark(kind="work", name="lamp-2020", text="[@lamp-2020]")),
        ("[@lamp-2020, p. 4]", Mark(kind="work", name="lamp-2020", at="p. 4", text="[@lamp-2020, p. 4]")),
        ("[@lamp-2020, pp. 4, 7]", Mark(kind="work", name="lamp-2020", at="pp. 4, 7", text="[@lamp-2020, pp. 4, 7]")),
    ],
)
def test_reads_a_mark(text: str, mark: Mark) -> None:
    assert marks(f"See {text}.") == [mark]
    assert list(meant_for_marks(f"See {text}.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "[para 2.14](/there/)",
        "[@lamp](/there/)",
        "[chapter closed]",
        "[table continues]",
        "[sic]",
        "[^1]",
        "para 2.14",
        "[1]",
        "[2.14]",
    ],
)
def test_leaves_other_brackets_alone(text: str) -> None:
    assert marks(text) == []
    assert list(meant_for_marks(text)) == []


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("[paragraph 2.14]", "write [para 2.14]"),
        ("[paras 2.14 and 2.16]", "write a mark for each, as in [para 2.14], or [para 2.14-2.16] for a run"),
        ("[ para 2.14 ]", "write [para 2.14]"),
        ("[ch 3]", "write [chapter 3]"),
        ("[Figs. 2.1]", "write [figure 2.1]"),
        ("[tables 2.1]", "write [table 2.1]"),
        ("[rec 12]", "write [recommendation …] with its id in content/recommendations.yml"),
        ("[@a; @b]", "write a mark for each: [@a] [@b]"),
        ("[@lamp 2020]", "write [@lamp], or [@lamp, p. 4] for a place in it"),
        ("[@]", "write [@lamp-2020], or [@lamp-2020, p. 4] for a place in it"),
    ],
)
def test_tells_what_was_meant_for_a_mark(text: str, mend: str) -> None:
    assert marks(text) == []
    assert list(meant_for_marks(f"See {text}.")) == [(4, text, mend)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[para 2.14]", "paragraph 2.14"),
        ("[Para 2.14]", "Paragraph 2.14"),
        ("[para 2.14-2.16]", "paragraphs 2.14 to 2.16"),
        ("[Chapter 3]", "Chapter 3"),
        ("[figure 2.1]", "figure 2.1"),
    ],
)
def test_a_mark_has_words_for_readers(text: str, words: str) -> None:
    assert [mark.words for mark in marks(text)] == [words]


def test_anchors_are_in_lower_case_with_hyphens() -> None:
    assert anchor_of("para", "1.12A") == "p-1-12a"
    assert anchor_of("figure", "S.1") == "figure-s-1"


@given(st.text(alphabet="[]@para chapterfig.,;-–129A\n()"))
def test_any_text_is_read_and_each_mark_stands_where_it_is_said_to(text: str) -> None:
    last = 0
    for start, end, mark in read_marks(text):
        assert last <= start < end
        assert " ".join(text[start:end].split()) == mark.text
        last = end
    for start, written, _ in meant_for_marks(text):
        assert " ".join(text[start:].split()).startswith(written)
