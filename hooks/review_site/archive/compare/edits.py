"""Which blocks of words were added, changed, removed or moved between two states of a page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from review_site.archive.compare.alignment import Match, Steps, align, longest_rise
from review_site.archive.compare.page import Block, Place

# Scripts that set no space between words are compared by the character.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?![{_UNSPACED}])\w(?:(?:(?![{_UNSPACED}])[\w'’.,/-])*(?![{_UNSPACED}])\w)?|\S")
_ALIKE = 0.4  # the share of words that two blocks have in common, from which on one became the other

Sign = Literal["=", "-", "+"]
Piece = tuple[Sign, str]
"""A stretch of a changed block: its words stayed, went or came."""
Change = Literal["added", "changed", "moved", "removed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One block that is not as it was.

    `old` is empty for an added one and `new` for a removed one; `pieces` joined, without those that went, are `new`.
    `under` is the heading above it; `unchanged` counts the words between it and the edit before it that stayed.
    """

    place: Place
    change: Change
    tag: str
    under: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    unchanged: int


def edits_between(old: Sequence[Block], new: Sequence[Block], place: Place, steps: Steps) -> list[Edit]:
    """Return what changed between two sequences of blocks, in the order of the page.

    Args:
        old: the blocks of the earlier page.
        new: those of the later one.
        place: where on the page both stand.
        steps: is charged for the work; where it runs out, whole blocks count as removed and added.
    """
    matches = align([block.text for block in old], [block.text for block in new], steps)
    edits: list[Edit] = []
    unchanged = 0
    for before, after in pairwise([Match(0, 0, 0), *matches, Match(len(old), len(new), 0)]):
        unchanged += sum(count_words(block.text) for block in new[before.new : before.new + before.length])
        gone, come = old[before.old + before.length : after.old], new[before.new + before.length : after.new]
        for was, now in _paired(gone, come, steps):
            edits.append(_edit(was, now, place, unchanged, steps))
            unchanged = 0
    return list(_with_moves(edits))


def count_words(text: str) -> int:
    """Return how many words a text has, as a reader would count them."""
    return len(text.split())


def count_pieces(edits: Iterable[Edit], sign: Sign) -> int:
    """Return how many words of edits came (`+`), went (`-`) or stayed (`=`)."""
    return sum(count_words(text) for edit in edits for told, text in edit.pieces if told == sign)


def _paired(old: Sequence[Block], new: Sequence[Block], steps: Steps) -> Iterator[tuple[Block | None, Block | None]]:
    """Give each removed block with the added one that it became, where there is one, in the order of the page."""
    length = sum(len(block.text) for block in (*old, *new))
    pairs = [*(_became(old, new) if old and new and steps.take(length) else ()), (len(old), len(new))]
    x, y = 0, 0
    for x_end, y_end in pairs:
        yield from _in_turn(old[x:x_end], new[y:y_end])
        if x_end < len(old):
            yield old[x_end], new[y_end]
        x, y = x_end + 1, y_end + 1


def _in_turn(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[Block | None, Block | None]]:
    """Give what has no words of its own in common: block by block where both sides have as many of the same kind."""
    if [block.tag for block in old] == [block.tag for block in new]:
        yield from zip(old, new, strict=True)
    else:
        yield from ((block, None) for block in old)
        yield from ((None, block) for block in new)


def _became(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Return which blocks became which: found by words that stand in one block of either side, so in linear time."""
    words, again = [_bag(block) for block in old], [_bag(block) for block in new]
    homes, others = _homes(words), _homes(again)
    votes = Counter(
        (homes[word], others[word]) for word in homes.keys() & others.keys() if homes[word] >= 0 and others[word] >= 0
    )
    best: dict[int, tuple[float, int]] = {}
    for (x, y), _ in sorted(votes.items()):
        share = _share(words[x], again[y])
        if share >= _ALIKE:
            best[x] = max(best.get(x, (0.0, 0)), (share, -y))
    pairs = sorted((x, -y) for x, (_, y) in best.items())
    return [pairs[number] for number in longest_rise([y for _, y in pairs])]


def _bag(block: Block) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(block.text))


def _homes(bags: Sequence[Counter[str]]) -> dict[str, int]:
    """Return for each word the one block that it stands in, -1 where it stands in several."""
    homes: dict[str, int] = {}
    for number, bag in enumerate(bags):
        for word in bag:
            homes[word] = -1 if word in homes else number
    return homes


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def _edit(old: Block | None, new: Block | None, place: Place, unchanged: int, steps: Steps) -> Edit:
    shown = new or old
    if shown is None:
        raise ValueError("neither a block that went nor one that came")
    was, now = old.text if old else "", new.text if new else ""
    change: Change = "changed" if old and new else "added" if new else "removed"
    pieces: tuple[Piece, ...] = (("+", now),) if new else (("-", was),)
    if change == "changed":
        pieces = pieces_between(was, now, steps)
    return Edit(
        place=place,
        change=change,
        tag=shown.tag,
        under=shown.under,
        old=was,
        new=now,
        pieces=pieces,
        unchanged=unchanged,
    )


def pieces_between(old: str, new: str, steps: Steps) -> tuple[Piece, ...]:
    """Return two texts as one, word by word: what stayed, what went, what came.

    The pieces that stayed and came give `new` exactly; those that stayed and went give `old`, but for spaces.
    """
    olds, news = _words(old), _words(new)
    matches = align([word.strip() for word in olds], [word.strip() for word in news], steps)
    stretches = []
    for before, after in pairwise([Match(0, 0, 0), *matches, Match(len(olds), len(news), 0)]):
        stayed = [words[start : start + before.length] for words, start in ((olds, before.old), (news, before.new))]
        gone, come = olds[before.old + before.length : after.old], news[before.new + before.length : after.new]
        stretches += [_Stretch("=", *map("".join, stayed)), _Stretch("≠", "".join(gone), "".join(come))]
    return tuple(_readable([one for one in stretches if one.old or one.new]))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of two texts that is the same (`=`), but for spaces, or not (`≠`)."""

    sign: Literal["=", "≠"]
    old: str
    new: str


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the spaces after it; joined again they are the text."""
    starts = [0, *(match.start() for match in _WORD.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(starts) if end > start]


def _readable(stretches: Sequence[_Stretch]) -> Iterator[Piece]:
    """Give pieces without what stayed only by chance: words between changes that are longer on either side."""
    gone, come = "", ""
    for number, one in enumerate(stretches):
        after = stretches[number + 1] if number + 1 < len(stretches) else None
        by_chance = after and len(one.new) <= min(max(len(gone), len(come)), max(len(after.old), len(after.new)))
        if one.sign == "≠" or by_chance:
            gone, come = gone + one.old, come + one.new
        else:
            yield from _changed(gone, come)
            yield ("=", one.new)
            gone, come = "", ""
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield ("-", gone)
    if come:
        yield ("+", come)


def _with_moves(edits: list[Edit]) -> Iterator[Edit]:
    """Give edits with each block that went from one place of the page and came to another told once, where it came."""
    gone = Counter(edit.old for edit in edits if edit.change == "removed")
    to_move = gone & Counter(edit.new for edit in edits if edit.change == "added")
    to_drop = to_move.copy()
    carried = 0
    for edit in edits:
        unchanged, carried = edit.unchanged + carried, 0
        if edit.change == "removed" and to_drop[edit.old]:
            to_drop[edit.old] -= 1
            carried = unchanged
        elif edit.change == "added" and to_move[edit.new]:
            to_move[edit.new] -= 1
            stayed: tuple[Piece, ...] = (("=", edit.new),)
            yield replace(edit, change="moved", old=edit.new, pieces=stayed, unchanged=unchanged)
        else:
            yield replace(edit, unchanged=unchanged)
