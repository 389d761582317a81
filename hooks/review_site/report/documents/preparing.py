"""The pages of a report → one HTML document that pandoc reads, its pictures, and its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

import lxml.html
from lxml.html import Element, HtmlElement

from review_site.report.documents.anchors import Anchors
from review_site.report.documents.model import Part, ReportText
from review_site.report.documents.notes import gather_notes
from review_site.report.documents.pictures import Gathered, ShownPicture
from review_site.report.documents.simplifying import simplify, words_of
from review_site.report.fragments import parse_fragment

_APOSTROPHE = re.compile(r"(?<=\w)'")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document: its level from 1 on, its words, its anchor."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report as pandoc reads it: HTML in which each id stands once, its pictures in order, its headings in order."""

    html: str
    pictures: tuple[ShownPicture, ...]
    headings: tuple[Heading, ...]


def prepare(report: ReportText) -> Prepared:
    """Return a report as one document, without what only makes sense on the web."""
    pages = [(part, parse_fragment(part.html)) for part in report.parts]
    pictures = Gathered(report.pictures, chart_style())
    for index, (_, page) in enumerate(pages, 1):
        gather_notes(page, f"note-{index}")
        simplify(page)
        pictures.gather(page)
    anchors = Anchors(pages, report.root)
    body = Element("body")
    for part, page in pages:
        anchors.settle(part, page)
        body.extend(_blocks(part, page, anchors.of_part[part.address]))
    headings = tuple(
        Heading(int(heading.tag[1]), typographic(words_of(heading)), heading.get("id", ""))
        for heading in body.iter(*_HEADINGS)
    )
    html: str = lxml.html.tostring(body, encoding="unicode")
    return Prepared(
        f"<!DOCTYPE html>\n<html><head><title></title></head>{html}</html>\n", tuple(pictures.shown), headings
    )


def typographic(text: str) -> str:
    """Return a plain text with curly apostrophes, as pandoc gives the text itself."""
    return _APOSTROPHE.sub("’", text)


def refined(report: ReportText) -> ReportText:
    """Return a report in which what is said of it is set as its text is."""
    return replace(
        report,
        title=typographic(report.title),
        cover=typographic(report.cover),
        maker=typographic(report.maker),
        byline=typographic(report.byline),
        site=typographic(report.site),
        licence=typographic(report.licence),
        notes=tuple(map(typographic, report.notes)),
    )


def chart_style() -> str:
    """Return the CSS that charts wear in documents."""
    return files(__package__).joinpath("charts.css").read_text(encoding="utf-8")


def _blocks(part: Part, page: HtmlElement, anchor: str) -> Iterator[HtmlElement]:
    title = Element("h1", {"id": anchor} | ({} if part.chapter is None else {"class": "chapter"}))
    title.text, title.tail = part.heading, "\n"
    page.tag = "div"
    if part.language:
        title.set("lang", part.language)
        page.set("lang", part.language)
        return iter((title, page))
    return iter((title, *page))
