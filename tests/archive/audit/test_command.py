"""review-site audit, as it is typed: what is printed and left, how it exits, how it goes on after it was killed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.archive.audit.web_archive import Held, StoppedTime, WebArchive, answer

from review_site.archive.audit.base import parse_base
from review_site.archive.audit.findings import Difference, Finding, parse_finding
from review_site.archive.audit.holdings import read_holdings
from review_site.archive.audit.sample import choose
from review_site.archive.audit.state import note_finding, open_state
from review_site.cli import main
from review_site.problems import ProblemsError

ROOT = "https://review.example.org"
ABOUT, HOME, NOT_FOUND = f"{ROOT}/about/", f"{ROOT}/", f"{ROOT}/404-not-found/"
NAME = "review-example-org-2023-05-01"
Run = Callable[..., Result]


@pytest.fixture
def run(shore: Path, archive: WebArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Audit the bundle in the archive, from a folder of its own, at noon of 1 July 2023."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1688209200")

    def invoke(*words: object) -> Result:
        command = ["audit", str(shore), "--archive", archive.base, "--rate", "1000/s", *map(str, words)]
        return CliRunner().invoke(main, command, catch_exceptions=False)

    return invoke


def _report(name: str = f"{NAME}-audit") -> dict[str, object]:
    report = json.loads(Path(f"{name}.json").read_text("utf-8"))
    assert isinstance(report, dict)
    return report


def test_a_whole_archive_is_told_in_a_few_lines(run: Run, archive: WebArchive) -> None:
    told = run("--contact", "Anna Ćosić <a@example.org>")
    assert (told.exit_code, told.stdout.splitlines()) == (
        0,
        [
            f"{NAME} in {archive.base}, 1 July 2023",
            "",
            "16 addresses: 16 identical",
            f"Report: {NAME}-audit.json and {NAME}-audit.txt",
        ],
    )
    assert sorted(file.name for file in Path().iterdir()) == [f"{NAME}-audit.json", f"{NAME}-audit.txt"]
    assert {head["user-agent"] for head in archive.heads} == {
        "review-site/0.1.0 (audit of a bundle after accession; Review of Lighthouses; https://review.example.org/; "
        "Anna ?osi? <a@example.org>)"
    }
    report = _report()
    assert report["counts"] == {
        "identical": 16, "neither": 0, "missing": 0, "differs": 0, "redirected": 0, "refused": 0, "unanswered": 0,
        "not asked": 0,
    }  # fmt: skip
    assert (report["bundle"], report["archive"], report["instant"]) == (NAME, archive.base, "2023-07-01T12:00:00+01:00")
    assert (report["addresses"], report["chosen"], report["stopped"], report["version"]) == (16, 16, None, 1)
    rows = report["findings"]
    assert isinstance(rows, list)
    assert [row["url"] for row in rows] == sorted(archive.held)
    assert rows[0] == {
        "url": HOME,
        "verdict": "identical",
        "asked": f"{archive.base}20230501113000id_/{HOME}",
        "captured": "20230501113000",
    }


def test_what_is_lost_is_told_for_people_and_programs(run: Run, archive: WebArchive) -> None:
    archive.held[ABOUT].body = archive.held[ABOUT].body.replace(b"Words", b"\x1b[31m")
    archive.held[HOME].captured = "20230401090000"
    archive.held[NOT_FOUND].captured = "20230408090000"
    del archive.held[f"{ROOT}/feed.atom"]
    archive.held[f"{ROOT}/assets/site.css"] = Held(302, {"Location": "/elsewhere/"}, b"", "20230501113000")
    archive.always[f"{ROOT}/unknown.kind"] = answer(403)
    told = run()
    assert told.exit_code == 1
    asked = f"{archive.base}20230501113000id_/"
    text = Path(f"{NAME}-audit.txt").read_text("utf-8")
    assert text.splitlines() == [
        f"{NAME} in {archive.base}, 1 July 2023",
        "",
        "16 addresses: 12 identical",
        "  1 missing",
        "  1 different",
        "  1 redirected",
        "  1 refused",
        "  2 of these captures were made at another time than the bundle, from 2023-04-01 to 2023-04-08",
        "",
        "Missing: the archive says that it holds no capture",
        f"  {ROOT}/feed.atom",
        f"    asked: {asked}{ROOT}/feed.atom",
        "",
        "Differs: the archive holds something else",
        f"  {ABOUT}",
        "    first other byte at 88: the bundle has “Words with <b>strong</b>er ones</p><img ”, the archive "
        "“\\x1b[31m with <b>strong</b>er ones</p><img ”",
        f"    asked: {asked}{ABOUT}",
        "",
        "Redirected: the archive holds a redirect in the place of the answer",
        f"  {ROOT}/assets/site.css",
        "    status: the bundle has 200, the archive 302",
        f"    target: the bundle has none, the archive {ROOT}/elsewhere/",
        f"    asked: {asked}{ROOT}/assets/site.css",
        "",
        "Could not be asked: the archive refused",
        f"  {ROOT}/unknown.kind",
        "    it answered 403",
        f"    asked: {asked}{ROOT}/unknown.kind",
    ]
    assert told.stdout.startswith(text.partition("\n\nMissing")[0])
    assert told.stdout.endswith("is asked again by the same command with --resume.\n")
    rows = {row["url"]: row for row in _report()["findings"]}  # type: ignore[attr-defined]
    assert rows[ABOUT]["differences"][0]["at"] == 88
    assert rows[f"{ROOT}/unknown.kind"]["reason"] == "it answered 403"


def test_what_could_not_be_asked_alone_is_another_exit_and_is_asked_again(run: Run, archive: WebArchive) -> None:
    archive.steps[ABOUT] = [answer(403)]
    assert run().exit_code == 3
    assert Path(f"{NAME}-audit.state").exists()
    archive.asked.clear()
    again = run()
    assert again.exit_code == 1
    assert "add --resume to go on, or remove it to begin again" in again.stdout
    assert archive.asked == []
    assert run("--resume").exit_code == 0
    assert archive.asked == [ABOUT]
    assert not Path(f"{NAME}-audit.state").exists()
    assert _report()["counts"]["identical"] == 16  # type: ignore[index]


def test_an_archive_that_has_enough_leaves_the_rest_unasked(run: Run, archive: WebArchive) -> None:
    archive.steps[ABOUT] = [answer(503, {"Retry-After": "7200"})]
    told = run()
    assert told.exit_code == 3
    assert "  13 not asked: the archive asks to be left alone for 7200 seconds" in told.stdout
    assert len(archive.asked) == 4
    assert run("--resume").exit_code == 0
    assert len(archive.asked) == 17


def test_the_same_answers_give_the_same_report(run: Run, archive: WebArchive) -> None:
    archive.held[ABOUT].body = b"x"
    del archive.held[HOME]
    written = []
    for name in ("one", "two"):
        assert run("--output", f"{name}.json").exit_code == 1
        written.append([Path(f"{name}{ending}").read_bytes() for ending in (".json", ".txt")])
    assert written[0] == written[1]


def test_a_sample_is_always_the_same_and_has_the_home_page(run: Run, archive: WebArchive, shore: Path) -> None:
    told = run("--sample", 4)
    assert "4 of 16 addresses: 4 identical" in told.stdout
    assert HOME in archive.asked
    assert len(set(archive.asked)) == 4
    holdings = read_holdings(shore)
    assert [one.url for one in choose(holdings, 4)] == sorted(archive.asked)
    assert set(choose(holdings, 4)) < set(choose(holdings, 7))
    assert choose(holdings, 100) == choose(holdings, None) == holdings.addresses


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--rate", "0/s"], "is not a rate (write 1/s, or 20/min)"),
        (["--rate", "fast"], "is not a rate"),
        (["--output", "x.txt"], "x.txt does not end with .json"),
        (["--archive", "ftp://example.org/"], "is not an address that begins with http:// or https://"),
        (["--archive", "https://example.org/?x"], "has a user, a query or a fragment"),
        (["--sample", "0"], "0 is not in the range"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_asked(
    run: Run, archive: WebArchive, words: list[str], said: str
) -> None:
    told = run(*words)
    assert told.exit_code == 2
    assert said in told.stderr
    assert archive.asked == []
    assert list(Path().iterdir()) == []


def test_a_rate_is_kept(run: Run, archive: WebArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = StoppedTime()
    monkeypatch.setattr(sys.modules["review_site.cli.audit"], "time", stopped)
    for rate, seconds in (("2", 0.5), ("0.1/s", 10.0), ("30/min", 2.0)):
        stopped.waits.clear()
        assert run("--sample", 6, "--rate", rate).exit_code == 0
        assert stopped.waits == [seconds] * 5
    assert len(archive.asked) == 18


def test_an_audit_killed_at_any_moment_goes_on_where_it_was(shore: Path, archive: WebArchive, tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "review_site.cli", "audit", shore, "--archive", archive.base),
        *("--rate", "50/s", "--output", tmp_path / "x.json"),
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    killed = 0
    while not (tmp_path / "x.json").exists():
        before = len(archive.asked)
        words = ["--resume"] if (tmp_path / "x.state").exists() else []
        process = subprocess.Popen([*map(str, command), *words], env=environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and len(archive.asked) < before + 5:
            time.sleep(0.002)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        assert killed < 10
    assert killed >= 2
    report = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert report["counts"]["identical"] == report["addresses"] == 16
    # At most the one request that was under way is asked again after each kill.
    assert len(archive.asked) <= 16 + killed
    assert not (tmp_path / "x.state").exists()


def test_a_line_that_a_killed_run_was_writing_is_dropped(shore: Path, tmp_path: Path) -> None:
    holdings, base, path = read_holdings(shore), parse_base("https://example.org/web"), tmp_path / "x.state"
    different = Difference(what="bytes", bundle="a", archive="b", at=3)
    one = Finding(url=ABOUT, verdict="differs", asked="x", differences=(different,), notes=("n",))
    unknown = Finding(url=HOME, verdict="refused", asked="x", reason="it answered 403")
    with open_state(path, holdings, base, resume=False) as (known, stream):
        assert known == {}
        note_finding(stream, one)
        note_finding(stream, unknown)
    whole = path.read_bytes()
    for cut in range(1, len(whole) - whole.index(b"\n")):
        path.write_bytes(whole[:-cut])
        with open_state(path, holdings, base, resume=True) as (known, _):
            assert set(known.values()) <= {one}
        assert whole.startswith(path.read_bytes())
    path.write_bytes(whole)
    with open_state(path, holdings, base, resume=True) as (known, _):
        assert known == {ABOUT: one}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("example.org/web", "example.com/web"), "is that of another bundle or archive"),
        (lambda text: text.replace(NAME, "other"), "is that of another bundle or archive"),
        (lambda text: text + "junk\n", "x.state:3: state: is damaged"),
        (lambda text: text + "[]\n", "x.state:3: state: is damaged"),
        (lambda text: text + "{}\n", "x.state:3: state: is not a finding"),
        (lambda text: text.replace("identical", "idle"), "x.state:2: state: is not a finding"),
        (lambda text: "junk\n" + text, "x.state:1: state: is damaged"),
    ],
)
def test_a_state_that_is_not_of_this_audit_is_refused(
    shore: Path, tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    holdings, base, path = read_holdings(shore), parse_base("https://example.org/web"), tmp_path / "x.state"
    with open_state(path, holdings, base, resume=False) as (_, stream):
        note_finding(stream, Finding(url=ABOUT, verdict="identical", asked="x"))
    path.write_text(change(path.read_text()))
    with pytest.raises(ProblemsError, match=re.escape(said)), open_state(path, holdings, base, resume=True):
        pass


def test_a_finding_comes_back_from_its_row() -> None:
    one = Finding(
        url=ABOUT,
        verdict="differs",
        asked="x",
        captured="20230501113000",
        differences=(
            Difference(what="status", bundle=200, archive=404),
            Difference(what="x", bundle=None, archive="y"),
        ),
        notes=("a", "b"),
    )
    assert parse_finding(json.loads(json.dumps(one.as_row()))) == one


def test_an_audit_that_somebody_stops_keeps_what_it_found(
    run: Run, archive: WebArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Impatient(StoppedTime):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if len(self.waits) == 4:
                raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["review_site.cli.audit"], "time", Impatient())
        told = run()
    assert (told.exit_code, told.stdout) == (130, "")
    assert "go on with --resume" in told.stderr
    assert [file.name for file in Path().iterdir()] == [f"{NAME}-audit.state"]
    assert run("--resume").exit_code == 0
    assert archive.asked == sorted(archive.held)
