"""What people and programs are told: the page, the JSON, the sentences."""

import json
import re
import subprocess
from itertools import chain
from pathlib import Path

import jsonschema
import lxml.html
import pytest
import tinycss2
from tests.archive.states import ANSWERS, NEW, OLD, URL, compared, lay
from tests.pictures.test_markup import JAR

from review_site.archive.compare.changes import Changes
from review_site.archive.compare.machine import read_schema, render_json
from review_site.archive.compare.people import render_html
from review_site.archive.compare.telling import render_summary, sentences_of, span_of
from review_site.archive.compare.writing import DATA, PAGE, write_changes


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    folder = tmp_path_factory.mktemp("report")
    return compared(lay(folder / "old", OLD, {}, "2030-02-01"), lay(folder / "new", NEW, ANSWERS, "2030-03-01"))


@pytest.fixture(scope="module")
def shown(changes: Changes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render_html(changes).decode())


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_json_keeps_its_schema_which_can_be_broken(changes: Changes) -> None:
    schema = json.loads(read_schema())
    validator = jsonschema.Draft202012Validator(schema)
    told = json.loads(render_json(changes))
    validator.validate(told)
    for key in ("version", "added", "unchanged"):
        assert list(validator.iter_errors({name: value for name, value in told.items() if name != key}))
    told["changed"][0]["text"] = "words"
    assert list(validator.iter_errors(told))


def test_the_json_tells_everything_that_changed(changes: Changes) -> None:
    told = json.loads(render_json(changes))
    assert (told["old"]["as_at"], told["new"]["as_at"]) == ("2030-02-01T00:00:00+00:00", "2030-03-01T00:00:00+00:00")
    assert {one["address"]: one["nature"] for one in told["changed"]} == {
        "/": "words",
        "/a/": "words",
        "/away/": "status",
        "/b/": "words",
        "/code/": "code",
        "/feed.atom": "dates",
        "/here/": "status",
        "/notes.txt": "words",
        "/plan.pdf": "bytes",
        "/site-index.json": "bytes",
    }
    assert [item["address"] for item in told["added"]] == ["/lamp.png", "/new/", "/site.5e6f7a8b.css", "/there/"]
    assert [item["address"] for item in told["removed"]] == ["/gone/", "/site.1a2b3c4d.css"]
    assert [(one["old"]["address"], one["new"]["address"], one["reason"]) for one in told["moved"]] == [
        ("/here/", "/there/", "redirect")
    ]
    assert told["moved"][0]["text"]["edits"][-1]["pieces"][1:3] == [["-", "once"], ["+", "twice"]]
    assert told["renewed"] == [
        {"pattern": "/site.*.css", "kind": "part", "old": ["/site.1a2b3c4d.css"], "new": ["/site.5e6f7a8b.css"]}
    ]
    assert [(one["number"], one["addresses"]) for one in told["alike"]] == [(1, ["/", "/a/", "/b/"])]


def test_the_sentences_say_how_much_changed(changes: Changes) -> None:
    assert span_of(changes) == "from 1 February 2030 to 1 March 2030"
    assert sentences_of(changes) == [
        "Pages: 1 added, 1 removed, 1 moved.",
        "3 pages and 1 text changed in their words, links or pictures; 2 of them only in what many pages share.",
        "2 addresses answer otherwise: withdrawn, redirected or of another type.",
        "1 page changed in code only: what a reader meets is the same.",
        "1 feed or list changed only in when they were updated.",
        "Other files: 1 added, none removed, 2 changed.",
        "0 addresses are the same, byte for byte.",
    ]


def test_a_terminal_shows_a_line_for_each_address_to_look_at(changes: Changes) -> None:
    assert render_summary(changes).splitlines()[8:] == [
        "~ / -1 +3 words",
        "! /away/ 200 → 410",
        "- /gone/",
        "! /here/ 200 → 301",
        "> /here/ /there/",
        "+ /new/",
        "~ /notes.txt -1 +1 words",
        "~ /plan.pdf",
    ]


def test_the_page_marks_words_by_more_than_colour(shown: lxml.html.HtmlElement) -> None:
    (article,) = [one for one in shown.iter("article") if "Welcome" in words(one.find("h3"))]
    runs = {
        words(run.find_class("label")[0]): words(run) for run in article.find_class("run") if run.find_class("label")
    }
    kept = [f"word{number}" for number in (*range(48, 60), *range(12))]
    around = f"{' '.join(kept[:12])} were are lit. {' '.join(kept[12:-1])}"
    assert runs["Changed"] == f"Changed … 48 words the same … {around} … 51 words the same …"
    changed = [one for one in article.find_class("changed") if one.find_class("label")]
    assert [(mark.tag, mark.text) for mark in changed[1].iter("del", "ins")] == [("del", "were"), ("ins", "are")]
    assert runs["Moved here from elsewhere on the page"].endswith("Rang.")
    assert runs["Added"].endswith("<b>")
    assert "Under “Bells”".lower() in words(article).lower()


def test_the_page_is_one_file_without_scripts_or_requests(changes: Changes, shown: lxml.html.HtmlElement) -> None:
    assert not list(shown.iter("script", "link", "img", "iframe", "object", "embed", "svg", "details"))
    assert [
        name for name in chain(*(one.attrib for one in shown.iter(lxml.etree.Element))) if name.startswith("on")
    ] == []
    (sheet,) = shown.iter("style")
    rules = tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True)
    assert [rule.type for rule in rules if rule.type == "error"] == []
    assert "url(" not in sheet.text
    assert "@import" not in sheet.text
    links = [str(one.get("href")) for one in shown.iter("a")]
    ids = {f"#{one.get('id')}" for one in shown.iter(lxml.etree.Element) if one.get("id")}
    assert {link for link in links if not link.startswith(URL)} <= ids
    assert len(ids) == len([one for one in shown.iter(lxml.etree.Element) if one.get("id")])


def test_the_page_tells_each_address_in_its_section(shown: lxml.html.HtmlElement) -> None:
    sections = {one.get("aria-labelledby"): words(one) for one in shown.iter("section") if one.get("aria-labelledby")}
    assert list(sections) == ["moved", "answers", "alike", "words", "shared", "added", "removed", "code", "files"]
    assert "From /here/ to /there/. The old address leads there now." in sections["moved"]
    assert "/away/ answered 200, and now 410 (withdrawn for good)." in sections["answers"]
    assert "/here/ answered 200, and now 301 and leads to /there/." in sections["answers"]
    assert "On 3 pages /, /a/, /b/ Around the main text Added To close. Z Links added: /z/" in sections["alike"]
    assert sections["shared"] == "Pages changed only as many others A /a/ B /b/"
    assert sections["added"] == "Pages added New <i> /new/"
    assert sections["removed"] == "Pages removed Gone /gone/"
    assert sections["code"] == "Pages changed in code only Code /code/"
    digest = re.search(
        r"/plan\.pdf: 9 bytes, before 8 bytes; SHA-256 ([0-9a-f]+), before SHA-256 ([0-9a-f]+)", sections["files"]
    )
    assert digest
    assert [len(one) for one in digest.groups()] == [64, 64]
    assert "Changed only in when they were updated: 1 /feed.atom" in sections["files"]
    assert "/site.5e6f7a8b.css: 3 bytes, before /site.1a2b3c4d.css 3 bytes" in sections["files"]


def test_nothing_that_a_page_says_becomes_markup(changes: Changes) -> None:
    page_of_changes = render_html(changes).decode()
    assert "Welcome &lt;&amp;&gt;" in page_of_changes
    assert "New &lt;i&gt;" in page_of_changes
    assert "<i>" not in page_of_changes
    assert "<b>" not in page_of_changes


def test_hostile_names_and_languages_do_no_harm(tmp_path: Path) -> None:
    old = {"a.html": '<html lang="&quot;><script>"><title>t</title><p>one</p></html>'}
    new = {
        "a.html": '<html lang="&quot;><script>"><title>\u202et"</title><p>two <a href="javascript:alert(1)">x</a></p>',
        "<script>.html": "<p>x",
        '"onload="x.pdf': b"%PDF-",
    }
    shown = render_html(compared(lay(tmp_path / "old", old), lay(tmp_path / "new", new))).decode()
    tree = lxml.html.document_fromstring(shown)
    assert not list(tree.iter("script"))
    assert "\u202e" not in shown
    assert not [link for link in tree.iter("a") if not str(link.get("href")).startswith(("#", URL))]
    assert {name for one in tree.iter(lxml.etree.Element) for name in one.attrib} <= {
        *("lang", "charset", "name", "content", "class", "id", "href", "dir", "scope", "aria-labelledby")
    }


def test_where_nothing_changed_it_says_so(tmp_path: Path) -> None:
    site = lay(tmp_path / "site", OLD)
    found = compared(site, site)
    assert sentences_of(found) == ["Nothing changed: 11 addresses are the same, byte for byte."]
    assert span_of(found) == "an earlier and a later state"
    shown = lxml.html.document_fromstring(render_html(found).decode())
    assert words(shown.find(".//main")) == sentences_of(found)[0]
    assert json.loads(render_json(found))["changed"] == []


def test_both_files_are_the_same_each_time(changes: Changes, tmp_path: Path) -> None:
    for folder in ("one", "two/deep"):
        write_changes(changes, tmp_path / folder)
    for name in (PAGE, DATA):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two/deep" / name).read_bytes()
        assert str(tmp_path) not in (tmp_path / "one" / name).read_text()
    again = compared(lay(tmp_path / "old", OLD, {}, "2030-02-01"), lay(tmp_path / "new", NEW, ANSWERS, "2030-03-01"))
    assert render_html(again) == (tmp_path / "one" / PAGE).read_bytes()
    assert render_json(again) == (tmp_path / "one" / DATA).read_bytes()


def test_a_checker_of_html_finds_nothing_wrong(changes: Changes, tmp_path: Path) -> None:
    assert JAR.is_file(), f"{JAR} is missing"
    write_changes(changes, tmp_path)
    (tmp_path / "bad.html").write_bytes((tmp_path / PAGE).read_bytes().replace(b"</section>", b"</div>", 1))
    command = [
        "java",
        "-jar",
        str(JAR),
        "--format",
        "json",
        "--exit-zero-always",
        str(tmp_path / PAGE),
        str(tmp_path / "bad.html"),
    ]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)["messages"]
    assert [one["message"] for one in messages if one["url"].endswith(PAGE)] == []
    assert [one for one in messages if one["url"].endswith("bad.html")]


def _values(sheet: str) -> list[dict[str, str]]:
    """The values of the page's colours: by day, by night."""
    day, night = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", day))
    return [found, found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", night))]


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_colour_stands_out_enough_by_day_and_by_night(shown: lxml.html.HtmlElement) -> None:
    pairs = [(ink, ground) for ink in ("ink", "quiet", "accent") for ground in ("paper", "tint")]
    pairs += [("ink", "come"), ("ink", "gone"), ("come-edge", "paper"), ("gone-edge", "paper"), ("focus-ink", "focus")]
    for values in _values(shown.find(".//style").text):
        for ink, ground in pairs:
            low, high = sorted((_light(values[ink]), _light(values[ground])))
            assert (high + 0.05) / (low + 0.05) >= 7, (ink, ground)  # WCAG 2.2, 1.4.6
