"""A library and two instants → the digest of what came out and changed between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from review_site.addresses import absolute
from review_site.clock import LONDON, is_due, spoken_date, start_of_day
from review_site.content.dated import Call
from review_site.content.library import Library
from review_site.content.models import Page, Post
from review_site.content.parts import SUPPORT_PAGES, Update
from review_site.content.when import When
from review_site.feed.digest.model import Digest, DigestItem, Link
from review_site.lifecycle.calls import deadline, state_at
from review_site.lifecycle.due import as_at
from review_site.lifecycle.recommendation_updates import days_of_answers
from review_site.lifecycle.site_update import SiteUpdate, made_id, page_id
from review_site.lifecycle.told import as_told
from review_site.lifecycle.updates import updates_of

_SOON = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class _Span:
    """What came from `since` up to `until`; `seen` is the library as at `until`, `days` those of its entries."""

    seen: Library
    since: datetime
    until: datetime
    days: Mapping[str, str]

    def has(self, instant: datetime) -> bool:
        """Tell whether an instant lies between the two; the midnights that begin and end whole days count so."""
        begun = is_due(self.since, instant) if _is_midnight(self.since) else not is_due(instant, self.since)
        return begun and (not is_due(self.until, instant) if _is_midnight(self.until) else is_due(instant, self.until))


def digest_of(library: Library, since: datetime, until: datetime, now: datetime) -> Digest:
    """Return the digest of what came out or changed from `since` up to `until`, as it is sent `now` (all London).

    `until` is not after `now`; where it is a midnight, the day that begins then is not in it. What was taken down by
    now is not in it, and the calls are those that are open now. A turn of a call is not told of where a later one has
    overtaken it. The words are those that stand on the site, and not the ones that feeds told first.
    """
    library = replace(library, told={})
    present = as_at(library, now)
    standing = {update.id for update in updates_of(present, now)}
    seen = as_at(library, until)
    span = _Span(seen, since, until, _days_of(seen, until))
    updates = [update for update in updates_of(seen, until) if update.id in standing]
    calls = [one.entry for one in present.calls.values() if f"{one.entry.id}/opened" in standing]
    answered = sorted((call for call in calls if state_at(call, now) == "open"), key=_next_first)
    turned = {update.id for update in updates if span.has(update.seen_from)}
    opening = {f"{call.id}/{turn}" for call in calls for turn in ("opened", "closing")}
    told = [update for update in updates if update.id not in opening]
    review = library.review
    return Digest(
        name=review.name,
        site=review.url,
        language=review.language,
        since=since,
        until=until,
        closing=tuple(_of_call(call, turned, present) for call in answered if _closes_soon(call, now)),
        open=tuple(_of_call(call, turned, present) for call in answered if not _closes_soon(call, now)),
        new=tuple(_of_update(update, (), span, now) for update in told if _is_new(update, span)),
        changed=tuple(_changed(told, span, now)),
    )


def _is_midnight(instant: datetime) -> bool:
    return instant == start_of_day(instant.date())


def _next_first(call: Call) -> tuple[float, str]:
    """Return what orders open calls: those without a known last day come last."""
    return call.closes.over.timestamp() if call.closes.over else float("inf"), call.id


def _closes_soon(call: Call, now: datetime) -> bool:
    over = call.closes.over
    return over is not None and call.closes.exact and is_due(over.astimezone(LONDON) - _SOON, now)


def _is_new(update: SiteUpdate, span: _Span) -> bool:
    return span.has(update.seen_from) and not _only_changes(update, span.seen)


def _only_changes(update: SiteUpdate, seen: Library) -> bool:
    """Tell whether an update is of something that was there before its first note of a change."""
    if update.kind == "call":
        return bool(update.notes)
    return update.kind == "page" and seen.pages[update.address].entry.published is None


def _changed(updates: list[SiteUpdate], span: _Span, now: datetime) -> Iterator[DigestItem]:
    for update in updates:
        notes = tuple(note for note in update.notes if span.has(note.on.due))
        if notes and not _is_new(update, span):
            yield _of_update(update, notes, span, now)


def _of_call(call: Call, turned: set[str], library: Library) -> DigestItem:
    opened, closing = (f"{call.id}/{turn}" in turned for turn in ("opened", "closing"))
    when = f"opened {_on(call.opens)}" if call.opens else "open"
    item = DigestItem(
        title=call.title,
        address=absolute(library.review.url, call.page),
        about=f"Call, {when}{' (new)' if opened else ''}",
        summary=call.asked,
        closes=f"{deadline(call.closes)}{f'. {call.date_note}' if call.date_note else ''}",
        fresh=opened or closing,
    )
    return _with_warning(item, _entry_at(call.page, library), library)


def _of_update(update: SiteUpdate, notes: tuple[Update, ...], span: _Span, now: datetime) -> DigestItem:
    """Return an update as an item: with notes as one that changed, without as one that is new."""
    seen = span.seen
    entry = _entry_at(update.address.partition("#")[0], seen)
    label = f"{update.label} (our summary)" if isinstance(entry, Post) and _is_ours(update, entry) else update.label
    day = span.days.get(update.id)
    if day and not (notes and _only_changes(update, seen)):
        label += f", {'first published ' if notes else ''}{day}"
    item = DigestItem(
        title=update.title,
        address=absolute(seen.review.url, update.address),
        about=f"{label}{_come_down(update, seen, now)}",
        summary=_summary_of(update),
        changes=tuple(f"{note.on.spoken}: {note.note}" for note in notes),
        language=(entry.language or "") if entry and update.kind in ("post", "page") else "",
    )
    return _with_warning(item, entry, seen)


def _summary_of(update: SiteUpdate) -> str:
    """Return what an update says in short; of a call all of it, as its days stand there."""
    return " ".join(update.paragraphs) if update.kind == "call" else update.summary


def _is_ours(update: SiteUpdate, entry: Post) -> bool:
    return update.kind == "post" and entry.wording == "summary"


def _days_of(seen: Library, instant: datetime) -> dict[str, str]:
    """Return the days in words, as subscribers were told them, by ids: all but those of calls, which tell their own."""
    review = seen.review
    posts = (as_told(post, seen, instant).entry for post in seen.posts)
    works = (work.entry for work in seen.publications.values())
    days = {post.id: _day(post.published, uncertain=post.date_uncertain) for post in posts}
    days |= {work.id: _day(work.published, uncertain=work.date_uncertain) for work in works}
    for address, page in seen.pages.items():
        published = as_told(page, seen, instant).entry.published
        days |= {page_id(page.entry, address, review): _day(published)} if published else {}
    days |= {name: _day(on) for name, on in days_of_answers(seen)}
    return days | {made_id(review, f"notices/{one.id}"): _day(one.from_) for one in review.notices}


def _day(when: When, *, uncertain: bool = False) -> str:
    day = spoken_date(when.first.date()) if when.timed else when.spoken
    return f"{day} (date uncertain)" if uncertain else day


def _on(when: When) -> str:
    return f"{'on ' if when.timed else when.preposition}{_day(when)}"


def _come_down(update: SiteUpdate, seen: Library, now: datetime) -> str:
    """Return that a notice stands no longer."""
    names = {made_id(seen.review, f"notices/{notice.id}"): notice for notice in seen.review.notices}
    notice = names.get(update.id)
    if notice is None or notice.until is None or not is_due(notice.until.due, now):
        return ""
    return f" (it came down {_on(notice.until)})"


def _with_warning(item: DigestItem, entry: Post | Page | None, library: Library) -> DigestItem:
    """Return an item with the content note of the post or page that it leads to, and whom to turn to."""
    if entry is None or not (entry.content_note or entry.support):
        return item
    pages = {reader: SUPPORT_PAGES[reader] for reader in entry.support or SUPPORT_PAGES}
    links = (
        Link(f"support for {reader}", absolute(library.review.url, page))
        for reader, page in pages.items()
        if _entry_at(page, library) is not None
    )
    return replace(item, content_note=entry.content_note or "", support=tuple(links))


def _entry_at(address: str, library: Library) -> Post | Page | None:
    page = library.pages.get(address)
    if page is not None:
        return page.entry if page.entry.withdrawn is None else None
    return next((post.entry for post in library.posts if post.entry.address == address), None)
