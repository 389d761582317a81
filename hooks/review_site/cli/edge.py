"""The edge of the program: how problems leave it, how an instant comes in."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from review_site.clock import parse_instant, read_instant, wall_clock
from review_site.machine import problem_of
from review_site.messages import FORMATS, count_words
from review_site.problems import Problem, ProblemsError
from review_site.swap import turn_at
from review_site.workers import LostProcessError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

P = ParamSpec("P")
with_format = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    help="How problems are told: for people, as annotations on GitHub, as JSON.",
)


class Progress:
    """What is told of work as it goes on, on the terminal and never in what is printed; imported at the first word."""

    @cached_property
    def console(self) -> "Console":
        """The console on standard error."""
        from rich.console import Console

        return Console(stderr=True)

    def print(self, words: str, **how: Any) -> None:
        """Say something that stays."""
        self.console.print(words, **how)

    def status(self, words: str) -> "Status":
        """Say what is being done, while a block runs."""
        return self.console.status(words)


progress = Progress()


class InstantType(click.ParamType[str]):
    """A London date or date-time."""

    name = "INSTANT"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the instant and hand on its text."""
        try:
            parse_instant(value)
        except ValueError as error:
            self.fail(f"{error} (write 2021-02-05, or 2021-02-05T17:00)", param, ctx)
        return value


def telling_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Print what is wrong, each problem on its line, and exit with 1."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (ProblemsError, OSError, LostProcessError) as error:
            if click.get_current_context().find_root().params["debug"]:
                raise
            problems = error.problems if isinstance(error, ProblemsError) else [problem_of(error)]
            tell(problems, str(kwargs.get("form", "text")))

    return wrapped


@contextmanager
def noting_what_stands(undone: str, folder: Path) -> Iterator[None]:
    """Note, when the work of a block is stopped, whether it was done, and what stands in its folder then."""
    before = _standing(folder)
    try:
        yield
    except KeyboardInterrupt as stopped:
        after = _standing(folder)
        last = " The last one stands as it was." if after else ""
        stopped.add_note("The new one stands." if after and after != before else f"{undone}{last}")
        raise


def _standing(folder: Path) -> int | None:
    """Return the number by which the system knows a folder that holds anything: another folder has another."""
    return folder.stat().st_ino if folder.is_dir() and any(folder.iterdir()) else None


@contextmanager
def turn_beside(*folders: Path) -> Iterator[None]:
    """Hold the places in which finished folders stand, so that no two commands change them at once; say so to wait.

    They are held in one order, so that no two commands wait for each other.
    """
    words = "Another command is at work here. This one goes on when that has ended."
    with ExitStack() as held:
        for place in sorted({folder.resolve().parent for folder in folders}):
            held.enter_context(turn_at(place, lambda: progress.print(words)))
        yield


def tell(problems: Iterable[Problem], form: str) -> None:
    """Print what stops the work, and exit with 1; in the forms for programs, print all that was found."""
    found = list(problems)
    stopping = [problem for problem in found if problem.level == "problem"]
    click.echo(FORMATS[form](stopping if form == "text" else found), nl=False)
    click.echo(f"{count_words(stopping)}.", err=True)
    sys.exit(1)


def now() -> datetime:
    """Return the instant of this run, in London: SOURCE_DATE_EPOCH, else the clock."""
    try:
        return read_instant(None, os.environ, wall_clock())
    except ValueError as error:
        mend = "unset it, or write seconds since 1970"
        raise ProblemsError(
            [Problem(path="environment", field="SOURCE_DATE_EPOCH", what=str(error), mend=mend)]
        ) from None
