"""What an EPUB says of itself: its package, its contents, its cover and title page (EPUB 3.3 §5, §7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from review_site.media_types import media_type_of
from review_site.report.documents.model import ReportText
from review_site.report.documents.preparing import Heading

XHTML = "http://www.w3.org/1999/xhtml"
PACKAGE, STYLE = "content.opf", "styles/report.css"
COVER, COVER_PAGE, TITLE_PAGE = "media/cover.png", "text/cover.xhtml", "text/title.xhtml"
NAVIGATION, OLD_NAVIGATION = "nav.xhtml", "toc.ncx"
_DEEPEST = 2  # of the headings in the contents
_SUMMARY = (
    "Everything is text that can be enlarged, recoloured and read aloud, in reading order, with headings and a table "
    "of contents. Paragraphs of chapters have numbers."
)
_DRAWN = " Each picture or chart has its meaning in words beside it."


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of a book: its name in the package, its heading, and the headings within it, in order."""

    file: str
    heading: Heading
    below: list[Heading]


Contents = tuple[Chapter, ...]


def render_package(report: ReportText, contents: Contents, media: Sequence[str]) -> bytes:
    """Render the package document: metadata with that of EPUB Accessibility 1.1 §2, manifest and spine.

    `media` are the names of pictures in the package. No conformance is claimed: nobody has evaluated the book by hand.
    """
    day = report.dated.isoformat()
    modes = ["textual", *(["visual"] if media else [])]
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if media else []
    meta = [
        ("dcterms:modified", f"{day}T00:00:00Z"),
        *(("schema:accessMode", mode) for mode in modes),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", _SUMMARY + (_DRAWN if media else "")),
    ]
    described = [
        ("title", report.title),
        ("language", report.language),
        ("creator", report.maker),
        ("publisher", report.site),
        ("date", day),
        *([("description", f"{report.byline}.")] if report.byline else []),
        ("source", report.url),
        *([("rights", report.licence)] if report.licence else []),
    ]
    manifest = [
        _item("nav", NAVIGATION, "nav"),
        _item("ncx", OLD_NAVIGATION, media_type="application/x-dtbncx+xml"),
        _item("style", STYLE),
        _item("cover", COVER, "cover-image"),
        _item("cover-page", COVER_PAGE),
        _item("title-page", TITLE_PAGE),
        *(_item(f"part-{number}", chapter.file) for number, chapter in enumerate(contents, 1)),
        *(_item(f"media-{number}", name) for number, name in enumerate(media, 1)),
    ]
    spine = ["cover-page", "title-page", "nav", *(f"part-{number}" for number in range(1, len(contents) + 1))]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="address" '
        f'xml:lang="{report.language}">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        f'<dc:identifier id="address">{escape(report.url)}</dc:identifier>',
        *(f"<dc:{name}>{escape(words)}</dc:{name}>" for name, words in described),
        *(f'<meta property="{name}">{escape(words)}</meta>' for name, words in meta),
        '<meta name="cover" content="cover"/>',
        "</metadata>",
        "<manifest>",
        *manifest,
        "</manifest>",
        '<spine toc="ncx">',
        *(f'<itemref idref="{name}"/>' for name in spine),
        "</spine>",
        "</package>",
    ]
    return _bytes(lines)


def render_navigation(report: ReportText, contents: Contents) -> bytes:
    """Render the contents as a page (EPUB 3.3 §7.4), and where the book begins for readers' buttons."""
    lines = ['<nav epub:type="toc" role="doc-toc" id="toc">', "<h1>Contents</h1>", "<ol>"]
    for chapter in contents:
        below = [heading for heading in chapter.below if heading.level <= _DEEPEST]
        links = (f'<li><a href="{chapter.file}#{one.anchor}">{escape(one.words)}</a></li>' for one in below)
        inside = ["<ol>", *links, "</ol>"] if below else []
        lines += [f'<li><a href="{chapter.file}">{escape(chapter.heading.words)}</a>', *inside, "</li>"]
    first = f'<li><a epub:type="bodymatter" href="{contents[0].file}">Beginning</a></li>' if contents else ""
    lines += [
        *("</ol>", "</nav>", '<nav epub:type="landmarks" hidden="hidden">', "<h2>Places</h2>", "<ol>"),
        f'<li><a epub:type="titlepage" href="{TITLE_PAGE}">Title page</a></li>',
        '<li><a epub:type="toc" href="#toc">Contents</a></li>',
        first,
        *("</ol>", "</nav>"),
    ]
    return _page(report, "Contents", lines, STYLE)


def render_old_navigation(report: ReportText, contents: Contents) -> bytes:
    """Render the contents for readers that know EPUB 2 alone (OPF 2.0.1 §2.4.1)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{report.language}">',
        f'<head><meta name="dtb:uid" content="{escape(report.url)}"/></head>',
        f"<docTitle><text>{escape(report.title)}</text></docTitle>",
        "<navMap>",
        *(
            f'<navPoint id="point-{number}"><navLabel><text>{escape(chapter.heading.words)}</text></navLabel>'
            f'<content src="{chapter.file}"/></navPoint>'
            for number, chapter in enumerate(contents, 1)
        ),
        *("</navMap>", "</ncx>"),
    ]
    return _bytes(lines)


def render_cover_page(report: ReportText) -> bytes:
    """Render the page that shows the cover."""
    words = ". ".join(
        part.rstrip(".") for part in (report.title, report.cover, report.published, report.byline) if part
    )
    image = f'<img src="../{COVER}" role="doc-cover" alt="Cover. {escape(words)}."/>'
    return _page(report, "Cover", [f'<section class="cover-page" epub:type="cover">{image}</section>'])


def render_title_page(report: ReportText) -> bytes:
    """Render the title page, with what else is said of the document."""
    lines = [
        '<section class="titlepage" epub:type="titlepage">',
        f'<p class="site">{escape(report.site)}</p>',
        f'<h1 class="title">{escape(report.title)}</h1>',
        *([f'<p class="cover">{escape(report.cover)}</p>'] if report.cover else []),
        *([f"<p>{escape(report.published)}</p>"] if report.published else []),
        *([f"<p>{escape(report.byline)}</p>"] if report.byline else []),
        '<div class="told">',
        *(f"<p>{escape(note)}</p>" for note in report.told),
        f'<p>On the web: <a href="{escape(report.url)}">{escape(report.url)}</a></p>',
        *("</div>", "</section>"),
    ]
    return _page(report, report.title, lines)


def _page(report: ReportText, title: str, lines: Sequence[str], style: str = f"../{STYLE}") -> bytes:
    return _bytes(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<!DOCTYPE html>",
            f'<html xmlns="{XHTML}" xmlns:epub="http://www.idpf.org/2007/ops" lang="{report.language}" '
            f'xml:lang="{report.language}">',
            f'<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css" href="{style}"/></head>',
            "<body>",
            *lines,
            "</body>",
            "</html>",
        ]
    )


def _item(name: str, file: str, properties: str = "", media_type: str = "") -> str:
    said = f' properties="{properties}"' if properties else ""
    kind = media_type or media_type_of(file).partition(";")[0]
    return f'<item id="{name}" href="{file}" media-type="{kind}"{said}/>'


def _bytes(lines: Sequence[str]) -> bytes:
    return ("\n".join(line for line in lines if line) + "\n").encode()
