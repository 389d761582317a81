"""One piece of work on many files, on all cores; what stops it is told as it would be by one process."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from review_site.problems import Problem, ProblemsError
from review_site.workers import spread

_Job = TypeVar("_Job")
_Made = TypeVar("_Made")


def each_apart(jobs: Sequence[_Job], work: Callable[[_Job], _Made], *, least: int = 64) -> list[_Made]:
    """Return what `work` makes of each job, in the order of the jobs, as `spread` does.

    Args:
        jobs: what is worked on, each by itself.
        work: gives back what pickle knows, and opens the files that it reads: processes that share an open file share
            their place in it.
        least: below so many jobs this process does all of them.

    Raises:
        ProblemsError: of the first job, in order, that raised one.
        whatever else `work` raises.
    """
    made: list[_Made] = []
    for results, problems in spread(jobs, partial(_attempt, work), least=least):
        if problems:
            raise ProblemsError(problems)
        made += results
    return made


def _attempt(work: Callable[[_Job], _Made], job: _Job) -> tuple[list[_Made], tuple[Problem, ...]]:
    """Return what is made of a job, or its problems: the exception itself does not survive the way to the parent."""
    try:
        return [work(job)], ()
    except ProblemsError as error:
        return [], error.problems
