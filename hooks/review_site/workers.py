"""Independent jobs on all cores: processes forked from this one, so that what it has read need not be sent to them."""

import gc
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, NoReturn, TypeVar

from review_site.linux import end_with

_JOB = TypeVar("_JOB")
_RESULT = TypeVar("_RESULT")
_LEAST = 64
CORES = "REVIEW_SITE_CORES"


class LostProcessError(Exception):
    """A process ended without a word: it was killed, by hand or by a system that had no more memory."""


def cores() -> int:
    """Return how many processes work at once: what REVIEW_SITE_CORES says, else as many as this one may run on.

    It is 1 where a process cannot be forked safely: on Windows, and on macOS, whose frameworks do not survive it.
    """
    if not sys.platform.startswith(("linux", "freebsd")):
        return 1
    with suppress(ValueError):
        return max(1, int(os.environ.get(CORES, "")))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def is_worth_spreading(jobs: int, *, least: int = _LEAST) -> bool:
    """Say whether so many jobs would be spread."""
    return jobs >= least and cores() > 1


def spread(jobs: Sequence[_JOB], work: Callable[[_JOB], _RESULT], *, least: int = _LEAST) -> list[_RESULT]:
    """Return what `work` makes of each job, in the order of the jobs.

    Below `least` jobs, or with one core, this process does all of them. Otherwise each process, this one among them,
    takes every n-th job. What the others change in memory is lost: a job must give back all that it makes, in a form
    that pickle knows.

    Raises:
        whatever `work` raises: for the first job, in order, that it raises anything for.
        LostProcessError: when a process ended without a word.
    """
    if not is_worth_spreading(len(jobs), least=least):
        return [work(job) for job in jobs]
    count = min(cores(), len(jobs))
    others: list[tuple[int, IO[bytes]]] = []
    gc.freeze()  # a collection in a process must not touch, and so copy, the memory that it shares
    try:
        for number in range(1, count):
            others.append(_start(jobs[number::count], work))  # noqa: PERF401 - each is known as soon as it runs
        shares = [_work_on(jobs[::count], work)]
        while others:
            process, results = others[0]
            _, status = os.waitpid(process, 0)
            del others[0]
            shares.append(_share_of(status, results))
    finally:
        gc.unfreeze()
        for process, results in others:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            results.close()
    stopped = [(len(made) * count + number, error) for number, (made, error) in enumerate(shares) if error is not None]
    if stopped:
        raise min(stopped, key=lambda one: one[0])[1]
    return [shares[at % count][0][at // count] for at in range(len(jobs))]


def _work_on(jobs: Sequence[_JOB], work: Callable[[_JOB], _RESULT]) -> tuple[list[_RESULT], BaseException | None]:
    """Return what is made of jobs, up to the first for which an exception is raised, and that."""
    made: list[_RESULT] = []
    for job in jobs:
        try:
            made.append(work(job))
        except Exception as error:
            return made, error
    return made, None


def _start(jobs: Sequence[_JOB], work: Callable[[_JOB], _RESULT]) -> tuple[int, IO[bytes]]:
    """Fork a process for some jobs; return its number, and the unnamed file that will hold what it made of them."""
    results = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who reads it; a pipe would fill and hold it up
    parent = os.getpid()
    process = os.fork()
    if not process:
        end_with(parent)
        _work_and_leave(jobs, work, results)
    return process, results


def _work_and_leave(jobs: Sequence[_JOB], work: Callable[[_JOB], _RESULT], results: IO[bytes]) -> NoReturn:
    """Write what was made of the jobs, or why not, and end this process without anything that its parent will do."""
    code = 1
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        try:
            results.write(_pickled(*_work_on(jobs, work)))
            results.flush()
        except BaseException as error:
            results.seek(0)
            results.truncate()  # on a full disk this makes the room that the words need
            results.write(_pickled([], error))
            results.flush()
        code = 0
    finally:
        os._exit(code)


def _pickled(made: list[_RESULT], error: BaseException | None) -> bytes:
    """Return a share for the parent, of an exception its words alone where it does not survive pickling."""
    try:
        data = pickle.dumps((made, error), protocol=pickle.HIGHEST_PROTOCOL)
        if error is not None:
            pickle.loads(data)  # noqa: S301 - our own
    except Exception:
        if error is None:
            raise
        words = "".join(traceback.format_exception(error))
        data = pickle.dumps((made, RuntimeError(words)), protocol=pickle.HIGHEST_PROTOCOL)
    return data


def _share_of(status: int, results: IO[bytes]) -> tuple[list[_RESULT], BaseException | None]:
    """Return what a process made that ended with a status, and the exception that it met with.

    Raises:
        LostProcessError: when it left nothing.
    """
    with results:
        if status:
            how = f"signal {-code}" if (code := os.waitstatus_to_exitcode(status)) < 0 else f"code {code}"
            raise LostProcessError(f"a process ended early ({how})")
        results.seek(0)
        made, error = pickle.load(results)  # noqa: S301 - our own, from a file without a name
    return made, error
