"""A report as an EPUB 3.3: pandoc makes its chapters, and what says what the book is and holds is ours."""

from pathlib import Path

from lxml import etree

from review_site.report.documents.epub_package import (
    COVER,
    COVER_PAGE,
    NAVIGATION,
    OLD_NAVIGATION,
    PACKAGE,
    STYLE,
    TITLE_PAGE,
    XHTML,
    Chapter,
    Contents,
    render_cover_page,
    render_navigation,
    render_old_navigation,
    render_package,
    render_title_page,
)
from review_site.report.documents.model import DocumentError, ReportText
from review_site.report.documents.packing import pack, unpack
from review_site.report.documents.pandoc import HERE, run_pandoc
from review_site.report.documents.preparing import Heading, Prepared
from review_site.report.documents.typesetting import typeset

_OPS = "http://www.idpf.org/2007/ops"
_CONTAINER = "META-INF/container.xml"
_CHAPTERS, _MEDIA = "EPUB/text/ch", "EPUB/media/"


def render_epub(report: ReportText, prepared: Prepared, folder: Path) -> bytes:
    """Return a report as an EPUB with a drawn cover; `folder` is an empty one for this work.

    Raises:
        DocumentError: when one of the tools refuses the report.
    """
    options = [
        *("--standalone", f"--template={HERE / 'epub.xhtml'}", "--split-level=1"),
        *("--metadata", f"lang={report.language}", "--metadata", "title=-"),
        f"--lua-filter={HERE / 'epub3.lua'}",
    ]
    made = unpack(run_pandoc(prepared, "epub3", "made.epub", folder, options=options))
    chapters = {name: _parse(name, data) for name, data in made.items() if name.startswith(_CHAPTERS)}
    of_anchor = {
        anchor: file.removeprefix("EPUB/")
        for file, root in chapters.items()
        for anchor in (str(element.get("id", "")) for element in root.iter())
    }
    contents = _contents(of_anchor, prepared.headings)
    for file, root in chapters.items():
        _lead_over(root, file.removeprefix("EPUB/"), of_anchor)
    media = {name.removeprefix("EPUB/"): data for name, data in made.items() if name.startswith(_MEDIA)}
    files = {
        **{chapter.file: _finish(chapters[f"EPUB/{chapter.file}"], chapter) for chapter in contents},
        **media,
        STYLE: (HERE / "epub.css").read_bytes(),
        COVER: typeset(report, "", folder, "png"),
        COVER_PAGE: render_cover_page(report),
        TITLE_PAGE: render_title_page(report),
        NAVIGATION: render_navigation(report, contents),
        OLD_NAVIGATION: render_old_navigation(report, contents),
    }
    files[PACKAGE] = render_package(report, contents, sorted(media))
    inside = {f"EPUB/{name}": data for name, data in files.items()}
    return pack({"mimetype": made["mimetype"], _CONTAINER: made[_CONTAINER], **inside})


def _parse(name: str, data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"pandoc wrote {name}, which is not XML: {error.msg}") from error


def _lead_over(root: etree._Element, file: str, of_anchor: dict[str, str]) -> None:
    """Let links lead to figures and tables of other files: pandoc knows headings, blocks and words alone."""
    for link in root.iter(f"{{{XHTML}}}a"):
        href = str(link.get("href", ""))
        other = of_anchor.get(href[1:], file) if href.startswith("#") else file
        if other != file:
            link.set("href", f"{other.rpartition('/')[2]}{href}")


def _contents(of_anchor: dict[str, str], headings: tuple[Heading, ...]) -> Contents:
    """Return the files of a book in order, each with the headings in it."""
    found: list[Chapter] = []
    for heading in headings:
        if heading.level == 1:
            found.append(Chapter(of_anchor[heading.anchor], heading, []))
        elif heading.anchor:
            found[-1].below.append(heading)
    return tuple(found)


def _finish(root: etree._Element, chapter: Chapter) -> bytes:
    """Give a file of a book its title, and its sections what kind they are (DPUB-ARIA 1.1)."""
    title = next(root.iter(f"{{{XHTML}}}title"))
    title.text = chapter.heading.words
    for section in root.iter(f"{{{XHTML}}}section"):
        kinds = section.get("class", "").split()
        if "chapter" in kinds:
            section.set(f"{{{_OPS}}}type", "chapter")
            section.set("role", "doc-chapter")
        elif "notes" in kinds:
            section.set(f"{{{_OPS}}}type", "footnotes")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
