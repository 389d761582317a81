"""Jobs on all cores: the same results as on one, whatever happens in a process."""

import errno
import os
import signal
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest

from review_site import workers
from review_site.problems import Problem, ProblemsError
from review_site.workers import CORES, LostProcessError, cores, is_worth_spreading, spread


@pytest.fixture(params=["1", "2", "5"])
def on_cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv(CORES, request.param)
    return int(request.param)


@pytest.mark.parametrize("jobs", [0, 1, 4, 5, 64, 203])
def test_results_stand_in_the_order_of_their_jobs(on_cores: int, jobs: int) -> None:
    assert spread(range(jobs), lambda job: job * job, least=1) == [job * job for job in range(jobs)]


def test_every_process_works(on_cores: int) -> None:
    processes = set(spread(range(100), lambda _: os.getpid()))

    assert len(processes) == on_cores
    assert os.getpid() in processes


def test_few_jobs_stay_in_this_process(on_cores: int) -> None:
    assert set(spread(range(63), lambda _: os.getpid())) == {os.getpid()}
    assert is_worth_spreading(64) is (on_cores > 1)


def test_large_results_do_not_hold_a_process_up(on_cores: int) -> None:
    made = spread(range(8), lambda job: bytes([job]) * 3_000_000, least=1)

    assert [(result[0], len(result)) for result in made] == [(job, 3_000_000) for job in range(8)]


@pytest.mark.parametrize("at", [0, 1, 99])
def test_an_exception_is_that_of_the_job(on_cores: int, at: int) -> None:
    def work(job: int) -> int:
        if job == at:
            raise KeyError(f"job {job}")
        return job

    before = _children()

    with pytest.raises(KeyError, match=f"job {at}"):
        spread(range(100), work)
    assert _children() == before


def test_of_several_exceptions_that_of_the_first_job_is_raised(on_cores: int) -> None:
    def work(job: int) -> int:
        if job in {7, 23, 30, 31, 99}:
            raise ProblemsError([Problem(path=f"{job}.md", field="file", what="is wrong", mend="mend it")])
        return job

    with pytest.raises(ProblemsError) as raised:
        spread(range(100), work)
    assert [problem.path for problem in raised.value.problems] == ["7.md"]


def test_an_exception_that_cannot_be_sent_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")

    class LocalError(Exception):
        """Not to be found by its name from elsewhere."""

    def work(job: int) -> int:
        if job == 1:
            raise LocalError("odd")
        return job

    with pytest.raises(RuntimeError, match="LocalError: odd"):
        spread(range(100), work)


def test_a_killed_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "3")
    parent, before = os.getpid(), _children()

    def work(job: int) -> int:
        if job == 1 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return job

    with pytest.raises(LostProcessError, match=r"a process ended early \(signal 9\)"):
        spread(range(100), work)
    assert _children() == before


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    file = FullDisk(tempfile.TemporaryFile(buffering=0))  # noqa: SIM115 - closed by who is given it
    monkeypatch.setattr(workers.tempfile, "TemporaryFile", lambda: file)

    with pytest.raises(OSError, match="No space left on device") as raised:
        spread(range(100), lambda job: bytes([job]) * 1000)
    assert raised.value.errno == errno.ENOSPC


class FullDisk:
    """A file on a disk with room for 4,000 bytes."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        if len(data) > 4000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return int(self.file.write(data))

    def __enter__(self) -> Any:
        return self.file.__enter__()

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def test_an_interruption_ends_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    parent, before = os.getpid(), _children()

    def work(job: int) -> int:
        if os.getpid() == parent:
            raise KeyboardInterrupt
        threading.Event().wait(60)
        return job

    with pytest.raises(KeyboardInterrupt):
        spread(range(100), work)
    assert _children() == before


def test_the_number_of_cores_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "0")
    assert cores() == 1
    monkeypatch.setenv(CORES, "many")
    assert cores() == len(os.sched_getaffinity(0))


def _children() -> list[str]:
    """The processes that this one, which may have run other tests with servers that stay, has started."""
    return Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text(encoding="ascii").split()
