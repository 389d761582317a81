"""Pages that are made of a report are recorded once they are out, and their loss is told."""

from collections.abc import Callable
from pathlib import Path

from tests.drawings import drawn

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.lifecycle.due import as_at
from review_site.lifecycle.matter import all_made_pages, matter_of
from review_site.lifecycle.record import taken_back, unrecorded

NOW = parse_instant("2029-06-01")
MADE = [f"/case-for-change/{name}/" for name in ("bibliography", "glossary", "whole")]


def test_pages_made_of_a_report_are_to_be_recorded(lay: Callable[[str], Path]) -> None:
    project = lay("")
    library = read_library(project / "content", project / "docs")
    assert [address for address in unrecorded(library, NOW) if address in MADE] == [
        address for address in MADE if address not in library.record.ledger
    ]
    assert sorted(all_made_pages(as_at(library, NOW), library, NOW)["case-for-change"]) == MADE


def test_a_glossary_that_was_published_and_is_gone_is_told(lay: Callable[[str], Path]) -> None:
    project = lay("")
    ledger = project / "content/addresses.txt"
    ledger.write_text(f"{ledger.read_text('utf-8')}/case-for-change/glossary/\n", encoding="utf-8")
    chapter = project / "docs/case-for-change/chapter-1.md"
    text = chapter.read_text("utf-8").replace("chapter: 1\n", "chapter: 1\npublished: 2031-01-01\n", 1)
    chapter.write_text(text, encoding="utf-8")
    register = project / "content/reports/case-for-change.yml"
    before, _, after = register.read_text("utf-8").partition("  - term: notice to mariners")
    register.write_text(f"{before}bibliography:{after.partition('bibliography:')[2]}", encoding="utf-8")
    library = read_library(project / "content", project / "docs")
    told = [str(problem) for problem in taken_back(library, NOW) if "glossary" in problem.what]
    assert len(told) == 1
    assert told[0].startswith("content/addresses.txt:")
    assert "/case-for-change/glossary/ was published, and there is nothing to show there any more" in told[0]


def test_without_state_blocks_and_with_everything_out_all_is_known(lay: Callable[[str], Path]) -> None:
    project = lay("")
    library = read_library(project / "content", project / "docs")
    entry = library.reports["case-for-change"].entry
    known = matter_of("case-for-change", as_at(library, NOW), library, NOW)
    assert (known.terms, known.works) == (entry.glossary, entry.bibliography)


def test_what_only_a_draft_names_is_not_known(lay: Callable[[str], Path]) -> None:
    draft = "---\ntitle: Last\ndescription: A.\nchapter: 2\nstatus: draft\n---\n\nA fog bell."
    register = "glossary:\n  - term: fog bell\n    means: A bell.\n  - term: lamps\n    means: Lights.\n"
    project = lay(
        drawn("docs/oil/index.md", "---\ntitle: Oil\ndescription: A.\n---\n\nOil.")
        + drawn("docs/oil/chapter-1.md", "---\ntitle: A\ndescription: A.\nchapter: 1\n---\n\nLamps.")
        + drawn("docs/oil/chapter-2.md", draft)
        + drawn("content/reports/oil.yml", register)
    )
    library = read_library(project / "content", project / "docs")
    known = matter_of("oil", as_at(library, NOW), library, NOW)
    assert [term.term for term in known.terms] == ["lamps"]
