"""The A to Z: every page once, under its letter, in the order in which people look."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.drawings import draw_post
from tests.pages import index, is_deep, page

from review_site.addresses import is_address
from review_site.plugins.alphabet import Line, in_letters, sort_key


def lines(*titles: str) -> list[Line]:
    return [Line(title=title, address=f"/{number}/", kind="Page") for number, title in enumerate(titles)]


def listed(*titles: str) -> dict[str, list[str]]:
    return {letter.letter: [line.title for line in letter.lines] for letter in in_letters(lines(*titles))}


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Beta", "alpha"], {"A": ["alpha"], "B": ["Beta"]}),
        (["The sea", "A boat", "An oar"], {"B": ["A boat"], "O": ["An oar"], "S": ["The sea"]}),
        (["“The sea”", "'Sand'", "(Silt)"], {"S": ["'Sand'", "“The sea”", "(Silt)"]}),
        (["Theatre", "Anchors"], {"A": ["Anchors"], "T": ["Theatre"]}),
        (["The", "A"], {"A": ["A"], "T": ["The"]}),
        (["Éclair", "eddy", "Ebb"], {"E": ["Ebb", "Éclair", "eddy"]}),
        (["Zone", "2021 in words", "“10 lamps”"], {"0–9": ["“10 lamps”", "2021 in words"], "Z": ["Zone"]}),
        (["A 1% rise"], {"0–9": ["A 1% rise"]}),
        (["Same", "Same"], {"S": ["Same", "Same"]}),
        ([], {}),
    ],
)
def test_titles_stand_under_their_letters(titles: list[str], expected: dict[str, list[str]]) -> None:
    assert listed(*titles) == expected


@given(st.lists(st.text(min_size=1)))
def test_nothing_is_lost_and_letters_stand_once_in_order(titles: list[str]) -> None:
    letters = in_letters(lines(*titles))
    assert sorted(line.title for letter in letters for line in letter.lines) == sorted(titles)
    names = [letter.letter for letter in letters]
    assert names == sorted(set(names))
    assert len({letter.anchor for letter in letters}) == len(letters)
    assert all(letter.lines for letter in letters)


@given(st.lists(st.text(min_size=1), unique=True), st.randoms())
def test_the_order_does_not_hang_on_the_order_of_what_is_given(titles: list[str], random: object) -> None:
    given_lines = lines(*titles)
    shuffled = list(given_lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_letters(shuffled) == in_letters(given_lines)


@given(st.sampled_from(["", "The ", "a ", "An ", "“", "‘The "]), st.from_regex(r"[B-Z][a-z]{3,9}", fullmatch=True))
def test_what_stands_before_the_first_word_does_not_count(before: str, word: str) -> None:
    assert sort_key(before + word) == word.lower()


def test_each_letter_has_an_address_of_its_own() -> None:
    letters = in_letters(lines("2021 in words", "Zone", "Éclair"))
    assert [letter.address for letter in letters] == ["/a-z/0-9/", "/a-z/e/", "/a-z/z/"]
    assert all(is_address(letter.address) for letter in letters)


def linked(site: Path) -> list[str]:
    found = re.findall(r'<li><a href="([^"#]+)"', page(site, "/a-z/").split("<main")[1].split("</main>")[0])
    return [urljoin("/a-z/", link) for link in found]


def test_every_page_as_it_stands_is_listed_once(built_site: Path) -> None:
    expected = {
        address
        for address, entry in index(built_site).items()
        if entry["kind"] != "version" and entry["status"] == 200 and "/page/" not in address and address.endswith("/")
        if not is_deep(address)
    }
    assert {"/", "/a-z/", "/search/", "/sitemap/", "/bridge-the-gap/", "/for/carers/"} <= expected
    assert sorted(linked(built_site)) == sorted(expected)


def test_each_letter_link_leads_to_its_heading_and_each_line_says_what_the_page_is(built_site: Path) -> None:
    text = page(built_site, "/a-z/")
    letters = re.findall(r'<a href="#(letter-[a-z0])">(.*?)</a>', text)
    assert len(letters) > 10
    assert letters == re.findall(r'<h2 id="(letter-[a-z0])">(.*?)</h2>', text)
    assert '>The final report</a> <span class="quiet">Report</span>' in text
    assert '>Open letter to leaders</a> <span class="quiet">Open letter</span>' in text


def test_what_moved_or_was_withdrawn_is_not_listed(site: Callable[..., Path]) -> None:
    moved = draw_post("fog-bells", more="aliases: [/bells/]")
    gone = draw_post("fog-horns", more="withdrawn: {on: 2021-06-01, reason: A mistake.}")
    built = site(moved + gone, "2021-07-01")
    assert {"/bells/", "/fog-horns/"} <= index(built).keys()
    assert "/fog-bells/" in linked(built)
    assert not {"/bells/", "/fog-horns/"} & set(linked(built))
    assert "Fog horns" not in page(built, "/a-z/")
