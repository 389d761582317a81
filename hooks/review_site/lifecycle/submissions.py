"""Submissions at an instant: which collections may be seen, what is out of them, what belongs to a call or a report."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from review_site.clock import is_due
from review_site.content.library import Library
from review_site.content.submission_lists import lists_of
from review_site.content.submissions import SUBMISSIONS, Collection, Submission, pages_of


def seen_collections(library: Library, instant: datetime) -> dict[str, Collection]:
    """Return the collections that may be seen at an instant (London), with their notes of changes so far.

    Of a submission that is withdrawn on a day to come, the row has nothing left; the reason and the day are not told.
    """
    return {
        name: _as_seen(collection, instant)
        for name, collection in library.submissions.items()
        if is_out(collection, instant)
    }


def is_out(collection: Collection, instant: datetime) -> bool:
    """Tell whether a collection may be seen at an instant."""
    return collection.entry.status == "ready" and is_due(collection.entry.published.due, instant)


def addresses_of(library: Library) -> Iterator[str]:
    """Give the addresses that the submissions of a library as it is seen have for good."""
    if library.submissions:
        yield SUBMISSIONS
    for name, collection in library.submissions.items():
        yield collection.address
        pages = library.record.submissions.get(name, {})
        yield from (one.address for one in lists_of(collection, pages, library.record.ledger))


def recorded_pages(library: Library, instant: datetime) -> dict[str, Mapping[str, int]]:
    """Return where each submission stands that was published, or is out at an instant, by collection."""
    recorded = library.record.submissions
    out = seen_collections(library, instant)
    return {
        **recorded,
        **{name: {**recorded.get(name, {}), **pages_of(one.rows, recorded.get(name, {}))} for name, one in out.items()},
    }


def unrecorded_pages(library: Library, instant: datetime) -> Iterator[str]:
    """Give the address of each collection with submissions that are out at an instant and stand in no record."""
    for name, collection in seen_collections(library, instant).items():
        if any(row.id not in library.record.submissions.get(name, {}) for row in collection.rows):
            yield collection.address


def collections_for(library: Library, field: str, name: str, instant: datetime) -> tuple[Collection, ...]:
    """Return the collections that are out at an instant and name a call or a report in their field of that name."""
    return tuple(
        one for one in library.submissions.values() if getattr(one.entry, field) == name and is_out(one, instant)
    )


def _as_seen(collection: Collection, instant: datetime) -> Collection:
    updates = tuple(update for update in collection.entry.updates if is_due(update.on.due, instant))
    return replace(
        collection,
        entry=collection.entry.model_copy(update={"updates": updates}),
        rows=tuple(_as_gone(row, instant) for row in collection.rows),
    )


def _as_gone(row: Submission, instant: datetime) -> Submission:
    if row.withdrawn is None or is_due(row.withdrawn.due, instant):
        return row
    return replace(row, reason="", withdrawn=None)
