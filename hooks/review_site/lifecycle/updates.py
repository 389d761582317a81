"""What the review said and changed: every update that readers are told of, as the feeds and the digest tell it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal

from review_site.clock import is_due
from review_site.content.dated import Call
from review_site.content.library import Library
from review_site.content.models import Page, Post, Publication, Section
from review_site.content.parts import Result, Update
from review_site.content.register import Review
from review_site.content.shelf import Sourced
from review_site.content.when import When
from review_site.lifecycle.calls import closing_soon_from, deadline, results_at
from review_site.lifecycle.told import as_told, is_told, major_notes
from review_site.problems import Problem, Problems

_NOT_FOUND = {"not found": "no answer was found", "not seen": "form not seen"}
UpdateKind = Literal["post", "page", "publication", "call", "recommendations", "notice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteUpdate:
    """Something that was published or that changed, and that readers are told of.

    `address` is on the site, with an anchor where there is one; `label` says in a word what it is (Speech, Call).
    `published` and `updated` are instants in London, `seen_from` that from which it may be seen. Where the day is not
    certain this is later than `published`, and `dated` tells the date in words. `notes` are the major notes of changes
    so far, the newest first; `paragraphs` and `points` are plain text that tells more, `points` as a list. `audiences`
    are ids of the register.
    """

    id: str
    kind: UpdateKind
    label: str
    title: str
    summary: str
    address: str
    published: datetime
    updated: datetime
    seen_from: datetime
    notes: tuple[Update, ...] = ()
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    dated: str = ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What happens to a call at an instant, None where it is not known: its name in ids, and what is said of it."""

    name: str
    what: str
    at: datetime | None
    paragraphs: tuple[str, ...]
    dated: str = ""


def updates_of(library: Library, instant: datetime) -> tuple[SiteUpdate, ...]:
    """Return the updates of a library as it is seen at an instant (London), those that changed last first."""
    found = (
        *(_of_post(post, library, instant) for post in library.posts),
        *_of_pages(library, instant),
        *(update for name in library.publications for update in _of_publication(name, library, instant)),
        *(update for call in library.calls.values() for update in _of_call(call, library, instant)),
        *_of_recommendations(library),
        *_of_notices(library),
    )
    return tuple(sorted(found, key=_newest_last, reverse=True))


def page_id(page: Page, address: str, review: Review) -> str:
    """Return the id of a page in feeds: its own, else one that is made of where its file lies."""
    return page.id or made_id(review, f"pages/{address.strip('/') or 'index'}")


def made_id(review: Review, specific: str) -> str:
    """Return a `tag:` address of the site (RFC 4151 §2.1)."""
    return f"tag:{review.tag.authority},{review.tag.date}:{specific}"


def moved_without_id(library: Library) -> list[Problem]:
    """Return, each as a problem at its line, the pages that were moved and would come to subscribers once more."""
    problems = Problems()
    for page in library.pages.values():
        own = [name for name in page.entry.aliases if name in library.record.recorded and name not in library.pages]
        if own and page.entry.id is None and page.entry.status == "ready":
            mend = f"add a line `id: {page_id(page.entry, own[0], library.review)}`"
            what = f"the page was moved from {own[0]}, and subscribers to the feeds know it by an id"
            problems.add(page.source.path, "aliases", what, mend, line=page.source.line(("aliases",)))
    return list(problems)


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
        dated=_dated(entry.published, uncertain=entry.date_uncertain),
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
            dated=_dated(entry.published) if entry.published else "",
        )


def _of_publication(name: str, library: Library, instant: datetime) -> Iterator[SiteUpdate]:
    work = as_told(library.publications[name], library, instant).entry
    page = _page_of_publication(name, work, library)
    if page is None:
        return
    address, audiences = page
    notes, published = major_notes(work.updates), work.published.placed
    dated = _words_of(work.published, work.date_note, uncertain=work.date_uncertain)
    yield SiteUpdate(
        id=work.id,
        kind="publication",
        label="Publication",
        title=work.title,
        summary=work.about,
        address=address,
        audiences=audiences,
        dated=_dated(work.published, uncertain=work.date_uncertain),
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


def _page_of_publication(name: str, work: Publication, library: Library) -> tuple[str, tuple[str, ...]] | None:
    """Return where a publication is listed, and for whom that page is; else the page that it names.

    None where neither may be seen.
    """
    for address, page in library.pages.items():
        if page.entry.withdrawn is None and name in page.entry.publications:
            return f"{address}#documents-{work.id.rpartition('/')[2]}", page.entry.audiences
    return (work.page, ()) if work.page is not None and _is_seen(work.page, library) else None


def _of_call(sourced: Sourced[Call], library: Library, instant: datetime) -> Iterator[SiteUpdate]:
    call = as_told(sourced, library, instant).entry
    if not _is_seen(call.page, library):
        return
    asked = (call.asked, f"{'Closes' if call.closes.exact else 'Closes, day not found'}: {deadline(call.closes)}.")
    opens = _dated(call.opens, uncertain=call.date_uncertain) if call.opens else ""
    over = "" if call.closes.timed else _capital(deadline(call.closes))
    turns = [
        _Turn("opened", "opened", call.opens.due if call.opens else None, asked, opens),
        _Turn("closing", f"closes on {_day(call.closes)}", closing_soon_from(call), asked),
        _Turn("closed", "closed", call.closes.over, (call.asked, f"Closed: {deadline(call.closes)}."), over),
        *(_of_result(result, number) for number, result in enumerate(results_at(call, instant), 1)),
    ]
    where = (
        call.page if call.page not in library.pages else f"{call.page}#call-{PurePosixPath(sourced.source.path).stem}"
    )
    for turn in turns:
        if turn.at is not None and is_due(turn.at, instant):
            yield _turn_of(call, turn, turn.at, where)
    notes = major_notes(call.updates)
    if notes:
        changed = _turn_of(call, _Turn("changed", "changed", None, asked), notes[-1].on.placed, where)
        yield replace(changed, updated=notes[0].on.placed, notes=notes, summary=notes[0].note)


def _of_result(result: Result, number: int) -> _Turn:
    vague = () if result.on.exact else (f"Made public: {result.on.spoken}, day not found.",)
    name, what = (
        ("reported", "what came of it") if number == 1 else (f"reported{number}", f"what came of it ({number})")
    )
    return _Turn(name, what, result.on.due, (result.text, *vague), _dated(result.on))


def _turn_of(call: Call, turn: _Turn, at: datetime, address: str) -> SiteUpdate:
    return SiteUpdate(
        id=f"{call.id}/{turn.name}",
        kind="call",
        label="Call",
        title=f"{call.title}: {turn.what}",
        summary=turn.paragraphs[0],
        address=address,
        published=at,
        updated=at,
        seen_from=at,
        paragraphs=(*turn.paragraphs, *([call.date_note] if call.date_note else [])),
        audiences=call.audiences,
        dated=turn.dated,
    )


def _of_recommendations(library: Library) -> Iterator[SiteUpdate]:
    """Give the answers to the recommendations, once they are given."""
    told, address = library.recommendations, page_with("recommendations", library)
    if told is None or told.responded is None or address is None:
        return
    if all(theme.response == "not yet answered" for theme in told.themes):
        return
    at = told.responded.placed
    yield SiteUpdate(
        id=made_id(library.review, "recommendations/responses"),
        kind="recommendations",
        label="Recommendations",
        title="The answers to the recommendations",
        summary=f"What is known of the answers that were given on {told.responded.spoken}.",
        address=address,
        published=at,
        updated=at,
        seen_from=told.responded.due,
        paragraphs=(told.note,),
        points=tuple(
            f"{theme.theme}: {_NOT_FOUND.get(theme.response, theme.response)}"
            f"{f'. {theme.response_note}' if theme.response_note else ''}"
            for theme in told.themes
        ),
    )


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


def page_with(section: Section, library: Library) -> str | None:
    """Return the address of the first page that shows a section of the register; None where there is none."""
    pages = ((address, page.entry) for address, page in library.pages.items())
    return next((address for address, page in pages if section in page.show and page.withdrawn is None), None)


def _is_seen(address: str, library: Library) -> bool:
    page = library.pages.get(address)
    if page is not None:
        return page.entry.withdrawn is None
    return any(post.entry.address == address for post in library.posts)


def _day(when: When) -> str:
    return f"{when.first:%A} {when.first.day} {when.first:%B %Y}"


def _dated(when: When, *, uncertain: bool = False) -> str:
    """Return a date in words where it is not known to the day; else nothing."""
    if when.exact and not uncertain:
        return ""
    return _capital(when.spoken) + (" (date uncertain)" if uncertain else "")


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _words_of(when: When, note: str | None, *, uncertain: bool) -> str:
    """Return a date in words with what is uncertain about it."""
    return f"{when.spoken}{' (date uncertain)' if uncertain else ''}.{f' {note}' if note else ''}"
