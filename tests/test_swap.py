"""A folder takes the place of another in one step where the system can, and one run at a time does so."""

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from review_site import linux, swap
from review_site.swap import put_back, staging_of, swap_in, turn_at


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for folder, text in ((tmp_path / "site", "old"), (staging_of(tmp_path / "site"), "new")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
        (folder / f"{text}.html").write_text(text)
    return tmp_path / "site"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def no_exchange(*_: object) -> bool:
    return False


def test_whoever_looks_finds_one_whole_folder_at_each_instant(output: Path) -> None:
    seen, stop = set[str](), threading.Event()
    staging = staging_of(output)

    def look() -> None:
        while not stop.is_set():
            try:
                seen.add((output / "index.html").read_text())
            except OSError as error:
                seen.add(str(error))

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(200):
        staging.mkdir(exist_ok=True)
        (staging / "index.html").write_text("old" if number % 2 else "new")
        swap_in(staging, output)
    stop.set()
    reader.join()
    assert seen <= {"old", "new"}
    assert names(output.parent) == ["site"]


@pytest.mark.parametrize("step", [linux.exchange, no_exchange])
def test_the_new_one_stands_and_nothing_is_left_beside_it(
    output: Path, monkeypatch: pytest.MonkeyPatch, step: Callable[[Path, Path], bool]
) -> None:
    monkeypatch.setattr(swap, "exchange", step)
    monkeypatch.setattr(swap, "write_through", linux.write_through)
    swap_in(staging_of(output), output)
    assert (names(output), names(output.parent)) == (["index.html", "new.html"], ["site"])


def test_the_first_one_needs_no_last(output: Path) -> None:
    swap_in(output, output.parent / "first")
    assert names(output.parent) == [".site.building", "first"]


@pytest.mark.parametrize("failing", [linux.write_through, Path.rename])
def test_the_old_one_stands_where_it_cannot_be_done(
    output: Path, monkeypatch: pytest.MonkeyPatch, failing: Callable[..., object]
) -> None:
    def refuse(place: Path, *_: object) -> None:
        if place == staging_of(output):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        failing(place, *_)

    monkeypatch.setattr(swap, "exchange", no_exchange)
    monkeypatch.setattr(*((swap, "write_through") if failing is linux.write_through else (Path, "rename")), refuse)
    with pytest.raises(OSError, match="No space left"):
        swap_in(staging_of(output), output)
    assert names(output) == ["index.html", "old.html"]


def test_without_that_step_the_last_one_comes_back_after_a_kill(output: Path) -> None:
    output.rename(output.parent / ".site.old")
    put_back(output, "missing")
    assert not output.exists()
    put_back(output, "index.html")
    assert names(output) == ["index.html", "old.html"]


def test_a_file_system_that_refuses_the_step_is_no_fault(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux, "_function", lambda _: lambda *_: -1)
    assert not linux.exchange(output, staging_of(output))
    monkeypatch.setattr(linux, "_function", lambda _: None)
    assert not linux.exchange(output, staging_of(output))
    linux.write_through(output)
    linux.end_with(os.getppid())
    assert (output / "index.html").read_text() == "old"


def test_what_could_not_be_written_is_raised(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux, "_function", lambda _: lambda *_: -1)
    monkeypatch.setattr(linux.ctypes, "get_errno", lambda: errno.ENOSPC)
    with pytest.raises(OSError, match="No space left on device"):
        linux.write_through(output)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EBADF])
def test_where_there_are_no_locks_a_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(swap.fcntl, "flock", refuse)
    waited = list[int]()
    with turn_at(tmp_path, lambda: waited.append(1)):
        assert waited == []


def test_a_killed_run_leaves_no_lock_and_no_process(tmp_path: Path) -> None:
    script = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from review_site.swap import turn_at\n"
        "from review_site.workers import spread\n"
        "def work(job):\n"
        "    os.write(1, f'{os.getpid()}\\n'.encode())\n"
        "    time.sleep(3600)\n"
        "with turn_at(Path(sys.argv[1]), lambda: None):\n"
        "    spread([1, 2, 3], work, least=1)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    environment = {**os.environ, "REVIEW_SITE_CORES": "3"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdout is not None
        workers = [run.stdout.readline() for _ in range(3)]
        run.kill()
        run.stdout.read()  # at its end all that could write into it have ended
    assert f"{run.pid}\n" in workers
    assert run.returncode == -signal.SIGKILL
    waited = list[int]()
    with turn_at(tmp_path, lambda: waited.append(1)):
        assert waited == []
