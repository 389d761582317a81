"""A card is a whole picture of its words, small, without metadata, and the same each time."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from review_site.cards.drawing import FONTS, HEIGHT, WIDTH, Card, Typefaces, draw_card
from review_site.cards.fitting import SIZES
from review_site.cards.keeping import finished_card
from review_site.pictures.metadata import metadata_of

ASSETS = Path(__file__).parents[2] / "theme/assets"
NAME = "Independent Review of Children's Social Care"
TITLES = (
    "About",
    "See the person, not the problem – relationship based practice changes lives",
    "Josh MacAlister speech to the National Children and Adult Services Conference (NCASC), 26 November 2021, and more",
    "‘Naïve’ façades: why “this” can’t wait",
)


@pytest.fixture(scope="module")
def typefaces() -> Typefaces:
    return Typefaces(ASSETS)


@pytest.mark.parametrize("title", TITLES)
def test_a_card_is_small_and_whole(title: str, typefaces: Typefaces) -> None:
    data = draw_card(Card(NAME, title, "Blog by Ada Lamp. 26 November 2021"), typefaces)
    assert data is not None
    assert len(data) < 30_000
    assert metadata_of(data) == []
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    grey = image.convert("L")
    paper = 255
    assert {*grey.crop((0, 133, 72, HEIGHT)).tobytes()} == {paper}, "words stand in the margin at the left"
    assert {*grey.crop((WIDTH - 71, 133, WIDTH, HEIGHT)).tobytes()} == {paper}, "words stand in the margin at the right"
    assert {*grey.crop((0, HEIGHT - 20, WIDTH, HEIGHT)).tobytes()} == {paper}
    assert min(grey.crop((72, 140, WIDTH - 72, 480)).tobytes()) < 60, "no title was drawn"


@settings(max_examples=25, deadline=None)
@example("j")
@given(st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=260))
def test_no_title_is_drawn_out_of_its_box(title: str) -> None:
    data = draw_card(Card(NAME, title, "News"), Typefaces(ASSETS))
    if data is not None:
        grey = Image.open(BytesIO(data)).convert("L")
        assert {*grey.crop((WIDTH - 71, 133, WIDTH, HEIGHT)).tobytes()} == {255}
        assert {*grey.crop((0, 133, 60, HEIGHT)).tobytes()} == {255}, "more than the tail of a j hangs over the edge"


def test_the_same_card_has_the_same_bytes(typefaces: Typefaces) -> None:
    card = Card(NAME, TITLES[1])
    assert draw_card(card, typefaces) == draw_card(card, Typefaces(ASSETS))
    assert draw_card(card, typefaces) != draw_card(Card(NAME, TITLES[0]), typefaces)


@pytest.mark.parametrize("title", ["Dŵr", "护理", "Lamp 💡", "x" * 400])
def test_a_card_with_empty_boxes_or_cut_words_is_not_drawn(title: str, typefaces: Typefaces) -> None:
    assert draw_card(Card(NAME, title), typefaces) is None


def test_an_accent_may_be_written_apart_from_its_letter(typefaces: Typefaces) -> None:
    assert draw_card(Card(NAME, "Cafe\u0301"), typefaces) == draw_card(Card(NAME, "Café"), typefaces)


def test_a_kept_card_is_taken_and_a_spoilt_one_drawn_anew(typefaces: Typefaces, tmp_path: Path) -> None:
    card = Card(NAME, "About")
    first = finished_card(card, typefaces, tmp_path)
    (kept,) = tmp_path.iterdir()
    assert finished_card(card, typefaces, tmp_path) == first
    kept.write_bytes(b"spoilt")
    assert finished_card(card, typefaces, tmp_path) == first


def test_the_words_of_a_card_are_told_to_those_who_do_not_see_it() -> None:
    assert Card("The review", "About us", "Blog. 2021").alt == "The review. About us. Blog. 2021."


def test_a_line_put_together_from_its_words_is_as_wide_as_it_is_drawn(typefaces: Typefaces) -> None:
    lines = [*TITLES, NAME, "", "W", "“T” fj Tj", " ".join(chr(code) for code in range(0x21, 0x17F) if code != 0xAD)]
    for line in lines:
        for weight in FONTS:
            for size in SIZES:
                font = typefaces.of(weight, size)
                assert typefaces.width(line, weight, size) == max(font.getlength(line), font.getbbox(line)[2])


def test_cards_drawn_one_after_another_do_not_show_through(typefaces: Typefaces) -> None:
    cards = [Card(NAME, title, "News") for title in TITLES] + [Card("Other", TITLES[0])]
    anew = [draw_card(card, Typefaces(ASSETS)) for card in cards]
    assert [draw_card(card, typefaces) for card in (*cards, *cards)] == [*anew, *anew]
