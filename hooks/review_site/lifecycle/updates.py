"""What the review said and changed: every update that readers are told of, as the feeds and the digest tell it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from review_site.content.library import Library
from review_site.content.models import Page, Post, Section
from review_site.content.parts import Update
from review_site.content.publication import Publication, publication_address
from review_site.content.shelf import Sourced
from review_site.content.when import When
from review_site.lifecycle.call_updates import updates_of_call
from review_site.lifecycle.recommendation_updates import updates_of_recommendations
from review_site.lifecycle.site_update import SiteUpdate, dated_words, made_id, page_id
from review_site.lifecycle.told import as_told, is_told, major_notes

_NOT_FOUND = {"not seen": "form not seen"}


def updates_of(library: Library, instant: datetime) -> tuple[SiteUpdate, ...]:
    """Return the updates of a library as it is seen at an instant (London), those that changed last first."""
    found = (
        *(_of_post(post, library, instant) for post in library.posts),
        *_of_pages(library, instant),
        *(update for name in library.publications for update in _of_publication(name, library, instant)),
        *(update for call in library.calls.values() for update in updates_of_call(call, library, instant)),
        *updates_of_recommendations(library),
        *_of_notices(library),
        *_of_submissions(library),
    )
    return tuple(sorted(found, key=_newest_last, reverse=True))


def _newest_last(update: SiteUpdate) -> tuple[float, float, str]:
    return update.updated.timestamp(), update.published.timestamp(), update.id


def _last_change(notes: tuple[Update, ...], published: datetime) -> datetime:
    """Return when something changed last; a note on the day of an hour counts from the hour."""
    return max((published, *(note.on.placed for note in notes)), key=datetime.timestamp)


def _of_post(post: Sourced[Post], library: Library, instant: datetime) -> SiteUpdate:
    entry = as_told(post, library, instant).entry
    notes = major_notes(entry.updates)
    return SiteUpdate(
        id=entry.id,
        kind="post",
        label=entry.kind.capitalize(),
        title=entry.title,
        summary=entry.summary,
        address=entry.address,
        published=entry.published.placed,
        updated=_last_change(notes, entry.published.placed),
        seen_from=entry.published.due,
        notes=notes,
        audiences=entry.audiences,
        dated=dated_words(entry.published, uncertain=entry.date_uncertain),
    )


def _of_pages(library: Library, instant: datetime) -> Iterator[SiteUpdate]:
    for address, page in library.pages.items():
        if page.entry.withdrawn is not None or not is_told(page.entry):
            continue
        entry = as_told(page, library, instant).entry
        notes = major_notes(entry.updates)
        published = entry.published.placed if entry.published else notes[-1].on.placed
        yield SiteUpdate(
            id=page_id(entry, address, library.review),
            kind="page",
            label="Page",
            title=_title_of(entry, address, library),
            summary=entry.description,
            address=address,
            published=published,
            updated=_last_change(notes, published),
            seen_from=entry.published.due if entry.published else published,
            notes=notes,
            paragraphs=(entry.description,),
            audiences=entry.audiences,
            dated=dated_words(entry.published) if entry.published else "",
        )


def _of_publication(name: str, library: Library, instant: datetime) -> Iterator[SiteUpdate]:
    work = as_told(library.publications[name], library, instant).entry
    notes, published = major_notes(work.updates), work.published.placed
    dated = _words_of(work.published, work.date_note, uncertain=work.date_uncertain)
    yield SiteUpdate(
        id=work.id,
        kind="publication",
        label="Publication",
        title=work.title,
        summary=work.about,
        address=publication_address(name),
        audiences=audiences_of(library.publications[name], library),
        dated=dated_words(work.published, uncertain=work.date_uncertain),
        published=published,
        updated=_last_change(notes, published),
        seen_from=work.published.due,
        notes=notes,
        paragraphs=(work.about, f"Published: {dated}"),
        points=tuple(
            f"{version.title} ({_NOT_FOUND.get(version.format, version.format)})" for version in work.versions
        ),
    )


def _title_of(page: Page, address: str, library: Library) -> str:
    """Return the title of a page, of a chapter with that of its report."""
    report = library.pages.get(f"/{address.split('/')[1]}/")
    if page.chapter is None or report is None:
        return page.title
    return f"{report.entry.title}, chapter {page.chapter}: {page.title}"


def audiences_of(work: Sourced[Publication], library: Library) -> tuple[str, ...]:
    """Return for whom a publication is: what it says itself, else what the page that lists it says."""
    if work.entry.audiences:
        return work.entry.audiences
    name = PurePosixPath(work.source.path).stem
    pages = (page.entry for page in library.pages.values() if page.entry.withdrawn is None)
    return next((page.audiences for page in pages if name in page.publications), ())


def _of_notices(library: Library) -> Iterator[SiteUpdate]:
    address = page_with("notices", library)
    for notice in library.review.notices:
        at = notice.from_.placed
        yield SiteUpdate(
            id=made_id(library.review, f"notices/{notice.id}"),
            kind="notice",
            label="Notice",
            title=notice.heading,
            summary=notice.text,
            address=f"{address}#notices-{notice.id}" if address else "/",
            published=at,
            updated=at,
            seen_from=notice.from_.due,
            paragraphs=(notice.text, *([notice.date_note] if notice.date_note else [])),
        )


def _of_submissions(library: Library) -> Iterator[SiteUpdate]:
    """Give each collection of submissions; none of the submissions by itself."""
    for name, collection in library.submissions.items():
        entry = collection.entry
        notes, published = major_notes(entry.updates), entry.published.placed
        dated = _words_of(entry.published, entry.date_note, uncertain=False)
        yield SiteUpdate(
            id=made_id(library.review, f"submissions/{name}"),
            kind="submissions",
            label="Submissions",
            title=entry.title,
            summary=entry.about,
            address=collection.address,
            published=published,
            updated=_last_change(notes, published),
            seen_from=entry.published.due,
            notes=notes,
            paragraphs=(entry.about, f"Published: {dated}"),
            dated=dated_words(entry.published),
        )


def page_with(section: Section, library: Library) -> str | None:
    """Return the address of the first page that shows a section of the register; None where there is none."""
    pages = ((address, page.entry) for address, page in library.pages.items())
    return next((address for address, page in pages if section in page.show and page.withdrawn is None), None)


def _words_of(when: When, note: str | None, *, uncertain: bool) -> str:
    """Return a date in words with what is uncertain about it."""
    return f"{when.spoken}{' (date uncertain)' if uncertain else ''}.{f' {note}' if note else ''}"
