"""What people wrote is looked through before a build: each contact with its file and line, and nobody else's."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from tests.drawings import draw_post, drawn, post_text

from review_site.clock import parse_instant
from review_site.content.library import read_library
from review_site.lifecycle.publish import publish_entry
from review_site.privacy.telling import check_sources
from review_site.privacy.unsound import contacts_meanwhile
from review_site.problems import ProblemsError

Lay = Callable[[str], Path]
Told = list[tuple[str, int | None, str]]
NOON = parse_instant("2021-12-01T12:00")
NUMBER, POST = "07700 900123", "content/blogs/2021-05-01-fog-bells.md"
ABOUT, CHAPTERS = "docs/about.md", "docs/case-for-change"
CALL, WORK = "content/calls/call-for-sightings.md", "content/publications/atlas-of-lamps.yml"
ROWS, TABLE = "content/submissions/sightings.csv", "content/attachments/atlas-of-lamps.csv"


def _told(project: Path) -> Told:
    found = check_sources(read_library(project / "content", project / "docs"), NOON, project)
    assert {one.field for one in found} <= {"contact"}
    return [(one.path, one.line, one.level) for one in found]


def _changed(path: str, old: str, new: str) -> str:
    text = (Path(__file__).parents[1] / "example" / path).read_text(encoding="utf-8")
    assert old in text
    return drawn(path, text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("drawing", "path", "line"),
    [
        (draw_post(summary=f"Ring {NUMBER}."), POST, 9),
        (draw_post(summary='"Ring\n  07700\n  900123"'), POST, 10),
        (draw_post(more=f"# ring {NUMBER}\ncontent_note: |\n  A bell.\n  Ring {NUMBER}."), POST, 13),
        (draw_post(published="2031-05-01", body=f"Ring {NUMBER}."), POST, 12),
        (_changed(ABOUT, "---\n\n", f"---\n\nRing {NUMBER}.\n\n"), ABOUT, 8),
        (_changed(CALL, "40 rocks", NUMBER), CALL, 13),
        (_changed(WORK, "The lamp of", NUMBER), WORK, 60),
        (_changed(ROWS, "It was there", NUMBER), ROWS, 4),
        (_changed(ROWS, "The Harbour Guild", NUMBER), ROWS, 5),
        (_changed(f"{CHAPTERS}/wrecks.csv", "Two, at night", NUMBER), f"{CHAPTERS}/wrecks.csv", 3),
        (_changed(f"{CHAPTERS}/lamps-lit.yml", "lamps, 24", NUMBER), f"{CHAPTERS}/lamps-lit.yml", 5),
        (_changed("content/review.yml", "A task in the", NUMBER), "content/review.yml", 124),
        (_changed("content/recommendations.yml", "source:", f"# {NUMBER}\nsource:"), None, None),
        (drawn(TABLE, f"lamp,who\n1,{NUMBER}"), TABLE, 2),
    ],
)
def test_a_contact_is_told_where_it_was_written(drawing: str, path: str | None, line: int | None, lay: Lay) -> None:
    assert _told(lay(drawing)) == ([(path, line, "problem")] if path else [])


@pytest.mark.parametrize(
    "drawing",
    [
        draw_post(body=f"<!-- ring {NUMBER} -->"),
        draw_post(more=f"# ring {NUMBER}"),
        draw_post(body=f"Ring {NUMBER}.", more="withdrawn:\n  on: 2021-11-01\n  reason: It was wrong."),
        draw_post(body="Write to keeper@lighthouses.example.org."),
        drawn("content/attachments/letter.txt", f"Ring {NUMBER}."),
        _changed("docs/case-for-change/wrecks.csv", "Two, at night", NUMBER)
        + _changed("docs/case-for-change/wrecks.yml", "labels: Rock", "labels: Rock\ncolumns: [Rock, Ships]"),
    ],
)
def test_what_is_not_published_and_what_is_named_is_not_told(drawing: str, lay: Lay) -> None:
    assert _told(lay(drawing)) == []


def test_what_a_draft_holds_is_still_to_do(lay: Lay) -> None:
    project = lay(draw_post(body=f"Ring {NUMBER}, or read [the letter](letter.txt).", status="draft"))
    (project / "content/attachments/letter.txt").write_text(f"\nRing {NUMBER}.\n", encoding="utf-8")

    told = [(POST, 12, "to do"), ("content/attachments/letter.txt", 2, "to do")]
    assert sorted(_told(project)) == sorted(told)

    other = post_text("lamps", "Read [the letter](letter.txt).")
    (project / "content/blogs/2021-05-01-lamps.md").write_text(other, encoding="utf-8")
    assert ("content/attachments/letter.txt", 2, "problem") in _told(project)


def test_documents_are_read_with_what_they_say_of_themselves_and_remembered(lay: Lay) -> None:
    project = lay(draw_post(body="Read [the plan](plan.pdf) and [the letter](letter.docx)."))
    plan = f'#set document(author: "Dee, {NUMBER}")\nA lamp.'
    (project / "content/attachments/plan.pdf").write_bytes(typst.compile(plan.encode()))
    with zipfile.ZipFile(project / "content/attachments/letter.docx", "w") as packed:
        packed.writestr("word/document.xml", "<w:t>07700 </w:t><w:t>900123</w:t>")

    for _ in range(2):
        assert _told(project) == [
            ("content/attachments/letter.docx", None, "problem"),
            ("content/attachments/plan.pdf", None, "problem"),
        ]
    assert list((project / ".cache/contacts").iterdir())


def test_the_copy_that_feeds_tell_is_looked_through_as_well(lay: Lay) -> None:
    project = lay(draw_post(status="draft", body=f"Ring {NUMBER}."))
    post = project / POST
    publish_entry(project / "content", project / "docs", post, NOON, on=None, keep=True)
    post.write_text(post.read_text(encoding="utf-8").replace(NUMBER, "the bell"), encoding="utf-8")

    assert _told(project) == [("content/told/blogs/2021-05-01-fog-bells.md", 12, "problem")]


def test_a_document_that_cannot_be_read_is_advice(lay: Lay) -> None:
    project = lay(draw_post(body="Read [the plan](plan.pdf)."))
    (project / "content/attachments/plan.pdf").write_bytes(b"%PDF-1.7 cut\n%%EOF\n")

    library = read_library(project / "content", project / "docs")
    assert [str(one) for one in check_sources(library, NOON, project) if one.level == "advice"] == [
        "content/attachments/plan.pdf: file: is a PDF whose words cannot be read (save it again without a password, so"
        " that it can be read, and looked through for contacts of people)"
    ]


NOT_VALID = draw_post("lamps", published="someday") + drawn("content/attachments/letter.txt", f"\nRing {NUMBER}.\n")


def _told_meanwhile(project: Path) -> Told:
    with pytest.raises(ProblemsError) as caught:
        read_library(project / "content", project / "docs", contacts_meanwhile(project))
    contacts = [one for one in caught.value.problems if "may be a person’s" in one.what]
    assert len(contacts) < len(caught.value.problems)
    return [(one.path, one.line, one.level) for one in contacts]


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        (draw_post(summary=f"Ring {NUMBER}."), [(POST, 9, "problem")]),
        (draw_post(body=f"A lamp.\n\nRing {NUMBER}."), [(POST, 14, "problem")]),
        (draw_post(body=f"Ring {NUMBER}.", more="slug: Fog Bells"), [(POST, 13, "problem")]),
        (draw_post(body=f"Ring {NUMBER}.", status="draft"), [(POST, 12, "to do")]),
        (draw_post(body=f"Ring {NUMBER}.", more="withdrawn:\n  on: 2021-11-01\n  reason: It was wrong."), []),
        (draw_post(body="Write to keeper@lighthouses.example.org."), []),
        (draw_post(body="Read [the letter](letter.txt)."), [("content/attachments/letter.txt", 2, "problem")]),
        (draw_post(body="[Letter](letter.txt).", status="draft"), [("content/attachments/letter.txt", 2, "to do")]),
        (_changed(ABOUT, "---\n\n", f"---\n\nRing {NUMBER}.\n\n"), [(ABOUT, 8, "problem")]),
        (_changed(CALL, "40 rocks", NUMBER), [(CALL, 13, "problem")]),
        (_changed(WORK, "The lamp of", NUMBER), [(WORK, 60, "problem")]),
        (_changed(ROWS, "It was there", NUMBER), [(ROWS, 4, "problem")]),
        (_changed(f"{CHAPTERS}/wrecks.csv", "Two, at night", NUMBER), [(f"{CHAPTERS}/wrecks.csv", 3, "problem")]),
        (
            _changed(f"{CHAPTERS}/lamps-lit.yml", "lamps, 24", NUMBER),
            [(f"{CHAPTERS}/lamps-lit.yml", 5, "problem")],
        ),
        (_changed("content/review.yml", "A task in the", NUMBER), [("content/review.yml", 124, "problem")]),
        (_changed("content/review.yml", "name: ", "name 1: "), []),
        (
            draw_post(body=f"Ring {NUMBER}, or write to keeper@lighthouses.example.org.")
            + _changed("content/review.yml", "contact:", "contacts:"),
            [(POST, 12, "problem")],
        ),
    ],
)
def test_contacts_are_told_beside_what_makes_content_not_valid(drawing: str, told: Told, lay: Lay) -> None:
    assert _told_meanwhile(lay(drawing + NOT_VALID)) == told


def test_of_a_register_that_cannot_be_read_nothing_is_known_of_contacts(lay: Lay) -> None:
    project = lay(draw_post(body=f"Ring {NUMBER}."))
    (project / "content/review.yml").write_text("name: [", encoding="utf-8")

    assert _told_meanwhile(project) == []


def test_publishing_tells_contacts_beside_what_else_is_wrong(lay: Lay) -> None:
    project = lay(draw_post(body=f"Ring {NUMBER}.", status="draft") + NOT_VALID)
    with pytest.raises(ProblemsError) as caught:
        publish_entry(
            *(project / "content", project / "docs", project / POST, NOON),
            on=None,
            keep=False,
            meanwhile=contacts_meanwhile(project),
        )

    assert {(one.path, one.field) for one in caught.value.problems if one.level == "to do"} == {(POST, "contact")}
