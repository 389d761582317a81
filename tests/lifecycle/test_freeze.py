"""The freeze: nothing new the website is frozen from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.freeze import frozen_from, frozen_out
from review_site.lifecycle.publish import publish_entry
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError

MEND = (
    "date it before 4 January 2022, or name /fog-bells/ with the reason under `freeze:` `except:` in content/review.yml"
)


def lay_frozen(lay: Callable[[str], Path], published: str, freeze: str = "freeze: {weeks: 8}", **fields: str) -> Path:
    project = lay(draw_post(published=published, **fields) + "content/blogs/2099-01-01-the-last-lamp.md (gone)\n")
    register = project / "content/review.yml"
    register.write_text(register.read_text() + f"\n{freeze}\n")
    return project


def told(project: Path) -> list[str]:
    return [str(problem) for problem in frozen_out(read_library(project / "content", project / "docs"))]


@pytest.mark.parametrize(
    ("published", "is_told"),
    [
        ("2022-01-03", False),
        ("2022-01-03T23:59", False),
        ("2022-01-04", True),
        ("2022-02-28T23:59", True),
        ("2022-03-01", True),
        ("2031-01-01", True),
    ],
)
def test_what_comes_out_in_the_last_eight_weeks_or_later_is_told(
    published: str, is_told: bool, lay: Callable[[str], Path]
) -> None:
    found = told(lay_frozen(lay, published))
    assert [f"({MEND})" in problem for problem in found] == [True] * is_told


@pytest.mark.parametrize(
    ("freeze", "fields"),
    [
        ("", {}),
        ("freeze: {weeks: 1}", {}),
        ("freeze: {weeks: 8, except: {/fog-bells/: The ministers asked for it.}}", {}),
        ("freeze: {weeks: 8}", {"status": "draft"}),
    ],
)
def test_exceptions_drafts_and_sites_without_a_freeze_pass(
    freeze: str, fields: dict[str, str], lay: Callable[[str], Path]
) -> None:
    assert told(lay_frozen(lay, "2022-01-20", freeze, **fields)) == []


def test_a_time_is_told_as_one(lay: Callable[[str], Path]) -> None:
    (problem,) = told(lay_frozen(lay, "2022-02-01T00:01"))
    assert ": it comes out at 12:01am on Tuesday 1 February 2022, and the website is frozen from" in problem


def test_changes_and_withdrawals_may_come(lay: Callable[[str], Path]) -> None:
    more = "updates: [{on: 2022-02-01, note: A name.}]\nwithdrawn: {on: 2022-02-02, reason: A mistake.}"
    assert told(lay_frozen(lay, "2021-05-01", more=more)) == []


def test_a_build_for_the_present_stops_and_the_last_site_stands(
    lay: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay_frozen(lay, "2022-01-20")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(parse_instant("2022-01-21").timestamp())))
    with pytest.raises(ProblemsError, match="the website is frozen from"):
        build_site(project, project / "site", None)
    assert not (project / "site").exists()
    assert build_site(project, project / "site", "2022-01-21").is_dir()


def test_publishing_is_refused_and_the_file_stays(lay: Callable[[str], Path]) -> None:
    project = lay_frozen(lay, "2022-01-20", status="draft")
    content, docs = project / "content", project / "docs"
    file = content / "blogs/2021-05-01-fog-bells.md"
    before = file.read_bytes()
    with pytest.raises(ProblemsError, match="the website is frozen from"):
        publish_entry(content, docs, file, parse_instant("2022-01-20"), on=None, keep=False)
    assert file.read_bytes() == before


def test_the_real_freeze_begins_eight_weeks_before_the_closing(real: Library) -> None:
    assert frozen_from(real.review) == parse_instant("2023-01-14")
    assert frozen_out(real) == []
