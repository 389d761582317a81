"""Whoever changes the report, and leaves the rest of the bundle as it is, is told of."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.archive.readiness.lighthouse import ARCHIVING, FIGURE, FILM, URL, Files, assessed, index, page, read

from review_site.archive.crawl import write_crawl
from review_site.archive.readiness import render_html, render_json
from review_site.archive.urls import render_urls
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.readiness import JSON, PAGE, verify_readiness
from review_site.archive.verify.warc import verify_warc
from review_site.archive.warc import write_warc
from review_site.problems import Problems

DOCUMENT = "https://docs.google.com/document/d/1/edit"
FRAMES = "".join(f'<iframe src="https://maps.example.com/{n}"></iframe>\n' for n in range(12))
BROKEN: Files = {
    "about/index.html": page("About", FILM + FIGURE + FRAMES + '<img alt="" src="https://cdn.example.com/a.png">'),
    "look.css": "p { background: url(https://cdn.example.com/b.png) }",
    "menu/index.html": page(
        "Menu",
        '<link rel="stylesheet" href="/look.css"><audio src="https://cdn.example.com/a.mp3"></audio>'
        '<form method="post"></form>',
    ),
    "secret.csv": "a\n",
    "site-index.json": index({**ARCHIVING, "held_elsewhere": {DOCUMENT: "It is the keepers’."}}),
    "transcript/index.html": page("Words", f'<a href="{DOCUMENT}">The plan</a>'),
}
NO_RECORD: Files = {"site-index.json": None}
Report = dict[str, Any]


def bundle(folder: Path, changes: Files) -> Path:
    """The parts of a bag that the report is held against."""
    bag = folder / "bag"
    readiness = assessed(folder / "site", changes)
    inventory, graph = read(folder / "site")
    for name in ("web", "crawl", "reports"):
        (bag / "data" / name).mkdir(parents=True)
    write_warc(inventory, datetime(2022, 3, 4, tzinfo=UTC), bag / "data/web/site.warc.gz")
    write_crawl(inventory, graph, bag / "data/crawl")
    (bag / "data/crawl/urls.csv").write_bytes(render_urls(inventory, {}, {}))
    (bag / JSON).write_bytes(render_json(readiness))
    (bag / PAGE).write_bytes(render_html(readiness))
    return bag


def told(bag: Path, problems: Problems | None = None) -> list[str]:
    problems = Problems() if problems is None else problems
    warc = bag / "data/web/site.warc.gz"
    responses = verify_warc(warc, "site.warc.gz", problems).responses
    files = {file.relative_to(bag).as_posix() for file in bag.rglob("*") if file.is_file()}
    verify_readiness(bag, files, warc, responses, problems)
    return [str(problem) for problem in problems]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("good"), {})


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("broken"), BROKEN)


@pytest.fixture(scope="module")
def unrecorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("unrecorded"), NO_RECORD)


@pytest.fixture
def forge(tmp_path: Path) -> Callable[[Path, Callable[[Report], object]], list[str]]:
    """Change the JSON of a bundle, and its page alike where the change is one of words, and tell what verify says."""

    def change(source: Path, alter: Callable[[Report], object]) -> list[str]:
        bag = tmp_path / "forged"
        shutil.copytree(source, bag)
        content = json.loads((bag / JSON).read_bytes())
        before = json.dumps(content)
        alter(content)
        assert json.dumps(content) != before
        (bag / JSON).write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
        return told(bag)

    return change


def rule(content: Report, name: str) -> Report:
    found: Report = next(one for one in content["rules"] if one["id"] == name)
    return found


def place(content: Report, name: str) -> Report:
    first: Report = rule(content, name)["places"][0]
    return first


def test_a_sound_report_of_a_good_site_is_passed(good: Path) -> None:
    assert told(good) == []


def test_what_stops_a_bundle_is_told_of_a_site_with_a_record(broken: Path) -> None:
    assert [line.partition(";")[0] for line in told(broken)] == [
        f"{JSON}: A3: is not met, and stops a bundle: menu/index.html: https://cdn.example.com/a.mp3: is played from "
        "another host",
        f"{JSON}: A5: is not met, and stops a bundle: about/index.html: shows https://maps.example.com/0 in a frame",
        f"{JSON}: A7: is not met, and stops a bundle: about/index.html: needs https://cdn.example.com/a.png",
        f"{JSON}: A17: is not met, and stops a bundle: menu/index.html: a form is sent by POST to “”",
    ]


def test_nothing_stops_the_bundle_of_a_folder_without_a_record(tmp_path: Path) -> None:
    assert told(bundle(tmp_path, {**BROKEN, **NO_RECORD, "transcript/index.html": page("Words")})) == []


def _met(name: str) -> Callable[[Report], object]:
    """Say of a rule that it is met, everywhere in the report."""

    def alter(content: Report) -> None:
        one = rule(content, name)
        content["results"][one["result"]] -= 1
        content["results"]["pass"] += 1
        content["stops"] = [stop for stop in content["stops"] if stop != name]
        one["result"], one["places"] = "pass", []

    return alter


FORGED: list[tuple[str, Callable[[Report], object], str]] = [
    ("broken", _met("A3"), "A3: does not name menu/index.html"),
    ("broken", _met("A5"), "A5: does not name about/index.html"),
    ("broken", _met("A7"), "A7: does not name about/index.html"),
    ("broken", _met("A7"), "A7: does not name look.css"),
    ("broken", _met("A10"), "A10: does not name secret.csv"),
    ("unrecorded", _met("A2"), "A2: is said to be met, and the site's own record does not say crawlers_let_in"),
    ("unrecorded", _met("A19"), "does not say third_party_listed_at"),
    ("unrecorded", _met("A20"), "does not say notice_given"),
    ("unrecorded", _met("A21"), "does not say domain_kept_until, redirects_in_place"),
    ("good", lambda one: one["site"].update(url="https://other.example.org/"), "site.url: is https://other"),
    ("good", lambda one: one["read"].update(addresses=3), "read.addresses: is 3"),
    ("good", lambda one: one["read"].update(pages=99), "read.pages: is 99"),
    ("good", lambda one: one["read"].update(pages=0), "read.pages: is 0"),
    ("good", lambda one: one["read"].update(pages=5), "does not say “14 addresses, 5 of them pages”"),
    ("good", lambda one: one.update(recorded=False), "recorded: is false, and site-index.json is recorded"),
    ("good", lambda one: one["results"].update({"pass": 22}), "results: are not the counts"),
    ("good", lambda one: one.update(stops=["A1"]), "stops: are not the rules"),
    ("broken", lambda one: one.update(stops=[]), "stops: are not the rules"),
    ("good", lambda one: rule(one, "A18").update(mark="S"), "A18: has another mark"),
    ("broken", lambda one: rule(one, "A5").update(blocks=False), "A5: has another mark, or is said to stop"),
    ("good", lambda one: rule(one, "A1").update(result="not told"), "A1: has the result “not told”"),
    ("good", lambda one: rule(one, "A1").update(result="fine"), "A1: has the result “fine”"),
    ("good", lambda one: rule(one, "A1").update(result="fail"), "and 0 places where it is not met"),
    ("good", lambda one: rule(one, "A12").update(result="pass"), "A12: has the result “pass” (the site has 0 PDFs)"),
    ("good", lambda one: rule(one, "A8").update(title="Other"), "A8: does not say “Other”"),
    ("good", lambda one: rule(one, "A8").update(evidence="All is well."), "A8: does not say “All is well.”"),
    ("good", lambda one: rule(one, "A8")["sources"][0].update(name="A dream"), "A8: does not say “A dream”"),
    ("broken", lambda one: rule(one, "A5")["places"].pop(), "A5: has another result, or counts other places"),
    ("broken", lambda one: place(one, "A5").update(what="x"), "A5: lists other places"),
    ("broken", lambda one: place(one, "A17").update(file="no.html"), "A17: names no.html, which is no file"),
    ("broken", lambda one: place(one, "A5").update(file="index.html"), "A5: names index.html, which data/crawl"),
    ("broken", lambda one: rule(one, "A6")["notes"][0].update(what=f"leads to {URL}x, held elsewhere: y"), f"{URL}x"),
    ("good", lambda one: one["site"].update(name="Another"), "head: does not say “Another”"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "alter", "expected"), FORGED)
def test_a_forged_report_is_told(
    name: str, alter: Callable[[Report], object], expected: str, request: pytest.FixtureRequest, forge: Any
) -> None:
    found = forge(request.getfixturevalue(name), alter)
    assert [line for line in found if expected in line], found


@pytest.mark.parametrize(
    "alter",
    [
        lambda one: one.pop("read"),
        lambda one: one.update(version=2),
        lambda one: one["rules"].pop(),
        lambda one: one["rules"].reverse(),
        lambda one: one["rules"].append("A23"),
        lambda one: rule(one, "A1").pop("mark"),
        lambda one: rule(one, "A1").update(sources=[]),
        lambda one: rule(one, "A1").update(places=[{"file": "x"}]),
        lambda one: rule(one, "A1").update(places=[{"file": "x", "line": -1, "what": "x"}]),
        lambda one: rule(one, "A1").update(notes="none"),
        lambda one: rule(one, "A1").update(title=1),
        lambda one: rule(one, "A6").update(notes=[{"file": "index.html", "line": None, "what": "x"}]),
        lambda one: one["read"].update(pages="6"),
        lambda one: one.update(site="x"),
    ],
)
def test_a_report_of_another_form_stops_its_reading(alter: Callable[[Report], object], good: Path, forge: Any) -> None:
    with pytest.raises(FaultError):
        forge(good, alter)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("</main>", "<script>alert(1)</script></main>", "script: would load"),
        ("<main>", '<main onclick="x()">', "main: would load"),
        ("</style>", "body { background: url(//x.org) }</style>", "style: would load"),
        ('<section id="A3"', '<section id="A4"', "sections: are not A1 to A22"),
        ('id="A5" data-result="fail"', 'id="A5" data-result="pass"', "A5: has another result"),
        ("Not met</strong> and stops the bundle", "Met</strong>", "at a glance: is"),
        ("https://maps.example.com/3 in", "https://maps.example.com/4 in", "A5: lists other places"),
        ("[H]", "[S]", "A13: does not say “[H]”"),
    ],
)  # fmt: skip
def test_a_page_that_says_something_else_is_told(
    old: str, new: str, expected: str, broken: Path, tmp_path: Path
) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(broken, bag)
    text = (bag / PAGE).read_text(encoding="utf-8")
    assert old in text
    (bag / PAGE).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert [line for line in told(bag) if line.startswith(PAGE) and expected in line]


@pytest.mark.parametrize("name", [JSON, PAGE])
def test_a_missing_report_is_told(name: str, good: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(good, bag)
    (bag / name).unlink()
    assert f"{name}: file: is missing (make the bundle again)" in told(bag)


@pytest.mark.parametrize(
    ("changes", "name", "expected"),
    [
        ({"sitemap.xml": "<urlset/>", "robots.txt": None}, "A9", "sitemap.xml does not name"),
        ({"sitemap.xml": None, "robots.txt": None}, "A9", "sitemap.xml is not recorded"),
        ({"robots.txt": "User-agent: *\n"}, "A2", "robots.txt names no sitemap"),
    ],
)
def test_what_the_recorded_maps_contradict_is_told(
    changes: Files, name: str, expected: str, tmp_path: Path, forge: Any
) -> None:
    found = forge(bundle(tmp_path, changes), _met(name))
    assert [line for line in found if line.startswith(f"{JSON}: {name}: ") and expected in line], found


def test_a_page_that_the_sitemap_names_and_nobody_recorded_is_told(tmp_path: Path, forge: Any) -> None:
    sitemap = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{URL}gone/</loc></url></urlset>"
    found = forge(bundle(tmp_path, {"sitemap.xml": sitemap}), _met("A9"))
    assert [line for line in found if f"names {URL}gone/, which is not recorded" in line]


def test_deep_pages_and_links_of_pdfs_are_held_against_the_tables(good: Path, tmp_path: Path, forge: Any) -> None:
    def deep(content: Report) -> None:
        one = rule(content, "A11")
        one["places"] = [{"file": "about/index.html", "line": None, "what": "/about/ is 11 hops from the root"}]
        one["result"] = "fail"

    assert [line for line in forge(good, deep) if "A11: names about/index.html" in line]


def test_a_link_of_a_pdf_that_the_table_does_not_have_is_told(good: Path, forge: Any) -> None:
    def linked(content: Report) -> None:
        rule(content, "A12")["places"] = [{"file": "index.html", "line": 1, "what": "page 1 of the PDF leads to x"}]

    assert [line for line in forge(good, linked) if "A12: names index.html" in line]


def test_addresses_that_went_since_the_last_snapshot_are_beside_it(good: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(good, bag)
    for name in (JSON, PAGE):
        text = (bag / name).read_text(encoding="utf-8")
        text = text.replace('"addresses": 14', '"addresses": 13').replace("14 addresses", "13 addresses")
        (bag / name).write_text(text, encoding="utf-8")
    assert told(bag) == [f"{JSON}: read.addresses: is 13 (the WARC has 14)"]
    (bag / "data/reports/changes-since-previous.json").write_text("{}\n")
    assert told(bag) == []


def test_without_the_tables_the_report_is_still_read(good: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(good, bag)
    for table in (bag / "data/crawl").iterdir():
        table.unlink()
    assert told(bag) == []
    (bag / JSON).write_bytes((bag / JSON).read_bytes().replace(b'"addresses": 14', b'"addresses": 15'))
    assert [line for line in told(bag) if "read.addresses: is 15" in line]
