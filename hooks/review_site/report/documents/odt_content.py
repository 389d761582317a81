"""The content of an ODT as pandoc wrote it → with its cover, its contents, and measures that fit our styles."""

import re
from html import escape
from io import BytesIO

from lxml import etree
from PIL import Image

from review_site.report.documents.model import DocumentError, ReportText
from review_site.report.documents.pictures import ShownPicture
from review_site.report.documents.preparing import Prepared
from review_site.report.documents.typesetting import CHART_DOTS

_NAMESPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"
    for name, rest in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
} | {"xlink": "http://www.w3.org/1999/xlink"}
_MARGIN = 1.5  # cm, of the column of words: as in odt-styles.xml
_COLUMN, _HIGHEST = 14.5, 18  # cm
_DOTS = 150  # an inch, of a photograph
_WHOLE = 65535  # of which pandoc writes the shares of columns
_CELL = {"fo:border": "none", "fo:border-bottom": "0.5pt solid #c3d1ce", "fo:padding": "0.12cm"}
_LENGTH = re.compile(r"([\d.]+)in")
_DEEPEST = 2  # of the headings in the contents


def finish_content(data: bytes, report: ReportText, prepared: Prepared) -> bytes:
    """Return `content.xml` as it goes into the package.

    Raises:
        DocumentError: when it is not XML, or lacks a picture or a note of the report.
    """
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"pandoc wrote content that is not XML: {error.msg}") from error
    _move_in(root)
    _line_tables(root)
    _dress_cells(root)
    _dress_links(root)
    _put_captions_first(root)
    _number_notes(root, prepared)
    _describe_pictures(root, prepared.pictures)
    body = next(root.iter(_name("office:text")))
    for element in reversed(_front(report, prepared)):
        body.insert(0, element)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _move_in(root: etree._Element) -> None:
    """Put lists and quotations into the column of words, which begins where the numbers of paragraphs end."""
    inches = _MARGIN / 2.54
    for level in root.iter(_name("style:list-level-label-alignment")):
        for name in ("fo:margin-left", "text:list-tab-stop-position"):
            if length := _LENGTH.fullmatch(level.get(_name(name), "")):
                level.set(_name(name), f"{float(length[1]) + inches:.3f}in")
    for style in root.iter(_name("style:style")):
        measures = style.find(_name("style:paragraph-properties"))
        if measures is None:
            continue
        if style.get(_name("style:parent-style-name")) == "Quotations":
            measures.set(_name("fo:margin-left"), f"{_MARGIN + 0.8}cm")
        elif style.get(_name("style:list-style-name")):
            measures.set(_name("fo:margin-bottom"), "0.12cm")


def _line_tables(root: etree._Element) -> None:
    for style in root.iter(_name("style:style")):
        if style.get(_name("style:family")) == "table-cell":
            for measures in style.iter(_name("style:table-cell-properties")):
                measures.attrib.clear()
                for name, value in _CELL.items():
                    measures.set(_name(name), value)
        for measures in style.iter(_name("style:table-column-properties")):
            share = float(str(measures.attrib.pop(_name("style:rel-column-width"), "0*")).rstrip("*")) / _WHOLE
            measures.set(_name("style:column-width"), f"{share * _COLUMN:.2f}cm")
        for measures in style.iter(_name("style:table-properties")):
            measures.attrib.clear()
            measures.set(_name("style:width"), f"{_COLUMN}cm")
            measures.set(_name("fo:margin-left"), f"{_MARGIN}cm")
            measures.set(_name("table:align"), "left")
            measures.set(_name("fo:margin-bottom"), "0.4cm")


def _dress_cells(root: etree._Element) -> None:
    """Let every paragraph of a cell look as cells do: those that are aligned, and those that begin a row."""
    styles = {style.get(_name("style:name")): style for style in root.iter(_name("style:style"))}
    for cell in root.iter(_name("table:table-cell")):
        head = any(True for _ in cell.iterancestors(_name("table:table-header-rows")))
        look = "Table_20_Heading" if head else "Table_20_Contents"
        for words in cell.iter(_name("text:p")):
            own = words.get(_name("text:style-name"), "")
            if own in styles and styles[own].get(_name("style:list-style-name")) is None:
                styles[own].set(_name("style:parent-style-name"), look)
            elif own.startswith("Table_20_"):
                words.set(_name("text:style-name"), look)


def _put_captions_first(root: etree._Element) -> None:
    """Put the caption of a figure above it, where that of a table is."""
    for figure in list(root.iter(_name("text:p"))):
        caption = figure.getnext()
        if figure.get(_name("text:style-name")) == "FigureWithCaption" and caption is not None:
            figure.addprevious(caption)


def _dress_links(root: etree._Element) -> None:
    for link in root.iter(_name("text:a")):
        for span in link.iter(_name("text:span")):
            if span.get(_name("text:style-name")) == "Definition":
                span.set(_name("text:style-name"), "Internet_20_link")


def _number_notes(root: etree._Element, prepared: Prepared) -> None:
    """Give notes the numbers that they have in their part, as a word processor will that counts them by chapters."""
    numbers = re.findall(r'<div class="note" [^>]*data-number="(\d+)"', prepared.html)
    citations = list(root.iter(_name("text:note-citation")))
    if len(citations) != len(numbers):
        raise DocumentError(f"pandoc set {len(citations)} of {len(numbers)} notes")
    for citation, number in zip(citations, numbers, strict=True):
        citation.text = number


def _describe_pictures(root: etree._Element, pictures: tuple[ShownPicture, ...]) -> None:
    """Give each picture its words (ODF 1.3 part 3 §10.3.18) and a size that fits the column."""
    frames = list(root.iter(_name("draw:frame")))
    if len(frames) != len(pictures):
        raise DocumentError(f"pandoc set {len(frames)} of {len(pictures)} pictures")
    for frame, picture in zip(frames, pictures, strict=True):
        if picture.alt:
            etree.SubElement(frame, _name("svg:title")).text = picture.alt
        width, height = _size(picture)
        frame.set(_name("svg:width"), f"{width:.2f}cm")
        frame.set(_name("svg:height"), f"{height:.2f}cm")


def _size(picture: ShownPicture) -> tuple[float, float]:
    with Image.open(BytesIO(picture.data)) as image:
        wide, high = image.size
    width = wide / (CHART_DOTS if picture.drawn else _DOTS) * 2.54
    width = _COLUMN if width > _COLUMN / 2 else width
    width = min(width, _HIGHEST * wide / high)
    return width, width * high / wide


def _front(report: ReportText, prepared: Prepared) -> list[etree._Element]:
    """Return the cover, what is said behind it, and the contents: links without pages, which only a program knows."""
    cover = [
        ("CoverSite", report.site),
        ("Title", report.title),
        ("Subtitle", report.cover),
        ("Cover", report.published),
        ("Cover", report.byline),
    ]
    lines = [_paragraph(style, escape(words)) for style, words in cover if words]
    web = f'On the web: <text:a xlink:type="simple" xlink:href="{escape(report.url)}">{escape(report.url)}</text:a>'
    for index, words in enumerate((*map(escape, report.told), web)):
        lines.append(_paragraph("Imprint" if index else "ImprintFirst", words))
    source = "".join(
        f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
        "<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-link-end/>"
        "</text:table-of-content-entry-template>"
        for level in range(1, _DEEPEST + 1)
    )
    entries = "".join(
        _paragraph(
            f"Contents_20_{heading.level}",
            f'<text:a xlink:type="simple" xlink:href="#{heading.anchor}">{escape(heading.words)}</text:a>',
        )
        for heading in prepared.headings
        if heading.level <= _DEEPEST
    )
    title = "Contents"
    lines.append(
        f'<text:table-of-content text:name="{title}" text:protected="false">'
        f'<text:table-of-content-source text:outline-level="{_DEEPEST}">'
        f'<text:index-title-template text:style-name="Contents_20_Heading">{title}</text:index-title-template>{source}'
        f'</text:table-of-content-source><text:index-body><text:index-title text:name="{title}_Head">'
        f"{_paragraph('Contents_20_Heading', title)}</text:index-title>{entries}</text:index-body>"
        "</text:table-of-content>"
    )
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
    return list(etree.fromstring(f"<front {spaces}>{''.join(lines)}</front>"))


def _paragraph(style: str, words: str) -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'
