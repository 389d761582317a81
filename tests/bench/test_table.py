"""The table of a run, and its picture."""

import itertools

import pytest
from bench.whole.drawing import draw
from bench.whole.results import Results
from bench.whole.table import name_of, render_table
from bench.whole.tools import TOOLS
from lxml import etree
from tests.bench.test_results import result, results

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def measured() -> Results:
    walls = {"ours": 4.0, "bare": 2.0, "hugo": 0.5}
    return results(
        *(
            result(tool, size, wall=wall * size / 100, mode=mode)
            for (tool, wall), size, mode in itertools.product(walls.items(), (100, 1000), ("cold", "body"))
            if (tool, size) != ("hugo", 1000)
        )
    )


def row(table: str, head: str, name: str) -> list[str]:
    part = table[table.index(head) :]
    line = next(line for line in part.splitlines() if line.strip().startswith(name))
    return line.replace(name, "", 1).split()


def test_a_row_holds_seconds_ratios_memory_files_and_bytes(measured: Results) -> None:
    cells = row(render_table(measured), "100 posts, from nothing", "review-site, bare")
    assert cells == ["2.00", "0.500", "4.00", "0.500", "100", "–", "10", "0.0"]


def test_what_was_not_measured_has_no_row(measured: Results) -> None:
    table = render_table(measured)
    large = table[table.index("1,000 posts, from nothing") : table.index("1,000 posts, the text")]
    assert "review-site" in large
    assert "Hugo" not in large


def test_growth_is_told_from_each_size_to_the_next(measured: Results) -> None:
    cells = row(render_table(measured), "growth from 100 to 1,000 posts", "review-site, bare")
    assert cells == ["1.00", "1.00", "0.00", "0.00"]


def test_a_run_without_a_result_has_a_table_without_a_row() -> None:
    assert render_table(results()).startswith("Measured somewhere; 0 rounds\n\nseconds: wall time")


@pytest.mark.parametrize("tool", TOOLS)
def test_a_peer_is_named_with_the_version_that_its_lock_file_names(tool: str) -> None:
    versioned = any(character.isdigit() for character in name_of(tool))
    assert versioned == (tool not in ("ours", "bare"))


def test_the_picture_is_well_formed_and_says_in_words_what_it_shows(measured: Results) -> None:
    picture = etree.fromstring(draw(measured).encode())
    assert picture.tag == f"{SVG}svg"
    assert picture.get("role") == "img"
    named = {child.get("id"): child.text for child in picture if child.get("id")}
    assert picture.get("aria-labelledby").split() == list(named)
    assert "1,000 posts, from nothing, in seconds: review-site, bare 20.00, review-site 40.00." in named["desc"]


def test_the_picture_has_the_figures_of_every_row(measured: Results) -> None:
    picture = etree.fromstring(draw(measured).encode())
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    for shown in ("100 posts", "1,000 posts", "4.00 s", "20.00 s", "0.50 s", "100 MB", name_of("hugo")):
        assert shown in texts
    assert "Measured somewhere." in texts
    assert "Of 1 round, the medians. Memory is that of the largest process." in texts
    assert len(list(picture.iter(f"{SVG}circle"))) == 2 * 5 + 2  # two of each row, and two in the key


def test_ten_times_as_long_is_as_far_at_each_place(measured: Results) -> None:
    picture = etree.fromstring(draw(measured).encode())
    ours = [group for group in picture.iter(f"{SVG}g") if group[0].text == "review-site"]
    places = [float(next(group.iter(f"{SVG}circle")).get("cx")) for group in ours]
    marks = {text.text: float(text.get("x")) for text in picture.iter(f"{SVG}text") if text.get("class") == "quiet mid"}
    assert places[1] - places[0] == pytest.approx(marks["10 s"] - marks["1 s"], abs=0.3)


def test_the_picture_stays_within_its_bounds_and_has_colours_for_the_dark(measured: Results) -> None:
    drawn = draw(measured)
    picture = etree.fromstring(drawn.encode())
    width, height = (float(side) for side in picture.get("viewBox").split()[2:])
    for text in picture.iter(f"{SVG}text"):
        assert 0 < float(text.get("x")) < width
        assert 0 < float(text.get("y")) < height
    assert "prefers-color-scheme: dark" in drawn
    assert draw(measured) == drawn


def test_words_from_outside_are_escaped() -> None:
    picture = etree.fromstring(draw(Results((result(),), "<b>&")).encode())
    assert any(text.text == "<b>&." for text in picture.iter(f"{SVG}text"))
