"""When the machine cannot go on it is said to be at fault, and neither the site nor the bundle."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from review_site.archive.verify.attempt import attempt
from review_site.cli import archive, main
from review_site.problems import Problems
from review_site.workers import LostProcessError

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FULL, "machine: file: No space left on device (make room where the result goes, and for work in /"),
        (LostProcessError("a process ended early (signal 9)"), "machine: process: a process ended early (signal 9) ("),
    ],
)
def test_a_bundle_is_not_blamed_for_the_machine(
    error: Exception, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "verify_and_count", failing(error))
    result = run("verify", str(tmp_path))

    assert result.exit_code == 1
    assert result.stdout.startswith(told)
    assert "The bundle was not verified" in result.stderr


@pytest.mark.parametrize("older", [True, False])
def test_an_older_bundle_is_named_where_there_is_one(
    older: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "write_bundle", failing(FULL))
    site, output = tmp_path / "site", tmp_path / "dist"
    for folder in (site, output):
        folder.mkdir()
    (site / "index.html").write_text("<title>x</title>", encoding="utf-8")
    if older:
        (output / "bundle").mkdir()
    result = run("archive", str(site), "--url", "https://example.org/", "--output", str(output))

    assert result.exit_code == 1
    assert "No bundle was made." in result.stderr
    assert ("is older" in result.stderr) is older


def test_a_file_that_cannot_be_read_is_a_problem_and_a_full_disk_is_none() -> None:
    problems = Problems()
    attempt("data/a", problems, failing(OSError(errno.EIO, "Input/output error")))
    assert [problem.path for problem in problems] == ["data/a"]
    with pytest.raises(OSError, match="No space left"):
        attempt("data/a", problems, failing(FULL))


def test_an_end_that_is_asked_for_leaves_nothing_behind(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, tempfile\n"
        "from review_site.cli import archive, main\n"
        "def work(*_, **__):\n"
        "    with tempfile.TemporaryDirectory(dir=sys.argv.pop()):\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        signal.pause()\n"
        "archive.verify_and_count = work\n"
        "main(['verify', '.'])\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    ended = subprocess.run(command, check=False, capture_output=True, cwd=tmp_path)

    assert ended.returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
