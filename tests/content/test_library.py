"""Each folder of tests/cases/content/ is laid over the example review, and gives the problems in its expected.txt."""

import re
import shutil
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.clock import LONDON
from review_site.content.drafts import write_draft
from review_site.content.library import Library, read_library, read_review
from review_site.plugins.views import view_post
from review_site.problems import ProblemsError

NOON = datetime(2021, 7, 1, 12, tzinfo=LONDON)
TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
OURS = "Our summary of "
CASES = sorted(path.name for path in (TESTS / "cases/content").iterdir())


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT / "content", ROOT / "docs")


def lay_case(case: str, project: Path) -> Path:
    """Copy the example review and lay the files of a case over it; those that removed.txt names are taken away."""
    folder = TESTS / "cases/content" / case
    for part in ("content", "docs"):
        shutil.copytree(TESTS / "example" / part, project / part)
        if (folder / part).exists():
            shutil.copytree(folder / part, project / part, dirs_exist_ok=True)
    removed = folder / "removed.txt"
    for path in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (project / path).unlink()
    return project


@pytest.mark.parametrize("case", CASES)
def test_tells_every_problem_of_a_case(case: str, tmp_path: Path) -> None:
    project = lay_case(case, tmp_path)
    expected = (TESTS / "cases/content" / case / "expected.txt").read_text(encoding="utf-8")
    with pytest.raises(ProblemsError) as told:
        read_library(project / "content", project / "docs")
    assert f"{told.value}\n" == expected


def test_five_mistakes_are_five_lines_each_with_its_mend() -> None:
    lines = (TESTS / "cases/content/five-mistakes/expected.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 5
    assert all(re.fullmatch(r"content/blogs/[a-z0-9-]+\.md:\d+: [a-z]+: .+ \(.+\)", line) for line in lines)


def test_reads_the_example_review() -> None:
    library = read_library(TESTS / "example/content", TESTS / "example/docs")
    assert [post.entry.slug for post in library.posts] == ["the-last-lamp", "notes-from-the-panel", "first-light"]
    assert library.posts[-1].source.body.startswith("\nI climbed the first")
    assert library.pages["/case-for-change/chapter-2/"].entry.chapter == 2
    assert library.pages["/"].source.path == "docs/index.md"
    assert library.calls.keys() == {"call-for-sightings"}
    assert library.publications.keys() == {"atlas-of-lamps", "final-report"}
    assert library.record.ledger["/first-light/"] == 11
    assert library.recommendations is not None
    assert read_review(TESTS / "example/content") == library.review


def test_a_review_without_recommendations_is_whole_where_no_page_shows_them(tmp_path: Path) -> None:
    project = lay_case("missing-register", tmp_path)
    shutil.copy(TESTS / "example/content/review.yml", project / "content")
    (project / "content/recommendations.yml").unlink()
    report = project / "docs/final-report.md"
    report.write_text(
        re.sub(r"^show:.*\n", "", report.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8"
    )
    assert read_library(project / "content", project / "docs").recommendations is None


def test_a_review_without_its_ledger_or_what_a_page_shows_is_told(tmp_path: Path) -> None:
    project = lay_case("missing-register", tmp_path)
    shutil.copy(TESTS / "example/content/review.yml", project / "content")
    for name in ("recommendations.yml", "addresses.txt"):
        (project / "content" / name).unlink()
    with pytest.raises(ProblemsError) as told:
        read_library(project / "content", project / "docs")
    assert [f"{problem.path}: {problem.field}" for problem in told.value.problems] == [
        "content/addresses.txt: file",
        "docs/final-report.md: show",
        "docs/final-report.md: show",
    ]


def test_todo_lines_of_a_draft_stop_nothing_and_are_told(tmp_path: Path) -> None:
    project = lay_case("missing-register", tmp_path)
    shutil.copy(TESTS / "example/content/review.yml", project / "content")
    file = write_draft("news", "Fog bells", read_review(project / "content"), NOON, project / "content")
    library = read_library(project / "content", project / "docs")
    assert [(problem.field, problem.path.endswith(file.name)) for problem in library.unfinished] == [
        ("authors", True),
        ("summary", True),
        ("text", True),
    ]
    file.write_text(file.read_text(encoding="utf-8").replace("status: draft", "status: ready"), encoding="utf-8")
    with pytest.raises(ProblemsError) as told:
        read_library(project / "content", project / "docs")
    assert [problem.field for problem in told.value.problems] == ["authors", "summary", "text"]


def test_the_register_alone_tells_its_problems(tmp_path: Path) -> None:
    project = lay_case("bad-stage-order", tmp_path)
    with pytest.raises(ProblemsError, match=r"^content/review.yml:\d+: stages.4.stage: "):
        read_review(project / "content")


def test_the_real_content_has_no_problems(library: Library) -> None:
    assert len(library.posts) == 27
    assert {"/", "/about/", "/case-for-change/", "/final-report/"} <= library.pages.keys()
    assert {post.entry.address for post in library.posts} | library.pages.keys() <= library.record.ledger.keys()


def test_every_real_post_names_its_source(library: Library) -> None:
    assert [post.source.path for post in library.posts if not post.entry.source] == []


def test_every_real_post_says_first_that_it_is_a_summary_of_somebody_elses_words(library: Library) -> None:
    assert [post.source.path for post in library.posts if post.entry.wording != "summary"] == []
    assert [
        view.byline for post in library.posts if not (view := view_post(post, library)).byline.startswith(OURS)
    ] == []


def test_no_real_post_gives_the_reviews_old_helpline(library: Library) -> None:
    number = next(line.phone for line in library.review.support_lines if line.who == "The review's own helpline")
    digits = re.sub(r"\D", "", number or "")
    assert len(digits) == 10
    texts = {post.source.path: post.source.body + str(post.source.data) for post in library.posts}
    assert [path for path, text in texts.items() if digits in re.sub(r"\D", "", text)] == []


# One member's post was left out for the member's sake, and so is the name: only its digest stands here.
LEFT_OUT = "e17d4d4388c967d5f8aaa40383f1e0120a94b21b7b237b5cbcbf744cc327059f"


def digests(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {sha256(" ".join(pair).encode()).hexdigest() for pair in pairwise(words)}


def test_no_real_text_names_the_member_whose_post_was_left_out(library: Library) -> None:
    files = [*(ROOT / "content").rglob("*"), *(ROOT / "docs").rglob("*")]
    texts = {file: f"{file.name} {file.read_text(encoding='utf-8')}" for file in files if file.is_file()}
    assert len(texts) > 80
    assert [file for file, text in texts.items() if LEFT_OUT in digests(text)] == []


def test_a_name_is_found_in_an_address_and_in_words() -> None:
    ada = sha256(b"ada lamp").hexdigest()
    assert ada in digests("source: review:/blog-from-ada-lamp-keeper/")
    assert ada in digests("as Ada\nLamp wrote")
    assert ada not in digests("lamp ada")


@pytest.mark.parametrize(("text", "level"), [("Words.", "advice"), ("![A lamp in a room](lamp.jpg)", "problem")])
def test_a_broken_picture_stops_a_build_only_where_it_is_used(
    lay: Callable[[str], Path], text: str, level: str
) -> None:
    project = lay(draw_post(body=text))
    (project / "content/pictures").mkdir()
    (project / "content/pictures/lamp.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut short")
    try:
        told = read_library(project / "content", project / "docs").unfinished
    except ProblemsError as error:
        told = error.problems
    assert [(problem.path, problem.level) for problem in told] == [("content/pictures/lamp.jpg", level)]
