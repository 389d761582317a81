"""What belongs to a report besides its chapters, at an instant: terms, works, and the pages that are made of it.

A term or work that a text names which is still to come is no more seen than the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from review_site.clock import is_due
from review_site.content.library import Library
from review_site.content.mark_checks import used_in
from review_site.content.report import BIBLIOGRAPHY, CORRECTIONS, GLOSSARY, WHOLE, made_page, root_of
from review_site.content.report_bibliography import Work
from review_site.content.report_corrections import Correction
from review_site.content.report_glossary import Term, index_terms
from review_site.lifecycle.versions import versions_of


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of a report at an instant: its terms, works and corrections, in the order of the register."""

    terms: tuple[Term, ...] = ()
    works: tuple[Work, ...] = ()
    corrections: tuple[Correction, ...] = ()


def matter_of(name: str, seen: Library, whole: Library, instant: datetime) -> Matter:
    """Return what is known of a report at an instant, `seen` being what is shown then of the `whole` library.

    Of terms and works that is what a text names that is out, or was in an earlier version, and what no text names.
    """
    entry = whole.reports[name].entry
    corrections = tuple(one for one in entry.corrections if is_due(one.on.due, instant))
    if not entry.glossary and not entry.bibliography:
        return Matter(corrections=corrections)
    root = root_of(name)
    written = {address: page for address, page in whole.pages.items() if address.startswith(root)}
    shown = {
        address: {version.text for version in versions_of(address, page, whole, instant)}
        for address, page in written.items()
        if address in seen.pages
    }
    waiting = [page.source.body for address, page in written.items() if shown.get(address) != {page.source.body}]
    if not waiting:
        return Matter(entry.glossary, entry.bibliography, corrections)
    index = index_terms(term.forms for term in entry.glossary)
    later_works, later_terms = used_in(index, waiting)
    cited, found = used_in(index, (text for texts in shown.values() for text in texts))
    return Matter(
        tuple(term for row, term in enumerate(entry.glossary) if row in found or row not in later_terms),
        tuple(work for work in entry.bibliography if work.id in cited or work.id not in later_works),
        corrections,
    )


def made_pages(name: str, matter: Matter, seen: Library) -> Iterator[str]:
    """Give the addresses of the pages that are made of a report, given what is known of it."""
    root = root_of(name)
    if any(address.startswith(root) and address != root for address in seen.pages):
        yield made_page(name, WHOLE)
    if matter.terms:
        yield made_page(name, GLOSSARY)
    if matter.works:
        yield made_page(name, BIBLIOGRAPHY)
    if matter.corrections:
        yield made_page(name, CORRECTIONS)


def all_made_pages(seen: Library, whole: Library, instant: datetime) -> dict[str, tuple[str, ...]]:
    """Return the addresses of the pages made of each report that is out at an instant, by its name.

    Those of a report that was withdrawn are among them: they stay, and say so. `seen` is what is shown then.
    """
    out = (name for name in whole.reports if root_of(name) in seen.pages)
    return {name: tuple(made_pages(name, matter_of(name, seen, whole, instant), seen)) for name in out}
