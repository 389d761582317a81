"""A report as an ODT (ODF 1.3): pandoc writes the text, and how it looks and what it says of itself is ours."""

from html import escape
from pathlib import Path

from review_site.media_types import media_type_of
from review_site.report.documents.model import ReportText
from review_site.report.documents.odt_content import finish_content
from review_site.report.documents.packing import pack, unpack
from review_site.report.documents.pandoc import HERE, run_pandoc
from review_site.report.documents.preparing import Prepared
from review_site.report.documents.typesetting import draw_charts

_PICTURES = "Pictures/"
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_NO_COUNTRY = "none"


def render_odt(report: ReportText, prepared: Prepared, folder: Path) -> bytes:
    """Return a report as an ODT; `folder` is an empty one for this work.

    Charts are in it as PNG: not every program that reads ODT shows SVG.

    Raises:
        DocumentError: when one of the tools refuses the report.
    """
    drawn = draw_charts(prepared, folder)
    options = [f"--lua-filter={HERE / 'odt.lua'}", "--metadata", f"lang={report.language}"]
    made = unpack(run_pandoc(drawn, "odt", "made.odt", folder, options=options))
    pictures = {name: data for name, data in made.items() if name.startswith(_PICTURES)}
    content = finish_content(made["content.xml"], report, drawn)
    inside = {"content.xml": content, "styles.xml": _styles(report), "meta.xml": _meta(report), **pictures}
    return pack({"mimetype": made["mimetype"], "META-INF/manifest.xml": _manifest(inside), **inside})


def _styles(report: ReportText) -> bytes:
    language, _, rest = report.language.partition("-")
    country = rest if len(rest) == 2 else _NO_COUNTRY  # ISO 3166-1 alpha-2
    text = (HERE / "odt-styles.xml").read_text(encoding="utf-8")
    for word, value in (("LANGUAGE", language), ("COUNTRY", country), ("TITLE", escape(report.title))):
        text = text.replace(f'"{word}"', f'"{value}"').replace(f">{word}<", f">{value}<")
    return text.encode()


def _meta(report: ReportText) -> bytes:
    """Render what the document says of itself (ODF 1.3 part 3 §4.3)."""
    time = f"{report.dated.isoformat()}T00:00:00"
    described = [
        ("dc:title", report.title),
        ("dc:description", ". ".join(filter(None, (report.byline, report.url)))),
        ("dc:subject", report.cover),
        ("meta:initial-creator", report.maker),
        ("dc:creator", report.maker),
        ("meta:creation-date", time),
        ("dc:date", time),
        ("dc:language", report.language),
    ]
    lines = (f"<{name}>{escape(words)}</{name}>" for name, words in described if words)
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="{_NAMESPACE}:office:1.0" '
        f'xmlns:meta="{_NAMESPACE}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        "<office:meta>"
    )
    return (head + "".join(lines) + "</office:meta></office:document-meta>\n").encode()


def _manifest(files: dict[str, bytes]) -> bytes:
    """Render the list of a package's files (ODF 1.3 part 2 §4)."""
    entries = [("/", "application/vnd.oasis.opendocument.text")]
    entries += [(name, media_type_of(name).partition(";")[0]) for name in sorted(files)]
    lines = (
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in entries
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{_NAMESPACE}:manifest:1.0" '
        'manifest:version="1.3">'
    )
    return (head + "".join(lines) + "</manifest:manifest>\n").encode()
