"""One check of many files of a bundle, on all cores: what it finds and tells comes in the order of the files."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from review_site.problems import Problem, Problems
from review_site.workers import spread

_Job = TypeVar("_Job")
_Found = TypeVar("_Found")


def each_apart(
    jobs: Sequence[_Job], check: Callable[[_Job, Problems], _Found], problems: Problems, *, least: int = 64
) -> Iterator[_Found]:
    """Give what a check of each job returns; it is run in several processes, so that what it notes elsewhere is lost.

    Args:
        jobs: what is checked, each by itself.
        check: is given a job and what gathers its problems; it returns what pickle knows, and opens the files it reads,
            for processes that share an open file share their place in it.
        problems: gathers the problems of all jobs.
        least: below so many jobs this process does all of them.

    Raises:
        whatever stopped the check of a job: of the first one in order, after the problems that came before it.
    """
    for found, told, error in spread(jobs, partial(_apart, check), least=least):
        problems.extend(told)
        if error is not None:
            raise error
        yield from found


def _apart(
    check: Callable[[_Job, Problems], _Found], job: _Job
) -> tuple[tuple[_Found, ...], list[Problem], Exception | None]:
    problems = Problems()
    try:
        found = (check(job, problems),)
    except Exception as error:
        return (), list(problems), error
    return found, list(problems), None
