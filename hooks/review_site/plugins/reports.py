"""The reports of one build: what becomes of the content of their pages, and what is made of each report as a whole."""

from collections.abc import Iterator, Sequence

from review_site.clock import is_due
from review_site.content.library import Library
from review_site.content.paragraph_ledger import Numbered, Row, number_paragraphs_of
from review_site.content.report_corrections import named_by
from review_site.lifecycle.versions import Version
from review_site.plugins.place import Place
from review_site.report.paragraphs import number_paragraphs


class Reports:
    """The reports of one build; `contents` holds the finished content of their pages, links from the root, by address.

    MkDocs renders the content of all pages before it builds the first of them, so that templates find all of it here.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.contents: dict[str, str] = {}

    def finish(self, place: Place, html: str) -> str:
        """Return the content of a page of a report as it is shown; that of any other page as it is."""
        if place.report is None:
            return html
        if place.chapter is not None and place.source is not None:
            rows = self.library.numbers.of_chapter(place.report.name, place.chapter)
            numbered = number_paragraphs_of(place.source.body, place.chapter, rows)
            removed = dict(self.removed_from(place, rows, numbered))
            html = number_paragraphs(html, numbered, removed, [row.number for row in rows])
        if place.kind == "page":
            self.contents[place.address] = html
        return html

    def removed_from(
        self, place: Place, rows: Sequence[Row], numbered: Sequence[Numbered]
    ) -> Iterator[tuple[str, str]]:
        """Give the number of each paragraph that was removed from a chapter, with the words that stand in its place.

        One whose words are still written, for earlier versions of the page, is missing only from its day on.
        """
        report = self.library.reports.get(place.report.name) if place.report else None
        gone = {row.number for row in rows if row.removed}
        if report is None or not gone:
            return
        version = place.context.get("version")
        written = {one.number for one in numbered}
        known = [("paragraph", row.number) for row in rows]
        for correction in report.entry.corrections:
            come = not isinstance(version, Version) or is_due(correction.on.due, version.begins.instant)
            for _, (_, number) in named_by(correction.removed, known):
                if number in gone and (come or number not in written):
                    yield number, f"Removed on {correction.on.spoken}: {correction.note}"
