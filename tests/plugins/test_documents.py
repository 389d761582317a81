import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.pages import page, words

from review_site.plugins.build import build_site
from review_site.plugins.documents import size_in_words
from review_site.problems import ProblemsError

ALL = """content/reports/case-for-change.yml
    cover: What keepers told us
    wording: summary
    formats: [PDF, EPUB, ODT, plain text]
"""
TEXT = """content/reports/case-for-change.yml
    formats: [plain text]
"""
LATER = """docs/case-for-change/index.md
    ---
    title: The Case for Change
    description: The first report of the review.
    published: 2030-02-01
    show: [contents]
    ---

    Two chapters.
"""


def test_the_first_page_names_each_document_with_its_size(site: Callable[..., Path]) -> None:
    folder = site(ALL)
    first = page(folder, "/case-for-change/")
    for form, ending in {"PDF": "pdf", "EPUB": "epub", "ODT": "odt", "Plain text": "txt"}.items():
        file = folder / f"case-for-change/case-for-change.{ending}"
        assert f'<a href="case-for-change.{ending}">{form}, {size_in_words(file.stat().st_size)}<' in first
    assert "This summary as one file: PDF, " in words(folder, "/case-for-change/chapter-1/")
    chapter = page(folder, "/case-for-change/chapter-1/")
    assert '<a href="../case-for-change.pdf">PDF, ' in chapter
    assert "case-for-change.pdf" not in page(folder, "/about/")
    index = json.loads((folder / "site-index.json").read_text("utf-8"))
    kinds = {one["address"]: (one["kind"], one["title"], one["source"]) for one in index["entries"]}
    assert kinds["/case-for-change/case-for-change.pdf"] == (
        "document",
        "The Case for Change (PDF)",
        "content/reports/case-for-change.yml",
    )


def test_they_hold_the_report_in_reading_order(site: Callable[..., Path]) -> None:
    text = (site(TEXT) / "case-for-change/case-for-change.txt").read_text("utf-8")
    wanted = (
        "THE CASE FOR CHANGE",
        "Summary\n=",
        "Lamps are few",
        "Chapter 1: The lamps\n=",
        "1.1     The lamps",
        "2.1 ",
    )
    places = [text.find(word) for word in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert "https://lighthouses.example.org/case-for-change/" in text


def test_a_summary_says_that_it_is_no_report(site: Callable[..., Path]) -> None:
    said = "A summary by "
    assert said not in (site(TEXT) / "case-for-change/case-for-change.txt").read_text("utf-8")
    drawing = TEXT.replace("formats", "wording: summary\n    formats")
    assert said in (site(drawing) / "case-for-change/case-for-change.txt").read_text("utf-8")


def test_no_document_is_made_where_none_is_asked_for(site: Callable[..., Path]) -> None:
    folder = site()
    documents = (".epub", ".odt", ".pdf", ".txt")
    assert not [file for file in (folder / "case-for-change").iterdir() if file.suffix in documents]
    assert "as-one-file" not in page(folder, "/case-for-change/")


def test_nothing_is_made_before_its_report_is_out(site: Callable[..., Path]) -> None:
    assert not (site(TEXT + LATER, today="2030-01-01") / "case-for-change/case-for-change.txt").exists()
    assert (site(TEXT + LATER, today="2030-02-01") / "case-for-change/case-for-change.txt").exists()


def test_a_document_shows_what_is_known_on_the_day(site: Callable[..., Path]) -> None:
    chapter = """docs/case-for-change/chapter-1.md
    ---
    title: The lamps
    description: "Chapter 1: what shines."
    chapter: 1
    published: 2029-01-01
    ---

    The lamps are few.

    /// from | 2030-03-01
    They are none.
    ///
"""
    before, after = (
        (site(TEXT + chapter, today=day) / "case-for-change/case-for-change.txt").read_text("utf-8")
        for day in ("2030-02-28", "2030-03-01")
    )
    assert "They are none" not in before
    assert "They are none" in after
    assert "as they stood on 1 March 2030" in " ".join(after.split())
    assert "as they stood on 1 January 2029" in " ".join(before.split())


def test_an_earlier_version_of_a_page_names_no_document(site: Callable[..., Path]) -> None:
    chapter = """docs/case-for-change/chapter-1.md
    ---
    title: The lamps
    description: "Chapter 1: what shines."
    chapter: 1
    published: 2029-01-01
    ---

    The lamps are few.

    /// from | 2029-03-01
    They are none.
    ///
"""
    folder = site(TEXT + chapter)
    (version,) = folder.glob("case-for-change/chapter-1/as-at/*/index.html")
    assert "case-for-change.txt" not in version.read_text("utf-8")


def test_what_cannot_be_made_stops_the_build_and_is_told(lay: Callable[[str], Path]) -> None:
    chapter = """docs/case-for-change/chapter-2.md
    ---
    title: The rocks
    description: "Chapter 2: what must be seen."
    chapter: 2
    ---

    A sign: \U0001f9ff.
"""
    project = lay(TEXT.replace("plain text", "PDF") + chapter)
    with pytest.raises(ProblemsError) as caught:
        build_site(project, project / "site", "2030-01-01")
    (problem,) = caught.value.problems
    assert problem.path == "content/reports/case-for-change.yml"
    assert "“Chapter 2: The rocks” (/case-for-change/chapter-2/)" in problem.what
    assert not (project / "site").exists()


def test_pictures_of_a_chapter_are_in_its_documents(lay: Callable[[str], Path]) -> None:
    chapter = """docs/case-for-change/chapter-2.md
    ---
    title: The rocks
    description: "Chapter 2: what must be seen."
    chapter: 2
    pictures:
      - file: rock.jpg
        alt: A rock in the sea.
    ---

    The rocks are many.
"""
    project = lay(TEXT.replace("plain text", "EPUB") + chapter)
    (project / "content/pictures").mkdir()
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(project / "content/pictures/rock.jpg")
    folder = build_site(project, project / "site", "2030-01-01")
    with zipfile.ZipFile(folder / "case-for-change/case-for-change.epub") as book:
        (name,) = [name for name in book.namelist() if name.endswith(".jpg")]
        with Image.open(io.BytesIO(book.read(name))) as image:
            assert image.size == (1280, 960)
        assert b'alt="A rock in the sea."' in b"".join(book.read(name) for name in book.namelist() if "/ch" in name)


def test_a_document_that_was_published_may_not_go_without_a_word(lay: Callable[[str], Path]) -> None:
    lost = "/case-for-change/case-for-change.pdf"
    project = lay(TEXT)
    with (project / "content/addresses.txt").open("a", encoding="utf-8") as ledger:
        ledger.write(f"{lost}\n")
    with pytest.raises(ProblemsError, match=f"{lost} was published and nothing stands there any more"):
        build_site(project, project / "site", "2030-01-01")
    register = project / "content/review.yml"
    way = f"\nredirects:\n  {lost}: /case-for-change/\n"
    register.write_text(register.read_text("utf-8") + way, encoding="utf-8")
    folder = build_site(project, project / "site", "2030-01-01")
    assert (folder / lost.lstrip("/") / "index.html").is_file()


@pytest.mark.parametrize(
    ("size", "told"), [(1, "1 KB"), (311_600, "312 KB"), (999_700, "1.0 MB"), (1_440_000, "1.4 MB")]
)
def test_a_size_is_told_in_round_numbers(size: int, told: str) -> None:
    assert size_in_words(size) == told
