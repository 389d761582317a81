"""What becomes of a call, as updates: it opens, closes within a week, closes, and something comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from review_site.clock import is_due
from review_site.content.dated import Call
from review_site.content.library import Library
from review_site.content.parts import Result
from review_site.content.shelf import Sourced
from review_site.content.when import When
from review_site.lifecycle.calls import closing_soon_from, deadline, results_at
from review_site.lifecycle.site_update import SiteUpdate, dated_words, is_seen, with_capital
from review_site.lifecycle.told import as_told, major_notes


@dataclass(frozen=True, slots=True)
class _Turn:
    """What happens to a call at an instant, None where it is not known: its name in ids, and what is said of it."""

    name: str
    what: str
    at: datetime | None
    paragraphs: tuple[str, ...]
    dated: str = ""


def updates_of_call(sourced: Sourced[Call], library: Library, instant: datetime) -> Iterator[SiteUpdate]:
    """Give the updates of a call up to an instant (London), in no order; none where its page may not be seen."""
    call = as_told(sourced, library, instant).entry
    if not is_seen(call.page, library):
        return
    asked = (call.asked, f"{'Closes' if call.closes.exact else 'Closes, day not found'}: {deadline(call.closes)}.")
    opens = dated_words(call.opens, uncertain=call.date_uncertain) if call.opens else ""
    over = "" if call.closes.timed else with_capital(deadline(call.closes))
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
    return _Turn(name, what, result.on.due, (result.text, *vague), dated_words(result.on))


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


def _day(when: When) -> str:
    return f"{when.first:%A} {when.first.day} {when.first:%B %Y}"
