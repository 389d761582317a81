"""The pages of submissions: each row once and for good, linked from everywhere, and none of it before it is due."""

import csv
import io
import json
import math
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from tests.conftest import EXAMPLE
from tests.lifecycle.recording import record_all
from tests.made_submissions import NAME, TOPICS, drawing, lay_collection
from tests.pages import index, page, words

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.plugins.build import build_site
from review_site.plugins.submission_places import LINES

HOME = f"/submissions/{NAME}/"
COUNT = 700
DAY = "2030-01-01"


@pytest.fixture(scope="module")
def beacons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a collection of some hundred rows, beside that of the example."""
    project = lay_project(tmp_path_factory.mktemp("beacons"))
    lay_collection(project, COUNT)
    return build_site(project, project / "site", DAY)


def lay_project(folder: Path) -> Path:
    project = folder / "project"
    shutil.copytree(EXAMPLE, project)
    config = project / "mkdocs.yml"
    theme = str(EXAMPLE.parents[1] / "theme")
    config.write_text(config.read_text(encoding="utf-8").replace("../../theme", theme), encoding="utf-8")
    return project


def pages_below(site: Path, address: str) -> list[str]:
    return [
        one for one, entry in index(site).items() if one.startswith(address) and str(entry["file"]).endswith(".html")
    ]


def links(site: Path, address: str) -> set[str]:
    found = lxml.html.fromstring(page(site, address)).xpath("//a/@href")
    return {urlsplit(urljoin(f"https://x{address}", one)).path for one in found}


def table(site: Path, name: str = NAME) -> list[dict[str, str]]:
    data = (site / f"submissions/{name}/{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def anchors(site: Path, address: str) -> list[str]:
    return lxml.html.fromstring(page(site, address)).xpath("//article/@id")


def test_each_row_stands_once_at_the_address_that_the_table_gives(beacons: Path) -> None:
    entries = [one for one in pages_below(beacons, HOME) if re.fullmatch(rf"{HOME}(page/\d+/)?", one)]
    found = [f"{one}#{anchor}" for one in entries for anchor in anchors(beacons, one)]
    rows = table(beacons)
    assert len(found) == len(rows) == COUNT
    assert sorted(found) == sorted(row["address"].removeprefix("https://lighthouses.example.org") for row in rows)
    assert found[0] == f"{HOME}#s-00001"


def test_the_numbers_on_the_page_are_those_of_the_table(beacons: Path) -> None:
    rows = table(beacons)
    counts = Counter(row["identity"] for row in rows)
    said = words(beacons, HOME)
    assert f"{COUNT} submissions: {counts['named']} named, {counts['anonymous']} anonymous" in said
    assert f"{counts['withheld']} not published" in said
    reasons = Counter(row["reason"] for row in rows if row["reason"])
    lines = lxml.html.fromstring(page(beacons, HOME)).xpath("//table//tr[td]")
    assert {line[0].text_content(): int(line[1].text_content()) for line in lines} == reasons


@pytest.mark.parametrize("topic", [topic.lower() for topic in TOPICS])
def test_a_topic_lists_its_rows_and_each_line_leads_to_one(beacons: Path, topic: str) -> None:
    wanted = [row["address"].partition(".org")[2] for row in table(beacons) if topic in row["topics"].lower()]
    assert lines_of(beacons, f"{HOME}topic/{topic}/") == wanted


def test_contributors_stand_under_their_letter_each_with_all_that_is_theirs(beacons: Path) -> None:
    rows = [row for row in table(beacons) if row["contributor"]]
    letters = {row["contributor"][0] for row in rows}
    for letter in letters:
        own = [row for row in rows if row["contributor"][0] == letter]
        listed = lines_of(beacons, f"{HOME}contributor/{letter.lower()}/")
        assert sorted(listed) == sorted(row["address"].partition(".org")[2] for row in own)
        names = [row["contributor"] for row in own]
        seen = lxml.html.fromstring(page(beacons, f"{HOME}contributor/{letter.lower()}/")).xpath("//main//h2/text()")
        assert [name for name in seen if name != "All pages"] == sorted(set(seen) & set(names))
    assert {one[len(HOME) :].split("/")[1] for one in pages_below(beacons, f"{HOME}contributor/")} == {
        letter.lower() for letter in letters
    }


def lines_of(site: Path, address: str) -> list[str]:
    """Where the lines of all pages of a list lead, in order."""
    found: list[str] = []
    numbers = pages_below(site, address)
    for one in sorted(numbers, key=lambda name: int(name.strip("/").split("/")[-1]) if "/page/" in name else 1):
        hrefs = lxml.html.fromstring(page(site, one)).xpath("//main//li/a[contains(@href, '#')]/@href")
        found += [urljoin(one, href) for href in hrefs]
    return found


def test_a_contributor_whose_lines_go_over_a_page_is_named_again(site: Callable[..., Path]) -> None:
    rows = "\n".join(f"    {number:04},named,Bo Reef,Words." for number in range(LINES + 20))
    built = site(f"content/submissions/sightings.csv\n    id,identity,From,text\n{rows}")
    base = "/submissions/sightings/contributor/b/"
    assert "Bo Reef (continued)" in words(built, f"{base}page/2/")
    assert "continued" not in words(built, base)


def test_the_sitemap_links_every_page_and_no_page_links_them_all(beacons: Path) -> None:
    pages = set(pages_below(beacons, "/submissions/"))
    assert pages <= links(beacons, "/sitemap/")
    assert len(pages) > 40
    for address in pages - {HOME}:
        assert len(links(beacons, address) & pages) < 70 + LINES


def test_one_way_in_by_the_search_and_the_a_to_z(beacons: Path) -> None:
    found = {address for address in links(beacons, "/a-z/") if address.startswith("/submissions/")}
    assert found == {"/submissions/", HOME, "/submissions/sightings/"}
    searched = {one for one in pages_below(beacons, "/submissions/") if "data-pagefind-body" in page(beacons, one)}
    assert searched == found


def test_the_feed_tells_of_a_collection_once_and_of_none_of_its_rows(beacons: Path) -> None:
    entries = [
        one
        for file in beacons.rglob("feed.json")
        for one in json.loads(file.read_text(encoding="utf-8"))["items"]
        if "/submissions/" in one["url"]
    ]
    assert {one["title"] for one in entries} == {
        "Submissions: What the coast said of beacons",
        "Submissions: Sightings of rocks",
    }
    assert not any("#" in one["url"] for one in entries)


def test_call_report_and_collection_lead_to_each_other(site: Callable[..., Path]) -> None:
    built = site()
    assert {"/about/", "/case-for-change/"} <= links(built, "/submissions/sightings/")
    assert "What came of it" in words(built, "/about/")
    for address in ("/about/", "/case-for-change/"):
        assert "/submissions/sightings/" in links(built, address)
    assert "/submissions/sightings/" not in links(built, "/case-for-change/chapter-1/")


@pytest.mark.parametrize(
    ("day", "status", "seen"),
    [("2021-05-19", "ready", False), ("2021-05-20", "ready", True), ("2030-01-01", "draft", False)],
)
def test_nothing_of_a_collection_that_is_not_due_is_in_any_byte(
    lay: Callable[[str], Path], day: str, status: str, *, seen: bool
) -> None:
    project = lay(drawing(60))
    register = project / f"content/submissions/{NAME}.yml"
    register.write_text(register.read_text(encoding="utf-8") + f"status: {status}\n", encoding="utf-8")
    built = build_site(project, project / "site", day)
    holding = [
        file
        for file in built.rglob("*")
        if file.is_file() and (NAME in str(file.relative_to(built)) or b"beacons" in file.read_bytes())
    ]
    assert bool(holding) is seen


def test_rows_that_are_added_sorted_and_taken_out_move_no_address(lay: Callable[[str], Path]) -> None:
    project = lay(drawing(180))
    library = read_library(project / "content", project / "docs")
    record_all(project, library, parse_instant(DAY))
    before = {row["id"]: row["address"] for row in table(build_site(project, project / "site", DAY))}
    file = project / f"content/submissions/{NAME}.csv"
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    heading, *rest = rows
    added = [[f"a{number}", "Al Dune", *[""] * 4, "Words.", "", "named", ""] for number in range(70)]
    gone = [["00007", *[""] * 7, "withdrawn", "It was asked for."]]
    rest = [*added, *(row for row in reversed(rest) if row[0] != "00007"), *gone]
    out = io.StringIO(newline="")
    days = ["2029-01-01" if row[8] == "withdrawn" else "" for row in rest]
    csv.writer(out).writerows([[*heading, "withdrawn"], *([*row, day] for row, day in zip(rest, days, strict=True))])
    file.write_text(out.getvalue(), encoding="utf-8")
    built = build_site(project, project / "site", DAY)
    after = {row["id"]: row["address"] for row in table(built)}
    assert len(after) == 250
    assert {name: address for name, address in after.items() if name in before} == before
    assert "It was withdrawn on 1 January 2029. It was asked for." in words(built, HOME)
    assert "Withdrawn" in words(built, HOME)
    earlier = build_site(project, project / "earlier", "2028-01-01")
    assert "This submission is no longer published." in words(earlier, HOME)
    assert not [file for file in earlier.rglob("*") if file.is_file() and b"It was asked for" in file.read_bytes()]


def test_whatever_people_wrote_is_shown_as_text(site: Callable[..., Path]) -> None:
    evil = "<script>alert(1)</script> [x](javascript:x) {{ 7*7 }} <img src=x onerror=y>"
    rows = f'    1,named,"{evil}","{evil}",{evil}\n    2,named,=HYPERLINK("x"),"+1 all","-2.5"'.replace('("x")', "(x)")
    built = site(f"content/submissions/sightings.csv\n    id,identity,From,title,text\n{rows}")
    html = page(built, "/submissions/sightings/") + page(built, "/submissions/sightings/contributor/s/")
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "{{ 7*7 }}" in html
    first, second = table(built, "sightings")
    assert first["text"] == evil
    assert (second["contributor"], second["title"], second["text"]) == ("'=HYPERLINK(x)", "'+1 all", "-2.5")


def test_a_file_is_published_with_its_submission_and_named_by_its_size(lay: Callable[[str], Path]) -> None:
    project = lay("content/submissions/sightings.csv\n    id,identity,file\n    1,anonymous,1.txt\n")
    register = project / "content/submissions/sightings.yml"
    register.write_text(register.read_text("utf-8").replace("columns:\n  contributor: From\n", ""), encoding="utf-8")
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/1.txt").write_text("x" * 1_200, encoding="utf-8")
    built = build_site(project, project / "site", DAY)
    assert (built / "attachments/1.txt").is_file()
    assert "Read it as a document: 1 (TXT, 1 KB)" in words(built, "/submissions/sightings/")
    early = build_site(project, project / "early", "2021-08-31")
    assert not (early / "attachments/1.txt").exists()


def test_a_preview_shows_what_is_to_come(lay: Callable[[str], Path]) -> None:
    project = lay(drawing(60, published="2040-01-01"))
    built = build_site(project, project / "site", DAY, preview=True)
    assert len(anchors(built, HOME)) == 50


def test_work_grows_with_the_rows_and_no_page_with_it(tmp_path: Path) -> None:
    """Pages and bytes count in place of time, which a busy machine would falsify."""
    measured: dict[int, tuple[int, int, int]] = {}
    for count in (0, 1_250, 5_000):
        project = lay_project(tmp_path / str(count))
        if count:
            lay_collection(project, count)
        built = build_site(project, project / "site", DAY)
        sizes = [file.stat().st_size for file in (built / "submissions").rglob("index.html")]
        total = sum(file.stat().st_size for file in built.rglob("*") if file.is_file())
        measured[count] = (len(sizes), total, max(sizes))
    none, few, many = measured.values()
    for part in (0, 1):
        growth = math.log((many[part] - none[part]) / (few[part] - none[part])) / math.log(4)
        assert growth < 1.02
    assert many[2] < 45_000
    assert many[0] < 5_000 / 20


def test_two_builds_give_the_same_bytes(lay: Callable[[str], Path]) -> None:
    project = lay(drawing(120))
    one, other = (build_site(project, project / name, DAY) for name in ("one", "other"))
    files = sorted(file.relative_to(one) for file in (one / "submissions").rglob("*") if file.is_file())
    assert len(files) > 20
    assert [file for file in files if (one / file).read_bytes() != (other / file).read_bytes()] == []
