"""Letting an entry go: what is written, what is refused, and that a refusal leaves everything as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import post_text

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.lifecycle.publish import Published, publish_entry
from review_site.lifecycle.record import taken_back
from review_site.problems import ProblemsError

NOON = parse_instant("2021-07-01T12:00")
DRAFT = "content/blogs/2021-05-01-fog-bells.md"
TEXT = post_text(status="draft")


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Path:
    folder = lay("")
    (folder / DRAFT).write_text(TEXT, encoding="utf-8")
    return folder


def publish(project: Path, path: str = DRAFT, on: str | None = None, *, keep: bool = False) -> Published:
    return publish_entry(project / "content", project / "docs", project / path, NOON, on=on, keep=keep)


def tree(project: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in project.rglob("*") if file.is_file()}


def test_a_draft_goes_out_on_the_day(project: Path) -> None:
    assert publish(project) == Published("/fog-bells/", "1 July 2021", out=True)
    text = (project / DRAFT).read_text(encoding="utf-8")
    assert text == TEXT.replace("status: draft", "status: ready").replace("2021-05-01", "2021-07-01")
    library = read_library(project / "content", project / "docs")
    assert "/fog-bells/" in library.record.ledger
    assert not library.record.recorded["/fog-bells/"].promised


@pytest.mark.parametrize("on", ["2021-07-02", "2021-07-02T00:01"])
def test_a_draft_is_promised_for_a_day_to_come(project: Path, on: str) -> None:
    done = publish(project, on=on)
    assert (done.address, done.out) == ("/fog-bells/", False)
    library = read_library(project / "content", project / "docs")
    assert library.record.recorded["/fog-bells/"].promised
    assert taken_back(library, NOON) == []
    assert taken_back(library, parse_instant("2021-07-03")) == []


def test_a_date_to_come_that_the_file_gives_is_kept(project: Path) -> None:
    (project / DRAFT).write_text(TEXT.replace("2021-05-01", "2021-08-01T09:30"), encoding="utf-8")
    assert publish(project).spoken == "9:30am on Sunday 1 August 2021"


def test_a_date_gone_by_is_kept_when_asked(project: Path) -> None:
    assert publish(project, keep=True).spoken == "1 May 2021"


def test_a_promise_may_be_moved(project: Path) -> None:
    publish(project, on="2021-07-02")
    assert publish(project, on="2021-07-09").spoken == "9 July 2021"
    library = read_library(project / "content", project / "docs")
    assert taken_back(library, NOON) == []


def test_what_is_out_is_not_published_again(project: Path) -> None:
    publish(project)
    before = tree(project)
    with pytest.raises(ProblemsError, match=r"fog-bells\.md: status: is out already \(to tell of a change add a line"):
        publish(project, on="2021-08-01")
    assert tree(project) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT.replace("Words.", "TODO: write here."), ":12: text: still says TODO (write it; then publish again)"),
        (TEXT.replace("[ada-lamp]", "[TODO]"), ":8: authors: there is no person or group “TODO”"),
        (TEXT.replace("Words.", "See [here](/about/)."), ":12: link: “here” does not say where it leads"),
        (TEXT.replace("status: draft", "status:\n  draft"), ": front matter: status goes over several lines"),
    ],
)
def test_a_draft_that_is_not_right_is_left_as_it_was(project: Path, text: str, told: str) -> None:
    (project / DRAFT).write_text(text, encoding="utf-8")
    before = tree(project)
    with pytest.raises(ProblemsError) as caught:
        publish(project)
    assert told in str(caught.value)
    assert tree(project) == before


@pytest.mark.parametrize("day", ["2021-04-30", "2021-05-02"])
def test_what_another_file_lacks_is_told_as_ever(project: Path, day: str) -> None:
    (project / f"content/blogs/{day}-lamps.md").write_text(post_text("lamps", "TODO: write here."), encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"lamps\.md:12: text: still says TODO \(write it, or set status: draft\)"):
        publish(project)


@pytest.mark.parametrize("on", ["2021-07", "2021-06/..", "tomorrow"])
def test_a_day_that_is_none_is_refused(project: Path, on: str) -> None:
    before = tree(project)
    with pytest.raises(ProblemsError, match="--on: “"):
        publish(project, on=on)
    assert tree(project) == before


def test_a_file_of_another_folder_is_refused(project: Path) -> None:
    with pytest.raises(ProblemsError, match="is neither in content/ nor in docs/"):
        publish(project, "mkdocs.yml")


def test_a_page_and_a_call_go_out_too(project: Path) -> None:
    page = project / "docs/tides.md"
    page.write_text("---\ntitle: Tides\ndescription: About tides.\nstatus: draft\n---\n\nWords.\n", encoding="utf-8")
    assert publish(project, "docs/tides.md") == Published("/tides/", None, out=True)
    call = next((project / "content/calls").glob("*.md"))
    call.write_text(call.read_text("utf-8").replace("kind:", "status: draft\nkind:"), encoding="utf-8")
    assert publish(project, f"content/calls/{call.name}") == Published(None, None, out=True)
    assert "status: ready" in call.read_text("utf-8")


def test_a_call_has_no_day_of_its_own_on_which_it_comes_out(lay: Callable[[str], Path]) -> None:
    project = lay("")
    file = project / "content/calls/call-for-sightings.md"
    before = file.read_text().replace("kind:", "status: draft\nkind:")
    file.write_text(before)
    with pytest.raises(ProblemsError, match="it has no day on which it comes out"):
        publish_entry(
            project / "content", project / "docs", file, parse_instant("2021-01-05"), on="2021-02-01", keep=False
        )
    assert file.read_text() == before
