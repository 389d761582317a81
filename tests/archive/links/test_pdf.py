"""The links of PDFs are found, and no PDF hangs or fills the one that reads it."""

import random
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from tests.archive.links.pdfs import object_stream, pages, pdf

from review_site.archive.links import LinkGraph
from review_site.archive.links import pdf as module
from review_site.archive.links.pdf import read_pages
from review_site.archive.links.pdf_scan import scan_pdf

KEEPER = b"(https://keeper.example/)"


def scan(tmp_path: Path, content: bytes) -> list[str]:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    return scan_pdf(path)


def told(graph: LinkGraph, address: str = "/a.pdf") -> list[tuple[int, str]]:
    page = graph.pages.get(address)
    return [(one.line, one.url) for one in page.links] if page else []


def test_each_link_has_its_page(graph_of: Callable[..., LinkGraph]) -> None:
    content = pages(
        [KEEPER, b"(/reports/#x)", KEEPER], [], [KEEPER, b"(lamp.html)", b"(mailto:keeper@lighthouses.example)"]
    )
    assert told(graph_of({"files/a.pdf": content}), "/files/a.pdf") == [
        (1, "https://keeper.example/"),
        (1, "https://lighthouses.example/reports/"),
        (3, "https://keeper.example/"),
        (3, "https://lighthouses.example/files/lamp.html"),
        (3, "mailto:keeper@lighthouses.example"),
    ]


def test_what_stands_on_no_page_is_told_without_one(graph_of: Callable[..., LinkGraph]) -> None:
    bookmark = b"<< /Title (x) /A << /S /URI /URI (https://bookmark.example/) >> >>"
    packed = object_stream(
        b"<< /S /URI /URI (https://packed.example/) >>", b"<< /S /URI /URI <68747470733a2f2f782f> >>"
    )
    content = pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", bookmark, packed)
    assert told(graph_of({"a.pdf": content})) == [
        (0, "https://bookmark.example/"),
        (0, "https://packed.example/"),
        (0, "https://x/"),
    ]


def test_an_encrypted_pdf_that_opens_without_a_password_is_read(graph_of: Callable[..., LinkGraph]) -> None:
    writer = PdfWriter(PdfReader(BytesIO(pages([KEEPER]))))
    writer.encrypt("", "owner", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    assert b"keeper" not in out.getvalue()
    assert told(graph_of({"a.pdf": out.getvalue()})) == [(1, "https://keeper.example/")]


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        (b"(https://x/(a)\\(b\\\\)", "https://x/(a)(b\\"),
        (b"(https://x/\\\n\\141\\5z\\q)", "https://x/a\x05zq"),
        (b"<68 74 74 70 3A 2F2f 78\n2>", "http://x "),
        (b"(\xfe\xff\x00h\x00t\x00t\x00p\x00:)", "http:"),
        ("(https://x/é)".encode(), "https://x/é"),
        ("(https://x/é)".encode("latin-1"), "https://x/é"),
        (b"<< /Base (https://x/) >>", None),
        (b"()", None),
        (b"(https://x/", None),
        (b"<6x>", None),
    ],
)
def test_strings_as_pdfs_write_them(tmp_path: Path, string: bytes, expected: str | None) -> None:
    found = [expected] if expected else []
    assert scan(tmp_path, b"/URI %s" % string) == found
    assert scan(tmp_path, b"/URI (before) /URI %s" % string) == ["before", *found]


def test_a_string_without_end_hides_only_what_it_swallows(tmp_path: Path) -> None:
    assert scan(tmp_path, b"/URI (" + b"x" * 9000 + b" /URI (after)") == ["after"]


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
BOMB = b"<< /Type /ObjStm /N 9 /First 9 /Filter /FlateDecode >>\nstream\n%s\nendstream" % zlib.compress(bytes(1 << 27))
CIRCLE = (b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] >>", b"<< /Type /Page /Annots 4 0 R >>", b"4 0 R")
TABLE = b"%%PDF-1.7\nxref\n0 %d\ntrailer\n<< /Size %d /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%%%EOF\n"
HOSTILE = {
    "nothing": b"",
    "noise": b"%PDF-1.7\n" + random.Random(1).randbytes(1 << 16),
    "tree in a circle": pdf(CATALOGUE, *CIRCLE),
    "references in a circle": pdf(CATALOGUE, b"3 0 R", b"2 0 R"),
    "lists in lists": pdf(CATALOGUE, b"[" * 300_000),
    "dictionaries in dictionaries": pdf(CATALOGUE, b"<</A" * 50_000),
    "a table before itself": TABLE % (0, 0),
    "a table of a billion": TABLE % (999_999_999, 999_999_999),
    "a bomb": pdf(BOMB),
    "marks without end": b"%PDF-1.7\n" + b"/URI (" * 100_000 + b"/ObjStm stream\n" * 30_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_pdf_hides_nothing_of_the_next(graph_of: Callable[..., LinkGraph], content: bytes) -> None:
    graph = graph_of({"a.pdf": content, "b.pdf": pages([KEEPER])})
    assert told(graph) == []
    assert told(graph, "/b.pdf") == [(1, "https://keeper.example/")]


def test_damage_leaves_the_pages_before_it(graph_of: Callable[..., LinkGraph]) -> None:
    content = pages([KEEPER], [b"(https://second.example/)"])
    graph = graph_of(
        {"a.pdf": content[: content.index(b"xref")], "b.pdf": content.replace(b"/Kids [3 0 R", b"/Kids [9 9 R")}
    )
    assert [url for _, url in told(graph)] == ["https://keeper.example/", "https://second.example/"]
    assert {url for _, url in told(graph, "/b.pdf")} == {"https://keeper.example/", "https://second.example/"}


def test_a_pdf_at_which_its_reader_dies_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = """
import sys
for line in sys.stdin:
    if "deadly" in line:
        sys.exit(1)
    print('[[7, "61"]]', flush=True)
"""
    monkeypatch.setattr(module, "_WORKER", (sys.executable, "-c", dying))
    names = ["one", "deadly", "two", "deadly two", "deadly three"]
    assert list(read_pages([tmp_path / name for name in names])) == [[(7, b"a")], [], [(7, b"a")], [], []]


def test_a_reader_that_does_not_start_gives_no_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORKER", (sys.executable, "-c", ""))
    assert list(read_pages([tmp_path / "a", tmp_path / "b"])) == [[], []]


def test_no_module_of_the_present_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pypdf.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')")
    (tmp_path / "a.pdf").write_bytes(pages([KEEPER]))
    monkeypatch.chdir(tmp_path)
    assert list(read_pages([tmp_path / "a.pdf"])) == [[(1, b"https://keeper.example/")]]
    assert not (tmp_path / "run").exists()
