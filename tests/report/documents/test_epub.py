from pathlib import Path

import pytest
from lxml import etree
from tests.report.documents.judging import epub_faults, words_of
from tests.report.documents.made import made_report

from review_site.report.documents.making import make_documents
from review_site.report.documents.packing import pack, unpack
from review_site.report.documents.preparing import prepare, refined

X = "{http://www.w3.org/1999/xhtml}"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
OPS = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture
def files(documents: dict[str, bytes]) -> dict[str, bytes]:
    return unpack(documents["EPUB"])


def page(files: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(files[f"EPUB/{name}"])


def test_epubcheck_finds_nothing(documents: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "report.epub"
    file.write_bytes(documents["EPUB"])
    assert epub_faults(file) == []


def test_epubcheck_can_fail(files: dict[str, bytes], tmp_path: Path) -> None:
    faults = {
        "EPUB/text/ch003.xhtml": (b"ch002.xhtml#p-1-1", b"ch002.xhtml#p-9-9"),
        "EPUB/content.opf": (b"<dc:language>en-GB</dc:language>", b""),
        "EPUB/nav.xhtml": (b"<h1>Contents</h1>", b"<h1>Contents"),
    }
    for name, (old, _) in faults.items():
        assert old in files[name]
    file = tmp_path / "broken.epub"
    file.write_bytes(pack({**files, **{name: files[name].replace(*change) for name, change in faults.items()}}))
    told = " ".join(epub_faults(file))
    for word in ("Fragment identifier", "dc:language", "h1"):
        assert word in told


def test_the_package_says_what_the_book_is_and_for_whom(files: dict[str, bytes]) -> None:
    root = page(files, "content.opf")
    said = {
        name: root.findtext(f".//dc:{name}", namespaces=OPF)
        for name in ("identifier", "title", "creator", "language", "date", "rights")
    }
    assert said == {
        "identifier": "https://lighthouses.example.org/lamps/",
        "title": "Lamps & <Rocks>",
        "creator": "Example project",
        "language": "en-GB",
        "date": "2021-06-02",
        "rights": "These words may be used by anyone.",
    }
    meta: dict[str, set[str]] = {}
    for one in root.iterfind(".//opf:meta[@property]", OPF):
        meta.setdefault(one.get("property", ""), set()).add(one.text or "")
    assert meta["dcterms:modified"] == {"2021-06-02T00:00:00Z"}
    assert meta["schema:accessMode"] == {"textual", "visual"}
    assert meta["schema:accessModeSufficient"] == {"textual"}
    assert meta["schema:accessibilityHazard"] == {"none"}
    assert {"alternativeText", "tableOfContents", "structuralNavigation"} <= meta["schema:accessibilityFeature"]
    assert len(meta["schema:accessibilitySummary"]) == 1
    assert "dcterms:conformsTo" not in meta  # nobody has evaluated it


def test_a_book_of_words_alone_claims_no_pictures() -> None:
    (made,) = make_documents(made_report(parts=made_report().parts[:1]), ["EPUB"], "r.yml")
    package = unpack(made.data)["EPUB/content.opf"]
    assert b"visual" not in package
    assert b"alternativeText" not in package


def test_its_contents_are_the_headings(files: dict[str, bytes]) -> None:
    toc = next(nav for nav in page(files, "nav.xhtml").iter(f"{X}nav") if nav.get(OPS) == "toc")
    wanted = [one.words for one in prepare(refined(made_report())).headings if one.level <= 2]
    assert ["".join(link.itertext()) for link in toc.iter(f"{X}a")] == wanted
    titles = [
        page(files, name.removeprefix("EPUB/")).findtext(f".//{X}title") for name in sorted(files) if "/ch" in name
    ]
    assert titles == ["Summary", "Chapter 1: The lamps", "Chapter 2: The rocks & reefs"]


def test_notes_pop_up_and_lead_back(files: dict[str, bytes]) -> None:
    root = page(files, "text/ch003.xhtml")
    ids = {one.get("id") for one in root.iter() if one.get("id")}
    references = [link for link in root.iter(f"{X}a") if link.get(OPS) == "noteref"]
    notes = {aside.get("id"): aside for aside in root.iter(f"{X}aside") if aside.get(OPS) == "footnote"}
    assert [link.text for link in references] == ["1", "1", "2"]
    assert {link.get("href", "")[1:] for link in references} == notes.keys()
    for aside in notes.values():
        (back,) = [link for link in aside.iter(f"{X}a") if link.get("role") == "doc-backlink"]
        assert back.get("href", "")[1:] in ids


def test_the_cover_is_drawn_and_told(files: dict[str, bytes]) -> None:
    assert files["EPUB/media/cover.png"].startswith(b"\x89PNG")
    (image,) = page(files, "text/cover.xhtml").iter(f"{X}img")
    assert image.get("alt", "").startswith(
        "Cover. Lamps & <Rocks>. What the keepers’ panel told us. 3 May 2021. A summary by"
    )
    (title,) = page(files, "text/title.xhtml").iter(f"{X}h1")
    assert title.text == "Lamps & <Rocks>"


def test_paragraphs_keep_their_anchors_and_numbers(files: dict[str, bytes]) -> None:
    root = page(files, "text/ch003.xhtml")
    first = root.find(f".//{X}div[@id='p-2-1']")
    assert words_of("".join(first.itertext()))[:6] == ["2", "1", "The", "rocks", "are", "many"]
    assert root.find(f".//{X}figure[@id='figure-2-1']") is not None
    assert b"<script" not in b"".join(files.values())
