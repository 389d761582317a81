"""A library and an instant → advice on legal pages and tests that nobody has looked at for a year.

A statement is kept “under regular review” (regulation 8(1)); the government's guidance says each year.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from review_site.clock import is_due
from review_site.content.library import Library
from review_site.content.results import RESULTS
from review_site.content.source import Key, Source, read_register
from review_site.content.when import When
from review_site.problems import Problem, Problems

_REVIEWED: Key = ("legal", "accessibility", "reviewed")
_PRIVACY: Key = ("legal", "privacy", "reviewed")
_TESTED: Key = ("tested",)
_READ = "read it against the site, and write the day"


def advise_on_reviews(library: Library, content: Path, instant: datetime) -> list[Problem]:
    """Return the advice on what was last read or tested over a year before an instant (London), or before the tests."""
    legal, results = library.review.legal, library.results
    register = _read(content, "review.yml")
    tests = _read(content, RESULTS)
    told = Problems()
    statement = legal.accessibility.reviewed
    _tell(told, register, _REVIEWED, _age("the accessibility statement was last reviewed", statement, instant), _READ)
    _tell(
        told, register, _PRIVACY, _age("the privacy notice was last reviewed", legal.privacy.reviewed, instant), _READ
    )
    if results is not None:
        _tell(
            told, tests, _TESTED, _age("the site was last tested", results.tested, instant), "run `make accessibility`"
        )
        if statement.first < results.tested.first:
            late = f"the accessibility statement was last reviewed {statement.joined}, before the last test"
            _tell(told, register, _REVIEWED, [late], _READ)
    return list(told)


def _age(words: str, when: When, instant: datetime) -> Iterator[str]:
    """Give that something is a year old, or of a day to come."""
    day = when.first.date()
    if not is_due(when.due, instant):
        yield f"{words} {when.joined}, which is still to come"
    elif (instant.year - 1, instant.month, instant.day) > (day.year, day.month, day.day):
        yield f"{words} {when.joined}, more than a year ago"


def _tell(told: Problems, source: Source | None, key: Key, words: Iterator[str] | list[str], mend: str) -> None:
    if source is not None:
        for what in words:
            told.add(source.path, ".".join(map(str, key)), what, mend, line=source.line(key), level="advice")


def _read(content: Path, name: str) -> Source | None:
    file = content / name
    return read_register(file, f"{content.name}/{name}", Problems()) if file.is_file() else None
