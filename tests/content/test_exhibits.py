"""Charts and tables of a report beside its chapters: what is read, where each is placed, which number is free."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.content.exhibit_marks import Caption, Mark, names_in, written_in
from review_site.content.exhibit_numbers import NumberedExhibit, numbered_exhibits
from review_site.content.library import Library, read_library
from review_site.problems import Problem, ProblemsError

CHAPTER = "docs/case-for-change/chapter-2.md"
MARK = "[chart keepers-over-time]"


def read(project: Path) -> Library:
    return read_library(project / "content", project / "docs")


def told(project: Path) -> list[str]:
    try:
        found: tuple[Problem, ...] = read(project).unfinished
    except ProblemsError as error:
        found = error.problems
    return [str(problem) for problem in found]


def write(project: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    return project


def chapter(project: Path, text: str) -> str:
    """Return the text of the second chapter with other words in place of its chart."""
    return (project / CHAPTER).read_text(encoding="utf-8").replace(MARK, text)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_reads_the_exhibits_of_each_report(lay: Callable[[str], Path]) -> None:
    exhibits = read(lay("")).exhibits
    assert exhibits.keys() == {"case-for-change"}
    own = exhibits["case-for-change"]
    assert {name: one.entry.caption for name, one in own.items()} == {
        "keepers-over-time": "Figure 2.1: Keepers and lamps, 2017 to 2020",
        "lamps-lit": "Figure 1.1: Lamps of four lighthouses, by where they stand",
        "wrecks": "Table S.1: Wrecks on the rocks",
    }
    lamps = own["lamps-lit"]
    assert lamps.entry.anchor == "figure-1-1"
    assert lamps.tabled == ("Lighthouse", "In words")
    assert lamps.columns == ("Lighthouse", "Lamps", "In words")
    assert lamps.is_whole


def test_readers_get_no_column_that_is_not_named(lay: Callable[[str], Path]) -> None:
    project = lay("")
    file = project / "docs/case-for-change/keepers-over-time.yml"
    file.write_text(file.read_text("utf-8").replace("values: [Keepers, Lamps]", "values: Lamps\ncolumns: Lamps"))
    keepers = read(project).exhibits["case-for-change"]["keepers-over-time"]
    assert keepers.columns == keepers.tabled == ("Year", "Lamps")
    assert not keepers.is_whole


def test_two_exhibits_may_show_one_file(lay: Callable[[str], Path]) -> None:
    project = lay("")
    text = (project / "docs/case-for-change/wrecks.yml").read_text("utf-8")
    more = text.replace("S.1", "2.1") + "csv: keepers-over-time.csv\n"
    more = more.replace("labels: Rock\n", "")
    body = chapter(project, f"{MARK}\n\n[table keepers]")
    write(project, {"docs/case-for-change/keepers.yml": more, CHAPTER: body})
    assert told(project) == []
    assert read(project).exhibits["case-for-change"]["keepers"].csv == "docs/case-for-change/keepers-over-time.csv"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("docs/lamps.csv", "is not read: it does not lie beside the chapters of a report"),
        ("docs/lamps.yml", "is not read: it does not lie beside the chapters of a report"),
        ("docs/case-for-change/data/lamps.csv", "is not read: it does not lie beside the chapters of a report"),
        ("docs/case-for-change/lamps.csv", "is read by no chart and no table"),
        ("docs/case-for-change/Lamps Lit.csv", "has a name that does not make a plain address"),
        ("docs/case-for-change/lamps.CSV", "is not read"),
        ("docs/case-for-change/lamps.yaml", "is not read"),
        ("docs/case-for-change/lamps.json", "is not read"),
    ],
)
def test_tells_what_lies_in_docs_and_is_none(lay: Callable[[str], Path], path: str, what: str) -> None:
    project = write(lay(""), {path: "Rock,Lamps\nSkerry,1\n"})
    assert [line.partition(" (")[0] for line in told(project)] == [f"{path}:1: file: {what}"]


def test_what_editors_leave_beside_is_passed_over(lay: Callable[[str], Path]) -> None:
    assert told(write(lay(""), {"docs/case-for-change/~$lamps.csv": "x", "docs/.DS_Store.csv": "x"})) == []


def test_an_exhibit_that_no_page_shows_is_advice(lay: Callable[[str], Path]) -> None:
    project = lay("")
    (line,) = told(write(project, {CHAPTER: chapter(project, "")}))
    assert line.startswith(
        "docs/case-for-change/keepers-over-time.yml:1: file: no page shows it (write [chart keepers-"
    )
    assert read(lay("")).unfinished == ()


SETS = {
    "both blocks of a set": "/// stage | announced, listening\n[M]\n///\n/// otherwise\n[M]\n///\n",
    "a block from a date on": "/// from | 2021-05-01\n[M]\n///\n",
    "the last of dates": "/// dates | until 2021-05-01\nNo.\n///\n/// dates | from 2021-05-01\n[M]\n///\n",
    "the stages to the end": "/// stage | from reported\n[M]\n///\n/// otherwise\n///\n",
}
ENDING = {
    "an otherwise": "/// stage | from reported\nNo.\n///\n/// otherwise\n[M]\n///\n",
    "dates that end": "/// dates | until 2021-05-01\n[M]\n///\n/// dates | from 2021-05-01\nNo.\n///\n",
    "stages that pass": "/// stage | reporting, reported\n[M]\n///\n/// otherwise\n///\n",
}


@pytest.mark.parametrize("name", SETS)
def test_an_exhibit_may_stand_in_a_block_that_stays(lay: Callable[[str], Path], name: str) -> None:
    project = lay("")
    text = chapter(project, SETS[name].replace("[M]", f"\n{MARK}\n"))
    assert told(write(project, {CHAPTER: text})) == []


@pytest.mark.parametrize("name", ENDING)
def test_an_exhibit_in_a_block_that_ends_is_told(lay: Callable[[str], Path], name: str) -> None:
    project = lay("")
    (line,) = told(write(project, {CHAPTER: chapter(project, ENDING[name].replace("[M]", f"\n{MARK}\n"))}))
    assert ": exhibit: “keepers-over-time” goes when its state block does" in line


def test_a_link_to_a_figure_or_table_is_known(lay: Callable[[str], Path]) -> None:
    project = lay("")
    links = "See [lamps](/case-for-change/chapter-1/#figure-1-1), [rocks](#table-2-1) and [wrecks](#table-2-2)."
    table = "Table 2.1: The rocks\n\n| Rock | Sharp |\n| --- | --- |\n| Skerry | Yes |\n"
    text = chapter(project, f"{links}\n\n{table}\n{MARK}")
    assert [line.partition(" (")[0] for line in told(write(project, {CHAPTER: text}))] == [
        f"{CHAPTER}:{line_of(text, links)}: link: #table-2-2 leads to no place on the page"
    ]


def test_a_link_to_a_figure_that_is_not_always_there_is_told(lay: Callable[[str], Path]) -> None:
    project = lay("")
    block = f"See [the keepers](#figure-2-1).\n\n/// from | 2021-05-01\n\n{MARK}\n\n///"
    (line,) = told(write(project, {CHAPTER: chapter(project, block)}))
    assert "#figure-2-1 leads to a place that stands in a state block" in line


def test_paragraphs_keep_their_numbers_beside_exhibits(lay: Callable[[str], Path]) -> None:
    project = lay("")
    before = len(re.findall(r"^\w.*$", chapter(project, "").partition("---\n\n")[2], re.MULTILINE))
    links = f"See [this](#p-2-{before + 1}) and [more](#p-2-{before + 2})."
    text = chapter(project, f"{MARK}\n\n{links}")
    found = [line for line in told(write(project, {CHAPTER: text})) if "leads to no place" in line]
    assert [line.partition(" (")[0] for line in found] == [
        f"{CHAPTER}:{line_of(text, links)}: link: #p-2-{before + 2} leads to no place on the page"
    ]


TEXT = """Words of [table 2.1], of [Figure S.2] and of [figure 2.2a].

[chart lamps-lit]

Table 2.1: The *rocks*[^1]

| Rock | Sharp |
| --- | --- |
| Skerry | Yes |

Figure 2.2: A bell

![A bell on a rock](bell.png)

[table 2.1]

```
[chart in-code]
```

[table wrecks]

[^1]: Counted from the sea.
"""


def test_marks_and_captions_of_a_text_know_their_lines() -> None:
    found = [(one.line, one.what) for one in written_in(TEXT, 5)]
    assert found == [
        (7, Mark("chart", "lamps-lit")),
        (9, Caption("Table", "2.1", "The rocks")),
        (15, Caption("Figure", "2.2", "A bell")),
        (25, Mark("table", "wrecks")),
    ]
    assert [one.fault for one in written_in(TEXT, 5)] == [None] * 4
    assert names_in(TEXT) == ["lamps-lit", "wrecks"]


def test_figures_and_tables_are_listed_by_number(lay: Callable[[str], Path]) -> None:
    own = read(lay("")).exhibits["case-for-change"]
    assert numbered_exhibits(TEXT, {name: one.source for name, one in own.items()}) == [
        NumberedExhibit("figure", "1.1", "Lamps of four lighthouses, by where they stand"),
        NumberedExhibit("table", "2.1", "The rocks"),
        NumberedExhibit("figure", "2.2", "A bell"),
        NumberedExhibit("table", "S.1", "Wrecks on the rocks"),
    ]


@pytest.mark.parametrize(
    "body",
    ["Words.", "A table [of lamps](/about/).", "- Table 2.1: one", "    [chart lamps]", "Table talk: never ends.", ""],
)
def test_takes_nothing_else_for_an_exhibit(body: str) -> None:
    assert [one for one in written_in(body, 1) if one.what or "no number" not in (one.fault or ("",))[0]] == []
