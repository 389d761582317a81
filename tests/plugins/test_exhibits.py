"""Charts and tables in a built site: each on its page with its data, and nothing of them anywhere before its time."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from review_site.archive.inventory import read_inventory
from review_site.archive.links import read_links
from review_site.archive.readiness import assess
from review_site.feed.content import portable

URL = "https://lighthouses.example.org/"
Build = Callable[..., Path]
PAGE = "case-for-change/chapter-1/index.html"
LATER = """docs/case-for-change/chapter-3.md
    ---
    title: The horns
    description: "What is heard."
    published: 2021-04-01
    chapter: 3
    ---

    Horns are heard.

    /// from | 2021-05-01
    They were counted.

    [chart horns]
    ///
    /// from | 2021-06-01
    There are more.

    [table more-horns]
    ///
docs/case-for-change/horns.yml
    kind: bar chart
    number: 3.1
    title: Vermilion horns
    about: Kumquat has most.
    values: Horns
    source: https://harbour.example.org/horns
docs/case-for-change/horns.csv
    Rock,Horns
    Kumquat,7
docs/case-for-change/more-horns.yml
    kind: table
    number: 3.1
    title: Quincunx horns
    source: https://harbour.example.org/horns
docs/case-for-change/more-horns.csv
    Rock,Horns
    Walrus,9
docs/case-for-change/unplaced.yml
    kind: table
    number: 3.2
    title: Ampersand horns
    source: https://harbour.example.org/horns
docs/case-for-change/unplaced.csv
    Rock,Horns
    Zephyr,9
"""


def main_of(file: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(file.read_text(encoding="utf-8")).find(".//main")


def bytes_of(site: Path) -> bytes:
    """Everything that a built site holds, the index of the search unpacked, with the names of its files."""
    found = []
    for file in sorted(file for file in site.rglob("*") if file.is_file()):
        data = file.read_bytes()
        found += [str(file).encode(), gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data]
    return b"\n".join(found)


def test_a_chart_stands_on_its_page_with_its_data(site: Build) -> None:
    folder = site()
    main = main_of(folder / PAGE)
    (figure,) = main.findall("figure")
    assert figure.get("id") == "figure-1-1"
    assert [part.tag for part in figure] == ["figcaption", "svg", "details", "p"]
    data = folder / "case-for-change/lamps-lit.csv"
    link = figure.findall(".//a")[-1]
    assert link.get("href") == "../lamps-lit.csv"
    assert link.text == f"Figure 1.1 as CSV ({data.stat().st_size} bytes)"
    assert data.read_bytes().startswith(b"\xef\xbb\xbfLighthouse,Lamps,In words\r\nSkerry,24,24\r\n")
    numbers = [link.text_content() for link in main.iter("a") if link.get("class") == "para"]
    assert numbers[:2] == ["Paragraph 1.1", "Paragraph 1.2"]
    assert "[chart" not in main.text_content()


def test_the_index_of_the_site_knows_the_data(site: Build) -> None:
    entries = json.loads((site() / "site-index.json").read_text(encoding="utf-8"))["entries"]
    data = {one["address"]: (one["kind"], one["source"]) for one in entries if one["file"].endswith(".csv")}
    assert data["/case-for-change/lamps-lit.csv"] == ("data", "docs/case-for-change/lamps-lit.csv")


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        ("2021-03-31", set()),
        ("2021-04-30", {"Horns are heard"}),
        ("2021-05-01", {"Horns are heard", "Vermilion", "Kumquat"}),
        ("2021-06-01", {"Horns are heard", "Vermilion", "Kumquat", "Quincunx", "Walrus"}),
    ],
)
def test_nothing_of_an_exhibit_is_anywhere_before_its_time(site: Build, day: str, seen: set[str]) -> None:
    everything = bytes_of(site(LATER, day))
    words = {"Horns are heard", "Vermilion", "Kumquat", "Quincunx", "Walrus", "Ampersand", "Zephyr"}
    assert {word for word in words if word.encode() in everything} == seen
    names = {"chapter-3/horns.csv", "change/horns.csv", "more-horns.csv", "unplaced", ".yml"}
    files = {"Kumquat": "change/horns.csv", "Walrus": "more-horns.csv"}
    there = {file for word, file in files.items() if word in seen}
    assert {name for name in names if name.encode() in everything} == there


def test_an_earlier_version_shows_the_chart_and_offers_no_data(site: Build) -> None:
    folder = site(LATER, "2021-07-01") / "case-for-change/chapter-3/as-at/2021-05-01/index.html"
    (figure,) = main_of(folder).findall("figure")
    assert (figure.get("id"), figure.get("class")) == ("figure-3-1", "exhibit")
    assert [link.get("href") for link in figure.iter("a")] == ["https://harbour.example.org/horns"]
    assert "Kumquat" in figure.text_content()


def test_the_archive_finds_a_still_image_a_table_and_data(site: Build) -> None:
    inventory = read_inventory(site(LATER, "2021-07-01"), URL)
    readiness = assess(inventory, read_links(inventory), scripted=(), markup=())
    finding = next(one.finding for one in readiness.assessed if one.rule.id == "A15")
    assert finding.result == "pass"
    assert re.match(r"\d charts and maps, each with a still image, a table and its data", finding.evidence)


def test_a_chart_without_its_link_would_be_found(site: Build) -> None:
    folder = site()
    page = folder / PAGE
    page.write_text(
        re.sub(r'<a class="data" href="../lamps-lit.csv">.*?</a>', "", page.read_text("utf-8")), encoding="utf-8"
    )
    inventory = read_inventory(folder, URL)
    readiness = assess(inventory, read_links(inventory), scripted=(), markup=())
    finding = next(one.finding for one in readiness.assessed if one.rule.id == "A15")
    assert finding.result == "fail"


def test_a_feed_tells_the_table_in_place_of_the_drawing(site: Build) -> None:
    html = (site() / PAGE).read_text(encoding="utf-8")
    told = portable(html, "https://lighthouses.example.org/case-for-change/chapter-1/")
    assert "<svg" not in told
    assert "Broken outline" not in told
    assert "<td>Up to 20</td>" in told
    assert 'href="https://lighthouses.example.org/case-for-change/lamps-lit.csv"' in told


def test_the_search_reads_the_table_and_not_the_drawing(site: Build) -> None:
    index = bytes_of(site() / "pagefind")
    assert b"Not counted" in index
    assert b"Broken outline" not in index


def test_two_builds_are_one(site: Build) -> None:
    first = bytes_of(site(LATER, "2021-07-01") / "case-for-change")
    assert bytes_of(site(LATER, "2021-07-01") / "case-for-change") == first
