"""The numbers of a chapter's paragraphs as its page shows them: those of the ledger, and what was removed."""

from collections.abc import Iterator, Sequence

from review_site.clock import is_due
from review_site.content.library import Library
from review_site.content.paragraph_ledger import Numbered, Row, number_paragraphs_of
from review_site.content.report_corrections import Correction, named_by
from review_site.lifecycle.versions import Version
from review_site.plugins.place import Place
from review_site.report.paragraphs import name_removed_exhibits, number_paragraphs


def with_numbers(place: Place, library: Library, html: str) -> str:
    """Return the content of a chapter with its paragraphs numbered; that of any other page as it is."""
    if place.report is None or place.chapter is None or place.source is None:
        return html
    rows = library.numbers.of_chapter(place.report.name, place.chapter)
    numbered = number_paragraphs_of(place.source.body, place.chapter, rows)
    removed = dict(_removed_from(place, library, rows, numbered))
    html = number_paragraphs(html, numbered, removed, [row.number for row in rows])
    return name_removed_exhibits(html, list(_exhibits_removed_from(place.report.name, place.chapter, library)))


def _removed_from(
    place: Place, library: Library, rows: Sequence[Row], numbered: Sequence[Numbered]
) -> Iterator[tuple[str, str]]:
    """Give the number of each paragraph that was removed from a chapter, with the words that stand in its place.

    One whose words are still written, for earlier versions of the page, is missing only from its day on.
    """
    report = library.reports.get(place.report.name) if place.report else None
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
                yield number, _told(correction)


def _exhibits_removed_from(name: str, chapter: int, library: Library) -> Iterator[tuple[str, str, str]]:
    """Give the kind and the number of each figure and table that was removed from a chapter, with what to say of it."""
    gone = {(row.kind, row.number) for row in library.numbers.exhibits_removed(name, chapter)}
    report = library.reports.get(name)
    for correction in report.entry.corrections if report and gone else ():
        yield from ((*one, _told(correction)) for _, one in named_by(correction.removed, ()) if one in gone)


def _told(correction: Correction) -> str:
    return f"Removed {correction.on.joined}: {correction.note}"
