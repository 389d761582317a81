"""The pages of the register: what stands on them at each day, and that page, files and feed agree entry by entry."""

import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import feedparser
import lxml.html
import pytest
from jsonschema import Draft202012Validator
from tests.pages import index, page, words
from tests.registers import many

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.content.recommendation_lists import PER_PAGE
from review_site.content.recommendations import Recommendations
from review_site.lifecycle.due import as_at
from review_site.plugins.build import build_site
from review_site.plugins.place import Place
from review_site.plugins.register_places import register_places
from review_site.plugins.standing import Scene

ROOT = Path(__file__).parents[2]
URL = "https://lighthouses.example.org"
TAG = "tag:lighthouses.example.org,2021-01-04:recommendations/"
WHOLE = read_library(ROOT / "tests/example/content", ROOT / "tests/example/docs")


def entries_of(site: Path, address: str = "/recommendations/") -> dict[str, lxml.html.HtmlElement]:
    found = lxml.html.fromstring(page(site, address)).find_class("recommendation")
    assert len({one.get("id") for one in found}) == len(found)
    return {one.get("id").removeprefix("r-"): one for one in found}


def text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def data(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "recommendations/recommendations.json").read_text(encoding="utf-8"))
    return found


def table(site: Path) -> list[dict[str, str]]:
    content = (site / "recommendations/recommendations.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def feed(site: Path) -> dict[str, feedparser.FeedParserDict]:
    """The entries of the feed of the register, with those of the documents before it (RFC 5005 §4), by their ids."""
    found: dict[str, feedparser.FeedParserDict] = {}
    path: str | None = "recommendations/feed.atom"
    while path:
        read = feedparser.parse((site / path).read_bytes())
        found |= {entry.id.removeprefix(TAG): entry for entry in read.entries}
        before = [link.href for link in read.feed.links if link.rel == "prev-archive"]
        path = before[0].removeprefix(f"{URL}/") if before else None
    return found


def counts(site: Path) -> dict[str, int]:
    rows = lxml.html.fromstring(page(site, "/recommendations/")).find(".//table").iterfind("tbody/tr")
    return {text(row[0]): int(text(row[1]).replace(",", "")) for row in rows}


SAID = {"not found": "No answer found in our sources"}


def agree(site: Path) -> int:
    """Hold page, JSON, CSV and Atom against each other, entry by entry; returns how many entries there are."""
    told, cells, shown, changes = data(site), table(site), entries_of(site), feed(site)
    schema = json.loads((site / "recommendations/recommendations-schema.json").read_text(encoding="utf-8"))
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(told)] == []
    by_chapter = sorted(told["recommendations"], key=lambda one: (one["chapter"] is None, one["chapter"] or 0))
    assert list(shown) == [one["id"] for one in by_chapter]
    for one, row in zip(told["recommendations"], cells, strict=True):
        entry = shown[one["id"]]
        answer = SAID.get(one["answer"], one["answer"].capitalize())
        assert text(entry.find(".//strong")) == answer
        assert (row["id"], row["number"], row["answer"]) == (one["id"], one["number"] or "", one["answer"])
        assert (one["wording"] or one["theme"]) in text(entry)
        assert row["wording"] + row["theme"] == (one["wording"] or one["theme"])
        assert one["title"] in text(entry)
        assert one["number"] is None or text(entry.find(".//span")).rstrip(":") == one["number"]
        assert one["number"] or "Number not found." in text(entry)
        assert all(name in text(entry) for name in one["addressees"])
        assert one["addressees"] or "Addressee not found." in text(entry)
        assert row["addressees"].split(" | ") == (one["addressees"] or [""])
        assert one["address"] == row["address"] == f"{URL}/recommendations/#r-{one['id']}"
        assert one["address"] in text(entry)
        assert one["answer_note"] is None or one["answer_note"] in text(entry)
        assert len(one["history"]) == len(list(filter(None, row["history"].split(" | "))))
        dated = {step["date"]: step for step in one["history"] if step["date"]}
        own = {name: change for name, change in changes.items() if name.startswith(f"{one['id']}/")}
        assert own.keys() == {f"{one['id']}/listed", *(f"{one['id']}/{day}" for day in dated)}
        for day, step in dated.items():
            change = own[f"{one['id']}/{day}"]
            assert change.link == one["address"]
            assert change.title.endswith(step["answer"].replace("not found", "no answer was found"))
            assert step["note"] is None or step["note"] in change.summary
            assert len(one["history"]) < 2 or step["note"] is None or step["note"] in text(entry)
    assert sum(1 + sum(1 for step in one["history"] if step["date"]) for one in told["recommendations"]) == len(changes)
    numbers = Counter(SAID.get(one["answer"], one["answer"].capitalize()) for one in told["recommendations"])
    assert {answer: number for answer, number in counts(site).items() if number} == numbers
    assert {SAID.get(name, name.capitalize()): number for name, number in told["counts"].items()} == counts(site)
    return len(cells)


@pytest.mark.parametrize("day", ["2021-09-01", "2021-12-01", "2022-02-01", "2030-01-01"])
def test_page_files_and_feed_agree_entry_by_entry(site: Callable[..., Path], day: str) -> None:
    assert agree(site("", day)) == 8


def test_those_of_the_real_site_agree(built_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = "https://childrenssocialcare.independent-review.uk"
    monkeypatch.setitem(globals(), "URL", real)
    monkeypatch.setitem(globals(), "TAG", f"tag:{real.removeprefix('https://')},2021-01-15:recommendations/")
    assert agree(built_site) == 22
    assert "It is not the official list: official wording and number not found." in words(
        built_site, "/recommendations/"
    )


def test_before_its_day_there_is_nothing_of_it(site: Callable[..., Path]) -> None:
    built = site("", "2021-08-31")
    assert not (built / "recommendations").exists()
    assert [file for file in built.rglob("*") if file.is_file() and b"spare lamp" in file.read_bytes()] == []


def test_before_the_answers_all_is_not_yet_answered(site: Callable[..., Path]) -> None:
    built = site("", "2021-11-30")
    assert counts(built) == {"Not yet answered": 8}
    assert {text(one.find(".//strong")) for one in entries_of(built).values()} == {"Not yet answered"}
    assert [file.parent.name for file in built.glob("recommendations/answer/*/index.html")] == ["not-yet-answered"]
    assert {one.title.rpartition(": ")[2] for one in feed(built).values()} == {"listed"}
    assert [file for file in built.rglob("*") if file.is_file() and b"costs too much" in file.read_bytes()] == []


def test_all_of_them_stand_below_the_report_that_made_them(site: Callable[..., Path]) -> None:
    for address, between in (("/recommendations/", []), ("/recommendations/chapter/2/", ["Recommendations"])):
        crumbs = lxml.html.fromstring(page(site(), address)).xpath("//nav[@class='crumbs']//a/text()")
        assert crumbs == ["Home", "The Case for Change", *between]


def test_filters_are_links_to_pages_that_hold_what_they_say(site: Callable[..., Path]) -> None:
    built = site("", "2030-01-01")
    whole = entries_of(built)
    links = lxml.html.fromstring(page(built, "/recommendations/")).xpath("//nav[contains(@class, 'browse')]//a")
    found = {link.get("href"): text(link) for link in links}
    assert found["answer/not-found/"] == "No answer found in our sources (1)"
    assert found["chapter/2/"] == "Chapter 2: The rocks (3)"
    assert found["chapter/not-found/"] == "Chapter not found (1)"
    assert found["for/the-harbour-office/"] == "The Harbour Office (4)"
    for target, said in found.items():
        shown = entries_of(built, f"/recommendations/{target}")
        assert len(shown) == int(re.findall(r"\((\d+)\)", said)[0])
        assert {name: text(one) for name, one in shown.items()} == {name: text(whole[name]) for name in shown}
    assert list(entries_of(built, "/recommendations/for/the-ministry-of-lamps/")) == [
        *("a-spare-lamp", "cheaper-oil", "paid-nights"),
    ]


def test_an_answer_that_none_has_any_more_keeps_its_page(lay: Callable[[str], Path]) -> None:
    project = lay()
    file = project / "content/recommendations.yml"
    *most, _ = file.read_text(encoding="utf-8").split("  - id: a-light-of-last-resort")
    file.write_text("".join(most), encoding="utf-8")
    built = build_site(project, project / "site", "2030-01-01")
    assert counts(built)["Not yet answered"] == 0
    assert "No recommendation has this answer now." in words(built, "/recommendations/answer/not-yet-answered/")
    assert "not-yet-answered" not in page(built, "/recommendations/answer/accepted/")


def test_answers_stand_with_day_note_and_source_and_the_history_in_order(site: Callable[..., Path]) -> None:
    entry = entries_of(site("", "2030-01-01"))["a-chart-of-rocks"]
    assert "Accepted, May or June 2023. All rocks were charted. Source: harbour.example.org; lamps.example.org" in text(
        entry
    )
    assert [text(step) for step in entry.iterfind(".//ol/li")] == [
        "1 December 2021: Not accepted. A chart costs too much. Source: lamps.example.org",
        "1 February 2022: Accepted in part. The rocks of the north coast are to be charted. "
        "Source: harbour.example.org",
        "May or June 2023: Accepted. All rocks were charted. Source: harbour.example.org; lamps.example.org",
    ]
    assert [link.get("href") for link in entry.xpath(".//a[contains(@href, 'chapter-2')]")] == [
        *("../case-for-change/chapter-2/", "../case-for-change/chapter-2/#p-2-1"),
    ]


def test_what_is_changed_stands_in_the_feed_of_the_register_and_not_in_that_of_everything(
    site: Callable[..., Path],
) -> None:
    built = site("", "2030-01-01")
    assert len(feed(built)) == 16
    main = feedparser.parse((built / "feed.atom").read_bytes())
    own = {entry.id.removeprefix(TAG): entry for entry in main.entries if entry.id.startswith(TAG)}
    assert set(own) == {"responses", "answers/2022-02-01", "answers/2023-05/2023-06"}
    assert own["responses"].title == "The answers to the recommendations"
    assert own["responses"].link == f"{URL}/recommendations/"
    assert "Recommendations and the answers to them" in words(built, "/subscribe/")


def test_the_report_page_shows_a_line_for_each_and_leads_to_it(site: Callable[..., Path]) -> None:
    built = site("", "2022-01-01")
    shown = lxml.html.fromstring(page(built, "/final-report/"))
    rows = shown.xpath("//h2[@id='recommendations']/following-sibling::table[1]/tbody/tr")
    assert [[text(cell) for cell in row] for row in rows][4:6] == [
        ["2", "4. A chart of every rock", "Not accepted. A chart costs too much."],
        ["2 (assumed)", "5. Bells on the worst rocks", "Not yet answered"],
    ]
    ids = {link.get("href") for link in shown.xpath("//table//a")}
    assert ids == {f"../recommendations/#r-{name}" for name in entries_of(built)}


def test_the_report_page_shows_nothing_of_them_before_their_day(site: Callable[..., Path]) -> None:
    shown = page(site("", "2021-08-31"), "/final-report/")
    assert 'id="recommendations"' not in shown
    assert 'id="missions"' not in shown


def test_earlier_versions_of_the_real_report_page_show_the_answers_of_their_day(built_site: Path) -> None:
    for day, answer in (("2022-05-23", "Not yet answered"), ("2022-06-30", "Not yet answered")):
        shown = lxml.html.fromstring(page(built_site, f"/final-report/as-at/{day}/"))
        rows = shown.xpath("//h2[@id='recommendations']/following-sibling::table[1]/tbody/tr")
        assert len(rows) == 22
        assert {text(row[2]) for row in rows} == {answer}
    assert "Not accepted" in words(built_site, "/final-report/as-at/2023-02-02/")


def test_hostile_words_are_words_on_the_page_and_no_formula_in_the_table(site: Callable[..., Path]) -> None:
    drawing = """content/recommendations.yml
    report: case-for-change
    note: Made up.
    source: https://lamps.example.org/?a=1&b="2"
    recommendations:
      - id: hostile
        number: =1+1
        title: "@SUM(A1) </h3><script>alert(1)</script>"
        text: "{{ 7 * 7 }} | =HYPERLINK(\\"https://rocks.example.org\\")"
        addressee: ["-2+3", "<b>Ministry</b>"]
        response: not found
        response_note: "+44 <i>call</i>"
    """.replace('https://lamps.example.org/?a=1&b="2"', "https://lamps.example.org/?a=1&b=2")
    built = site(drawing)
    assert "<script>alert" not in page(built, "/recommendations/")
    (entry,) = entries_of(built).values()
    assert "@SUM(A1) </h3><script>alert(1)</script>" in text(entry)
    assert "{{ 7 * 7 }} | =HYPERLINK" in text(entry)
    (row,) = table(built)
    assert [row[name][:2] for name in ("number", "title", "addressees", "answer_note")] == ["'=", "'@", "'-", "'+"]
    assert "49" not in row["wording"]
    assert data(built)["recommendations"][0]["number"] == "=1+1"
    assert (built / "recommendations/for/2-3/index.html").exists()


def scene(register: Recommendations) -> Scene:
    whole, instant = replace(WHOLE, recommendations=register), parse_instant("2030-01-01")
    return Scene(as_at(whole, instant), whole, instant)


def places(count: int) -> dict[str, Place]:
    found = list(register_places(scene(many(count))))
    assert len({place.address for place in found}) == len(found)
    return {place.address: place for place in found}


def test_a_long_register_has_a_line_for_each_and_the_entries_on_the_pages_of_chapters() -> None:
    found = places(3000)
    view = found["/recommendations/"].context["register"]
    assert not view.whole
    assert len(view.stands_at) == 3000
    assert view.stands_at["lamp-2999"] == "/recommendations/chapter/2/page/15/#r-lamp-2999"
    for name, target in view.stands_at.items():
        address, _, anchor = target.partition("#")
        assert anchor == f"r-{name}"
        assert name in {row.entry.id for row in found[address].context["rows"]}
    assert max(len(place.context["rows"]) for place in found.values() if "rows" in place.context) == PER_PAGE
    assert found["/recommendations/chapter/2/page/15/"].deep is False
    assert found["/recommendations/answer/accepted/"].deep is True


def test_a_long_register_takes_each_entry_once_for_each_list_that_it_is_in() -> None:
    shown = Counter(row.entry.id for place in places(3000).values() for row in place.context.get("rows", ()))
    assert set(shown.values()) == {3}  # its answer, its chapter, its addressee


def calls_for(count: int) -> int:
    """How many functions of ours are called for the places of a register of many entries."""
    made, calls = scene(many(count)), 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and "review_site" in frame.f_code.co_filename

    sys.setprofile(note)
    try:
        assert len(list(register_places(made))) > 0
    finally:
        sys.setprofile(None)
    return calls


def test_twice_as_many_entries_are_twice_the_work() -> None:
    first, second, third = (calls_for(count) for count in (1000, 2000, 3000))
    assert first > 1000
    assert abs((third - second) - (second - first)) < first // 50


def test_a_long_register_is_built_and_every_line_leads_to_its_entry(lay: Callable[[str], Path]) -> None:
    project = lay()
    file = project / "content/recommendations.yml"
    entry = (
        "  - id: lamp-{n}\n    number: {n}\n    title: Lamp {n}\n    text: Lamp {n} should be lit.\n    chapter: {c}\n"
        "    response: accepted\n    response_source: https://lamps.example.org/answer\n"
    )
    head, _, rest = file.read_text(encoding="utf-8").partition("  - id: a-spare-lamp")
    rows = "".join(entry.format(n=n, c=1 + n % 2) for n in range(PER_PAGE + 50))
    file.write_text(head + rows + rest[rest.index("missions:") :], encoding="utf-8")
    built = build_site(project, project / "site", "2021-09-02")
    assert entries_of(built) == {}
    lines = lxml.html.fromstring(page(built, "/recommendations/")).xpath("//li[starts-with(@id, 'r-')]")
    assert len(lines) == PER_PAGE + 50
    for line in lines:
        address, _, anchor = line.find("a").get("href").partition("#")
        assert anchor == line.get("id")
        assert anchor.removeprefix("r-") in entries_of(built, f"/recommendations/{address}")
    assert len(feed(built)) == PER_PAGE + 50
    assert "/recommendations/answer/not-yet-answered/page/2/" in index(built)
    assert "table" not in page(built, "/final-report/").partition('id="recommendations"')[2].partition("<h2")[0]
