"""How a paragraph of a chapter may be cited: by its number, as it is worded now and as it was worded before."""

from dataclasses import dataclass

from review_site.addresses import absolute
from review_site.content.library import Library
from review_site.content.paragraph_ledger import number_paragraphs_of, numbers_shown
from review_site.content.paragraph_numbers import anchor_of
from review_site.content.paragraph_words import paragraphs_in
from review_site.lifecycle.versions import Version
from review_site.plugins.place import Place


@dataclass(frozen=True, slots=True)
class CitedParagraph:
    """The paragraph that shows how those of a page are cited: its number, its anchor, the versions that had it before.

    `earlier` gives of each of those in words when it stood, and the full address of the paragraph in it, last first.
    """

    number: str
    anchor: str
    earlier: tuple[tuple[str, str], ...] = ()


def cite_paragraph(place: Place, library: Library) -> CitedParagraph | None:
    """Return the first numbered paragraph of a chapter, now or as it stood; None for any other page."""
    if place.report is None or place.chapter is None or place.source is None:
        return None
    rows = library.numbers.of_chapter(place.report.name, place.chapter)
    numbered = number_paragraphs_of(place.source.body, place.chapter, rows)

    def numbers_in(text: str) -> list[str]:
        words = [paragraph.words for paragraph in paragraphs_in(text)]
        return [number for number in numbers_shown(words, numbered) if number is not None]

    number = next(iter(numbers_in(place.text)), None)
    if number is None:
        return None
    anchor = anchor_of(number)
    versions = place.context.get("earlier", ())
    earlier = (
        (version.span, f"{absolute(library.review.url, version.address)}#{anchor}")
        for version in versions
        if isinstance(version, Version) and number in numbers_in(version.text)
    )
    return CitedParagraph(number, anchor, tuple(earlier))
