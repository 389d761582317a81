"""The pages of a report show the numbers of its ledger, what was removed, and how a paragraph is cited."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site.problems import ProblemsError

Site = Callable[..., Path]
LEDGER = """\
content/paragraphs.csv
    report,kind,number,text,from
    case-for-change,paragraph,1.1,The lamps are few and far between.,
    case-for-change,paragraph,1.2,Their oil is dear in every harbour.,
    case-for-change,paragraph,1.3,A keeper must buy it.,
    case-for-change,table,1.1,Oil,
"""
REPORT = """\
content/reports/case-for-change.yml
    formats: []
{corrections}
"""
CORRECTED = REPORT.format(
    corrections="""\
    corrections:
      - on: 2021-06-03
        note: Keepers <never> bought it.
        removed: [1.3, table 1.1]"""
)
CHAPTER = """\
docs/case-for-change/chapter-1.md
    ---
    title: The lamps
    description: What shines.
    published: 2021-03-01
    chapter: 1
    ---

{body}
"""
FIRST = "    The lamps are few and far between.\n\n"
SECOND = "    Their oil is dear in every harbour.\n\n"
THIRD = "    A keeper must buy it.\n\n"
TABLE = "    Table 1.1: Oil\n\n    | Year | Price |\n    | --- | --- |\n    | 2020 | 4 |\n\n"
INDEX = """\
docs/case-for-change/index.md
    ---
    title: The Case for Change
    description: The first report of the review.
    published: 2021-03-01
    show: [contents]
    ---

    The review’s first report has two chapters.
docs/case-for-change/chapter-2.md
    ---
    title: The rocks
    description: What must be seen.
    chapter: 2
    ---

    The rocks are many.
docs/case-for-change/summary.md
    ---
    title: Summary
    description: The chapters in short.
    ---

    Lamps are few.
"""


def draw(*bodies: str, report: str = REPORT.format(corrections=""), ledger: str = LEDGER) -> str:
    return INDEX + report + ledger + CHAPTER.format(body="".join(bodies))


def numbered(site: Path, page: str = "case-for-change/chapter-1") -> dict[str, str]:
    html = (site / page / "index.html").read_text("utf-8")
    found = re.findall(
        r'<p[^>]* id="([pft][\w-]+)"[^>]*><a (?:class="para" )?href="#\1">.*?</a> (.*?)</p>', html, re.DOTALL
    )
    return {anchor: re.sub(r"<[^>]+>", "", words) for anchor, words in found}


def test_an_insertion_gets_a_letter_and_moves_nothing(site: Site) -> None:
    done = site(draw(FIRST, "    - a list\n\n", "    New here.\n\n", SECOND, THIRD, TABLE, "    Last of all.\n"))
    assert list(numbered(done)) == ["p-1-1", "p-1-1a", "p-1-2", "p-1-3", "p-1-4"]
    assert numbered(done)["p-1-2"] == "Their oil is dear in every harbour."


def test_a_deletion_stops_the_build_and_names_the_number(site: Site) -> None:
    with pytest.raises(ProblemsError) as stopped:
        site(draw(FIRST, SECOND), today=None)
    told = [re.sub(r"on: [\d-]+", "on: TODAY", str(problem)) for problem in stopped.value.problems]
    assert [line for line in told if ": file:" not in line] == [
        "content/paragraphs.csv:5: record: table 1.1 “Oil” was published, and no page of case-for-change shows it "
        "any more (bring it back; or say under `corrections:` in content/reports/case-for-change.yml that it was "
        "removed: - {on: TODAY, note: “…”, removed: [table 1.1]})",
        "docs/case-for-change/chapter-1.md:10: paragraph: 1.3 “A keeper must buy it.” was published, and no paragraph "
        "has these words any more; it stood after 1.2 (bring it back; if another paragraph says it now, write "
        "{: #p-1-3 } on the line below that one; or say under `corrections:` in content/reports/case-for-change.yml "
        "that it was removed: - {on: TODAY, note: “…”, removed: [1.3]})",
    ]


def test_what_was_removed_has_a_line_with_its_anchor_and_links_to_it_hold(site: Site) -> None:
    page = "/case-for-change/chapter-1/"
    linking = f"    See [the price of oil]({page}#p-1-3) and [its table]({page}#table-1-1).\n"
    done = site(draw(FIRST, SECOND, "    - a list\n\n    ## Later\n\n", linking, report=CORRECTED))
    found = numbered(done)
    assert list(found) == ["p-1-1", "p-1-2", "p-1-3", "p-1-4", "table-1-1"]
    assert found["p-1-3"] == found["table-1-1"] == "Removed on 3 June 2021: Keepers &lt;never&gt; bought it."
    html = (done / "case-for-change/chapter-1/index.html").read_text("utf-8")
    assert html.index("<li>a list") < html.index('id="p-1-3"') < html.index("Later</h2>")


def test_a_correction_is_in_no_byte_before_its_day(site: Site) -> None:
    later = CORRECTED.replace("2021-06-03", "2031-06-03").replace(", table 1.1", "")
    block = "    /// dates | until 2031-06-03\n" + THIRD.rstrip() + "\n    ///\n\n    /// otherwise\n    ///\n\n"
    drawing = draw(FIRST, SECOND, block, TABLE, report=later)
    before = site(drawing)
    assert numbered(before)["p-1-3"] == "A keeper must buy it."
    assert not [file for file in before.rglob("*.*") if b"bought it" in file.read_bytes()]
    after = site(drawing, today="2031-06-03")
    assert numbered(after)["p-1-3"].startswith("Removed on 3 June 2031")
    (version,) = (after / "case-for-change/chapter-1/as-at").iterdir()
    earlier = numbered(after, f"case-for-change/chapter-1/as-at/{version.name}")
    assert earlier["p-1-3"] == "A keeper must buy it."


def test_what_goes_before_its_correction_is_told(site: Site) -> None:
    later = CORRECTED.replace("2021-06-03", "2031-06-03").replace(", table 1.1", "")
    with pytest.raises(ProblemsError) as stopped:
        site(draw(FIRST, SECOND, TABLE, report=later), today=None)
    assert [line for line in map(str, stopped.value.problems) if ": file:" not in line] == [
        "docs/case-for-change/chapter-1.md:10: paragraph: 1.3 “A keeper must buy it.” is gone, and its correction says "
        "that it is removed on 3 June 2031 (until then keep its words, in a block /// dates | until 2031-06-03, "
        "with an empty /// otherwise below it)"
    ]


def test_without_a_ledger_the_site_is_built_and_paragraphs_are_counted(site: Site) -> None:
    done = site(draw(FIRST, "    New here.\n\n", SECOND, ledger=""))
    assert list(numbered(done)) == ["p-1-1", "p-1-2", "p-1-3"]


def test_a_page_tells_how_its_paragraphs_are_cited_now_and_as_they_stood(site: Site) -> None:
    block = "    /// from | 2021-05\n    It is dearer now.\n    ///\n\n"
    done = site(draw("    Put before.\n\n", FIRST, SECOND, THIRD, TABLE, block))
    html = (done / "case-for-change/chapter-1/index.html").read_text("utf-8")
    cite = html.partition('<details class="cite"')[2].partition("</details>")[0]
    assert "paragraph 1.A1, chapter 1 of The Case for Change" in cite
    address = "https://lighthouses.example.org/case-for-change/chapter-1/"
    assert f"{address}#p-1-a1</p>" in cite
    versions = [version.name for version in (done / "case-for-change/chapter-1/as-at").iterdir()]
    assert [f"{address}as-at/{name}/#p-1-a1" in cite for name in versions] == [True]
    plain = (done / "about/index.html").read_text("utf-8")
    assert "Each paragraph has a number" not in plain
