"""Each sentence of tests/cases/outdated/sentences.txt is told of (+) or not (-) as at the day the review closed."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.clock import parse_instant
from review_site.style.outdated import find_outdated, is_outdated_word
from review_site.style.passages import Passage
from review_site.style.spoken_dates import find_dates

CASES = Path(__file__).parents[1] / "cases/outdated/sentences.txt"
SENTENCES = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
CLOSED = parse_instant("2023-03-11")


def told(words: str, instant: datetime = CLOSED, *, invites: bool = False) -> list[str]:
    passage = Passage(1, "paragraph", words)
    return [f"{found.line}: {found.what}" for found in find_outdated(passage, instant, invites=invites)]


@pytest.mark.parametrize("case", SENTENCES)
def test_a_sentence_is_told_of_or_not(case: str) -> None:
    assert len(told(case[2:])) == (case[0] == "+")


def test_there_are_as_many_sentences_that_pass() -> None:
    assert {case[:2] for case in SENTENCES} == {"+ ", "- "}
    assert len(SENTENCES) == len(set(SENTENCES)) > 100
    assert sum(case[0] == "-" for case in SENTENCES) > 40


def test_a_finding_says_what_is_wrong_and_where() -> None:
    assert told("The form\nis open\ntoday, and\nwill close on 10 March 2023.\n\nTell us more.") == [
        "3: “today” is true on one day alone",
        "4: “will” speaks of 10 March 2023 as still to come, and it has gone by",
        "6: “Tell us” invites, and the review asks nobody any more",
    ]


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("It will close on 10 March 2023.", "2023-03-10T23:59"),
        ("It will close on 10 March 2023 at 5pm.", "2023-03-10T16:59"),
        ("It will close at 5.30pm on Friday 10 March 2023.", "2023-03-10T17:29"),
        ("It will close at noon on 10 March 2023.", "2023-03-10T11:59"),
        ("It will close on 10 March 2023 (17:00).", "2023-03-10T16:59"),
        ("It will close in March 2023.", "2023-03-31T23:59"),
        ("It will close in summer 2023.", "2023-08-31T23:59"),
        ("It will close in 2023.", "2023-12-31T23:59"),
        ("It will close by 2023-03-10.", "2023-03-10T23:59"),
    ],
)
def test_a_date_has_gone_by_when_it_is_over(words: str, last: str) -> None:
    at_last = parse_instant(last)
    assert told(words, at_last) == []
    assert len(told(words, datetime.fromtimestamp(at_last.timestamp() + 60, at_last.tzinfo))) == 1


def test_a_review_that_still_invites_may_say_so() -> None:
    assert told("Sign up for the newsletter.", invites=True) == []
    assert told("Sign up for the newsletter today.", invites=True) == ["1: “today” is true on one day alone"]


def test_words_of_others_are_left_as_they_are() -> None:
    words = "Sign up today: it will close by 10 March 2023."
    assert len(told(words)) == 3
    assert list(find_outdated(Passage(1, "quotation", words), CLOSED, invites=False)) == []


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("on 10th March 2023, and Friday, 1 April 2022", ["10th March 2023", "Friday, 1 April 2022"]),
        ("on 31 February 2021", []),
        ("in May 2022, and they may 2022 times", ["May 2022"]),
        ("from 2021 to 2022, 2019/20, 2021-2023 and 2021 people", ["2021", "2022"]),
        ("on 29 Feb 2024 at 25pm", ["29 Feb 2024 at 25pm"]),
        ("by 15 December", []),
    ],
)
def test_finds_dates_as_readers_write_them(words: str, dates: list[str]) -> None:
    assert [date.words for date in find_dates(words)] == dates


@pytest.mark.parametrize(("name", "known"), [("today", True), ("this  year", True), ("sign up", True), ("lamp", False)])
def test_knows_the_words_that_it_tells_of(name: str, known: bool) -> None:
    assert is_outdated_word(name) is known


PIECES = st.lists(
    st.sampled_from(
        [
            *("will ", "is to close ", "by ", "on ", "10 March 2023", "31 February 2021", "at 99pm", "(", ") ", ", "),
            *("which ", "“", "” ", ". ", "\n", "today ", "sign up ", "was ", "2023 ", "0000-00-00 ", "published in "),
        ]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(PIECES, st.text()), st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
@settings(deadline=None)
def test_any_words_are_looked_through(words: str, moment: datetime) -> None:
    passage = Passage(7, "paragraph", words)
    for found in find_outdated(passage, moment.replace(tzinfo=CLOSED.tzinfo), invites=False):
        assert 7 <= found.line <= passage.last_line
        assert found.what
        assert found.mend
