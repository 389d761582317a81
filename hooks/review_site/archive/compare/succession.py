"""Which removed addresses live on under another name: pages that moved, files that got a new fingerprint."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from review_site.archive.compare.changes import MoveReason
from review_site.archive.compare.places import without_fingerprint
from review_site.archive.compare.snapshot import Capture

_FOUND = 200
_HOPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Pairs of an old and a new address with the reason, and groups by shared name: all sorted."""

    moves: tuple[tuple[str, str, MoveReason], ...]
    renewals: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


def find_succession(
    old: Mapping[str, Capture], new: Mapping[str, Capture], words: Mapping[tuple[str, str], str | None]
) -> Succession:
    """Return which addresses live on under another name.

    An address that redirects now to one that is new has moved there. Of the others, those that are only in one state
    are paired: first files whose names differ by a fingerprint alone, then by the same bytes, then by the same words.
    Where several are the same, those that keep their last step are paired first, and the rest in order. Empty files are
    all the same and so are not paired.

    Args:
        old: the earlier captures.
        new: the later ones.
        words: what tells the words of a page, by `("old" or "new", address)`.
    """
    gone = [address for address in sorted(old) if address not in new]
    come = [address for address in sorted(new) if address not in old]
    moves: list[tuple[str, str, MoveReason]] = [
        (one, target, "redirect") for one in sorted(old) if (target := _moved_to(one, old, new))
    ]
    taken = {target for _, target, _ in moves}
    renewals = _renewals(gone, [one for one in come if one not in taken])
    taken |= {one for _, olds, news in renewals for one in (*olds, *news)}
    reasons: tuple[tuple[MoveReason, Callable[[str, str, Capture], str | None]], ...] = (
        ("bytes", lambda _side, _address, capture: capture.sha256 if capture.size else None),
        ("words", lambda side, address, _capture: words.get((side, address))),
    )
    for reason, tell in reasons:
        olds = _grouped((one, tell("old", one, old[one])) for one in _left(gone, taken, old))
        news = _grouped((one, tell("new", one, new[one])) for one in _left(come, taken, new))
        for key in sorted(olds.keys() & news.keys()):
            for pair in _paired(olds[key], news[key]):
                moves.append((*pair, reason))
                taken |= set(pair)
    return Succession(moves=tuple(sorted(moves)), renewals=renewals)


def _moved_to(address: str, old: Mapping[str, Capture], new: Mapping[str, Capture]) -> str | None:
    """Return the new address that an old one leads to now, None where it leads to none."""
    if old[address].status != _FOUND or address not in new or not new[address].location:
        return None
    here = new[address]
    for _ in range(_HOPS):
        target = (here.location or "").partition("#")[0]
        if target not in new:
            return None
        here = new[target]
        if not here.location:
            return target if here.status == _FOUND and target not in old else None
    return None


def _renewals(gone: Sequence[str], come: Sequence[str]) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    sure = {pattern for one in (*gone, *come) if (pattern := without_fingerprint(one)) != one}
    olds, news = (_grouped((one, _shared_name(one, sure)) for one in addresses) for addresses in (gone, come))
    return tuple((key, tuple(olds[key]), tuple(news[key])) for key in sorted(olds.keys() & news.keys()))


def _shared_name(address: str, sure: set[str]) -> str | None:
    """Return an address without its fingerprint; digits alone are one only beside names that surely carry one."""
    return next(
        (name for digits in (False, True) if (name := without_fingerprint(address, digits=digits)) in sure), None
    )


def _left(addresses: Iterable[str], taken: set[str], captures: Mapping[str, Capture]) -> Iterator[str]:
    return (one for one in addresses if one not in taken and captures[one].status == _FOUND)


def _grouped(keyed: Iterable[tuple[str, str | None]]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one, key in keyed:
        if key is not None:
            groups[key].append(one)
    return dict(groups)


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    by_name, names = (_grouped((one, _last_step(one)) for one in side) for side in (olds, news))
    kept = [pair for name in sorted(by_name) for pair in zip(by_name[name], names.get(name, ()), strict=False)]
    done = {one for pair in kept for one in pair}
    rest = zip((one for one in olds if one not in done), (one for one in news if one not in done), strict=False)
    yield from (*kept, *rest)


def _last_step(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
