import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from tests.pages import index, page, words

from review_site.clock import LONDON
from review_site.content.library import read_library
from review_site.lifecycle.record import taken_back, unrecorded
from review_site.plugins.build import build_site
from review_site.problems import ProblemsError
from review_site.sizes import size_in_words

ALL = ("PDF", "EPUB", "ODT", "plain text")
CHANGED = """docs/case-for-change/summary.md
    ---
    title: Summary
    description: The two chapters in short.
    published: 2029-01-01
    ---

    Lamps are few.

    [table wrecks]

    /// from | 2029-03-01
    They are none.
    ///
"""
NOW = datetime(2030, 1, 1, 12, tzinfo=LONDON)
REGISTER = "content/reports/case-for-change.yml"


@pytest.fixture
def project(lay: Callable[[str], Path]) -> Callable[..., Path]:
    """Lay the example with a report that is made into documents."""

    def lay_report(*forms: str, drawing: str = "", wording: str = "original") -> Path:
        folder = lay(drawing)
        register = folder / REGISTER
        lines = [line for line in register.read_text("utf-8").splitlines() if not line.startswith("formats:")]
        lines += [f"formats: [{', '.join(forms)}]", f"wording: {wording}"]
        register.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return lay_report


@pytest.fixture
def made(project: Callable[..., Path]) -> Callable[..., Path]:
    """Build the example with a report that is made into documents."""

    def build(*forms: str, today: str = "2030-01-01", **said: str) -> Path:
        folder = project(*forms, **said)
        return build_site(folder, folder / "site", today)

    return build


def text_of(folder: Path) -> str:
    return (folder / "case-for-change/case-for-change.txt").read_text("utf-8")


def test_the_first_page_names_each_document_with_its_size(made: Callable[..., Path]) -> None:
    folder = made(*ALL, wording="summary")
    first = page(folder, "/case-for-change/")
    for form, ending in {"PDF": "pdf", "EPUB": "epub", "ODT": "odt", "Plain text": "txt"}.items():
        file = folder / f"case-for-change/case-for-change.{ending}"
        assert f'<a href="case-for-change.{ending}">{form}, {size_in_words(file.stat().st_size)}<' in first
    assert "This summary as one file: PDF, " in words(folder, "/case-for-change/chapter-1/")
    assert '<a href="../case-for-change.pdf">PDF, ' in page(folder, "/case-for-change/chapter-1/")
    assert "case-for-change.pdf" not in page(folder, "/about/")
    entry = index(folder)["/case-for-change/case-for-change.pdf"]
    assert (entry["kind"], entry["title"], entry["source"]) == ("document", "The Case for Change (PDF)", REGISTER)


def test_they_hold_the_report_in_reading_order_and_its_lists(made: Callable[..., Path]) -> None:
    folder = made("plain text")
    text = text_of(folder)
    wanted = (
        *(
            "THE CASE FOR CHANGE",
            "Summary\n=",
            "Lamps are few",
            "Table S.1",
            "Chapter 1: The lamps\n=",
            "1.1     The lamps",
        ),
        *("Figure 1.1: Lamps", "2.1     The rocks", "Glossary\n=", "Bibliography\n="),
    )
    places = [text.find(word) for word in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert "[table" not in text
    assert "A summary by" not in text
    assert "The whole report as one file" in words(folder, "/case-for-change/chapter-1/")


def test_a_summary_says_that_it_is_no_report(made: Callable[..., Path]) -> None:
    assert "not the report itself" in text_of(made("plain text", wording="summary"))


def test_a_chart_is_drawn_to_stand_alone(made: Callable[..., Path]) -> None:
    with zipfile.ZipFile(made("EPUB") / "case-for-change/case-for-change.epub") as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.endswith(".svg")]
        assert len(charts) == 2
        assert all("viewBox" in chart and "currentColor" not in chart for chart in charts)


def test_no_document_is_made_where_none_is_asked_for(site: Callable[..., Path]) -> None:
    folder = site()
    assert not [file.name for file in (folder / "case-for-change").glob("case-for-change.*")]
    assert "as-one-file" not in page(folder, "/case-for-change/")


def test_nothing_is_made_before_its_report_is_out(project: Callable[..., Path]) -> None:
    folder = project("plain text")
    first = folder / "docs/case-for-change/index.md"
    first.write_text(first.read_text("utf-8").replace("title:", "published: 2021-08-02\ntitle:", 1), encoding="utf-8")
    for day, there in (("2021-08-01", False), ("2021-08-02", True)):
        output = build_site(folder, folder / f"site-{day}", day)
        assert (output / "case-for-change/case-for-change.txt").exists() is there


def test_a_document_shows_what_is_known_on_the_day(made: Callable[..., Path]) -> None:
    before, after = (text_of(made("plain text", drawing=CHANGED, today=day)) for day in ("2029-02-28", "2029-03-01"))
    assert "They are none" not in before
    assert "They are none" in after
    assert "as they stood on 1 March 2029" in " ".join(after.split())


def test_an_earlier_version_of_a_page_names_no_document(made: Callable[..., Path]) -> None:
    folder = made("plain text", drawing=CHANGED)
    (version,) = folder.glob("case-for-change/summary/as-at/*/index.html")
    assert "case-for-change.txt" not in version.read_text("utf-8")
    assert "case-for-change.txt" in page(folder, "/case-for-change/summary/")


def test_what_cannot_be_made_stops_the_build_and_is_told(project: Callable[..., Path]) -> None:
    folder = project("PDF")
    chapter = folder / "docs/case-for-change/chapter-2.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nA sign: \U0001f9ff.\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        build_site(folder, folder / "site", "2030-01-01")
    (problem,) = caught.value.problems
    assert problem.path == REGISTER
    assert "“Chapter 2: The rocks” (/case-for-change/chapter-2/)" in problem.what
    assert not (folder / "site").exists()


def test_pictures_of_a_chapter_are_in_its_documents(project: Callable[..., Path]) -> None:
    folder = project("EPUB")
    (folder / "content/pictures").mkdir(exist_ok=True)
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(folder / "content/pictures/rock.jpg")
    chapter = folder / "docs/case-for-change/chapter-2.md"
    chapter.write_text(chapter.read_text("utf-8") + "\n![A rock in the sea.](rock.jpg)\n", encoding="utf-8")
    output = build_site(folder, folder / "site", "2030-01-01")
    with zipfile.ZipFile(output / "case-for-change/case-for-change.epub") as book:
        (name,) = [name for name in book.namelist() if name.endswith(".jpg")]
        with Image.open(io.BytesIO(book.read(name))) as image:
            assert image.size == (1280, 960)
        assert b'alt="A rock in the sea."' in b"".join(book.read(one) for one in book.namelist() if "/ch" in one)


def test_a_document_that_was_published_may_not_go_without_a_word(project: Callable[..., Path]) -> None:
    lost = "/case-for-change/case-for-change.pdf"
    folder = project("PDF", "plain text")
    assert {lost, lost.replace(".pdf", ".txt")} <= set(
        unrecorded(read_library(folder / "content", folder / "docs"), NOW)
    )
    with (folder / "content/addresses.txt").open("a", encoding="utf-8") as ledger:
        ledger.write(f"{lost}\n")
    told = [str(problem) for problem in taken_back(read_library(folder / "content", folder / "docs"), NOW)]
    assert not [line for line in told if lost in line]
    register = folder / REGISTER
    register.write_text(register.read_text("utf-8").replace("[PDF, plain text]", "[plain text]"), encoding="utf-8")
    told = [str(problem) for problem in taken_back(read_library(folder / "content", folder / "docs"), NOW)]
    (line,) = [line for line in told if lost in line]
    assert f"{lost} was published, and no page shows it any more" in line
    assert "formats" in line
    review = folder / "content/review.yml"
    way = f"\nredirects:\n  {lost}: /case-for-change/\n"
    review.write_text(review.read_text("utf-8") + way, encoding="utf-8")
    told = [str(problem) for problem in taken_back(read_library(folder / "content", folder / "docs"), NOW)]
    assert not [line for line in told if lost in line]
    output = build_site(folder, folder / "site", "2030-01-01")
    assert (output / lost.lstrip("/") / "index.html").is_file()
