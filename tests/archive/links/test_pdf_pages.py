"""Two readers that share no code find the same addresses on the same pages of a PDF."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from tests.archive.links.pdfs import object_stream, pages, pdf
from tests.archive.links.test_pdf import CATALOGUE, HOSTILE

from review_site.archive.links.pdf import read_pages
from review_site.archive.verify.pdf_bytes import addresses_of_pdf

ONE, TWO = b"(https://one.example/)", b"(https://two.example/)"
LINK = b"<< /Subtype /Link /A << /URI %s >> >>"


def rewritten(content: bytes) -> bytes:
    writer = PdfWriter(PdfReader(BytesIO(content)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def merged(*contents: bytes) -> bytes:
    writer = PdfWriter()
    for content in contents:
        writer.append(BytesIO(content))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def updated() -> bytes:
    """A PDF whose second page was replaced, as editors do: by adding to its end."""
    before = pages([ONE], [ONE])
    place = len(before)
    page = b"4 0 obj\n<< /Type /Page /Parent 2 0 R /Annots [%s] >>\nendobj\n" % (LINK % TWO)
    start = int(before.rpartition(b"startxref\n")[2].split()[0])
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\n" % (place, start)
    return before + page + table + b"startxref\n%d\n%%%%EOF\n" % (place + len(page))


def packed() -> bytes:
    """A PDF whose pages are in an object stream, which only a table in a stream can tell of."""
    held = object_stream(
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        b"<< /Type /Page /Annots 5 0 R >>",
        b"<< /Type /Page /Annots [6 0 R] >>",
        b"[6 0 R]",
        LINK % ONE,
        first=1,
    )
    head = b"%PDF-1.7\n"
    body = b"7 0 obj\n%s\nendobj\n" % held
    rows = b"".join(bytes([2, 0, 7, number]) for number in range(6))
    place = len(head) + len(body)
    table = zlib.compress(bytes(4) + rows + bytes([1, 0, len(head), 0]) + bytes([1, place >> 8, place & 255, 0]))
    parts = b"<< /Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>" % len(table)
    return head + body + b"8 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (parts, table, place)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pages([ONE], [], [TWO, ONE]), {"https://one.example/": {1, 3}, "https://two.example/": {3}}),
        (rewritten(pages([ONE], [TWO])), {"https://one.example/": {1}, "https://two.example/": {2}}),
        (merged(pages([ONE]), pages([TWO], [ONE])), {"https://one.example/": {1, 3}, "https://two.example/": {2}}),
        (updated(), {"https://one.example/": {1}, "https://two.example/": {2}}),
        (packed(), {"https://one.example/": {1, 2}}),
    ],
    ids=["plain", "rewritten", "merged", "updated", "packed"],
)
def test_both_find_the_same_pages(tmp_path: Path, content: bytes, expected: dict[str, set[int]]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with path.open("rb") as stream:
        assert addresses_of_pdf(stream) == (expected, False)
    (annotated,) = read_pages([path])
    assert {address: {page for page, raw in annotated if raw.decode() == address} for address in expected} == expected


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_pdf_hangs_the_verifier(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with (tmp_path / "a.pdf").open("rb") as stream:
        assert addresses_of_pdf(stream) == ({}, False)


@pytest.mark.parametrize("content", [b"/Encrypt 1 0 R /URI (x)", b"/URI 5 0 R"])
def test_what_bytes_do_not_show_is_said_to_be_hidden(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with (tmp_path / "a.pdf").open("rb") as stream:
        assert addresses_of_pdf(stream) == ({}, True)


def test_a_page_that_stands_again_in_its_tree_counts_once(tmp_path: Path) -> None:
    tree = b"<< /Type /Pages /Kids [3 0 R 2 0 R 3 0 R] >>"
    (tmp_path / "a.pdf").write_bytes(pdf(CATALOGUE, tree, b"<< /Type /Page /Annots [%s] >>" % (LINK % ONE)))
    with (tmp_path / "a.pdf").open("rb") as stream:
        assert addresses_of_pdf(stream)[0] == {"https://one.example/": {1}}
