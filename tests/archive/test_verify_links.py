"""Whatever the files for crawlers say that the capture does not, and the other way round, is told."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archive.links.pdfs import pages

from review_site.archive.crawl import write_crawl
from review_site.archive.inventory import read_inventory
from review_site.archive.links import read_links
from review_site.archive.urls import render_urls
from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.links import verify_links
from review_site.archive.verify.warc import Response, verify_warc
from review_site.archive.warc import write_warc
from review_site.problems import Problem, Problems

HOME = "https://lighthouses.example/review/"
WARC = "data/web/lighthouses.warc.gz"
FILES: dict[str, str | bytes] = {
    "index.html": "<link rel=stylesheet href=site.css><a href=one/>1</a><a href=old/>o</a>"
    "<a href=//other.example/>o</a><img src=//pictures.example/lamp.png>",
    "one/index.html": "<a href=../two/>2</a><a href=../lost/>l</a><iframe src=https://films.example/></iframe>",
    "two/index.html": "<a href=/review/three/>3</a><a href=/outside/>o</a><a href=../one>1</a>",
    "three/index.html": "<a href=/review/four/?a=1>4</a><a href=//other.example/x>o</a>",
    "four/index.html": "<a href='/review/five/'>5</a><a href=../paper.pdf>p</a>",
    "five/index.html": "<body background=/review/lost.png><a href=/review/one/>1</a>",
    "old/index.html": "<a href=../one/>moved</a>",
    "site.css": "@import 'lost.css'; p { background: url(dot.png) }",
    "dot.png": b"\x89PNG\r\n\x1a\n",
    "paper.pdf": pages([b"(/review/one/)", b"(https://other.example/)"], [b"(lost/)"]),
    "alone/index.html": "<html lang=en><p style='background:url(//pictures.example/p.png)'>alone",
    "feed.atom": "<feed xmlns='http://www.w3.org/2005/Atom'><link href='one/'/><link href='/review/none/'/></feed>",
    "broken.rss": "<rss>",
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/review/none/"}]}',
    "robots.txt": "Sitemap: /review/sitemap.xml",
    "404.html": "<a href=/review/>home</a>",
}
TABLES = ["broken-links.csv", "hops.csv", "not-read.csv", "pdf-links.csv", "third-party.csv"]
ALL = [*TABLES, "seeds.txt"]


def cases(name: str) -> list[dict[str, str]]:
    content = (Path(__file__).parents[1] / f"cases/links/{name}.json").read_text(encoding="utf-8")
    found: list[dict[str, str]] = json.loads(content)
    return found


def make(folder: Path, files: dict[str, str | bytes], url: str = HOME) -> Path:
    """Write what is verified of a bag of these files."""
    for name, content in files.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    inventory = read_inventory(folder / "site", url)
    bag = folder / "bag"
    (bag / WARC).parent.mkdir(parents=True)
    write_warc(inventory, datetime(2030, 1, 1, tzinfo=UTC), bag / WARC)
    write_crawl(inventory, read_links(inventory), bag / "data/crawl")
    (bag / "data/crawl/urls.csv").write_bytes(render_urls(inventory, {}, {}))
    return bag


def check(bag: Path, change: Callable[[Response], Response] = lambda one: one) -> list[Problem]:
    problems = Problems()
    recorded = verify_warc(bag / WARC, WARC, problems)
    verify_links(bag, WARC, map(change, recorded.responses), problems)
    return list(problems)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("sound"), FILES)


@pytest.fixture
def bag(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "bag"))


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))


def write_rows(path: Path, rows: Iterable[Iterable[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode())


def test_a_sound_bag_has_no_problem(sound: Path) -> None:
    assert check(sound) == []
    assert {name: len(rows_of(sound / "data/crawl" / name)) > 1 for name in TABLES} == dict.fromkeys(TABLES, True)
    assert len((sound / "data/crawl/seeds.txt").read_text().splitlines()) > 5


def test_a_reference_that_is_not_declared_names_page_and_offset(bag: Path) -> None:
    path = bag / "data/crawl/broken-links.csv"
    write_rows(path, [row for row in rows_of(path) if "lost/" not in row[1] or row[0] != "/one/"])
    (problem,) = check(bag)
    offsets = [line for line in problem.field.split() if line.isdigit()]
    assert problem.path == "data/crawl/broken-links.csv"
    assert "/one/ refers by a href to /lost/" in problem.what
    responses = verify_warc(bag / WARC, WARC, Problems()).responses
    assert offsets == [str(one.offset) for one in responses if one.url == f"{HOME}one/"]


@pytest.mark.parametrize("case", cases("contradictions"), ids=lambda case: f"{case['name']}: {case['told']}")
def test_what_contradicts_the_capture_is_told(bag: Path, case: dict[str, str]) -> None:
    path = bag / "data/crawl" / case["name"]
    content = path.read_bytes()
    assert case["old"].encode() in content
    path.write_bytes(content.replace(case["old"].encode(), case["new"].encode(), 1))
    problems = check(bag)
    assert any(case["told"] in str(problem) and path.name in problem.path for problem in problems), problems


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_changed_row_is_told(sound: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(TABLES))
    path = sound / "data/crawl" / name
    before = path.read_bytes()
    rows = rows_of(path)
    number = data.draw(st.integers(0, len(rows) - 1))
    change = data.draw(st.sampled_from(["drop", "double", "swap", "edit"]))
    if change == "drop":
        del rows[number]
    elif change == "double":
        rows.insert(number, rows[number])
    elif change == "swap":
        rows[number - 1], rows[number] = rows[number], rows[number - 1]
    else:
        column = data.draw(st.integers(0, len(rows[number]) - 1))
        rows[number][column] += data.draw(st.sampled_from(["x", "/", "1", "%41", " "]))
    write_rows(path, rows)
    try:
        problems = check(sound)
    finally:
        path.write_bytes(before)
    assert any(name in problem.path for problem in problems)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'"', b"address\r\n", b"x" * 9])
def test_what_is_no_such_file_is_told(bag: Path, name: str, content: bytes) -> None:
    (bag / "data/crawl" / name).write_bytes(content)
    assert any(name in problem.path for problem in check(bag))


@pytest.mark.parametrize("name", ALL)
def test_a_missing_file_is_told(bag: Path, name: str) -> None:
    (bag / "data/crawl" / name).unlink()
    assert f"data/crawl/{name}" in [problem.path for problem in check(bag)]


@pytest.mark.parametrize("case", cases("other-files"), ids=lambda case: f"{case['file']}: {case['told']}")
def test_a_file_that_says_something_else_is_told(bag: Path, tmp_path: Path, case: dict[str, str]) -> None:
    other = make(tmp_path / "other", FILES | {case["file"]: case["content"]})
    shutil.copy(other / WARC, bag / WARC)
    assert case["told"] in "\n".join(map(str, check(bag)))


def test_a_pdf_that_leads_elsewhere_is_told(bag: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", FILES | {"paper.pdf": pages([b"(https://new.example/)"])})
    shutil.copy(other / WARC, bag / WARC)
    assert "/paper.pdf leads to https:new.example/, and that is not listed" in "\n".join(map(str, check(bag)))


def test_a_page_that_is_gone_from_the_capture_is_missed(bag: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", {name: content for name, content in FILES.items() if name != "two/index.html"})
    shutil.copy(other / WARC, bag / WARC)
    told = "\n".join(map(str, check(bag)))
    assert "/one/ refers by a href to /two/, which is not recorded" in told
    assert "/two/ is not recorded" in told


def test_an_address_on_two_pages_of_a_pdf_counts_twice_and_its_places_on_one_page_once(tmp_path: Path) -> None:
    paper = pages(
        [b"(/review/one/#a)", b"(/review/one/#b)", b"(https://other.example/)"], [b"(https://other.example/)"]
    )
    bag = make(tmp_path, FILES | {"paper.pdf": paper})
    assert check(bag) == []
    rows = [row for row in rows_of(bag / "data/crawl/pdf-links.csv") if row[0] == "/paper.pdf"]
    assert [row[1:3] for row in rows] == [
        ["1", f"{HOME}one/"],
        ["1", "https://other.example/"],
        ["2", "https://other.example/"],
    ]
    path = bag / "data/crawl/third-party.csv"
    path.write_bytes(path.read_bytes().replace(b"other.example,link,,,4", b"other.example,link,,,5"))
    assert [problem.field for problem in check(bag)] == ["references"]


def test_of_an_interim_snapshot_what_is_elsewhere_is_believed_and_the_rest_is_not(bag: Path) -> None:
    def revisit(one: Response) -> Response:
        return (
            replace(one, revisit=True) if one.url in (f"{HOME}one/", f"{HOME}paper.pdf", f"{HOME}broken.rss") else one
        )

    assert check(bag, revisit) == []
    path = bag / "data/crawl/third-party.csv"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"https://films.example/,/one/", b"https://films.example/x,/one/"))
    assert check(bag, revisit) == []
    path.write_bytes(before.replace(b"https://films.example/,/one/", b"https://films.example/,/two/"))
    assert [problem.field for problem in check(bag, revisit)] == ["row"]
    path.write_bytes(before.replace(b"other.example,link,,,3", b"other.example,link,,,1"))
    assert [problem.field for problem in check(bag, revisit)] == ["references"]
    path.write_bytes(before)
    hops = bag / "data/crawl/hops.csv"
    hops.write_bytes(hops.read_bytes().replace(b"/two/,2,/one/", b"/two/,1,/"))
    assert "found_on: of /two/ is /, which does not lead there" in "\n".join(map(str, check(bag, revisit)))


@pytest.mark.parametrize("row", ["", "/,x", "x,https://x/x", "/,ftp://x/", '"'])
def test_without_a_root_nothing_can_be_said(bag: Path, row: str) -> None:
    (bag / "data/crawl/urls.csv").write_text(f"address,url\r\n{row}")
    with pytest.raises(FaultError):
        check(bag)


def test_an_address_that_is_not_below_the_root_is_told(bag: Path) -> None:
    with pytest.raises(FaultError, match="is recorded, and not below"):
        check(bag, lambda one: replace(one, url=one.url.replace("lighthouses", "other")))


def test_a_damaged_record_is_told_and_stops_only_itself(bag: Path) -> None:
    problems = check(bag, lambda one: replace(one, offset=one.offset + 1) if one.url == f"{HOME}five/" else one)
    assert problems[0].path == WARC
    assert {problem.path for problem in problems} <= {WARC, *(f"data/crawl/{name}" for name in ALL)}


def test_sites_of_other_generators_are_sound(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.html": "<body background=z><a href=index.html>h</a><a href=b.html?x#y>b</a><body background=y>",
        "b.html": "<p>x<a href='ü b.html'>ü</a>".encode("cp1252"),
        "ü b.html": "<svg><style/><a xlink:href=a.html></svg></html><img src=late.png>",
        "c.xhtml": "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><a href='a.html'/></html>",
        "d.svg": "<svg><image href='e.png'/><style><![CDATA[a{b:url(f.png)}]]></style></svg>",
        "manifest.json": '{"icons": [{"src": "no.png"}]}',
        "g.css": b"@charset \"koi8-r\"; a{b:url('\xc1.png')}",
        "h.xml": "<urlset><url><loc>a.html</loc></url></urlset>",
        "i.xml": "<!DOCTYPE urlset><urlset/>",
        "deep.html": "<div>" * 3000 + "<a href=nowhere.html>",
        "style.html": f"<style>{' ' * (1 << 22)} </style>x",
    }  # fmt: skip
    bag = make(tmp_path, files, "http://Lighthouses.example:8080/")
    assert check(bag) == []
    broken = {row[1].rpartition("/")[2] for row in rows_of(bag / "data/crawl/broken-links.csv")[1:]}
    assert broken == {"index.html", "z", "late.png", "e.png", "f.png", "no.png", "%D0%B0.png", "nowhere.html"}
    assert [row[0] for row in rows_of(bag / "data/crawl/not-read.csv")[1:]] == ["/i.xml", "/style.html"]
