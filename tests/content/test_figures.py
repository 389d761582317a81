"""The figures of a page: where each stands, and where it is known from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.content.figure_checks import list_figures
from review_site.content.figures import Figure, Ground, SourceAt, figures_of, wants_sources
from review_site.content.source import Source
from review_site.problems import Problem

NOTES = "\n\n[^1]: Source: one.\n[^2]: Source: two.\n[^3]: A remark.\n[^4]: [A page](https://example.org/) of 90 lamps."
PLACES = {
    "a sentence of its own": ("It has 40 lamps.[^1] It has 50 rocks.[^2]", {"40": "one", "50": "two"}),
    "the paragraph": ("It has 40 lamps. That is a lot.[^1]", {"40": "one"}),
    "an item": ("Counted:\n\n- 40 lamps[^1]\n- 50 rocks[^2]", {"40": "one", "50": "two"}),
    "the words above a list": (
        "Counted:[^1]\n\n- 40 lamps\n    - 50 of them out\n- 60 rocks",
        dict.fromkeys(("40", "50", "60"), "one"),
    ),
    "the words of an item above its own list": (
        "Counted:\n\n- 40 lamps[^2]\n    - 50 of them out",
        {"40": "two", "50": "two"},
    ),
    "the other words of an item": ("- 40 lamps\n\n    So they say.[^1]", {"40": "one"}),
    "a row": ("| a | b |\n| --- | --- |\n| 40 | lamps[^1] |\n| 50 | rocks[^2] |", {"40": "one", "50": "two"}),
    "a column": ("| a[^1] | b[^2] |\n| --- | --- |\n| 40 | 50 |", {"40": "one", "50": "two"}),
    "the caption of a table": (
        "Table 1.1: Lamps[^2]\n\n| a | b |\n| --- | --- |\n| 40 | 50 |",
        {"40": "two", "50": "two"},
    ),
    "a quotation": ("> It has 40 lamps.\n>\n> The keeper[^1]", {"40": "one"}),
    "a heading": ("## The 40 lamps\n\nThey shine.[^1]", {"40": "one"}),
    "a box": ('!!! note "Lamps"\n\n    It has 40 lamps.[^1]', {"40": "one"}),
    "a citation": ("It has 40 lamps [@lamp-2020, p. 4].", {"40": "The lamps"}),
    "a note with a link": ("It has 40 lamps.[^4]", {"40": "A page of 90 lamps."}),
    "a line of its own": ("It has\n40 lamps.[^1]", {"40": "one"}),
}
WORKS = {"lamp-2020": SourceAt("content/reports/lamps.yml", 7, "The lamps")}


def page_of(body: str, **data: str) -> Source:
    return Source("docs/lamps/chapter-1.md", dict(data), {}, body, 1)


def figures_in(body: str, **data: str) -> tuple[Figure, ...]:
    return figures_of(page_of(body, **data), Ground("lamps", WORKS))


def names(figure: Figure) -> str:
    return "; ".join(source.words.removeprefix("Source: ").removesuffix(".") for source in figure.sources)


@pytest.mark.parametrize("place", PLACES)
def test_a_figure_has_the_source_of(place: str) -> None:
    body, expected = PLACES[place]
    assert {figure.number: names(figure) for figure in figures_in(body + NOTES)} == {
        number: source.removesuffix(".") for number, source in expected.items()
    }


WITHOUT = {
    "no note at all": "It has 40 lamps.",
    "a note in another paragraph": "It has 40 lamps.\n\nAnd rocks.[^1]",
    "a note in another row": "| a | b |\n| --- | --- |\n| 40 | lamps |\n| fifty | rocks[^1] |",
    "a note in another item": "- 40 lamps\n- rocks[^1]",
    "a note above a heading above the list": "Rocks.[^1]\n\n## Lamps\n\n- 40 lamps",
    "a note above a rule above the list": "Rocks.[^1]\n\n---\n\n- 40 lamps",
    "words above a list that another state shows": "/// from | 2021-10-01\nRocks.[^1]\n///\n\n- 40 lamps",
    "a note that is a remark": "It has 40 lamps.[^3]",
    "HTML": "<p>It has 40 lamps.</p>",
    "the words of a picture": "![It has 40 lamps.](lamps.jpg)",
}


@pytest.mark.parametrize("place", WITHOUT)
def test_a_figure_has_no_source_by(place: str) -> None:
    first = figures_in(WITHOUT[place] + NOTES)[0]
    assert (first.number, first.sources) == ("40", ())


@pytest.mark.parametrize(
    "body",
    [
        "`40` and\n\n```\n40\n```",
        "<!-- 40 lamps -->\n\nWords.",
        "[lamps](https://example.org/40) and <https://example.org/40>",
        "1. One\n2. Two",
        "| Page | Year |\n| --- | --- |\n| 40 | 2020 |",
        "Words.[^4]" + NOTES,
        "## Lamps { #lamps-40 }",
    ],
)
def test_passes_over_what_is_no_figure(body: str) -> None:
    assert figures_in(body) == ()


def test_numbers_of_a_remark_are_figures() -> None:
    assert [figure.number for figure in figures_in("Words.[^1]\n\n[^1]: A remark on 40 lamps.")] == ["40"]


def test_a_figure_of_the_front_matter_has_the_source_of_the_same_in_the_text() -> None:
    found = figures_in("It has 40 lamps.[^1]" + NOTES, description="Of 40 lamps and 41 rocks.")
    assert [(one.number, one.field, names(one)) for one in found] == [
        ("40", "description", "one"),
        ("41", "description", ""),
        ("40", "", "one"),
    ]


def test_each_figure_says_its_line_and_its_paragraph() -> None:
    body = "Words.\n\nIt has\n40 lamps.[^1]\n\n- 50 rocks[^1]\n\n> Words.\n\nIt has 60 oars.[^1]" + NOTES
    found = figures_in(body, chapter="3")
    assert [(one.number, one.line, one.paragraph, one.inside) for one in found] == [
        ("40", 4, "3.2", True),
        ("50", 6, "3.2", False),
        ("60", 10, "3.3", True),
    ]


def test_the_words_around_a_figure_are_cut_around_it() -> None:
    long = "word " * 60 + "40 lamps and no more " + "word " * 60
    (found,) = figures_in(long + NOTES)
    assert "40 lamps and no more" in found.words
    assert len(found.words) < 160
    assert found.words.startswith("… ")
    assert found.words.endswith(" …")


@pytest.mark.parametrize(
    ("data", "sourced"),
    [
        ({}, False),
        ({"wording": "original"}, False),
        ({"wording": "summary"}, True),
        ({"wording": "summary", "figures": "own"}, False),
        ({"figures": "sourced"}, True),
    ],
)
def test_the_figures_of_a_summary_need_sources(data: dict[str, str], sourced: bool) -> None:
    assert wants_sources(data) is sourced


CHAPTER = "docs/case-for-change/chapter-1.md"


def test_a_report_that_is_its_own_source_is_not_checked(
    good: Path, problems_of: Callable[[Path], list[Problem]]
) -> None:
    chapter = good / CHAPTER
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("The oil is dear.", "It costs £40."), "utf-8")
    assert [one for one in problems_of(good) if one.field == "figure"] == []
    register = good / "content/reports/case-for-change.yml"
    register.write_text(register.read_text(encoding="utf-8") + "figures: sourced\n", "utf-8")
    assert [(one.path, one.what) for one in problems_of(good) if one.field == "figure"] == [
        (CHAPTER, "“£40” has no source")
    ]


def test_the_figures_of_reports_are_listed_whatever_else_is_wrong(good: Path) -> None:
    (good / "content/blogs/2021-04-01-fog-bells.md").write_text("nothing", encoding="utf-8")
    listed = {one.name: one for one in list_figures(good / "content", good / "docs")}
    assert [one.number for one in listed["harbour-report"].figures if one.path.endswith("chapter-1.md")] == [
        *("40", "40", "40", "2000", "7%", "12", "a third", "1,900", "100")
    ]
    assert listed["harbour-report"].sourced
    assert not listed["case-for-change"].sourced


def test_the_real_reports_have_a_source_for_each_figure() -> None:
    root = Path(__file__).parents[2]
    listed = list_figures(root / "content", root / "docs")
    assert [one.name for one in listed if one.sourced] == ["case-for-change", "final-report"]
    assert [figure for one in listed for figure in one.figures if not figure.sources] == []
    assert sum(len(one.figures) for one in listed) > 40


def test_the_figures_of_charts_and_tables_are_listed_where_they_are_placed(good: Path) -> None:
    listed = {one.name: one for one in list_figures(good / "content", good / "docs")}
    own = [one for one in listed["case-for-change"].figures if one.path.endswith("/wrecks.csv")]
    assert own
    for figure in own:
        (source,) = figure.sources
        lines = (good / source.path).read_text(encoding="utf-8").splitlines()
        assert lines[source.line - 1].startswith("source:")
        row = (good / figure.path).read_text(encoding="utf-8").splitlines()[figure.line - 1]
        assert figure.number in row
