"""Exhibits within state blocks: which are never shown together, and which would go away when their block does."""

from collections.abc import Collection, Iterable

from review_site.content.register import STAGES
from review_site.content.source import Source
from review_site.content.state_blocks import STATES, Block, read_blocks


def set_at(source: Source, line: int) -> tuple[tuple[Block, ...], Block] | None:
    """Return the set of state blocks, and the block of it, in which a line of a file stands; None for one outside."""
    row = line - source.body_line
    for run in read_blocks(source.body).sets:
        for block in run:
            if block.row < row < block.end:
                return run, block
    return None


def are_apart(source: Source, one: int, other: int) -> bool:
    """Tell whether two lines of a text stand in different blocks of a set, of which one is shown at a time."""
    first, second = set_at(source, one), set_at(source, other)
    return first is not None and second is not None and first[0] == second[0] and first[1] != second[1]


def is_lasting(source: Source, lines: Iterable[int]) -> bool:
    """Tell whether what stands on some lines of a text, once it was shown, is shown on one of them for good."""
    places = [set_at(source, line) for line in lines]
    inside = [place for place in places if place is not None]
    if len(inside) < len(places):
        return True
    runs = {run for run, _ in inside}
    return any(_lasts(run, {block for of, block in inside if of == run}) for run in runs)


def _lasts(run: tuple[Block, ...], shown: Collection[Block]) -> bool:
    """Tell whether some blocks of a set are, once one of them is shown, shown for good."""
    if run[0].kind == "from" or len(shown) == len(run):
        return True
    if run[0].kind == "dates":
        return any(block.kind == "dates" and block.ends is None for block in shown)
    order = STAGES if run[0].kind == "stage" else STATES
    states = {state for block in shown for state in block.states}
    return bool(states) and states == set(order[-len(states) :])
