"""review-site compare, as it is typed: what is printed, what is left, how it exits."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.archive.states import ANSWERS, NEW, OLD, URL, bag_of, lay, page

from review_site.archive.bundle import write_bundle
from review_site.archive.compare.reading import read_snapshot
from review_site.archive.options import Options
from review_site.archive.verify import verify_bundle
from review_site.archive.verify.changes import verify_changes
from review_site.archive.verify.warc import verify_warc
from review_site.cli import main
from review_site.problems import Problems

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in a folder with two states of a site."""
    lay(tmp_path / "old", OLD, {}, "2030-02-01")
    lay(tmp_path / "new", NEW, ANSWERS, "2030-03-01")
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, ["compare", *map(str, words)], catch_exceptions=False)


def test_two_folders_are_compared_in_words(run: Run) -> None:
    told = run("old", "new")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[:2] == [
        "Review of Lighthouses, from 1 February 2030 to 1 March 2030",
        "Pages: 1 added, 1 removed, 1 moved.",
    ]
    assert "~ /plan.pdf\n" in told.stdout
    assert not list(Path().rglob("changes-since-previous.*"))


def test_a_page_and_data_are_written_where_they_are_wanted(run: Run) -> None:
    told = run("old", "new", "--output", "deep/report", "--format", "json")
    assert told.exit_code == 0
    assert told.stderr == "For people: deep/report/changes-since-previous.html\n"
    assert told.stdout == Path("deep/report/changes-since-previous.json").read_text()
    assert json.loads(told.stdout)["version"] == 1
    assert Path("deep/report/changes-since-previous.html").read_text().startswith("<!DOCTYPE html>")


def test_bundles_are_compared_with_what_they_refer_to(run: Run) -> None:
    first = bag_of(Path("old"), Path("first"), "2030-02-01")
    second = bag_of(Path("old"), Path("second"), "2030-02-15", read_snapshot(first))
    apart = json.loads(run(second, "new", "--format", "json").stdout)
    helped = json.loads(run(second, "new", "--previous", first, "--format", "json").stdout)
    cuts = [{one["address"]: one["cut"] for one in told["changed"]} for told in (apart, helped)]
    assert (cuts[0]["/"], cuts[1]["/"]) == ("absent", None)
    chain = run(first, second, "--format", "json")
    assert json.loads(chain.stdout)["changed"] == []


def test_what_cannot_be_compared_is_told(run: Run) -> None:
    lay(Path("bare"), {"index.html": "x"})
    for words, said in (
        (("bare", "new"), "bare does not say the address of its site (add --url https://example.org/)"),
        (("old", "new", "--url", "nowhere"), "“nowhere” is not the plain full address of a site"),
        (("old", "nothing"), "'nothing' does not exist"),
        (("old", "new", "--previous", "nothing"), "'nothing' does not exist"),
    ):
        told = run(*words)
        assert (told.exit_code, said in told.stderr) == (2, True), told.stderr
    assert run("bare", "new", "--url", URL).exit_code == 0
    Path("broken.tar").write_text("x" * 600)
    told = run("broken.tar", "new")
    assert told.exit_code == 1
    assert told.stdout.startswith("broken.tar: tar at byte 0: is no header of a tar")


@pytest.mark.parametrize("interim", [False, True])
def test_a_bundle_reports_on_the_one_before_it(run: Run, interim: bool) -> None:
    for site in ("old", "new"):
        (Path(site) / "site-index.json").unlink()  # what has a record of its own must be ready for the archive
        lay(Path(site), {"404.html": page("Not found", "")})
    first = write_bundle(Path("old"), URL, Path("one"), datetime(2030, 2, 1, tzinfo=UTC))
    options = Options(previous=first, interim=interim)
    bag = write_bundle(Path("new"), URL, Path("two"), datetime(2030, 3, 1, tzinfo=UTC), options)
    told = json.loads((bag / "data/reports/changes-since-previous.json").read_bytes())
    statuses = {one["address"]: one["new"]["status"] for one in told["changed"] if one["nature"] == "status"}
    assert statuses == ({"/gone/": 404, "/site.1a2b3c4d.css": 404} if interim else {})
    problems = Problems()
    (warc,) = bag.glob("data/web/*.warc.gz")
    files = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    responses = verify_warc(warc, warc.name, problems).responses
    verify_changes(bag, warc.relative_to(bag).as_posix(), files, responses, problems)
    assert list(problems) == []
    assert verify_bundle(bag) == []
