from collections.abc import Callable
from pathlib import Path

import pytest
from tests.drawings import draw_post

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.due import as_at
from review_site.lifecycle.withheld import names_of, withheld

DAYS = ("2021-01-20", "2021-02-10", "2021-06-01", "2022-05-23", "2023-03-01", "2026-11-29")


def test_nothing_is_withheld_of_a_review_that_is_over(real: Library) -> None:
    assert withheld(real, parse_instant("2026-11-29")) == frozenset()


def test_a_draft_and_a_post_of_the_future_are_withheld_with_their_copies(example: Library) -> None:
    kept = withheld(example, parse_instant("2021-02-04"))
    names = {Path(path).name for path in kept}
    assert any("the-last-lamp" in name for name in names)
    assert not any("first-light" in name for name in names)
    drafts = {post.source.path for post in example.posts if post.entry.status != "ready"}
    assert drafts
    assert drafts <= kept
    assert {f"content/told/{path.removeprefix('content/')}" for path in drafts} <= kept


def test_what_is_withheld_would_be_given_away_by_addresses_and_names_of_files_but_not_of_registers(
    example: Library,
) -> None:
    kept = withheld(example, parse_instant("2021-02-04"))
    files = {Path(path).name for path in kept}
    assert {"review.yml", "recommendations.yml"} < files
    addresses = {"/final-report-in-easy-read/", "/notes-from-the-panel/", "/the-last-lamp/", "/submissions/sightings/"}
    addresses |= {"/publications/atlas-of-lamps/", "/publications/final-report/"}
    assert names_of(example, kept) == files - {"review.yml", "recommendations.yml"} | addresses


@pytest.mark.parametrize("more", ["withdrawn: {on: 2021-05-03, reason: A mistake.}", ""])
def test_what_was_withdrawn_is_withheld_with_what_it_showed(lay: Callable[[str], Path], more: str) -> None:
    project = lay(draw_post(body="See [the plan](plan.pdf).", more=f"topics: [rocks]\n{more}"))
    (project / "content/attachments").mkdir(exist_ok=True)
    (project / "content/attachments/plan.pdf").write_bytes(b"%PDF-1.7")
    library = read_library(project / "content", project / "docs")
    (path,) = (post.source.path for post in library.posts if post.entry.slug == "fog-bells")
    both = {path, "content/attachments/plan.pdf"}
    assert both & withheld(library, parse_instant("2021-05-03")) == (both if more else set())


@pytest.mark.parametrize("day", DAYS)
def test_every_file_is_public_or_withheld(real: Library, day: str) -> None:
    instant = parse_instant(day)
    seen, kept = as_at(real, instant), withheld(real, instant)
    hidden = {post.source.path for post in real.posts} - {post.source.path for post in seen.posts}
    assert hidden <= kept
    assert (f"{real.folder}/recommendations.yml" in kept) == (day < "2023-02-02")
    assert ("content/review.yml" in kept) == (day < "2023-03-11")


COMING = "---\ntitle: {}\ndescription: It.\n{}published: 2021-09-01\n---\n\nThe [@lamp-2020] was lit.\n"


def _lay_report(project: Path, chapter_more: str) -> Library:
    root = project / "docs/harbour-report"
    root.mkdir()
    (root / "index.md").write_text(COMING.format("The harbour", "").replace("The [@lamp-2020] was", "It is"), "utf-8")
    (root / "chapter-1.md").write_text(COMING.format("The first", f"chapter: 1\n{chapter_more}"), encoding="utf-8")
    works = "bibliography:\n  - {id: lamp-2020, author: Lamp, title: On light, published: 2020}\n"
    (project / "content/reports/harbour-report.yml").write_text(
        f"cover: The harbour in a year\n{works}", encoding="utf-8"
    )
    return read_library(project / "content", project / "docs")


@pytest.mark.parametrize(
    ("day", "more", "is_kept"),
    [
        ("2021-08-31T23:59", "", True),
        ("2021-09-01T00:00", "", False),
        ("2021-09-01T00:00", "status: draft\n", True),
    ],
    ids=["to come", "out", "with a draft of a chapter"],
)
def test_the_register_of_a_report_is_withheld_as_long_as_any_of_it(
    lay: Callable[[str], Path], day: str, more: str, is_kept: bool
) -> None:
    library = _lay_report(lay(""), more)
    assert ("content/reports/harbour-report.yml" in withheld(library, parse_instant(day))) is is_kept
