"""Whatever is edited, an anchor that was published stands on the same words, or its loss is told."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.clock import parse_instant
from review_site.content.converted import convert
from review_site.content.library import Library, read_library
from review_site.content.number_checks import mark_removed
from review_site.content.paragraph_ledger import Ledger, number_paragraphs_of
from review_site.content.report import Report
from review_site.content.shelf import Sourced
from review_site.lifecycle.paragraph_record import numbers_brought_up, numbers_lost, numbers_unrecorded
from review_site.problems import Problem
from review_site.report.fragments import parse_fragment
from review_site.report.paragraphs import number_paragraphs

EXAMPLE = Path(__file__).parents[1] / "example"
CHAPTER, REPORT = "/case-for-change/chapter-1/", "case-for-change"
NOW = parse_instant("2030-01-01")
LOST = re.compile(r"^(\S+) “(.*)” was published, and no paragraph has these words any more")
LENGTH = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the game: its words, and which it was when a round began; what is split off it is it as well."""

    words: tuple[str, ...]
    key: int
    touched: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)


def fresh(names: Iterator[int]) -> Piece:
    name = next(names)
    return Piece(tuple(f"n{name}x{place}" for place in range(LENGTH)), name)


@cache
def example() -> Library:
    return read_library(EXAMPLE / "content", EXAMPLE / "docs")


def with_chapter(library: Library, pieces: list[Piece]) -> Library:
    page = library.pages[CHAPTER]
    body = "\n\n".join(piece.text for piece in pieces) + "\n"
    return replace(library, pages={CHAPTER: Sourced(page.entry, replace(page.source, body=body))})


def with_removed_ones(library: Library, removed: list[str]) -> Library:
    report = library.reports[REPORT]
    data = {"corrections": [{"on": "2029-01-01", "note": "It was wrong.", "removed": removed}] if removed else []}
    one = Sourced(Report.model_validate(data), replace(report.source, data=data))
    return replace(library, reports={REPORT: one}, numbers=mark_removed(library.numbers, [one.source]))


def anchors_of(library: Library, removed: Iterable[str]) -> dict[str, str]:
    """Return what stands at each number on the page that the chapter makes."""
    source, rows = library.pages[CHAPTER].source, library.numbers.of_chapter(REPORT, 1)
    numbered = number_paragraphs_of(source.body, 1, rows)
    html = number_paragraphs(
        convert(source.body) or "", numbered, dict.fromkeys(removed, "Removed."), [row.number for row in rows]
    )
    found = parse_fragment(html).iterfind("./p")
    return {element[0].text_content().removeprefix("Paragraph "): (element[0].tail or "").strip() for element in found}


EDITS = st.tuples(
    st.sampled_from(["insert", "delete", "edit", "move", "split"]),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.booleans(),
)
ROUNDS = st.lists(st.lists(EDITS, min_size=1, max_size=6), min_size=1, max_size=5)


def change(pieces: list[Piece], edit: tuple[str, int, int, bool], names: Iterator[int]) -> None:
    kind, first, second, _ = edit
    free = [place for place, piece in enumerate(pieces) if not piece.touched]
    if kind == "insert" or not free:
        pieces.insert(first % (len(pieces) + 1), replace(fresh(names), touched=True))
        return
    place = free[first % len(free)]
    piece = replace(pieces.pop(place), touched=True)
    if kind == "move":
        pieces.insert(second % (len(pieces) + 1), replace(piece, touched=True))
    elif kind == "edit":
        words = list(piece.words)
        for at in {second % len(words), (second + len(words) // 8) % len(words)}:
            words[at] = f"{piece.words[at]}e{second}"
        pieces.insert(place, replace(piece, words=tuple(words)))
    elif kind == "split" and len(piece.words) == LENGTH:
        cut = len(piece.words) // 2 + second % 2
        pieces[place:place] = [replace(piece, words=piece.words[:cut]), replace(piece, words=piece.words[cut:])]
    elif kind == "split":
        pieces.insert(place, piece)


@given(st.integers(1, 8), ROUNDS)
@settings(deadline=None, max_examples=150)
def test_every_earlier_anchor_stands_on_the_same_words_or_is_told(
    size: int, rounds: list[list[tuple[str, int, int, bool]]]
) -> None:
    names = count()
    pieces = [fresh(names) for _ in range(size)]
    removed: list[str] = []
    library = replace(with_chapter(example(), pieces), numbers=Ledger())
    library = replace(library, numbers=numbers_brought_up(library, NOW))
    for edits in rounds:
        pieces = [replace(piece, key=next(names), touched=False) for piece in pieces]
        keys = {piece.text: piece.key for piece in pieces}
        before = {row.number: row.text for row in library.numbers.rows if row.number not in removed}
        for edit in edits:
            change(pieces, edit, names)
        library = with_chapter(library, pieces)
        told = told_of(numbers_lost(library, NOW))
        check_round(before, keys, pieces, told, anchors_of(library, removed), moved="move" in {one[0] for one in edits})
        removed += told
        library = recorded(library, removed)
        assert {row.number for row in library.numbers.rows} >= {*before, *removed}
        shown = anchors_of(library, removed)
        assert [text for text in shown.values() if text != "Removed."] == [piece.text for piece in pieces]
        assert shown.keys() == {row.number for row in library.numbers.rows}


def check_round(
    before: dict[str, str],
    keys: dict[str, int],
    pieces: list[Piece],
    told: dict[str, str],
    shown: dict[str, str],
    *,
    moved: bool,
) -> None:
    """Check that each number of `before` is shown with the words of its own paragraph, or told with those it had.

    Only what is gone is told; where paragraphs were moved about, so may be one that was edited as well.
    """
    alive = {piece.key for piece in pieces}
    of_text = {piece.text: piece.key for piece in pieces}
    for number, text in before.items():
        if number in told:
            assert number not in shown
            assert text.startswith(told[number].removesuffix(" …"))
            assert text not in of_text
            assert moved or keys[text] not in alive
        else:
            assert of_text[shown[number]] == keys[text]
    assert all(text == "Removed." or text in of_text for text in shown.values())


def told_of(problems: Iterable[Problem]) -> dict[str, str]:
    """Return the numbers that problems tell to be lost, each with the opening words that they tell."""
    found = (LOST.match(problem.what) for problem in problems)
    return {one[1]: one[2] for one in found if one}


def recorded(library: Library, removed: list[str]) -> Library:
    """Return the library once what was removed is declared and the record was brought up to date, which is checked."""
    library = with_removed_ones(library, removed)
    assert numbers_lost(library, NOW) == []
    library = with_removed_ones(replace(library, numbers=numbers_brought_up(library, NOW)), removed)
    assert numbers_unrecorded(library) == []
    assert numbers_brought_up(library, NOW) == library.numbers
    return library
