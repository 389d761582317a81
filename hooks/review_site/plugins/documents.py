"""The documents of a site's reports: made once the content of all pages stands, named where their report is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from markupsafe import Markup

from review_site.addresses import absolute
from review_site.clock import LONDON
from review_site.content.library import Library
from review_site.content.models import Page
from review_site.content.report import Format, made_page, root_of
from review_site.content.report_documents import document_address
from review_site.lifecycle.versions import Version
from review_site.pictures.renditions import plan, render_for_print
from review_site.plugins.place import MadeFile, Place
from review_site.plugins.report_places import TITLES
from review_site.plugins.reports import Reports
from review_site.plugins.support import ways_to_support
from review_site.problems import Problem, ProblemsError
from review_site.report.contents import contents_of
from review_site.report.documents.making import make_documents
from review_site.report.documents.model import Part, ReportText
from review_site.report.exhibits.svg import render_svg
from review_site.sizes import size_in_words
from review_site.timing import timed

_CACHE, _PICTURES = ".cache/documents", ".cache/pictures"
_BEFORE = Markup("<p><strong>Before you read:</strong> {}</p>\n<p>{}</p>\n")
_PICTURE = re.compile(r'src="(/pictures/[^"]+)"')


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document as a page names it: what it is, where it is served, how large it is, in words."""

    form: Format
    address: str
    size: str


class PublishedDocuments:
    """The documents of one build: those of a report are made when one of its pages asks for them.

    `problems` gathers what cannot be made; `files` holds what was made, by the name of its report.
    """

    def __init__(self, library: Library, places: Mapping[str, Place], project: Path, instant: datetime) -> None:
        """Open the documents of a site; `library` is what may be seen, `instant` since when it stands so (London)."""
        self.library, self.places, self.project = library, places, project
        self.since = instant.astimezone(LONDON).date()
        self.problems: list[Problem] = []
        self.files: dict[str, tuple[MadeFile, ...]] = {}

    def of(self, place: Place, reports: Reports) -> tuple[DocumentLink, ...]:
        """Return the documents that a page of a report names; none for another page, or for an earlier version.

        `reports` holds the finished content of all their pages.
        """
        if place.report is None or place.kind == "version":
            return ()
        name = place.report.name
        if name not in self.files:
            self.files[name] = self._make(name, reports)
        files = {file.address: file for file in self.files[name]}
        forms = ((form, document_address(name, form)) for form in self.library.reports[name].entry.formats)
        return tuple(
            DocumentLink(form, address, size_in_words(len(files[address].data)))
            for form, address in forms
            if address in files
        )

    @timed("documents (PDF, EPUB, ODT, text)")
    def _make(self, name: str, reports: Reports) -> tuple[MadeFile, ...]:
        report = self.library.reports[name]
        if not report.entry.formats:
            return ()
        register = report.source.path
        try:
            text = self.text_of(name, reports)
            made = make_documents(text, report.entry.formats, register, self.project / _CACHE)
        except ProblemsError as error:
            self.problems += error.problems
            return ()
        return tuple(
            MadeFile(
                address=document_address(name, one.form),
                title=f"{text.title} ({one.form})",
                kind="document",
                data=one.data,
                source=register,
            )
            for one in made
        )

    def text_of(self, name: str, reports: Reports) -> ReportText:
        """Return a report as its documents take it: its parts in reading order, or its one page; the lists at its end.

        Raises:
            ProblemsError: when a picture that it shows cannot be read.
        """
        review, root = self.library.review, root_of(name)
        first, report = self.library.pages[root].entry, self.library.reports[name].entry
        leaves = (leaf.address for leaf in contents_of(self.library.pages, root))
        addresses = [address for address in leaves if address in reports.contents] or [root]
        language = first.language or review.language
        lists, corrections = reports.lists_of(name), reports.scene.matters[name].corrections
        parts = [self._part(address, reports.contents[address], language) for address in addresses]
        parts += (
            Part(address=made_page(name, page), title=TITLES[page], chapter=None, html=str(html))
            for page, html in lists.items()
        )
        summary = f"A summary by {review.legal.run_by}, not the report itself"
        return ReportText(
            title=first.title,
            cover=report.cover or "",
            maker=review.maintainer.name,
            byline=summary if report.wording == "summary" else "",
            site=review.name,
            root=review.url,
            url=absolute(review.url, root),
            language=language,
            published=_published(first, report.wording),
            dated=max((*map(self._dated, addresses), *(one.on.first.date() for one in corrections))),
            licence=review.licence.text,
            parts=tuple(parts),
            notes=(review.maintainer.statement,),
            pictures=self._pictures("".join(part.html for part in parts)) | self._charts(name),
        )

    def _part(self, address: str, html: str, language: str) -> Part:
        page = self.library.pages[address].entry
        own = page.language if page.language != language else None
        ways = ways_to_support(self.library.review)
        before = _BEFORE.format(page.content_note, ways) if page.content_note else ""
        return Part(address=address, title=page.title, chapter=page.chapter, html=f"{before}{html}", language=own)

    def _dated(self, address: str) -> date:
        """Return the day on which a page last changed: when it came out, by a note, or when its text turned."""
        page, version = self.library.pages[address].entry, self.places[address].context.get("current")
        days = [note.on.first.date() for note in page.updates]
        days += [page.published.first.date()] if page.published else []
        days += [version.begins.instant.astimezone(LONDON).date()] if isinstance(version, Version) else []
        return max(days, default=self.since)

    def _charts(self, name: str) -> dict[str, bytes]:
        """Return the charts of a report, each drawn to stand alone, by the anchor of its figure: `#figure-2-1`."""
        exhibits = self.library.exhibits.get(name, {}).values()
        charts = (one for one in exhibits if one.entry.word == "Figure")
        return {f"#{one.entry.anchor}": render_svg(one, alone=True).encode() for one in charts}

    def _pictures(self, html: str) -> dict[str, bytes]:
        """Return the pictures that pages show, as documents show them, by the address of the one that pages name."""
        shown = set(_PICTURE.findall(html))
        known = {plan(picture)[-1].address: picture for picture in self.library.pictures.values()} if shown else {}
        cache = self.project / _PICTURES
        return {address: render_for_print(known[address], cache) for address in sorted(shown & known.keys())}


def _published(first: Page, wording: str) -> str:
    """Return when a report came out, as its cover says it: of a summary it is not the day."""
    if first.published is None:
        return ""
    return f"The report came out: {first.published.spoken}" if wording == "summary" else first.published.spoken
