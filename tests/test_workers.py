"""Jobs on all cores: the same results as on one, whatever happens in a process."""

import os
import signal
import threading
from pathlib import Path

import pytest

from review_site.workers import CORES, cores, is_worth_spreading, spread


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

    with pytest.raises(KeyError, match=f"job {at}"):
        spread(range(100), work)
    assert _children() == []


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
    parent = os.getpid()

    def work(job: int) -> int:
        if job == 1 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return job

    with pytest.raises(ChildProcessError, match=r"signal 9.*set REVIEW_SITE_CORES=1"):
        spread(range(100), work)
    assert _children() == []


def test_an_interruption_ends_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "2")
    parent = os.getpid()

    def work(job: int) -> int:
        if os.getpid() == parent:
            raise KeyboardInterrupt
        threading.Event().wait(60)
        return job

    with pytest.raises(KeyboardInterrupt):
        spread(range(100), work)
    assert _children() == []


def test_the_number_of_cores_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES, "0")
    assert cores() == 1
    monkeypatch.setenv(CORES, "many")
    assert cores() == len(os.sched_getaffinity(0))


def _children() -> list[str]:
    return Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text(encoding="ascii").split()
