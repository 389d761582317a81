"""What is gone altogether is told alone, and not what follows from it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post
from tests.lifecycle.recording import record_all

from review_site.clock import parse_instant
from review_site.content.library import read_library, read_review
from review_site.lifecycle.told import bring_up_told
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError

NOW = parse_instant("2021-07-01")
REGISTER = "content/review.yml:1: file: {} (bring it back: git checkout content/review.yml)"
BLOGS = "content/blogs: folder: {}, and 2 posts were published from it (bring it back: git checkout content/blogs)"
DOCS = "docs: folder: {}, and the standing pages are published from it (bring it back: git checkout docs)"


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Path:
    """The example review with two posts, recorded."""
    laid = lay(draw_post(more="topics: [rocks]"))
    library = read_library(laid / "content", laid / "docs")
    record_all(laid, library, NOW)
    bring_up_told(library, laid / "content", laid / "docs", NOW)
    return laid


def told(project: Path) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read_library(project / "content", project / "docs")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(("name", "said"), [("content/blogs", BLOGS), ("docs", DOCS)])
def test_a_folder_that_is_gone_is_told_alone(project: Path, name: str, said: str) -> None:
    shutil.rmtree(project / name)
    assert told(project) == [said.format("is missing")]
    (project / name).mkdir()
    assert told(project) == [said.format("is empty")]


def test_all_folders_that_are_gone_are_told_at_once(project: Path) -> None:
    for name in ("content/blogs", "docs"):
        shutil.rmtree(project / name)
    assert told(project) == [BLOGS.format("is missing"), DOCS.format("is missing")]


def test_documents_that_are_gone_are_told(project: Path) -> None:
    shutil.rmtree(project / "content/attachments")
    with (project / "content/addresses.txt").open("a", encoding="utf-8") as file:
        file.write("/attachments/plan.pdf\n/attachments/chart.pdf\n")
    assert told(project) == [
        "content/attachments: folder: is missing, and 2 documents were published from it "
        "(bring it back: git checkout content/attachments)"
    ]


def test_a_folder_of_which_nothing_was_published_may_be_missing(lay: Callable[[str], Path]) -> None:
    laid = lay("")
    (laid / "content/addresses.txt").write_text("", encoding="utf-8")
    shutil.rmtree(laid / "content/events")
    assert read_library(laid / "content", laid / "docs").events == ()


@pytest.mark.parametrize("text", ["", "\n\n", "# The register\n---\n"])
def test_an_empty_register_is_told_alone(project: Path, text: str) -> None:
    (project / "content/review.yml").write_text(text, encoding="utf-8")
    assert told(project) == [REGISTER.format("is empty")]
    with pytest.raises(ProblemsError, match="is empty"):
        read_review(project / "content")


def test_a_register_that_is_missing_is_told(project: Path) -> None:
    (project / "content/review.yml").unlink()
    assert told(project) == [REGISTER.format("is missing")]


def test_a_build_tells_of_pages_that_are_gone(project: Path) -> None:
    shutil.rmtree(project / "docs")
    with pytest.raises(ProblemsError) as caught:
        build_site(project, project / "site", "2021-07-01")
    assert [str(problem) for problem in caught.value.problems] == [DOCS.format("is missing")]
