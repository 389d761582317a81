"""A text as it stands at an instant: its state blocks chosen by call, stage and date."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from review_site.clock import is_due
from review_site.content.dated import Call
from review_site.content.library import Library
from review_site.content.state_blocks import Block, read_blocks, without_blocks
from review_site.content.when import When
from review_site.lifecycle.calls import state_at
from review_site.lifecycle.stage import stage_at


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (London) at which something turns, and how readers are told of what begins or ends then.

    It is `vague` where the date is not one day or minute, and the instant the last that it may be.
    """

    instant: datetime
    begins: str
    ends: str
    vague: bool = False


def text_at(body: str, library: Library, instant: datetime) -> str:
    """Return a Markdown body with those of its state blocks alone that are shown at an instant.

    Each line that stays keeps its number. `library` is the whole one, with what is still to come.
    """
    return without_blocks(body, _hidden(body, _chooser(library, instant)))


def moments_of_text(body: str, library: Library) -> Iterator[Moment]:
    """Give every moment at which a body may change, in no order."""
    for block in (block for run in read_blocks(body).sets for block in run):
        yield from (moment_of(when) for when in (block.begins, block.ends) if when is not None)
        if block.kind == "call" and block.subject in library.calls:
            yield from moments_of_call(library.calls[block.subject].entry)
        elif block.kind == "stage":
            yield from (moment_of(start.from_) for start in library.review.stages)


def moments_of_call(call: Call) -> Iterator[Moment]:
    """Give every moment at which what is shown of a call may change."""
    if call.announced:
        yield moment_of(call.announced)
    if call.opens:
        yield moment_of(call.opens)
    if call.closes.over:
        yield moment_of(call.closes) if call.closes.timed else _after(call.closes, call.closes.over)
    yield from (moment_of(result.on) for result in call.results)


def moment_of(when: When) -> Moment:
    """Return the moment at which a date has certainly come."""
    spoken = f"some day {when.spoken}" if when.spoken.startswith(("between", "after")) else when.spoken
    return Moment(when.due, f"from {spoken}", f"until {spoken}", vague=not when.exact)


def _after(when: When, over: datetime) -> Moment:
    """Return the moment at which a day or a month is over."""
    return Moment(over, f"after {when.spoken}", f"to the end of {when.spoken}")


def _chooser(library: Library, instant: datetime) -> Callable[[Block], bool]:
    """Return what tells whether a block is in force by what it says itself."""
    stage = stage_at(library.review, instant)

    def is_in_force(block: Block) -> bool:
        if block.kind == "call":
            call = library.calls.get(block.subject)  # None for a draft that cannot be read yet
            return (state_at(call.entry, instant) if call else "upcoming") in block.states
        if block.kind == "stage":
            return stage in block.states
        begun = block.begins is None or is_due(block.begins.due, instant)
        return begun and not (block.ends is not None and is_due(block.ends.due, instant))

    return is_in_force


def _hidden(body: str, is_in_force: Callable[[Block], bool]) -> Iterable[Block]:
    """Give the blocks that are not shown: those not in force, and an `otherwise` beside one that is."""
    for run in read_blocks(body).sets:
        shown = {block.row for block in run if block.kind != "otherwise" and is_in_force(block)}
        yield from (block for block in run if (bool(shown) if block.kind == "otherwise" else block.row not in shown))
