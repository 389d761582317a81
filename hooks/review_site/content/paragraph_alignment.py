"""Which paragraph of a text is which of those recorded: by its words, wherever they stand now.

Work grows with the number of paragraphs, not with its square: what stands in both texts is found by words that occur
once (as patience diff does), and only words that are rare among what is left are looked at to find what was edited.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby, pairwise

_WORD = re.compile(r"\w+")
_SIMILAR = 0.5  # of a paragraph that stands where the recorded one stood
_SIMILAR_ELSEWHERE = 0.8  # of one that stands in another place
_PART = 0.8  # so much of a paragraph that was cut off another is in that
_LEAST_OF_WHOLE = 0.2  # and it is at least so much of that
_LEAST_SHARED = 8  # words and pairs of words
_RARE = 8  # paragraphs that share a word
_NEAREST = 8  # of them that are compared

Pairs = list[tuple[int, int]]
_Edges = list[tuple[int, int, float]]


def align(
    old: Sequence[str], new: Sequence[str], held: Mapping[int, int] | None = None, exact: Set[int] = frozenset()
) -> dict[int, int]:
    """Return for each text of `new` that is known the place in `old` of the one that it is.

    First those that are `held` (a place in `new` to one in `old`); then those with equal words, in order; those with
    equal words elsewhere; and of the rest those that are similar enough. The old ones of `exact` are known by equal
    words alone.
    """
    found = dict(held or {})
    free_old = [place for place in range(len(old)) if place not in set(found.values())]
    free_new = [place for place in range(len(new)) if place not in found]
    ordered = matches_in_order([old[place] for place in free_old], [new[place] for place in free_new])
    found |= {free_new[after]: free_old[before] for before, after in ordered}
    firm = _increasing([(before, after) for after, before in sorted(found.items())])
    for before, after in _by_occurrence(old, new, _left(old, found.values()), _left(new, found)):
        found[after] = before
    left = [place for place in _left(old, found.values()) if place not in exact]
    for before, after in _edited(old, new, left, _left(new, found), found, firm):
        found[after] = before
    return found


def matches_in_order(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Return places in both texts with equal words, both increasing: as many as stand there in one order, or nearly."""
    begun, ended = _ends(old, new, 0, len(old), 0, len(new))
    firm = _increasing(_unique(old, new, begun[1], ended[0]))
    pairs = list(begun[0])
    start = begun[1]
    for stop in [*firm, ended[0]]:
        pairs += _within(old, new, start, stop)
        if stop != ended[0]:
            pairs.append(stop)
        start = (stop[0] + 1, stop[1] + 1)
    return [*pairs, *ended[1]]


def similarity(old: Set[object], new: Set[object]) -> float:
    """Return how alike two texts are by their shingles, from 0 to 1; a large part of the old one is similar to it."""
    shared = len(old & new)
    if not shared:
        return 0.0
    alike = 2 * shared / (len(old) + len(new))
    is_part = shared >= _PART * len(new) and shared >= _LEAST_OF_WHOLE * len(old) and shared >= _LEAST_SHARED
    return max(alike, _SIMILAR) if is_part else alike


def shingles(text: str) -> frozenset[object]:
    """Return the words of a text and its pairs of words, in lower case."""
    words = _WORD.findall(text.casefold())
    return frozenset((*words, *pairwise(words)))


def _left(texts: Sequence[str], taken: Iterable[int]) -> list[int]:
    gone = set(taken)
    return [place for place in range(len(texts)) if place not in gone]


def _ends(
    old: Sequence[str], new: Sequence[str], low: int, high: int, start: int, stop: int
) -> tuple[tuple[Pairs, tuple[int, int]], tuple[tuple[int, int], Pairs]]:
    """Return the equal pairs at the beginning and where they stop, and where those at the end begin and they."""
    first: Pairs = []
    while low < high and start < stop and old[low] == new[start]:
        first.append((low, start))
        low, start = low + 1, start + 1
    last: Pairs = []
    while low < high and start < stop and old[high - 1] == new[stop - 1]:
        high, stop = high - 1, stop - 1
        last.append((high, stop))
    return (first, (low, start)), ((high, stop), last[::-1])


def _unique(old: Sequence[str], new: Sequence[str], start: tuple[int, int], stop: tuple[int, int]) -> Pairs:
    """Return the pairs of texts that stand once in each, in the order of the new ones."""
    olds, news = range(start[0], stop[0]), range(start[1], stop[1])
    once_old = {old[place]: place for place in olds}
    counts, others = Counter(old[place] for place in olds), Counter(new[place] for place in news)
    return [(once_old[new[place]], place) for place in news if counts.get(new[place]) == 1 and others[new[place]] == 1]


def _within(old: Sequence[str], new: Sequence[str], start: tuple[int, int], stop: tuple[int, int]) -> Pairs:
    """Return equal pairs in order between two firm ones, where words may stand several times."""
    if start[0] >= stop[0] or start[1] >= stop[1]:
        return []
    (first, low), (high, last) = _ends(old, new, start[0], stop[0], start[1], stop[1])
    pairs = _by_occurrence(old, new, range(low[0], high[0]), range(low[1], high[1]))
    return [*first, *_increasing(pairs), *last]


def _by_occurrence(old: Sequence[str], new: Sequence[str], olds: Iterable[int], news: Iterable[int]) -> Pairs:
    """Return equal pairs, the first with the first of those words, the second with the second, in the new order."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in olds:
        places[old[place]].append(place)
    waiting = {words: iter(found) for words, found in places.items()}
    pairs = ((next(waiting[new[place]], None), place) for place in news if new[place] in waiting)
    return [(before, after) for before, after in pairs if before is not None]


def _increasing(pairs: Sequence[tuple[int, int]]) -> Pairs:
    """Return a longest run of pairs whose old places increase, of pairs in the order of the new ones."""
    tops: list[int] = []
    holders: list[int] = []
    before: list[int | None] = []
    for index, (place, _) in enumerate(pairs):
        rank = bisect_left(tops, place)
        before.append(holders[rank - 1] if rank else None)
        tops[rank : rank + 1] = [place]
        holders[rank : rank + 1] = [index]
    run: Pairs = []
    at = holders[-1] if holders else None
    while at is not None:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def _edited(
    old: Sequence[str], new: Sequence[str], olds: list[int], news: list[int], found: Mapping[int, int], firm: Pairs
) -> Pairs:
    """Return pairs that are similar: in order between the firm ones first; then beside a neighbour; then anywhere."""
    if not olds or not news:
        return []
    parts_old = {place: shingles(old[place]) for place in olds}
    parts_new = {place: shingles(new[place]) for place in news}
    firm_old, firm_new = [before for before, _ in firm], [after for _, after in firm]
    gap_old = {place: bisect_left(firm_old, place) for place in olds}
    gap_new = {place: bisect_left(firm_new, place) for place in news}
    pairs = _heaviest([edge for edge in _alike(parts_old, parts_new, gap_old, gap_new) if edge[2] >= _SIMILAR])
    known = {**found, **{after: before for before, after in pairs}}
    done = set(known.values())
    rest_old = {place: parts for place, parts in parts_old.items() if place not in done}
    rest_new = {place: parts for place, parts in parts_new.items() if place not in known}
    nowhere = dict.fromkeys((*rest_old, *rest_new), 0)
    elsewhere = [
        (_is_beside(before, after, known), alike, before, after)
        for before, after, alike in _alike(rest_old, rest_new, nowhere, nowhere)
    ]
    for beside, alike, before, after in sorted(elsewhere, key=lambda edge: (not edge[0], -edge[1], edge[3], edge[2])):
        enough = _SIMILAR if beside else _SIMILAR_ELSEWHERE
        if alike >= enough and before not in done and after not in known:
            pairs.append((before, after))
            known[after] = before
            done.add(before)
    return pairs


def _is_beside(before: int, after: int, known: Mapping[int, int]) -> bool:
    """Tell whether two places have a neighbour in common, above or below."""
    return known.get(after - 1) == before - 1 or known.get(after + 1) == before + 1


def _alike(
    olds: Mapping[int, frozenset[object]],
    news: Mapping[int, frozenset[object]],
    gap_old: Mapping[int, int],
    gap_new: Mapping[int, int],
) -> Iterator[tuple[int, int, float]]:
    """Give pairs of one gap that share words which are rare in it, with how alike they are."""
    holders: dict[tuple[int, object], list[int]] = defaultdict(list)
    for place, parts in olds.items():
        for part in parts:
            holders[gap_old[place], part].append(place)
    for after, parts in news.items():
        lists = (holders.get((gap_new[after], part), ()) for part in parts)
        shared = Counter(place for found in lists if len(found) <= _RARE for place in found)
        nearest = sorted(shared, key=lambda place: (-shared[place], place))[:_NEAREST]
        yield from ((before, after, similarity(olds[before], parts)) for before in nearest)


def _heaviest(edges: _Edges) -> Pairs:
    """Return the pairs in one order, each place once, whose likenesses add up to most; of equals the first."""
    ranks = {place: rank for rank, place in enumerate(sorted({after for _, after, _ in edges}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    edges = sorted(edges)
    before: list[int] = []
    for _, group in groupby(range(len(edges)), key=lambda index: edges[index][0]):
        sums = []
        for index in group:
            total, at = _best_below(best, ranks[edges[index][1]] - 1)
            before.append(at)
            sums.append((total + edges[index][2], index))
        for total, index in sums:
            _raise(best, ranks[edges[index][1]], (total, index))
    at = _best_below(best, len(ranks))[1]
    pairs: Pairs = []
    while at >= 0:
        pairs.append(edges[at][:2])
        at = before[at]
    return pairs[::-1]


def _best_below(best: Sequence[tuple[float, int]], rank: int) -> tuple[float, int]:
    """Return the heaviest sum at a rank or below it, from a Fenwick tree."""
    found = best[0]
    while rank > 0:
        found = max(found, best[rank], key=lambda one: one[0])
        rank -= rank & -rank
    return found


def _raise(best: list[tuple[float, int]], rank: int, one: tuple[float, int]) -> None:
    while rank < len(best):
        if one[0] > best[rank][0]:
            best[rank] = one
        rank += rank & -rank
