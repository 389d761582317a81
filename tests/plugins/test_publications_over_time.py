"""Publications as days pass: nothing of one before its day, nothing lost when it is withdrawn, changes told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import EXAMPLE
from tests.drawings import drawn
from tests.lifecycle.recording import record_all
from tests.pages import index, page, words
from tests.works import AFTER, ATLAS, BEFORE, FILES, LANDING, WITHDRAWN, Build, atlas

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.lifecycle.record import changed_without_note, taken_back, unrecorded
from review_site.lifecycle.withheld import names_of, withheld
from review_site.problems import ProblemsError


def test_nothing_of_a_work_is_in_any_byte_before_its_day(site: Build) -> None:
    about = (EXAMPLE / "docs/about.md").read_text(encoding="utf-8")
    links = "\nSee [the book of lights](atlas-of-lamps.pdf) and [what is known of it](/publications/atlas-of-lamps/).\n"
    built = site(drawn("docs/about.md", about + links), BEFORE)
    assert "See the book of lights and what is known of it." in words(built, "/about/")
    held = [(EXAMPLE / "content/attachments" / name).read_bytes() for name in FILES]
    for file in built.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"atlas-of-lamps" not in data.lower(), file
            assert b"Atlas of Lamps" not in data, file
            assert data not in held, file
    after = site(drawn("docs/about.md", about + links), AFTER)
    assert 'href="../attachments/atlas-of-lamps.pdf"' in page(after, "/about/")
    assert f'href="..{LANDING}"' in page(after, "/about/")


def test_a_file_of_a_work_to_come_leaves_the_repository_in_no_form(lay: Callable[[str], Path]) -> None:
    about = (EXAMPLE / "docs/about.md").read_text(encoding="utf-8")
    project = lay(drawn("docs/about.md", f"{about}\nSee [the book of lights](atlas-of-lamps.pdf).\n"))
    library = read_library(project / "content", project / "docs")
    kept = withheld(library, parse_instant(BEFORE))
    assert {ATLAS, *(f"content/attachments/{name}" for name in FILES)} <= kept
    assert {LANDING, "atlas-of-lamps.yml", *FILES} <= names_of(library, kept)
    assert not {ATLAS, "content/attachments/atlas-of-lamps.pdf"} & withheld(library, parse_instant(AFTER))


def test_a_withdrawn_work_keeps_its_page_which_says_so_and_nothing_else(site: Build) -> None:
    about = (EXAMPLE / "docs/about.md").read_text(encoding="utf-8")
    link = drawn("docs/about.md", f"{about}\nSee [the book of lights](atlas-of-lamps.pdf).\n")
    built = site(link + atlas(*WITHDRAWN), AFTER)
    text = words(built, LANDING)
    assert "It was taken down on 1 November 2021." in text
    assert "Why: A lamp was named by mistake." in text
    assert "In its place: About" in text
    assert 'aria-label="Breadcrumb"><ol>' in page(built, LANDING)
    entry = index(built)[LANDING]
    assert (entry["kind"], entry["status"]) == ("withdrawn", 410)
    assert not (built / "attachments").exists() or not set(FILES) & {
        file.name for file in (built / "attachments").iterdir()
    }
    assert "See the book of lights." in words(built, "/about/")
    assert "Atlas of Lamps" not in words(built, "/publications/")
    assert "Nothing is listed here now." in words(built, "/publications/topic/lamps/")
    assert "Every lamp of the coast" not in "".join(file.read_text("utf-8") for file in built.rglob("*.html"))
    feed = (built / "feed.atom").read_text(encoding="utf-8")
    assert "deleted-entry" in feed
    assert 'ref="tag:lighthouses.example.org,2021-01-04:publications/atlas-of-lamps"' in feed
    assert "Atlas of Lamps" in words(site(link + atlas(*WITHDRAWN), "2021-10-31"), LANDING)


def test_a_withdrawn_work_loses_no_address(lay: Callable[[str], Path]) -> None:
    project = lay(atlas(*WITHDRAWN))
    after = parse_instant(AFTER)
    library = read_library(project / "content", project / "docs")
    record_all(project, library, parse_instant("2021-10-31"))
    recorded = project / "content/record.csv"
    recorded.write_text("".join(recorded.read_text("utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    assert {LANDING, "/attachments/atlas-of-lamps.pdf", "/publications/topic/lamps/"} <= library.record.ledger.keys()
    assert taken_back(library, after) == []


def test_a_work_that_is_gone_is_told_until_its_address_leads_on(lay: Callable[[str], Path]) -> None:
    project = lay("")
    ledger = project / "content/addresses.txt"
    ledger.write_text(f"{ledger.read_text('utf-8')}{LANDING}\n/publications/topic/lamps/\n", encoding="utf-8")
    assert read_library(project / "content", project / "docs")
    (project / ATLAS).unlink()
    with pytest.raises(ProblemsError) as error:
        read_library(project / "content", project / "docs")
    assert f"{LANDING} was published and nothing stands there any more" in str(error.value)
    register = project / "content/review.yml"
    text = register.read_text("utf-8")
    register.write_text(f"{text}\nredirects:\n  {LANDING}: /final-report/\n", encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    lost = [str(problem) for problem in taken_back(library, parse_instant(AFTER))]
    (line,) = [line for line in lost if "/publications/" in line]
    assert line.startswith("content/addresses.txt:18: address: /publications/topic/lamps/ was published")
    assert "no publication is listed there any more (list one there (content/publications/)" in line


def test_a_version_that_changes_without_a_note_is_told(lay: Callable[[str], Path]) -> None:
    project = lay("")
    after = parse_instant(AFTER)
    library = read_library(project / "content", project / "docs")
    assert LANDING in unrecorded(library, after)
    record_all(project, library, after)
    library = read_library(project / "content", project / "docs")
    assert changed_without_note(library, after) == []
    file = project / ATLAS
    file.write_text(file.read_text("utf-8").replace("pages: 1\n", "pages: 2\n"), encoding="utf-8")
    (problem,) = changed_without_note(read_library(project / "content", project / "docs"), after)
    assert str(problem).startswith(
        f"{ATLAS}:58: updates: what it says of its versions has changed since it was recorded"
    )
    noted = file.read_text("utf-8").replace("updates:\n", "updates:\n  - {on: 2021-11-01, note: A page was added.}\n")
    file.write_text(noted, encoding="utf-8")
    assert changed_without_note(read_library(project / "content", project / "docs"), after) == []
