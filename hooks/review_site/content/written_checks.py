"""What must hold between the files of content/ and docs/: each of the checks is given what it needs, in one place."""

from collections.abc import Callable, Set

from review_site.content.address_checks import check_addresses, check_ledger
from review_site.content.anchors import lasting_anchors, page_anchors, read_anchors
from review_site.content.described import check_texts
from review_site.content.exhibit_checks import check_exhibits, with_exhibits
from review_site.content.field_texts import check_fields
from review_site.content.figure_checks import check_figures
from review_site.content.languages import check_languages
from review_site.content.legal_checks import check_legal, check_legal_pages
from review_site.content.links import check_anchors, check_links
from review_site.content.mark_checks import check_marks, check_used, marked_reports
from review_site.content.number_checks import check_numbers_of_reports
from review_site.content.other_forms import check_other_forms
from review_site.content.paragraph_ledger import PARAGRAPHS
from review_site.content.publication_checks import check_publications
from review_site.content.question_checks import check_asked, with_asked
from review_site.content.questions import check_questions
from review_site.content.recommendation_checks import check_recommendations
from review_site.content.record import ADDRESSES
from review_site.content.references import (
    OF_CHAPTER,
    check_chapter_sections,
    check_ids,
    check_references,
    check_sections,
    check_unwritten,
    names_in,
)
from review_site.content.report import check_reports, made_pages_of
from review_site.content.states import check_blocks, check_calls
from review_site.content.support_checks import check_numbers, check_support
from review_site.content.written import Written
from review_site.problems import Problems

_OF_RECOMMENDATIONS = {"recommendations", OF_CHAPTER, "missions"}

_Anchors = Callable[[str], Set[str] | None]


def check_written(written: Written, problems: Problems) -> None:
    """Tell everything that does not hold between what was written."""
    _check_names(written, problems)
    served = _check_addresses(written, problems)
    _check_links(written, served, problems)
    _check_texts(written, problems)


def _check_names(written: Written, problems: Problems) -> None:
    """Tell names that lead to nothing, and what the register asks for and is not there."""
    posts, pages, publications = written.posts, written.pages, written.publications
    register = written.register
    if register is not None:
        ids = {"calls": written.calls.stems, "publications": publications.stems}
        check_references((*written.texts, *publications.sources), names_in(register) | ids, problems)
        check_support((*posts.sources, *pages.sources), register, problems)
        check_numbers(written.texts, register, problems)
        check_legal(register, written.results_source, problems)
        check_calls(written.calls.entries.values(), register, written.by_address, problems)
    check_ids((*posts.sources, *written.calls.sources, *written.events.sources, *publications.sources), problems)
    check_sections(pages.sources, set() if written.has_recommendations else _OF_RECOMMENDATIONS, problems)
    listed = written.recommendations_source
    check_chapter_sections(written.standing, listed.data.get("report") if listed else None, problems)
    check_reports(
        written.reports, (address for address, _ in written.standing), publications.stems, written.docs, problems
    )
    check_legal_pages(written.standing, written.unread, written.docs, problems)


def _check_addresses(written: Written, problems: Problems) -> set[str]:
    """Tell addresses that are claimed twice or lost, and numbers that are; return all addresses that are served."""
    addresses = [address for address, _ in written.standing]
    path, published = f"{written.content}/{PARAGRAPHS}", written.record.ledger.keys()
    check_numbers_of_reports(
        written.reports, written.pages, addresses, written.exhibits, written.numbers, path, published, problems
    )
    posts, register = written.posts.sources, written.register
    made = made_pages_of(written.reports.sources, addresses)
    unread, documents = written.unread, written.documents
    served = check_addresses(posts, written.standing, register, problems, unread, documents, made, written.works)
    if register is not None and not unread:
        check_ledger(written.record, f"{written.content}/{ADDRESSES}", served, problems)
    return served


def _check_links(written: Written, served: set[str], problems: Problems) -> None:
    """Tell links and marks that lead nowhere, and what nothing leads to that should be."""
    standing, reports, exhibits = written.standing, written.reports, written.exhibits
    listed = written.recommendations_source
    works = written.publications.sources
    check_links((*written.texts, *works, *([listed] if listed else ())), served, problems)
    others = (*written.posts.sources, *written.calls.sources, *written.events.sources)
    check_exhibits(standing, others, exhibits, problems)
    anchors_of, lasting_of = _anchors(written)
    check_anchors(written.placed, anchors_of, lasting_of, problems)
    marked = marked_reports(reports, standing, written.unread)
    of_no_report = (
        source for address, source in written.placed if address is None or address.split("/")[1] not in marked
    )
    check_marks(marked, of_no_report, anchors_of, _ids_of_recommendations(written), problems)
    check_used(reports, marked, problems)
    named = {"calls": written.calls.stems, "publications": written.publications.stems, "served": served}
    check_asked(reports.by_stem, dict(standing), anchors_of, named, problems)
    if listed is not None:
        check_recommendations(listed, standing, written.unread, reports.stems, anchors_of, problems)


def _check_texts(written: Written, problems: Problems) -> None:
    """Tell what is wrong with words, pictures, documents and other forms."""
    posts, pages, calls, events = written.posts, written.pages, written.calls, written.events
    publications, reports, register = written.publications, written.reports, written.register
    check_blocks(
        (*pages.sources, *calls.sources), (*posts.sources, *events.sources), calls.stems, calls.entries, problems
    )
    check_texts(written.texts, written.pictured, written.attached, problems)
    check_languages(written.texts, problems)
    check_other_forms(written.placed, written.attached, problems)
    language = register.data.get("language") if register else None
    check_publications(publications.sources, publications.stems, written.attached, language, problems)
    check_questions(pages.sources, problems)
    check_figures(pages.sources, reports.by_stem, written.docs, problems)
    registers = (*publications.sources, *reports.sources, *written.collections.sources)
    exhibits = written.exhibits.sources.values()
    alone = filter(None, (register, written.recommendations_source))
    every = (*written.texts, *registers, *exhibits, *alone)
    check_unwritten(every, posts.sources, problems)
    check_fields(every, problems)


def _anchors(written: Written) -> tuple[_Anchors, _Anchors]:
    """Return the anchors of a page by its address, and those that it has in each of its states."""
    every, lasting = (
        read_anchors(written.by_address, read, written.numbers) for read in (page_anchors, lasting_anchors)
    )
    every_of, lasting_of = with_exhibits(every, lasting, written.standing, written.exhibits)
    asked = written.reports.by_stem
    return with_asked(every_of, asked), with_asked(lasting_of, asked)


def _ids_of_recommendations(written: Written) -> Set[str] | None:
    """Return the ids of the recommendations; None where they cannot be known."""
    if written.recommendations is None:
        return None if written.recommendations_source is not None else set()
    return {one.id for one in written.recommendations.entry.recommendations}
