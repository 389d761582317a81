"""Which parts of two sequences are the same, found in steps that are counted.

Words that stand once on either side anchor the rest (patience sorting), which is linear and reads well; what is left
between anchors is small as a rule, and gets the shortest edit (Myers). A sequence made to defeat both costs no more
than the steps allow: what is then left over counts as replaced.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FURTHEST = 200  # edits between two anchors, past which two texts have too little in common to be aligned


@dataclass(slots=True)
class Steps:
    """How many steps may still be taken, and whether one was refused. Counted, not timed: the same everywhere."""

    left: int
    cut: bool = False

    def take(self, number: int) -> bool:
        """Take a number of steps, or none and tell so where there are not as many."""
        if number > self.left:
            self.cut = True
            return False
        self.left -= number
        return True


@dataclass(frozen=True, slots=True)
class Match:
    """`length` elements from `old` on that are the same as those from `new` on."""

    old: int
    new: int
    length: int


def align(old: Sequence[str], new: Sequence[str], steps: Steps) -> list[Match]:
    """Return what two sequences have in common: matches in order, none touching the next on both sides.

    Args:
        old: the earlier sequence.
        new: the later one.
        steps: is charged for the work; where it runs out, what was not yet aligned has no match.
    """
    matches: list[Match] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        head, tail = _same_start(old, new, a, a_end, b, b_end), 0
        matches.append(Match(a, b, head))
        a, b = a + head, b + head
        while a < a_end - tail and b < b_end - tail and old[a_end - tail - 1] == new[b_end - tail - 1]:
            tail += 1
        a_end, b_end = a_end - tail, b_end - tail
        matches.append(Match(a_end, b_end, tail))
        if a == a_end or b == b_end or not steps.take(a_end - a + b_end - b):
            continue
        anchors = _anchors(old, new, a, a_end, b, b_end)
        if anchors:
            ends = [*anchors[1:], (a_end, b_end)]
            waiting.append((a, anchors[0][0], b, anchors[0][1]))
            waiting += [(x, x_end, y, y_end) for (x, y), (x_end, y_end) in zip(anchors, ends, strict=True)]
        else:
            matches += _shortest_edit(old[a:a_end], new[b:b_end], a, b, steps)
    return list(_joined(matches))


def _same_start(old: Sequence[str], new: Sequence[str], a: int, a_end: int, b: int, b_end: int) -> int:
    length = 0
    while a + length < a_end and b + length < b_end and old[a + length] == new[b + length]:
        length += 1
    return length


def _anchors(old: Sequence[str], new: Sequence[str], a: int, a_end: int, b: int, b_end: int) -> list[tuple[int, int]]:
    """Return places of what stands once in either part, as many as keep their order."""
    once = Counter(old[a:a_end])
    again = Counter(new[b:b_end])
    places = {new[y]: y for y in range(b, b_end) if again[new[y]] == 1 and once[new[y]] == 1}
    pairs = [(x, places[old[x]]) for x in range(a, a_end) if old[x] in places]
    return [pairs[number] for number in longest_rise([y for _, y in pairs])]


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest part of a sequence whose numbers only rise."""
    tops: list[int] = []  # the smallest number that ends a rise of each length, and where it stands
    where: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tops, number)
        before.append(where[length - 1] if length else -1)
        tops[length : length + 1] = [number]
        where[length : length + 1] = [place]
    rise: list[int] = []
    place = where[-1] if where else -1
    while place >= 0:
        rise.append(place)
        place = before[place]
    return rise[::-1]


def _shortest_edit(old: Sequence[str], new: Sequence[str], a: int, b: int, steps: Steps) -> list[Match]:
    """Return the matches that leave the fewest edits (Myers 1986, figure 2), none where there are very many."""
    reach = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), _FURTHEST) + 1):
        if not steps.take(2 * edits + 1):
            return []
        trace.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            x = _step(reach, diagonal, edits)
            slide = _same_start(old, new, x, len(old), x - diagonal, len(new))
            steps.take(slide)
            x += slide
            reach[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return _walk_back(trace, len(old), len(new), a, b)
    steps.cut = True
    return []


def _step(reach: dict[int, int], diagonal: int, edits: int) -> int:
    down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
    return reach[diagonal + 1] if down else reach[diagonal - 1] + 1


def _walk_back(trace: list[dict[int, int]], x: int, y: int, a: int, b: int) -> list[Match]:
    matches = []
    for edits in range(len(trace) - 1, -1, -1):
        diagonal = x - y
        start = _step(trace[edits], diagonal, edits)
        matches.append(Match(a + start, b + start - diagonal, x - start))
        down = diagonal == -edits or start == trace[edits].get(diagonal + 1)
        x, y = (start, start - diagonal - 1) if down else (start - 1, start - diagonal)
    return matches


def _joined(matches: list[Match]) -> Iterator[Match]:
    """Give matches in order, with those that touch made one and empty ones left out."""
    last = Match(0, 0, 0)
    for match in sorted((one for one in matches if one.length), key=lambda one: one.old):
        if (last.old + last.length, last.new + last.length) == (match.old, match.new):
            last = Match(last.old, last.new, last.length + match.length)
        else:
            if last.length:
                yield last
            last = match
    if last.length:
        yield last
