"""What must hold of state blocks: names that exist, every state covered once, dates that follow one another.

And of calls, which a review that has closed cannot have.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise

from review_site.clock import is_due
from review_site.content.dated import Call
from review_site.content.fields import date_in, groups_in
from review_site.content.register import STAGES
from review_site.content.shelf import Sourced
from review_site.content.source import Source
from review_site.content.state_blocks import Block, read_blocks
from review_site.content.when import When
from review_site.problems import Problems, did_you_mean

FIELD = "state block"
_OVER = STAGES[-2:]
_COVER = "add a block for it, or `/// otherwise` below the last, which may be empty"
_RECORD = "write it plainly, with its date, or put it into a standing page"


def check_blocks(
    pages: Iterable[Source],
    others: Iterable[Source],
    names: Iterable[str],
    calls: Mapping[str, Sourced[Call]],
    problems: Problems,
) -> None:
    """Tell what is wrong with the state blocks of standing pages and calls, and each that stands in another text.

    `names` are those of all calls, `calls` those that could be read.
    """
    known = set(names)
    for source in pages:
        blocks = read_blocks(source.body)
        for row, what, mend in blocks.faults:
            problems.add(source.path, FIELD, what, mend, line=source.body_line + row)
        for run in () if blocks.faults else blocks.sets:
            for row, what, mend in _faults(run, known, calls, source):
                problems.add(source.path, FIELD, what, mend, line=source.body_line + row)
    for source in others:
        for row in sorted(read_blocks(source.body).rows)[:1]:
            what = "stands in a text that is a record of its day"
            problems.add(source.path, FIELD, what, _RECORD, line=source.body_line + row)


def check_calls(
    calls: Iterable[Sourced[Call]], register: Source, sources: Mapping[str, Source], problems: Problems
) -> None:
    """Tell each call that would be open once the review closes its website, and each shown before its own page is.

    `sources` are those of pages and posts, by address.
    """
    starts = (date_in(start, "from") for _, start in groups_in(register.data, "stages") if start.get("stage") in _OVER)
    closed = min((start for start in starts if start), key=lambda start: start.due.timestamp(), default=None)
    for call in calls:
        source, over = call.source, call.entry.closes.over
        if closed and (over is None or not is_due(over, closed.due)):
            mend = f"give a day before {closed.spoken}, when the website begins to close ({register.path}, stages)"
            what = "it is open after the review has begun to close"
            problems.add(source.path, "closes", what, mend, line=source.line(("closes",)))
        page = sources.get(call.entry.page)
        published = date_in(page.data, "published") if page else None
        if page and published and call.entry.status == "ready" and not is_due(published.due, call.entry.seen_from):
            what = f"{call.entry.page} comes out {published.joined}, and the call is shown before"
            mend = f"give the page an earlier `published:` ({page.path}), or the call a later day"
            problems.add(source.path, "page", what, mend, line=source.line(("page",)))


def _faults(
    run: tuple[Block, ...], names: set[str], calls: Mapping[str, Sourced[Call]], source: Source
) -> Iterator[tuple[int, str, str]]:
    """Give what is wrong with a set: row, what, and what would be right."""
    first, *_ = run
    published = date_in(source.data, "published")
    covered = any(block.kind == "otherwise" for block in run)
    if first.kind == "otherwise":
        yield first.row, "otherwise than what?", "put it directly below the blocks that it completes"
    elif first.kind == "call" and first.subject not in names:
        yield first.row, f"there is no call “{first.subject}”", did_you_mean(first.subject, names)
    elif first.kind == "call" and first.subject in calls:
        call = calls[first.subject].entry
        if call.status == "draft" and source.data.get("status") != "draft":
            mend = "set status: ready in its file, or take the block out"
            yield first.row, f"the call “{first.subject}” is a draft", mend
        yield from _missing(run, _states_of(call, published), f"{first.subject} is", covered=covered)
        if not call.results:
            never = (block.row for block in run if block.states == {"reported"})
            mend = f"add `results:` to the call {first.subject}, or take the block out"
            yield from ((row, "is never shown: nothing is said to have come of the call", mend) for row in never)
    elif first.kind == "stage":
        yield from _missing(run, STAGES, "the review is", covered=covered)
    elif first.kind == "dates":
        yield from _out_of_step([block for block in run if block.kind == "dates"], published, covered=covered)


def _missing(
    run: tuple[Block, ...], needed: Iterable[str], subject: str, *, covered: bool
) -> Iterator[tuple[int, str, str]]:
    seen: set[str] = set()
    for block in run:
        for state in sorted(block.states & seen):
            yield block.row, f"“{state}” stands in a block above", "name each state once"
        seen |= block.states
    for state in needed:
        if state not in seen and not covered:
            yield run[0].row, f"says nothing while {subject} “{state}”", _COVER


def _states_of(call: Call, published: When | None) -> Iterator[str]:
    """Give the states in which readers of a page may find a call."""
    start, over = published.due if published else None, call.closes.over
    reported = min((result.on.due for result in call.results), key=datetime.timestamp, default=None)
    if start is None or not is_due(call.opens_at, start):
        yield "upcoming"
    if call.opens and (start is None or over is None or not is_due(over, start)):
        yield "open"
    if over and (reported is None or not is_due(reported, over)):
        yield "closed"
    if over and reported:
        yield "reported"


def _out_of_step(blocks: list[Block], published: When | None, *, covered: bool) -> Iterator[tuple[int, str, str]]:
    """Give where blocks of dates overlap, leave a gap, or do not reach from the page's beginning to its end."""
    first, last = blocks[0], blocks[-1]
    for block, after in pairwise(blocks):
        if block.ends is None or after.begins is None or after.begins.due.timestamp() < block.ends.due.timestamp():
            yield after.row, "its dates overlap with those of the block above", "end the one where the other begins"
        elif after.begins.due != block.ends.due and not covered:
            yield after.row, f"says nothing between {block.ends.spoken} and {after.begins.spoken}", _COVER
    if covered:
        return
    if first.begins and (published is None or not is_due(first.begins.due, published.due)):
        yield first.row, f"says nothing before {first.begins.spoken}", _COVER
    if last.ends:
        yield last.row, f"says nothing from {last.ends.spoken} on", _COVER
