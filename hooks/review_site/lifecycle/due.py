"""What the public may see at an instant."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from review_site.clock import LONDON, is_due, start_of_day
from review_site.content.answers import answered_at
from review_site.content.dated import Call, Event
from review_site.content.library import Library
from review_site.content.models import Page, Post
from review_site.content.parts import Update
from review_site.content.publication import Publication, publication_address
from review_site.content.recommendations import Recommendations
from review_site.content.register import Review
from review_site.content.register_parts import Person, Phase
from review_site.content.report import Report, root_of
from review_site.content.shelf import Sourced
from review_site.content.when import When
from review_site.lifecycle.agenda import turns_of
from review_site.lifecycle.asked import with_answers_so_far
from review_site.lifecycle.stage import notices_so_far
from review_site.lifecycle.submissions import seen_collections

P = TypeVar("P", Post, Page, Publication)
N = TypeVar("N", Call, Event)


def is_public(entry: Post | Page | Publication, instant: datetime) -> bool:
    """Tell whether a post, page or publication is ready and due."""
    return entry.status == "ready" and (entry.due is None or is_due(entry.due, instant))


def as_at(library: Library, instant: datetime) -> Library:
    """Return the library with nothing in it that is not due at an instant (London).

    Posts and publications that were withdrawn by then stand apart; a withdrawn page stays among `pages`. Of an entry
    that is withdrawn, no word and no picture is left.
    """
    review = library.review
    known = {
        "stages": tuple(start for start in review.stages if is_due(start.from_.due, instant)),
        "people": {
            name: person.model_copy(update={"team": person.team and _has_come(person.from_, instant)})
            for name, person in review.people.items()
        },
        "groups": {
            name: group.model_copy(update={"listed": group.listed and _has_come(group.from_, instant)})
            for name, group in review.groups.items()
        },
        "partners": tuple(partner for partner in review.partners if _has_come(partner.from_, instant)),
        "timeline": tuple(step for step in review.timeline if is_due(step.date.due, instant)),
        "figures": tuple(one for one in review.figures if _has_come(one.as_at, instant)),
        "notices": notices_so_far(review, instant),
        "phases": tuple(_phase_as_seen(phase, instant) for phase in review.phases if _has_come(phase.from_, instant)),
    }
    posts = tuple(_as_seen(post, instant) for post in library.posts if is_public(post.entry, instant))
    works = {
        name: _as_seen(work, instant) for name, work in library.publications.items() if is_public(work.entry, instant)
    }
    seen = replace(
        library,
        review=review.model_copy(update=known),
        posts=tuple(post for post in posts if post.entry.withdrawn is None),
        withdrawn=tuple(post for post in posts if post.entry.withdrawn is not None),
        pages={
            address: _as_seen(page, instant)
            for address, page in library.pages.items()
            if is_public(page.entry, instant)
        },
        calls={
            name: _as_noted(call, instant)
            for name, call in library.calls.items()
            if call.entry.status == "ready" and is_due(call.entry.seen_from, instant)
        },
        events=tuple(
            _as_noted(event, instant)
            for event in library.events
            if event.entry.status == "ready" and is_due(event.entry.seen_from, instant)
        ),
        publications={name: work for name, work in works.items() if work.entry.withdrawn is None},
        withdrawn_works={name: work for name, work in works.items() if work.entry.withdrawn is not None},
        reports={
            name: _as_corrected(report, instant)
            for name, report in library.reports.items()
            if _is_open(library.pages.get(root_of(name)), instant)
        },
        submissions=seen_collections(library, instant),
        recommendations=_as_answered(library, instant),
    )
    return with_answers_so_far(seen, library, instant)


def everything(library: Library, instant: datetime) -> Library:
    """Return the library for a preview: as at an instant, and with the drafts and what is still to come.

    Authors that a draft names and the register does not yet know have a stand-in.
    """
    seen = as_at(library, instant)
    gone = {post.entry.address for post in seen.withdrawn}
    posts = tuple(_with_known_terms(post, library.review) for post in library.posts if post.entry.address not in gone)
    people = {
        author: Person(name=f"{author} (not in review.yml)", role="…", about="…", source=("review:/",))
        for post in posts
        for author in post.entry.authors
        if author not in library.review.groups
    }
    return replace(
        seen,
        review=seen.review.model_copy(update={"people": people | library.review.people}),
        posts=posts,
        pages={address: seen.pages.get(address, page) for address, page in library.pages.items()},
        calls={**library.calls, **seen.calls},
        events=tuple(_or_as_seen(event, seen.events) for event in library.events),
        publications={
            name: seen.publications.get(name, work)
            for name, work in library.publications.items()
            if name not in seen.withdrawn_works
        },
        reports={**library.reports, **seen.reports},
        submissions={**library.submissions, **seen.submissions},
        recommendations=library.recommendations and answered_at(library.recommendations, instant),
    )


def set_aside(library: Library, instant: datetime) -> dict[str, Sourced[Post] | Sourced[Page] | Sourced[Publication]]:
    """Return the posts, pages and publications that the public may not see at an instant, by address."""
    posts = {post.entry.address: post for post in library.posts if not is_public(post.entry, instant)}
    pages = {address: page for address, page in library.pages.items() if not is_public(page.entry, instant)}
    works = {
        publication_address(name): work
        for name, work in library.publications.items()
        if not is_public(work.entry, instant)
    }
    return {**posts, **pages, **works}


def standing_since(library: Library, instant: datetime) -> datetime:
    """Return since when the site has stood as it does at an instant, looking no further back than London's midnight.

    Builds of one day in which nothing fell due carry this same instant, and so the same bytes.
    """
    local = instant.astimezone(LONDON)
    due = (turn.instant for turn in turns_of(library) if is_due(turn.instant, local))
    return max([start_of_day(local.date()), *due], key=datetime.timestamp)


def standing_until(library: Library, instant: datetime) -> datetime:
    """Return until when the site stands as it does at an instant, looking no further ahead than London's midnight."""
    local = instant.astimezone(LONDON)
    ahead = (turn.instant for turn in turns_of(library) if not is_due(turn.instant, local))
    return min([start_of_day(local.date() + timedelta(days=1)), *ahead], key=datetime.timestamp)


def _is_open(page: Sourced[Page] | None, instant: datetime) -> bool:
    """Tell whether a page is there, may be seen and was not withdrawn."""
    if page is None or not is_public(page.entry, instant):
        return False
    gone = page.entry.withdrawn
    return gone is None or not is_due(gone.on.due, instant)


def _has_come(when: When | None, instant: datetime) -> bool:
    return when is None or is_due(when.due, instant)


def _as_answered(library: Library, instant: datetime) -> Recommendations | None:
    """Return the recommendations with the answers so far; none before their day, or before that of their report."""
    register = library.recommendations
    page = library.pages.get(root_of(register.report)) if register else None
    if register is None or page is None or not is_public(page.entry, instant):
        return None
    return answered_at(register, instant) if _has_come(register.published, instant) else None


def _as_seen(sourced: Sourced[P], instant: datetime) -> Sourced[P]:
    """Return an entry as it is at an instant: its notes so far; of a withdrawn one, no text."""
    entry, source = sourced.entry, sourced.source
    gone = entry.withdrawn if entry.withdrawn is not None and is_due(entry.withdrawn.on.due, instant) else None
    updates = _so_far(entry.updates, instant)
    if gone is None and entry.withdrawn is None and updates == entry.updates:
        return sourced
    pictured = gone is not None and not isinstance(entry, Publication)
    changed = {"updates": updates, "withdrawn": gone, **({"pictures": ()} if pictured else {})}
    return Sourced(entry.model_copy(update=changed), replace(source, body="") if gone else source)


def _as_corrected(report: Sourced[Report], instant: datetime) -> Sourced[Report]:
    """Return a report with the corrections that may be seen at an instant."""
    corrections = tuple(one for one in report.entry.corrections if is_due(one.on.due, instant))
    return Sourced(report.entry.model_copy(update={"corrections": corrections}), report.source)


def _as_noted(sourced: Sourced[N], instant: datetime) -> Sourced[N]:
    """Return an entry with the notes of changes that may be seen at an instant."""
    updates = _so_far(sourced.entry.updates, instant)
    if updates == sourced.entry.updates:
        return sourced
    return Sourced(sourced.entry.model_copy(update={"updates": updates}), sourced.source)


def _so_far(updates: tuple[Update, ...], instant: datetime) -> tuple[Update, ...]:
    return tuple(update for update in updates if is_due(update.on.due, instant))


def _or_as_seen(event: Sourced[Event], seen: Iterable[Sourced[Event]]) -> Sourced[Event]:
    return next((one for one in seen if one.source.path == event.source.path), event)


def _phase_as_seen(phase: Phase, instant: datetime) -> Phase:
    """Return a phase as it is at an instant: of one that is not over, the beginning alone is told."""
    if phase.from_ is None or phase.until is None or is_due(phase.until.due, instant):
        return phase
    return phase.model_copy(update={"when": f"from {phase.from_.spoken}", "until": None})


def _with_known_terms(post: Sourced[Post], review: Review) -> Sourced[Post]:
    """Return a post without the topics and audiences that the register does not know, which a draft may name."""
    topics = tuple(topic for topic in post.entry.topics if topic in review.topics)
    audiences = tuple(audience for audience in post.entry.audiences if audience in review.audiences)
    if (topics, audiences) == (post.entry.topics, post.entry.audiences):
        return post
    return Sourced(post.entry.model_copy(update={"topics": topics, "audiences": audiences}), post.source)
