from pathlib import Path

import pytest
from lxml import etree
from tests.report.documents.judging import odt_as_pdf, stand_in_order, text_of_pdf, words_of

from review_site.report.documents.packing import pack, unpack

NAMES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}


@pytest.fixture
def files(documents: dict[str, bytes]) -> dict[str, bytes]:
    return unpack(documents["ODT"])


@pytest.fixture
def content(files: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(files["content.xml"])


def test_libreoffice_prints_its_words_in_order(documents: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "report.odt"
    file.write_bytes(documents["ODT"])
    printed = odt_as_pdf(file, tmp_path)
    assert printed is not None
    words = words_of(text_of_pdf(printed))
    wanted = (
        "Review of Lighthouses Rocks A summary by the example project Contents Summary Lamps are few 1 1 A post with "
    )
    wanted += "every form of text 1 2 Words may be strong Tables Lamp Rock Keeper North Skerry 2 1 The rocks are many "
    wanted += (
        "Figure 2 1 Lamps that were lit Coast Lamps North 12 Table 2 1 Keepers Ada North 2 3 Nobody s words Goleudy"
    )
    assert stand_in_order(words_of(wanted), words)
    assert not stand_in_order([*words_of(wanted), "summary", "by"], words)
    assert "Page 2 of" in text_of_pdf(printed)


def test_libreoffice_refuses_a_broken_one(files: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "broken.odt"
    file.write_bytes(pack({**files, "content.xml": files["content.xml"][:-200]}))
    printed = odt_as_pdf(file, tmp_path)
    assert printed is None or "The rocks are many" not in text_of_pdf(printed)


def test_it_names_itself_and_its_language(files: dict[str, bytes]) -> None:
    meta = files["meta.xml"].decode()
    for said in (
        "<dc:title>Lamps &amp; &lt;Rocks&gt;</dc:title>",
        "<dc:language>en-GB</dc:language>",
        "2021-06-02T00:00:00",
    ):
        assert said in meta
    styles = etree.fromstring(files["styles.xml"])
    text = styles.find(".//style:default-style[@style:family='paragraph']/style:text-properties", NAMES)
    assert (text.get(f"{{{NAMES['fo']}}}language"), text.get(f"{{{NAMES['fo']}}}country")) == ("en", "GB")
    assert b"LANGUAGE" not in files["styles.xml"].replace(b"<!-- How a report looks", b"")[400:]


def test_every_style_that_the_text_names_is_there(files: dict[str, bytes], content: etree._Element) -> None:
    name = f"{{{NAMES['style']}}}name"
    known = {one.get(name) for one in (*content.iter(), *etree.fromstring(files["styles.xml"]).iter()) if one.get(name)}
    used = {
        value for one in content.iter() for key, value in one.items() if key.endswith("}style-name") and "text" in key
    }
    assert used <= known, used - known


def test_tables_have_header_rows_and_pictures_have_words(content: etree._Element) -> None:
    tables = content.findall(".//table:table", NAMES)
    assert tables
    assert all(table.find("table:table-header-rows", NAMES) is not None for table in tables)
    titles = [frame.findtext("svg:title", namespaces=NAMES) for frame in content.iter(f"{{{NAMES['draw']}}}frame")]
    assert titles == [
        "Lamps that were lit. There were 12 in the north, and about 7 in the south.",
        "A lamp in a dark room.",
    ]


def test_notes_have_the_numbers_of_their_part(content: etree._Element) -> None:
    citations = [one.text for one in content.iter(f"{{{NAMES['text']}}}note-citation")]
    assert citations == ["1", "2", "1", "2"]
    (again,) = content.iter(f"{{{NAMES['text']}}}note-ref")
    names = [note.get(f"{{{NAMES['text']}}}id") for note in content.iter(f"{{{NAMES['text']}}}note")]
    assert (again.text, again.get(f"{{{NAMES['text']}}}ref-name")) == ("1", names[2])


def test_links_within_lead_to_bookmarks(content: etree._Element) -> None:
    href = "{http://www.w3.org/1999/xlink}href"
    within = {
        link.get(href, "")[1:] for link in content.iter(f"{{{NAMES['text']}}}a") if link.get(href, "").startswith("#")
    }
    marks = {
        one.get(f"{{{NAMES['text']}}}name")
        for tag in ("bookmark", "bookmark-start")
        for one in content.iter(f"{{{NAMES['text']}}}{tag}")
    }
    assert {"p-1-1", "chapter-2-a-thing"} <= within
    assert within <= marks, within - marks
