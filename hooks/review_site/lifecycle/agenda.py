"""What comes when: every turn that changes the site by itself."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from review_site.clock import is_due
from review_site.content.answers import answers_to
from review_site.content.dated import Call, Event
from review_site.content.library import Library
from review_site.content.models import Page, Post
from review_site.content.parts import Update
from review_site.content.publication import Publication
from review_site.content.source import Source
from review_site.content.state_blocks import read_blocks
from review_site.content.submissions import Collection
from review_site.content.when import When
from review_site.content.written import RECOMMENDATIONS
from review_site.lifecycle.calls import closing_soon_from
from review_site.lifecycle.events import past_from


@dataclass(frozen=True, slots=True)
class Turn:
    """An instant (London) at which the site changes, what happens then, and the file that says so."""

    instant: datetime
    what: str
    path: str


def turns_of(library: Library) -> Iterator[Turn]:
    """Give every turn of what is ready, in no order."""
    for post in library.posts:
        yield from _of_entry(post.entry, f"{post.entry.kind} “{post.entry.title}”", post.source.path)
    for page in library.pages.values():
        yield from _of_entry(page.entry, f"page “{page.entry.title}”", page.source.path)
        if page.entry.status == "ready":
            yield from _of_text(f"page “{page.entry.title}” changes its words", page.source)
    for call in library.calls.values():
        if call.entry.status == "ready":
            yield from _of_call(call.entry, call.source.path)
    for event in library.events:
        if event.entry.status == "ready":
            yield from _of_event(event.entry, f"event “{event.entry.title}”", event.source.path)
    for work in library.publications.values():
        yield from _of_entry(work.entry, f"publication “{work.entry.title}”", work.source.path)
    for collection in library.submissions.values():
        yield from _of_collection(collection)
    yield from _of_reports(library)
    yield from _of_register(library)
    yield from _of_recommendations(library)


def coming(library: Library, instant: datetime) -> tuple[Turn, ...]:
    """Return the turns that are still to come at an instant, the next first."""
    ahead = (turn for turn in turns_of(library) if not is_due(turn.instant, instant))
    return tuple(sorted(ahead, key=lambda turn: (turn.instant.timestamp(), turn.path, turn.what)))


def come_since(library: Library, since: datetime, instant: datetime) -> tuple[Turn, ...]:
    """Return the turns after one instant and up to another, the first first."""
    return tuple(turn for turn in coming(library, since) if is_due(turn.instant, instant))


def _of_entry(entry: Post | Page | Publication, what: str, path: str) -> Iterator[Turn]:
    if entry.status != "ready":
        return
    if entry.due is not None:
        yield Turn(entry.due, f"{what} comes out", path)
    yield from _of_notes(entry.updates, what, path)
    if entry.withdrawn is not None:
        yield Turn(entry.withdrawn.on.due, f"{what} is withdrawn", path)


def _of_notes(updates: Iterable[Update], what: str, path: str) -> Iterator[Turn]:
    yield from (Turn(update.on.due, f"{what} tells of a change", path) for update in updates)


def _of_call(call: Call, path: str) -> Iterator[Turn]:
    yield Turn(call.opens_at, f"call “{call.title}” opens", path)
    if call.announced:
        yield Turn(call.announced.due, f"call “{call.title}” is announced", path)
    soon = closing_soon_from(call)
    if soon is not None:
        yield Turn(soon, f"feeds say that call “{call.title}” closes in a week", path)
    if call.closes.over:
        yield Turn(call.closes.over, f"call “{call.title}” closes", path)
    for result in call.results:
        yield Turn(result.on.due, f"a result of call “{call.title}” is shown", path)
    yield from _of_notes(call.updates, f"call “{call.title}”", path)


def _of_text(what: str, source: Source) -> Iterator[Turn]:
    """Give the turns of the dates in a text; those of calls and stages are given by themselves."""
    blocks = [block for run in read_blocks(source.body).sets for block in run]
    bounds = {when.due for block in blocks for when in (block.begins, block.ends) if when is not None}
    yield from (Turn(bound, what, source.path) for bound in bounds)


def _of_publication(work: Publication, path: str) -> Iterator[Turn]:
    if work.status == "ready":
        what = f"publication “{work.title}”"
        yield Turn(work.published.due, f"{what} is shown", path)
        yield from _of_notes(work.updates, what, path)


def _of_collection(collection: Collection) -> Iterator[Turn]:
    entry, what = collection.entry, f"collection “{collection.entry.title}”"
    if entry.status == "ready":
        yield Turn(entry.published.due, f"{what} is shown", collection.source.path)
        yield from _of_notes(entry.updates, what, collection.source.path)
        for day in sorted({row.withdrawn.due for row in collection.rows if row.withdrawn}):
            yield Turn(day, f"{what} tells of what was withdrawn", collection.csv_path)


def _of_event(event: Event, what: str, path: str) -> Iterator[Turn]:
    begins, past = event.on.due, past_from(event)
    if event.announced is not None and not is_due(begins, event.seen_from):
        yield Turn(event.seen_from, f"{what} is announced", path)
    if past is not None and is_due(past, begins):
        yield Turn(max(past, event.seen_from), f"{what} is shown as past", path)
    else:
        yield Turn(begins, f"{what} begins", path)
        if past is not None:
            yield Turn(past, f"{what} is past", path)
    yield from _of_notes(event.updates, what, path)


def _of_reports(library: Library) -> Iterator[Turn]:
    for name, report in library.reports.items():
        what = f"a correction of report “{name}” is shown"
        yield from (Turn(one.on.due, what, report.source.path) for one in report.entry.corrections)
        questions = report.entry.questions
        if questions is not None and questions.from_ is not None:
            yield Turn(questions.from_.due, f"what the report {name} asked is shown", report.source.path)


def _of_register(library: Library) -> Iterator[Turn]:
    review = library.review
    dated: Iterable[tuple[When | None, str]] = (
        *((start.from_, f"the stage “{start.stage}” begins") for start in review.stages),
        *((notice.from_, f"notice “{notice.heading}” goes up") for notice in review.notices),
        *((notice.until, f"notice “{notice.heading}” comes down") for notice in review.notices),
        *((person.from_, f"“{person.name}” is shown in the team") for person in review.people.values()),
        *((group.from_, f"group “{group.name}” is listed") for group in review.groups.values()),
        *((partner.from_, f"partner “{partner.name}” is shown") for partner in review.partners),
        *((line.from_, f"support line “{line.who}” is shown") for line in review.support_lines),
        *((line.until, f"support line “{line.who}” is kept as a record alone") for line in review.support_lines),
        *((line.checked, f"support line “{line.who}” says when it was checked") for line in review.support_lines),
        *((step.date, f"a line of the timeline is shown: {step.event}") for step in review.timeline),
        *((phase.from_, f"the phase “{phase.name}” is shown") for phase in review.phases),
        *((phase.until, f"the phase “{phase.name}” is over") for phase in review.phases),
        *((figure.as_at, f"a figure is shown: {figure.what}") for figure in review.figures),
    )
    for when, what in dated:
        if when is not None:
            yield Turn(when.due, what, library.register_path)


def _of_recommendations(library: Library) -> Iterator[Turn]:
    """Give the day on which the recommendations are shown, and each on which some are answered."""
    register, path = library.recommendations, f"{library.folder}/{RECOMMENDATIONS}"
    if register is None:
        return
    if register.published is not None:
        yield Turn(register.published.due, "the recommendations are shown", path)
    given = (answer.on for one in register.recommendations for answer in answers_to(one, register))
    for due, count in Counter(on.due for on in given if on is not None).items():
        yield Turn(due, f"answers to recommendations are shown: {count}", path)
