"""From what judges say to the file of results, and back through the reader."""

from pathlib import Path

import yaml
from tests.accessibility.findings import criteria_of, gather, of_axe, of_vnu, render_results
from tests.accessibility.pages import choose
from tests.accessibility.run import lay_project

from review_site.content.results import RESULTS, Results
from review_site.content.shelf import read_file
from review_site.problems import Problems

ROOT = Path(__file__).parents[2]
VIOLATION = {"id": "color-contrast", "help": "Elements must  stand out.", "tags": ["cat.color", "wcag2aa", "wcag143"]}


def test_the_tags_of_axe_name_criteria() -> None:
    assert criteria_of(["wcag2a", "wcag412", "wcag244", "wcag1410", "section508"]) == ("1.4.10", "2.4.4", "4.1.2")
    assert criteria_of(["wcag411", "wcag146", "best-practice", "wcag21aa"]) == ()


def test_one_rule_is_told_once_with_its_pages_and_views() -> None:
    seen = [
        *of_axe([VIOLATION], "/b/", "dark"),
        *of_axe([VIOLATION], "/a/", "dark"),
        *of_axe([VIOLATION], "/a/", "light"),
        *of_axe([{"id": "region", "help": "Landmarks", "tags": ["best-practice"]}], "/a/", "light"),
    ]
    first, second = gather(seen)
    assert first == {
        "tool": "axe-core",
        "rule": "color-contrast",
        "what": "Elements must stand out",
        "criteria": ["1.4.3"],
        "pages": ["/a/", "/b/"],
        "views": ["dark", "light"],
    }
    assert (second["rule"], second["criteria"]) == ("region", [])
    assert gather(reversed(seen)) == [first, second]


def test_vnu_tells_errors_and_warnings_of_files() -> None:
    messages = [
        {"type": "error", "message": "Bad", "url": "file:///a.html"},
        {"type": "info", "subType": "warning", "message": "Odd", "url": "file:///a.html"},
        {"type": "info", "message": "Fine", "url": "file:///a.html"},
    ]
    found = of_vnu(messages, {"file:///a.html": "/a/"})
    assert [(one.rule, one.what, one.page) for one in found] == [("error", "Bad", "/a/"), ("warning", "Odd", "/a/")]


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    hostile = "“No”: {yes} <script> # *&\u202e é"
    results = {
        "tested": "2026-11-24",
        "tools": [{"name": "axe-core", "version": "4.10"}],
        "views": ["light"],
        "pages": ["/"],
        "stored": [],
        "asked": [],
        "findings": gather(of_axe([VIOLATION | {"help": hostile}], "/", "light")),
    }
    text = render_results(results)
    assert render_results(yaml.safe_load(text)) == text
    (tmp_path / RESULTS).write_text(text, encoding="utf-8")
    problems = Problems()
    _, read = read_file(Results, tmp_path, RESULTS, problems)
    assert list(problems) == []
    assert read is not None
    assert (read.entry.tools[0].version, read.entry.findings[0].criteria) == ("4.10", ("1.4.3",))
    assert read.entry.findings[0].what == hostile.replace("\u202e", "?")


def test_every_standing_page_and_some_of_each_other_kind_are_tested() -> None:
    kinds = ["page", "page", "page", "blog", "blog", "blog", "moved"]
    entries = [{"address": f"/{n}/", "kind": kind, "file": f"{n}/index.html"} for n, kind in enumerate(kinds)]
    entries += [{"address": "/a.pdf", "kind": "attachment", "file": "a.pdf"}]
    assert choose(reversed(entries)) == ["/0/", "/1/", "/2/", "/3/", "/4/", "/404.html"]


def test_bad_results_do_not_keep_the_site_from_being_tested_again(tmp_path: Path) -> None:
    project = tmp_path / "project"
    lay_project(ROOT, project)
    file = project / "content" / RESULTS
    bad = yaml.safe_load(file.read_text(encoding="utf-8")) | {"stored": ["visitor"], "asked": ["example.org"]}
    file.write_text(render_results(bad), encoding="utf-8")
    again = yaml.safe_load((lay_project(project, tmp_path / "again") / "content" / RESULTS).read_text(encoding="utf-8"))
    assert (again["stored"], again["asked"]) == ([], [])
    file.unlink()
    assert (lay_project(project, tmp_path / "third") / "content" / RESULTS).is_file()
