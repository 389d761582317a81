import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from review_site.addresses import is_slug, slugify
from review_site.clock import LONDON
from review_site.content.drafts import KINDS, write_draft
from review_site.content.library import read_library, read_review
from review_site.content.source import read_source
from review_site.problems import Problems, ProblemsError

EXAMPLE = Path(__file__).parents[1] / "example"
REVIEW = read_review(EXAMPLE / "content")
NOON = datetime(2021, 7, 1, 12, tzinfo=LONDON)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for part in ("content", "docs"):
        shutil.copytree(EXAMPLE / part, tmp_path / part)
    return tmp_path


def problems_of(project: Path) -> list[str]:
    try:
        read_library(project / "content", project / "docs")
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_draft_lacks_nothing_but_what_is_marked(kind: str, project: Path) -> None:
    file = write_draft(kind, "Fog bells", REVIEW, NOON, project / "content")
    assert file == project / "content/blogs/2021-07-01-fog-bells.md"
    path = "content/blogs/2021-07-01-fog-bells.md"
    unfinished = [str(problem) for problem in read_library(project / "content", project / "docs").unfinished]
    assert unfinished[:2] == [
        f"{path}:9: authors: there is no person or group “TODO” (use one of: ada-lamp, keepers-panel)",
        f"{path}:11: summary: still says TODO (write it)",
    ]
    rest = ["first_published.in:", "text:"] if kind == "reprint" else ["text:"]
    assert [line.split()[1] for line in unfinished[2:]] == rest
    text = file.read_text(encoding="utf-8").replace("[TODO]", "[ada-lamp]").replace("TODO: ", "")
    file.write_text(text, encoding="utf-8")
    assert problems_of(project) == []
    library = read_library(project / "content", project / "docs")
    entry = next(post.entry for post in library.posts if post.entry.slug == "fog-bells")
    assert (entry.status, entry.kind, entry.published.text) == ("draft", kind, "2021-07-01")
    assert entry.id == "tag:lighthouses.example.org,2021-01-04:posts/2021-07-01/fog-bells"


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe\uffff"), max_size=60))
@example('Is it "fog"? C:\\bells: #1 {no} [yes] & *all*')
@example("NUL")
@settings(deadline=None)
def test_any_title_comes_back_as_it_was_given(title: str) -> None:
    assume(slugify(title))
    problems = Problems()
    with tempfile.TemporaryDirectory() as folder:
        file = write_draft("blog", title, REVIEW, NOON, Path(folder))
        source = read_source(file, "draft.md", problems)
    assert list(problems) == []
    assert source is not None
    assert source.data["title"] == title
    assert is_slug(source.data["slug"])


@pytest.mark.parametrize("title", ["", "???", "—"])
def test_a_title_without_words_is_refused(title: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="give it a title in words"):
        write_draft("blog", title, REVIEW, NOON, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_title_whose_address_is_taken_is_refused(project: Path) -> None:
    before = sorted(project.rglob("*"))
    with pytest.raises(ValueError, match="/first-light/ is there already"):
        write_draft("blog", "First Light!", REVIEW, NOON, project / "content")
    assert sorted(project.rglob("*")) == before
