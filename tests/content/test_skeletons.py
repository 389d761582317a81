"""A new entry of any kind lacks nothing but what is marked TODO."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from review_site.clock import LONDON
from review_site.content.library import read_library, read_review
from review_site.content.skeletons import SKELETONS, write_skeleton

NOON = datetime(2021, 7, 1, 12, tzinfo=LONDON)
WRITTEN = {
    "closes: TODO": "closes: 2021-08-01T17:00",
    "page: /TODO/": "page: /about/",
    "TODO: where this is known from, https://…": "https://example.org/",
    "TODO: ": "",
}


def write(kind: str, title: str, project: Path) -> tuple[Path, ...]:
    review = read_review(project / "content")
    return write_skeleton(kind, title, review, NOON, project / "content", project / "docs")


@pytest.mark.parametrize("kind", SKELETONS)
def test_only_marked_lines_are_told_and_then_nothing(kind: str, lay: Callable[[str], Path]) -> None:
    project = lay("")
    files = write(kind, 'A "new": thing', project)
    assert all("a-new-thing" in file.as_posix() for file in files)
    lines = {file.relative_to(project).as_posix(): file.read_text(encoding="utf-8").splitlines() for file in files}
    unfinished = read_library(project / "content", project / "docs").unfinished
    assert unfinished
    assert all("TODO" in lines[problem.path][(problem.line or 0) - 1] for problem in unfinished)
    assert len({(problem.path, problem.line) for problem in unfinished}) == len(unfinished)
    for file in files:
        text = file.read_text(encoding="utf-8")
        for todo, words in WRITTEN.items():
            text = text.replace(todo, words)
        file.write_text(text.replace("status: draft", "status: ready"), encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    assert library.unfinished == ()
    entries = [
        *library.calls.values(), *library.events, *library.publications.values(), *library.pages.values(),
        *library.submissions.values(),
    ]  # fmt: skip
    assert 'A "new": thing' in {one.entry.title for one in entries}


@pytest.mark.parametrize("kind", SKELETONS)
def test_a_second_of_one_name_is_refused(kind: str, lay: Callable[[str], Path]) -> None:
    project = lay("")
    write(kind, "Twice", project)
    with pytest.raises(ValueError, match="is there already"):
        write(kind, "Twice!", project)


def test_a_title_without_words_is_refused(lay: Callable[[str], Path]) -> None:
    with pytest.raises(ValueError, match="give it a title in words"):
        write("call", "…", lay(""))


def test_each_names_the_schema_that_an_editor_can_check_it_with(lay: Callable[[str], Path]) -> None:
    project = lay("")
    schemas = Path(__file__).parents[2] / "content/schemas"
    for kind in SKELETONS:
        for file in write(kind, "X", project):
            found = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", file.read_text(), re.M)
            assert len(found) == (file.suffix != ".csv")
            for named in found:
                assert (file.parent / named).resolve() == project / "content/schemas" / Path(named).name
                assert (schemas / Path(named).name).is_file()
