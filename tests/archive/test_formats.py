"""What each file is said to be, judged by fido itself where it says anything."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from fido.fido import Fido
from tests.archive.loose import PAGE, URL, epub, open_document, open_xml, packed, picture, write_trouble

from review_site.archive.formats import identify, identify_file, render_formats
from review_site.archive.formats.reviewed import TABLE, Row
from review_site.archive.formats.signatures import WINDOW, match, read_signatures
from review_site.archive.inventory import read_inventory

ATOM = b"<feed xmlns='http://www.w3.org/2005/Atom'/>"
DECLARED = b'<?xml version="1.0" encoding="utf-8"?>\n'
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"

CASES = [
    # name, content, identifier, basis, mismatch
    ("page.html", PAGE % b"A page", "fmt/471", "signature", False),
    ("fragment.html", b"<p>No doctype, no root</p>", "fmt/96", "table", False),
    ("words.html", b"no tag at all", "", "none", True),
    ("page.txt", PAGE % b"A page", "fmt/471", "signature", True),
    ("page", PAGE % b"A page", "fmt/471", "signature", True),
    ("lamp.png", picture("PNG"), "fmt/11", "signature", False),
    ("lamp.jpg", picture("PNG"), "fmt/11", "signature", True),
    ("lamp.png", b"not a picture", "", "none", True),
    ("lamp.jpg", picture("JPEG"), "fmt/43", "signature", False),
    ("lamp.gif", picture("GIF"), "fmt/3", "signature", False),
    ("lamp.webp", picture("WEBP"), "fmt/566", "signature", False),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "fmt/92", "table", False),
    ("drawing.svg", DECLARED + b"<!-- a --><svg xmlns='http://www.w3.org/2000/svg'/>", "fmt/92", "table", False),
    ("drawing.svg", b"<html><body>no drawing</body></html>", "fmt/96", "signature", True),
    ("feed.atom", ATOM, "fmt/101", "table", False),
    ("feed.atom", DECLARED + ATOM, "fmt/101", "signature", False),
    ("feed.atom", DECLARED + b"<rss/>", "fmt/101", "signature", True),
    ("feed.rss", DECLARED + b"<rss version='2.0'/>", "fmt/101", "signature", False),
    ("feeds.opml", DECLARED + b"<opml version='2.0'/>", "fmt/101", "signature", False),
    ("sitemap.xml", DECLARED + b"<urlset/>", "fmt/101", "signature", False),
    ("sitemap.xml", b"<urlset/>", "fmt/101", "table", False),
    ("dates.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "fmt/388", "signature", False),
    ("feed.json", b'{"version": "https://jsonfeed.org/version/1.1"}', "fmt/817", "table", False),
    ("list.json", b" \n[1, 2]", "fmt/817", "table", False),
    ("null.json", b"null", "fmt/817", "table", False),
    ("broken.json", b"\0\1\2", "", "none", True),
    ("site.webmanifest", b"{}", "fmt/817", "table", False),
    ("site.css", b"body { color: #111 }", "x-fmt/224", "table", False),
    ("site.css", b"\0\0\0", "", "none", True),
    ("site.js", b"'use strict'", "x-fmt/423", "table", False),
    ("site.mjs", b"export default 1", "x-fmt/423", "table", False),
    ("robots.txt", b"User-agent: *\n", "x-fmt/111", "table", False),
    ("latin.txt", "caf\u00e9".encode("latin-1"), "x-fmt/111", "table", False),
    ("wide.txt", "caf\u00e9".encode("utf-16"), "x-fmt/111", "table", False),
    ("CNAME", b"lighthouses.example.org\n", "x-fmt/111", "table", False),
    ("table.csv", b"a,b\n", "x-fmt/18", "table", False),
    ("search.pf_index", gzip.compress(b"index", mtime=0), "x-fmt/266", "signature", False),
    ("search.pf_index", b"not packed", "", "none", False),
    ("notes.txt", gzip.compress(b"notes", mtime=0), "x-fmt/266", "signature", True),
    ("all.zip", packed({"a.txt": b"a"}), "x-fmt/263", "signature", False),
    ("all.docx", packed({"a.txt": b"a"}), "x-fmt/263", "signature", True),
    ("report.epub", epub(), "fmt/483", "signature", False),
    ("report.zip", epub(), "fmt/483", "signature", True),
    ("report.docx", open_xml(WORD), "fmt/412", "signature", False),
    ("report.odt", open_document("text", "1.1"), "fmt/290", "signature", False),
    ("report.odt", open_document("text", "1.2"), "fmt/291", "signature", False),
    ("report.odt", open_document("text", "1.3"), "fmt/1756", "signature", False),
    ("table.ods", open_document("spreadsheet", "1.2"), "fmt/295", "signature", False),
    ("talk.odp", open_document("presentation", "1.3"), "fmt/1754", "signature", False),
    ("web.warc", b"WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:x>\r\n", "fmt/1281", "signature", False),
    ("report.pdf", b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n", "fmt/276", "signature", False),
    ("report.pdf", b"no document", "", "none", True),
    ("font.woff2", b"no font", "fmt/1172", "extension", True),
    ("tool.py", b"print()", "fmt/938", "extension", False),
    ("thing.weird", b"\1\2\3", "", "none", False),
    ("empty.html", b"", "", "none", False),
]


@pytest.mark.parametrize(("name", "content", "puid", "basis", "mismatch"), CASES)
def test_a_file_is_what_its_bytes_and_name_say(
    name: str, content: bytes, puid: str, basis: str, mismatch: bool, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    found = identify_file(tmp_path / name)
    assert (found.puid, found.basis, found.mismatch) == (puid, basis, mismatch), found
    assert bool(found.name) == bool(puid)
    assert found.note or not mismatch


@pytest.fixture(scope="module")
def fido() -> Fido:
    names = ["formats-v109.xml", "format_extensions.xml"]
    fido = Fido(quiet=True, nocontainer=True, format_files=names)
    fido.formats = [one for one in fido.formats if not fido.get_puid(one).startswith("fido-")]
    return fido


@pytest.mark.parametrize("content", list(dict.fromkeys(case[1] for case in CASES if case[1])))
def test_signatures_match_as_fido_matches_them(content: bytes, fido: Fido) -> None:
    head, tail = content[:WINDOW], content[-WINDOW:]
    told = list(dict.fromkeys(fido.get_puid(one) for one, _ in fido.match_formats(head, tail)))
    assert [one.puid for one in match(read_signatures(), head, tail)] == told


def test_a_long_file_is_matched_at_its_start_and_end_alone(tmp_path: Path) -> None:
    content = picture("PNG") + bytes(3 * WINDOW) + picture("PNG")[-12:]
    (tmp_path / "lamp.png").write_bytes(content)
    assert identify_file(tmp_path / "lamp.png").puid == "fmt/11"
    (tmp_path / "lamp.png").write_bytes(content[:-1])
    assert identify_file(tmp_path / "lamp.png").basis == "none"


@pytest.mark.parametrize(
    ("metadata", "note"),
    [
        (b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", "its metadata says PDF/A-2a"),
        (b"<x pdfaid:conformance='B' pdfaid:part=\"1\" />", "its metadata says PDF/A-1b"),
        (b"<pdfaid:part>4</pdfaid:part>", "its metadata says PDF/A-4"),
        (b"<pdfaid:conformance>A</pdfaid:conformance>", ""),
        (b"", ""),
    ],
)
def test_a_pdf_that_says_far_within_that_it_is_for_archives_has_a_note(
    tmp_path: Path, metadata: bytes, note: str
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"%PDF-1.7\n" + b"x" * WINDOW + metadata + b"x" * WINDOW + b"\n%%EOF\n")
    found = identify_file(file)
    assert (found.puid, found.note) == ("fmt/276", note)


def test_every_file_of_a_real_site_is_identified(built_site: Path) -> None:
    identified = identify(read_inventory(built_site, URL))
    assert len(identified) > 400
    assert not [file for file, one in identified.items() if one.basis in ("extension", "none") or one.mismatch]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.endings[0]}-{row.puid}")
def test_each_row_of_the_table_says_why_and_names_a_format(row: Row) -> None:
    assert row.why
    assert row.endings
    assert row.signatures
    formats = read_signatures().formats
    assert row.puid is None or row.puid in formats
    assert all(puid == "" or puid in formats for puid in row.signatures)


def test_the_table_settles_each_ending_that_pronom_leaves_open() -> None:
    """Where PRONOM gives several formats one ending, and none has a signature that decides, a row must."""
    signatures = read_signatures()
    settled = {ending for row in TABLE for ending in row.endings}
    of_the_web = ("css", "csv", "html", "js", "json", "md", "svg", "txt", "xml")
    assert [ending for ending in of_the_web if ending not in settled] == []
    assert {one.puid for one in signatures.by_ending["json"]} == {"fmt/817", "fmt/1311"}


def test_twins_are_identified_and_every_file_has_a_row(tmp_path: Path) -> None:
    inventory = read_inventory(write_trouble(tmp_path / "site"), URL)
    identified = identify(inventory)
    rows = list(csv.DictReader(io.StringIO(render_formats(identified).decode(), newline="")))
    files = {path.relative_to(inventory.root).as_posix() for path in inventory.root.rglob("*") if path.is_file()}
    assert {row["file"] for row in rows} == files == set(identified)
    assert identified["assets/site.css.gz"].puid == "x-fmt/266"
    assert [row["file"] for row in rows] == sorted(files)


def _zip_with_directory_of(size: int) -> bytes:
    end = b"PK\5\6" + bytes(4) + b"\xff\xff\xff\xff" + size.to_bytes(4, "little") + bytes(6)
    return b"PK\3\4" + bytes(60) + b"PK\1\2" + bytes(50) + end


@pytest.mark.parametrize(
    "content",
    [
        b"PK\3\4",
        b"PK\3\4" * 40_000,
        _zip_with_directory_of(0xFFFFFFFF),
        _zip_with_directory_of(46),
        epub().replace(b"application/epub", b"application/XXXX"),
        packed({"mimetype": b"\0" * 50_000_000}),
        b"\xff\xd9" * 65_536,
        b"0\nSECTION\n  2\nHEADER\n9\n$ACADVER\n  1\n" * 500,
        b"<!DOCTYPE " * 13_000,
        b"<?" * 65_536,
        b"<!--" * 30_000,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_hostile_files_are_answered_for(content: bytes, tmp_path: Path) -> None:
    for ending in ("docx", "svg"):
        (tmp_path / f"x.{ending}").write_bytes(content)
        found = identify_file(tmp_path / f"x.{ending}")
        assert found.puid not in ("fmt/92", "fmt/412", "fmt/483")
        assert found.mismatch


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    identify(read_inventory(write_trouble(tmp_path / "site"), URL))
    assert capfd.readouterr() == ("", "")
