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


def stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


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


@pytest.mark.parametrize(
    ("work", "words", "folder", "undone"),
    [
        ("plugins.build.build_whole", ("build",), "site", "The site was not built."),
        ("plugins.serve.serve_preview", ("serve",), "preview", "The preview was not built."),
        ("hosting.folder.make_hosting", ("hosting", "docs"), "hosting", "Nothing was made for a web server."),
    ],
)
def test_who_stops_a_command_is_told_what_stands(
    work: str, words: tuple[str, ...], folder: str, undone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_another(*_: object, **__: object) -> None:
        (tmp_path / folder).rename(tmp_path / "old")
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").touch()
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(f"review_site.{work}", stop)
    result = run(*words)
    assert (result.exit_code, result.stderr.endswith(f"\nStopped. {undone}\n")) == (1, True)
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "index.html").touch()
    assert run(*words).stderr.endswith(f"\nStopped. {undone} The last one stands as it was.\n")
    monkeypatch.setattr(f"review_site.{work}", put_another)
    assert run(*words).stderr.endswith("\nStopped. The new one stands.\n")


def test_who_stops_an_archive_is_told_that_there_is_no_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("site", "dist/bundle"):
        Path(folder).mkdir(parents=True)
    Path("site/index.html").write_text("<title>x</title>", encoding="utf-8")
    monkeypatch.setattr(archive, "write_bundle", stop)
    result = run("archive", "site", "--url", "https://example.org/")
    assert result.exit_code == 1
    assert result.stderr.endswith("\nStopped. No bundle was made. What lies in dist is older.\n")
    monkeypatch.setattr(archive, "verify_and_count", stop)
    stopped = run("verify", "dist/bundle")
    assert (stopped.exit_code, stopped.stderr.endswith("\nStopped.\n")) == (1, True)


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
