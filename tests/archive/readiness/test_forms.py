"""The report as a page, as JSON and on a terminal: each says what was found, and nothing in it runs or loads."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.archive.readiness.lighthouse import FIGURE, FILM, Files, assessed, lay, page, read

from review_site.archive.readiness import RULES, render_html, render_json
from review_site.archive.readiness.html_form import SHOWN
from review_site.archive.readiness.markup import check_markup
from review_site.archive.readiness.text_form import render_text
from review_site.problems import ProblemsError

JAR = Path(__file__).parents[3] / ".judges/node_modules/vnu-jar/build/dist/vnu.jar"
FRAMES = "".join(f'<iframe src="https://maps.example.com/{n}?<b>&amp;"></iframe>\n' for n in range(SHOWN + 2))
FRAMED: Files = {
    "about/index.html": page("About", FRAMES + FILM + FIGURE),
    "menu/index.html": page("Menu", '<a href="/#!<script>">x</a>'),
}


class Reader(HTMLParser):
    """Gathers the tags, the addresses and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: set[str] = set()
        self.ids: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert name not in ("style", "src", "srcset"), (tag, name)
            assert not name.startswith("on"), (tag, name)
            (self.ids if name == "id" else self.links if name == "href" else set()).add(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_tells_every_rule_with_its_source_and_mark(tmp_path: Path) -> None:
    readiness = assessed(tmp_path, FRAMED)
    text = render_html(readiness).decode()
    seen = Reader(text)
    assert not {"script", "link", "img", "iframe", "form"}.intersection(seen.tags)
    assert {link.removeprefix("#") for link in seen.links if link.startswith("#")} == {rule.id for rule in RULES}
    assert seen.ids == {rule.id for rule in RULES}
    words = " ".join(seen.words.split())
    for one in readiness.assessed:
        rule = one.rule
        for told in (rule.title, rule.asks, rule.told_by, rule.because, one.finding.evidence, rule.sources[0].name):
            assert " ".join(told.split()) in words, (rule.id, told)
    assert words.count("[H] Only the heading of the rule was read") == 6
    assert words.count("[S] The rule was read in the source’s own text.") == 16
    assert "2 of the 22 rules are not met. 1 of them stops the bundle." in words
    assert "Not met and stops the bundle" in words
    assert "about/index.html, line 6 shows https://maps.example.com/0?%3Cb%3E& in a frame" in words
    assert "menu/index.html, line 6 leads to /#!<script>, which only a script reads" in words
    assert words.count("maps.example.com/") == SHOWN
    assert "2 more stand in readiness.json." in words


def test_json_has_every_place_and_agrees_with_the_values(tmp_path: Path) -> None:
    readiness = assessed(tmp_path, FRAMED)
    content = json.loads(render_json(readiness))
    assert content["results"] == {"pass": 19, "fail": 2, "not told": 0, "not checked here": 0, "does not apply": 1}
    assert content["stops"] == ["A5"]
    assert content["read"] == {"addresses": readiness.addresses, "pages": 6}
    assert [rule["id"] for rule in content["rules"]] == [f"A{number}" for number in range(1, 23)]
    (framed,) = (rule for rule in content["rules"] if rule["id"] == "A5")
    assert len(framed["places"]) == SHOWN + 2
    assert framed["places"][0]["file"] == "about/index.html"
    assert framed["mark"] == "S"


def test_a_folder_without_a_record_is_told_and_not_stopped(tmp_path: Path) -> None:
    readiness = assessed(tmp_path, {**FRAMED, "site-index.json": None})
    content = json.loads(render_json(readiness))
    assert (content["recorded"], content["stops"], content["site"]["as_at"]) == (False, [], None)
    words = " ".join(Reader(render_html(readiness).decode()).words.split())
    assert "None of them stops the bundle: this folder has no record of its own." in words
    assert "and stops the bundle" not in words
    assert len(readiness.blocking()) == SHOWN + 2


def test_the_lines_on_a_terminal_name_the_first_places(tmp_path: Path) -> None:
    lines = render_text(assessed(tmp_path, FRAMED)).splitlines()
    assert [line.split()[0] for line in lines if line.startswith("A")] == [f"A{number}" for number in range(1, 23)]
    assert sum("maps.example.com" in line for line in lines) == 5
    assert any(line.strip() == f"and {SHOWN - 3} more" for line in lines)


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = assessed(tmp_path / "a", FRAMED), assessed(tmp_path / "elsewhere/b", FRAMED)
    assert render_html(first) == render_html(second)
    assert render_json(first) == render_json(second)
    assert str(tmp_path) not in render_json(first).decode()


def test_the_checker_finds_errors_of_the_site_and_none_in_the_report(tmp_path: Path) -> None:
    report = render_html(assessed(tmp_path / "site", FRAMED))
    broken: Files = {"menu/index.html": page("Menu", "<p><div></p>"), "report.html": report}
    found = check_markup(read(lay(tmp_path / "again", broken))[0], JAR)
    assert {place.file for place in found} == {"menu/index.html"}
    assert {place.line for place in found} == {6, 7}


def test_a_checker_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "none.jar").write_bytes(b"no jar")
    with pytest.raises(ProblemsError, match="does not answer as the Nu HTML checker does"):
        check_markup(read(lay(tmp_path / "site"))[0], tmp_path / "none.jar")


def test_java_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProblemsError, match="Java is not installed"):
        check_markup(read(lay(tmp_path / "site"))[0], JAR)
