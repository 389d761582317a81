"""What subscribers were told: the words of a copy hold until there is a note to be told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post, drawn, post_text
from tests.lifecycle.recording import record_all

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.content.models import Post
from review_site.content.shelf import Sourced
from review_site.lifecycle.told import as_told, behind, bring_up_told, told_otherwise
from review_site.problems import ProblemsError

NOW = parse_instant("2021-07-01")
COPY, POST = "content/told/blogs/2021-05-01-fog-bells.md", "content/blogs/2021-05-01-fog-bells.md"
MINOR = "updates:\n  - {on: 2021-06-01, note: A comma., minor: true}\n"
MAJOR = "updates:\n  - {on: 2021-06-01, note: A bell was added.}\n"


def bring_up(project: Path, instant: str = "2021-07-01") -> bool:
    """Record all, as `review-site record` does, and tell whether a copy is new."""
    library = read_library(project / "content", project / "docs")
    record_all(project, library, parse_instant(instant))
    return bring_up_told(library, project / "content", project / "docs", parse_instant(instant))


def told(project: Path) -> Sourced[Post]:
    library = read_library(project / "content", project / "docs")
    post = next(post for post in library.posts if post.entry.slug == "fog-bells")
    return as_told(post, library, NOW)


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Path:
    laid = lay(draw_post(body="The bell rigns.", more="topics: [rocks]"))
    assert bring_up(laid)
    return laid


def test_what_is_out_is_copied_once(project: Path) -> None:
    assert (project / COPY).read_bytes() == (project / POST).read_bytes()
    assert not bring_up(project)
    copies = {file.name for file in (project / "content/told").rglob("*") if file.is_file()}
    posts = {"2021-02-03-first-light.md", "2021-05-01-fog-bells.md"}
    assert copies == posts | {"call-for-sightings.md", "open-tower-day.md"}


def test_what_is_still_to_come_is_not_copied(lay: Callable[[str], Path]) -> None:
    laid = lay(draw_post(more="topics: [rocks]"))
    bring_up(laid, "2021-04-30T23:59")
    assert not (laid / COPY).exists()
    assert bring_up(laid, "2021-05-01")
    assert (laid / COPY).exists()


@pytest.mark.parametrize("more", ["", MINOR])
def test_a_slip_that_is_mended_is_not_told(project: Path, more: str) -> None:
    (project / POST).write_text(post_text(body="The bell rings.", summary="Other.", more=f"topics: [rocks]\n{more}"))
    one = told(project)
    assert one.source.body.strip() == "The bell rigns."
    assert (one.entry.summary, one.entry.updates) == ("A sentence.", one.entry.updates)
    assert not bring_up(project)


def test_a_major_note_tells_the_text_as_it_is(project: Path) -> None:
    (project / POST).write_text(post_text(body="Two bells ring.", more=f"topics: [rocks]\n{MAJOR}"))
    assert told(project).source.body.strip() == "Two bells ring."
    library = read_library(project / "content", project / "docs")
    assert (behind(library, NOW), behind(library, parse_instant("2021-05-31"))) == ([POST], [])
    assert bring_up(project)
    assert behind(read_library(project / "content", project / "docs"), NOW) == []
    (project / POST).write_text(post_text(body="Three bells ring.", more=f"topics: [rocks]\n{MAJOR}"))
    assert told(project).source.body.strip() == "Two bells ring."


def test_a_day_that_is_corrected_without_a_note_moves_nothing(project: Path) -> None:
    (project / POST).write_text(post_text(published="2021-05-03", more="topics: [rocks]"))
    assert told(project).entry.published.text == "2021-05-01"


def test_a_title_that_changes_without_a_note_is_told(project: Path) -> None:
    text = (project / POST).read_text(encoding="utf-8").replace("title: Fog bells", "title: Bells in fog")

    def advice(text: str) -> list[str]:
        (project / POST).write_text(text, encoding="utf-8")
        library = read_library(project / "content", project / "docs")
        return [f"{problem.field}: {problem.what}" for problem in told_otherwise(library, NOW)]

    assert advice(text) == ["title: subscribers were told “Fog bells”, and no note says that it changed"]
    assert advice(text.replace("topics:", f"{MINOR}topics:", 1)) == []


def test_a_renamed_file_keeps_its_copy(project: Path) -> None:
    renamed = project / "content/blogs/2021-05-02-bells.md"
    (project / POST).rename(renamed)
    renamed.write_text(post_text(body="The bell rings.", more=f"topics: [rocks]\n{MINOR}"), encoding="utf-8")
    assert told(project).source.body.strip() == "The bell rigns."
    assert bring_up(project)
    assert not (project / COPY).exists()
    assert "The bell rigns." in (project / "content/told/blogs/2021-05-02-bells.md").read_text(encoding="utf-8")
    assert told(project).source.body.strip() == "The bell rigns."
    assert not bring_up(project)


def test_a_moved_page_keeps_its_copy(lay: Callable[[str], Path]) -> None:
    laid = lay(drawn("docs/rocks.md", "---\ntitle: Rcoks\ndescription: All.\npublished: 2021-05-01\n---\n\nWords.\n"))
    bring_up(laid)
    (laid / "docs/rocks.md").rename(laid / "docs/stones.md")
    text = (laid / "docs/stones.md").read_text(encoding="utf-8").replace("Rcoks", "Rocks")
    name = "id: tag:lighthouses.example.org,2021-01-04:pages/rocks\naliases: [/rocks/]\n---\n\n"
    (laid / "docs/stones.md").write_text(text.replace("---\n\n", name), encoding="utf-8")
    library = read_library(laid / "content", laid / "docs")
    assert as_told(library.pages["/stones/"], library, NOW).entry.title == "Rcoks"


def test_a_copy_that_is_missing_is_told_of(project: Path) -> None:
    library = read_library(project / "content", project / "docs")
    record_all(project, library, NOW)
    (project / COPY).unlink()
    assert behind(read_library(project / "content", project / "docs"), NOW) == [POST]


def test_a_deadline_that_moves_needs_a_note(project: Path) -> None:
    call = project / "content/calls/call-for-sightings.md"
    text = call.read_text(encoding="utf-8").replace("closes: 2021-06-30T17:00", "closes: 2021-07-07T17:00")

    def advice(text: str) -> list[str]:
        call.write_text(text, encoding="utf-8")
        library = read_library(project / "content", project / "docs")
        return [str(problem) for problem in told_otherwise(library, NOW)]

    assert advice(text) == [
        "content/calls/call-for-sightings.md:6: closes: subscribers were told 5pm on Wednesday 30 June 2021, and no "
        "note says that it changed (add `on` and `note` under `updates:`, then run `review-site record`)"
    ]
    assert advice(text.replace("source:", "updates: [{on: 2021-06-20, note: One more week.}]\nsource:", 1)) == []


def test_the_copy_of_what_was_withdrawn_or_renamed_goes(project: Path) -> None:
    gone = "topics: [rocks]\nwithdrawn:\n  on: 2021-06-01\n  reason: A ship was named.\n"
    (project / POST).write_text(post_text(more=gone))
    assert bring_up(project)
    assert not (project / COPY).exists()


def test_a_page_is_copied_when_feeds_tell_of_it(lay: Callable[[str], Path]) -> None:
    page = "docs/{}.md\n    ---\n    title: Rocks\n    description: All.\n    {}\n    ---\n\n    Words.\n"
    laid = lay(page.format("rocks", "published: 2021-05-01") + page.format("stones", "audiences: [sailors]"))
    bring_up(laid)
    assert [file.name for file in (laid / "content/told/docs").iterdir()] == ["rocks.md"]
    fields = "---\ntitle: Rocks\ndescription: All.\npublished: 2021-05-01\n---\n"
    assert (laid / "content/told/docs/rocks.md").read_text("utf-8") == fields
    assert not bring_up(laid)


MARKED = post_text(body="<<<<<<< mine\nRings.\n=======\nRang.\n>>>>>>> theirs", more="topics: [rocks]")


@pytest.mark.parametrize("text", ["", "---\ntitle: 1\n---\n", "\x00", "---\n- a\n---\n", MARKED])
def test_a_copy_that_nobody_can_read_is_told(project: Path, text: str) -> None:
    (project / COPY).write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_library(project / "content", project / "docs")
    assert [str(problem) for problem in caught.value.problems] == [
        f"{COPY}:1: file: is not a copy that was written by the command (delete it, and run `review-site record`)"
    ]


def test_a_copy_that_leads_out_of_its_folder_is_not_read(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(post_text(body="Secret."), encoding="utf-8")
    (project / COPY).unlink()
    (project / COPY).symlink_to(outside)
    with pytest.raises(ProblemsError, match="is not a copy that was written by the command"):
        read_library(project / "content", project / "docs")
