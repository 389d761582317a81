"""Contacts are found in whatever form a file has, and what cannot be read is told."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from review_site.privacy import texts
from review_site.privacy.scan import Said, scan_folder

NUMBER, MAIL = "01632 960123", "dee@foam.example.org"


def _packed(path: Path, **members: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(f"word/{name}.xml", text)


def _pdf(path: Path, text: str) -> None:
    path.write_bytes(typst.compile(text.encode()))


def _text(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


@pytest.mark.parametrize(
    ("write", "found"),
    [
        (_text("index.html", f"<p>Ring {NUMBER}.</p>"), (NUMBER,)),
        (_text("index.html", "<p>&#100;ee&#64;foam.example.org, 01632&nbsp;960123</p>"), (MAIL, "01632\u00a0960123")),
        (_text("index.html", '<a href="mailto:dee%40foam.example.org">Dee</a>'), (MAIL,)),
        (_text("feed.atom", f"<summary>&lt;p&gt;{NUMBER}&lt;/p&gt;</summary>"), (NUMBER,)),
        (_text("rows.csv", f"id,text\n1,{MAIL}\n"), (MAIL,)),
        (_text("rows.csv", f"id,ring\n1,{NUMBER}\n"), (NUMBER,)),
        (_text("data.json", f'{{"mail": "{MAIL}"}}'), (MAIL,)),
        (lambda folder: _packed(folder / "letter.docx", document="<w:t>016</w:t><w:t>32 960123</w:t>"), (NUMBER,)),
        (lambda folder: _packed(folder / "book.epub", chapter=f"<p>{MAIL}</p>"), (MAIL,)),
        (lambda folder: _pdf(folder / "report.pdf", f"Ring {NUMBER}."), (NUMBER,)),
        (lambda folder: _pdf(folder / "report.pdf", f'#link("mailto:{MAIL}")[Dee]'), (MAIL,)),
    ],
)
def test_a_contact_is_found(write: Callable[[Path], None], found: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path)
    (file,) = tmp_path.iterdir()

    for cache in (None, tmp_path.parent / "cache", tmp_path.parent / "cache"):
        assert scan_folder(tmp_path, cache) == [Said(file=file.name, contacts=found)]


def test_a_file_that_says_nothing_of_anybody_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>A lamp was lit in 2021.</p>", encoding="utf-8")
    (tmp_path / "lamp.png").write_bytes(NUMBER.encode())

    assert scan_folder(tmp_path) == []


def test_what_cannot_be_read_is_told_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_MOST", 1000)
    (tmp_path / "a.docx").write_bytes(b"no archive")
    _packed(tmp_path / "b.docx", document="a" * 2000)
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 cut")
    _pdf(tmp_path / "d.pdf", "A lamp.")
    locked = PdfWriter(PdfReader(tmp_path / "d.pdf"))
    locked.encrypt("secret")
    locked.write(tmp_path / "d.pdf")

    for cache in (None, tmp_path.parent / "cache", tmp_path.parent / "cache"):
        assert [(one.file, one.unreadable) for one in scan_folder(tmp_path, cache)] == [
            ("a.docx", "cannot be unpacked"),
            ("b.docx", "is too large when it is unpacked"),
            ("c.pdf", "is a PDF whose words cannot be read"),
            ("d.pdf", "is a PDF whose words cannot be read"),
        ]
