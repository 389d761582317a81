"""Every mistake that a tired person makes is told with its file, its line and the mend, and hides no other.

The files of tests/cases/mistakes/ say for each: its name, the rows of a good file that it takes away (-) and puts in
their place (+), and what is told (=), where … stands for anything, and the path for another file than that one.
"""

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.problems import Problem

CASES = Path(__file__).parents[1] / "cases/mistakes"
EXAMPLE = Path(__file__).parents[1] / "example"
PLACE = re.compile(r"(?:([^: ]+\.\w+):)?(\d+): (.*)")
_ESCAPE = re.compile(r"\\(?:t|x[0-9a-f]{2}|u[0-9a-f]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """An edit of a good file, from row `start` on, from 0.

    `needs` are the lines of good files, beside those on which it is told, which say what it is; `alone` when its
    file cannot be read at all, so that nothing else can be told of it.
    """

    name: str
    file: str
    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    told: tuple[str, ...]
    needs: tuple[str, ...]
    alone: bool

    def __str__(self) -> str:
        return self.name

    @property
    def end(self) -> int:
        return self.start + len(self.old)


def rows_of(path: str) -> list[str]:
    """The rows of a good file."""
    file = CASES / "good" / path
    return (file if file.exists() else EXAMPLE / path).read_text(encoding="utf-8").split("\n")


def read_mistakes(text: str) -> Iterable[Mistake]:
    file = ""
    for block in re.split(r"^(?=## |file )", text, flags=re.MULTILINE)[1:]:
        lines = block.splitlines()
        if lines[0].startswith("file "):
            file = lines[0].removeprefix("file ")
            continue
        old, new, told = (
            tuple(_ESCAPE.sub(_unescape, line[2:]) for line in lines if line[:1] == sign) for sign in "-+="
        )
        rows = rows_of(file)
        (start,) = (row for row in range(len(rows)) if tuple(rows[row : row + len(old)]) == old)
        name, alone = lines[0].removeprefix("## "), "! alone" in lines
        needs = tuple(line.removeprefix("! needs ") for line in lines if line.startswith("! needs "))
        yield Mistake(name=name, file=file, start=start, old=old, new=new, told=told, needs=needs, alone=alone)


def _unescape(found: re.Match[str]) -> str:
    return found[0].encode().decode("unicode_escape")


MISTAKES = [mistake for file in sorted(CASES.glob("*.txt")) for mistake in read_mistakes(file.read_text("utf-8"))]


def make(mistakes: Iterable[Mistake], project: Path) -> None:
    """Make mistakes in a good project; those further down first, so that the rows above stay where they are."""
    for mistake in sorted(mistakes, key=lambda one: -one.start):
        file = project / mistake.file
        rows = file.read_text(encoding="utf-8").split("\n")
        rows[mistake.start : mistake.end] = mistake.new
        file.write_text("\n".join(rows), encoding="utf-8")


def expected(mistake: Mistake, beside: Iterable[Mistake] = ()) -> list[str]:
    """What is told of a mistake, with the line on which it stands when others were made as well."""
    told = []
    for line in mistake.told:
        path, number, rest = PLACE.fullmatch(line).groups()  # type: ignore[union-attr]
        path = path or mistake.file
        shift = sum(
            len(one.new) - len(one.old) for one in beside if one.file == path and one.end <= at(mistake, path, number)
        )
        told.append(f"{path}:{int(number) + shift}: {rest}")
    return told


def at(mistake: Mistake, path: str, number: str) -> int:
    """The row of the good file, from 0, at or below which a line stands when the mistake alone was made."""
    row = int(number) - 1
    if path != mistake.file or row < mistake.start:
        return row
    return max(mistake.start, row - len(mistake.new) + len(mistake.old))


def is_like(said: str, problem: Problem) -> bool:
    return re.fullmatch(re.escape(said).replace("…", ".*"), str(problem)) is not None


def compare(told: list[Problem], said: list[str]) -> tuple[list[str], list[str]]:
    """Return what was said and not told, and what was told and not said."""
    left = list(told)
    missed = []
    for line in said:
        found = next((problem for problem in left if is_like(line, problem)), None)
        if found:
            left.remove(found)
        else:
            missed.append(line)
    return missed, [str(problem) for problem in left]


def test_there_are_many_mistakes_and_each_has_a_name_of_its_own() -> None:
    names = [mistake.name for mistake in MISTAKES]
    assert len(names) == len(set(names)) >= 300


def test_nothing_is_wrong_with_the_good_review(good: Path, problems_of: Callable[[Path], list[Problem]]) -> None:
    assert problems_of(good) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_tells_a_mistake(mistake: Mistake, good: Path, problems_of: Callable[[Path], list[Problem]]) -> None:
    make([mistake], good)
    assert compare(problems_of(good), expected(mistake)) == ([], [])


# What nobody should have to know who writes for the public.
PROGRAMMERS = re.compile(
    r"\b(?:yaml|null|none|string|boolean|integer|float|pars(?:e|ing)|syntax|dict|tuple|token|mapping|sequence|scalar|"
    r"anchor|node|traceback|exception|error|valid(?:ation)?|invalid|pydantic|regex|schema|codec|bytes?|ascii|unicode|"
    r"decode|encoding|stack|recursion|value_error|int|bool|str)\b",
    re.IGNORECASE,
)


def test_no_mistake_is_told_in_words_of_programmers() -> None:
    told = [line for mistake in MISTAKES for line in mistake.told]
    assert [line for line in told if PROGRAMMERS.search(line.partition(": ")[2])] == []


def touched(mistake: Mistake) -> set[tuple[str, int]]:
    """The rows of good files that a mistake is made on, those around them, and those on which it is told."""
    rows = {(mistake.file, row) for row in range(mistake.start - 1, mistake.end + 1)}
    places = [PLACE.match(line) for line in (*mistake.told, *(f"{line}: " for line in mistake.needs))]
    found = [(place[1] or mistake.file, place[2]) for place in places if place]
    return rows | {(path, at(mistake, path, number)) for path, number in found if number != "1"}


def are_apart(mistakes: list[Mistake]) -> bool:
    """Tell whether no two of some mistakes touch the same rows."""
    return not any(touched(one) & touched(other) for one, other in combinations(mistakes, 2))


READABLE = [mistake for mistake in MISTAKES if not mistake.alone]
TOGETHER = st.lists(st.sampled_from(READABLE), min_size=2, max_size=5, unique_by=str).filter(are_apart)


@given(TOGETHER)
@settings(deadline=None, max_examples=100)
def test_no_mistake_hides_another(
    lay_good: Callable[[Path], Path], problems_of: Callable[[Path], list[Problem]], mistakes: list[Mistake]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = lay_good(Path(folder) / "project")
        make(mistakes, project)
        told = problems_of(project)
    said = [line for mistake in mistakes for line in expected(mistake, [one for one in mistakes if one is not mistake])]
    assert compare(told, said) == ([], [])
