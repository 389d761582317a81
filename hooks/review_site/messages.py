"""Problems in words: for people, for annotations on GitHub, for other programs."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby

from review_site.problems import Level, Problem, in_order

_GITHUB: dict[Level, str] = {"problem": "error", "to do": "notice", "advice": "warning"}
_A_SCREEN, _NAMED = 20, 5  # lines; files


def render_text(problems: Iterable[Problem]) -> str:
    """Return one line a problem, `path:line: field: what (mend)`, with a blank line between files."""
    files = groupby(in_order(problems), key=lambda problem: problem.path)
    return "\n".join("".join(f"{problem}\n" for problem in found) for _, found in files)


def render_github(problems: Iterable[Problem]) -> str:
    """Return one workflow command a problem, which GitHub shows beside the line in a pull request.

    Data and properties are escaped as GitHub's runner reads them back: percent sign, line ends; in properties also
    colon and comma.
    """
    return "".join(_command(problem) for problem in in_order(problems))


def render_json(problems: Iterable[Problem]) -> str:
    """Return a JSON list with an object a problem: level, path, line (or null), field, what, mend."""
    rows = [
        {name: getattr(problem, name) for name in ("level", "path", "line", "field", "what", "mend")}
        for problem in in_order(problems)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": render_text,
    "github": render_github,
    "json": render_json,
}


def count_words(problems: Iterable[Problem]) -> str:
    """Return how many problems there are, and in how many files: 3 problems in 2 files.

    Of more than a screen holds, say in which files most of them are.
    """
    paths = Counter(problem.path for problem in problems)
    words = f"{counted(paths.total(), 'problem')} in {counted(len(paths), 'file')}"
    if paths.total() <= _A_SCREEN or len(paths) == 1:
        return words
    most = sorted(paths, key=lambda path: (-paths[path], path))[:_NAMED]
    return f"{words}, most of them in: {', '.join(f'{path} ({paths[path]})' for path in most)}"


def _command(problem: Problem) -> str:
    place = f"file={_property(problem.path)}" + (f",line={problem.line}" if problem.line else "")
    words = f"{problem.what} ({problem.mend})".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{_GITHUB[problem.level]} {place},title={_property(problem.field)}::{words}\n"


def _property(value: str) -> str:
    pairs = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"))
    for mark, code in pairs:
        value = value.replace(mark, code)
    return value


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
