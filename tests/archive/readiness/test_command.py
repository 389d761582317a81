"""`review-site readiness` on the example and on a folder of another generator."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.archive.readiness import lighthouse
from tests.archive.readiness.lighthouse import URL, page

from review_site.cli import main
from review_site.plugins.build import build_site


@pytest.fixture
def run() -> Callable[..., Result]:
    def call(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["readiness", *map(str, arguments)])

    return call


def test_the_report_is_printed_and_written(run: Callable[..., Result], tmp_path: Path) -> None:
    site = lighthouse.lay(tmp_path / "site")
    done = run(site, "--output", tmp_path / "report")
    assert done.exit_code == 0
    assert "Every rule that could be checked is met. 2 are still to be said or checked." in done.stdout
    assert (tmp_path / "report/readiness.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    printed = run(site, "--format", "json")
    assert json.loads(printed.stdout)["results"]["not checked here"] == 2
    assert printed.stdout.encode() == (tmp_path / "report/readiness.json").read_bytes()


def test_a_rule_that_is_not_met_ends_with_1(run: Callable[..., Result], tmp_path: Path) -> None:
    site = lighthouse.lay(
        tmp_path / "site", {"site-index.json": None, "menu/index.html": page("Menu", "<canvas></canvas>")}
    )
    done = run(site, "--url", URL)
    assert done.exit_code == 1
    assert "menu/index.html, line 6: a canvas shows only what a script draws on it" in done.stdout


def test_wrong_use_is_told(run: Callable[..., Result], tmp_path: Path) -> None:
    site = lighthouse.lay(tmp_path / "site", {"site-index.json": None})
    assert "(add --url https://example.org/)" in run(site).stderr
    assert run(site).exit_code == 2
    assert run(site, "--url", "lights").exit_code == 2
    assert run(site, "--url", URL, "--vnu", tmp_path / "none.jar").exit_code == 2


def test_the_example_says_what_was_agreed(run: Callable[..., Result], lay: Callable[..., Path], tmp_path: Path) -> None:
    site = build_site(lay(), tmp_path / "built", "2022-03-04")
    results = {one["id"]: one["result"] for one in json.loads(run(site, "--format", "json").stdout)["rules"]}
    assert [name for name, result in results.items() if result in ("fail", "not told")] == []


def test_the_real_site_is_ready_and_says_what_nobody_told(run: Callable[..., Result], built_site: Path) -> None:
    done = run(built_site, "--format", "json")
    content = json.loads(done.stdout)
    results = {one["id"]: one["result"] for one in content["rules"]}
    assert (done.exit_code, content["stops"]) == (0, [])
    assert {name for name, result in results.items() if result == "not told"} == {"A2", "A20", "A21"}
    assert {name for name, result in results.items() if result == "not checked here"} == {"A14", "A17", "A18"}
    assert content["read"]["pages"] > 200
