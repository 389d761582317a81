"""Publications: what a version says of itself, the lists of the library, and what must hold between files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import EXAMPLE
from tests.drawings import drawn

from review_site.content.attachments import begins_as_named
from review_site.content.catalogue import list_works, paginate_works
from review_site.content.library import Library, read_library
from review_site.content.publication import LISTS, Publication
from review_site.content.publication_version import ENDINGS, Version
from review_site.problems import ProblemsError

ATLAS = "content/publications/atlas-of-lamps.yml"
WORK = """title: Work {number}
id: tag:lighthouses.example.org,2021-01-04:publications/work-{number}
kind: {kind}
published: {published}
about: A work.
topics: [{topics}]
versions: [{{title: A work, format: PDF}}]
source: review:/about/
"""


def work(number: int, kind: str = "plan", published: str = "2021-03-01", topics: str = "") -> str:
    text = WORK.format(number=number, kind=kind, published=published, topics=topics)
    return drawn(f"content/publications/work-{number}.yml", text)


@pytest.fixture
def read(lay: Callable[[str], Path]) -> Callable[..., Library]:
    def read_drawing(drawing: str = "", **files: bytes) -> Library:
        project = lay(drawing)
        for name, data in files.items():
            (project / "content/attachments" / name.replace("__", ".").replace("_", "-")).write_bytes(data)
        return read_library(project / "content", project / "docs")

    return read_drawing


def told(read: Callable[..., Library], drawing: str, **files: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        read(drawing, **files)
    return [str(problem) for problem in error.value.problems if problem.level == "problem"]


@pytest.mark.parametrize(("length", "seconds"), [("4:10", 250), ("0:05", 5), ("1:04:00", 3840), ("59:59", 3599)])
def test_a_length_is_read_as_seconds(length: str, seconds: int) -> None:
    assert Version(title="A film", format="film", length=length).seconds == seconds


def test_a_version_names_the_files_that_belong_to_it() -> None:
    film = Version(title="A film", format="film", file="film.mp4", transcript="words.txt")
    told_on_a_page = Version(title="A film", format="film", file="film.mp4", transcript="/words/")
    assert (film.files, told_on_a_page.files) == (("film.mp4", "words.txt"), ("film.mp4",))


def test_the_example_has_a_version_of_every_form(read: Callable[..., Library]) -> None:
    entry: Publication = read().publications["atlas-of-lamps"].entry
    forms = {version.form for version in entry.versions}
    assert {
        "full",
        "summary",
        "simplified",
        "for children",
        "Easy Read",
        "large print",
        "British Sign Language",
    } < forms
    assert {"audio", "translation", "data"} < forms
    assert entry.files == (
        *("atlas-of-lamps.pdf", "atlas-of-lamps-in-bsl.mp4", "atlas-of-lamps-in-bsl.txt"),
        "atlas-of-lamps.csv",
    )


@pytest.mark.parametrize("ending", sorted(set(ENDINGS.values())))
def test_a_file_of_another_kind_than_its_ending_is_told(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{ending}"
    file.write_bytes(b"GIF89a, and words")
    assert begins_as_named(file) == (ending in ("csv", "json", "txt"))


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.pdf", b"%PDF-1.7"), ("x.docx", b"PK\x03\x04"), ("x.mp4", b"\0\0\0\x18ftypisom"), ("x.mp3", b"ID3\x04")],
)
def test_a_file_that_begins_as_its_kind_does_is_taken(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert begins_as_named(tmp_path / name)


def test_a_document_saved_under_a_false_ending_is_told(read: Callable[..., Library]) -> None:
    (line,) = told(read, "", atlas_of_lamps__pdf=b"PK\x03\x04 a Word document")
    assert line == (
        "content/attachments/atlas-of-lamps.pdf:1: attachment: ends in .pdf and is no such file "
        "(save the document again as .pdf)"
    )


def test_works_that_lead_round_to_themselves_are_told(read: Callable[..., Library]) -> None:
    first = work(1).replace("    topics", "    part_of: work-2\n    topics")
    second = work(2).replace("    topics", "    part_of: work-1\n    topics")
    lines = told(read, first + second)
    assert [line.partition(": ")[2] for line in lines] == [
        "part_of: leads from “work-2” back to this publication (take one of the lines out)",
        "part_of: leads from “work-1” back to this publication (take one of the lines out)",
    ]


@pytest.mark.parametrize("name", [address.split("/")[2] for address in LISTS])
def test_no_work_takes_the_address_of_the_lists(read: Callable[..., Library], name: str) -> None:
    text = WORK.format(number=1, kind="plan", published="2021-03-01", topics="")
    lines = told(read, drawn(f"content/publications/{name}.yml", text))
    assert any(f"has the name of a list of publications: {name}" in line for line in lines)


@pytest.mark.parametrize("address", ["publications", "publications/an-essay"])
def test_no_page_stands_among_the_publications(read: Callable[..., Library], address: str) -> None:
    page = "---\ntitle: An essay\ndescription: An essay.\n---\n\nWords.\n"
    (line,) = told(read, drawn(f"docs/{address}.md", page))
    assert f"/{address}/ is already used by a page that is built by itself" in line


def test_a_text_may_link_to_a_work_and_to_a_list_and_to_no_other(read: Callable[..., Library]) -> None:
    text = (EXAMPLE / "docs/about.md").read_text("utf-8")
    links = "\n[The atlas](/publications/atlas-of-lamps/), [lamps](/publications/topic/lamps/)\n"
    assert read(drawn("docs/about.md", text + links)).publications
    (line,) = told(read, drawn("docs/about.md", f"{text}\n[The atlas](/publications/atlas-of-lamp/)\n"))
    assert line.endswith("/publications/atlas-of-lamp/ leads nowhere (did you mean /publications/atlas-of-lamps/?)")


def test_an_attachment_that_only_a_publication_holds_must_be_right(read: Callable[..., Library]) -> None:
    assert any("is empty" in line for line in told(read, "", atlas_of_lamps__csv=b""))


def test_works_are_listed_by_kind_topic_and_year_the_newest_first(read: Callable[..., Library]) -> None:
    library = read(
        work(1, "plan", "2021-03-01", "rocks") + work(2, "film", "2022-03") + work(3, "plan", "2021-03", "rocks, lamps")
    )
    lists = {one.address: one.works for one in list_works(library)}
    assert lists["/publications/"] == ("work-2", "atlas-of-lamps", "final-report", "work-3", "work-1")
    assert lists["/publications/kind/plan/"] == ("work-3", "work-1")
    assert lists["/publications/topic/rocks/"] == ("work-3", "work-1")
    assert lists["/publications/topic/lamps/"] == ("atlas-of-lamps", "work-3")
    assert lists["/publications/year/2022/"] == ("work-2",)
    assert [one.facet for one in list_works(library)] == [
        *("all", "kind", "kind", "kind", "kind"),
        *("topic", "topic", "year", "year"),
    ]


@settings(max_examples=30)
@given(st.integers(1, 90), st.integers(1, 30))
def test_paging_loses_and_repeats_no_work(count: int, size: int) -> None:
    library = read_library(EXAMPLE / "content", EXAMPLE / "docs")
    (catalogue, *_) = list_works(library)
    many = type(catalogue)("all", "All", "All.", "/publications/", tuple(f"work-{number}" for number in range(count)))
    pages = paginate_works(many, size)
    assert [name for page in pages for name in page.works] == list(many.works)
    assert all(len(page.works) == size for page in pages[:-1])
    assert [page.newer for page in pages][1:] == [page.address for page in pages][:-1]
    assert [page.older for page in pages][:-1] == [page.address for page in pages][1:]
