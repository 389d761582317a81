"""Changes that many pages share, told once: a line in the menu or the footer of every page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from review_site.archive.compare.changes import Alike, ReferenceChange, TextChange
from review_site.archive.compare.edits import Edit, count_pieces

_MANY = 3  # pages

_Change = Edit | ReferenceChange
_Key = tuple[str, ...]


def tell_once(texts: Mapping[str, TextChange]) -> tuple[dict[str, TextChange], tuple[Alike, ...]]:
    """Take from each text the changes that it shares with others, and return both.

    What stands around the pages is shared where three of them have it. What stands in their `main` is the page's own,
    so it is shared only where half of all changed pages have it, as on a site that marks no `main`.

    Args:
        texts: how each page changed, by its address.

    Returns:
        The texts with what is their own, each naming by number what it shares; and what is shared, most pages first.
    """
    pages: defaultdict[_Key, dict[str, None]] = defaultdict(dict)
    first: dict[_Key, _Change] = {}
    for address in sorted(texts):
        for change in _changes(texts[address]):
            pages[_key(change)][address] = None
            first.setdefault(_key(change), change)
    groups: defaultdict[tuple[str, ...], list[_Key]] = defaultdict(list)
    for key, change in first.items():
        if len(pages[key]) >= (_MANY if change.place == "frame" else max(_MANY, (len(texts) + 1) // 2)):
            groups[tuple(pages[key])].append(key)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[0]), group[0]))
    alike = tuple(
        _alike(number, [first[key] for key in keys], addresses) for number, (addresses, keys) in enumerate(ordered, 1)
    )
    numbers = {key: number for number, (_, keys) in enumerate(ordered, 1) for key in keys}
    return {address: _own(text, numbers) for address, text in texts.items()}, alike


def _changes(text: TextChange) -> Iterator[_Change]:
    yield from text.edits
    yield from text.references


def _key(change: _Change) -> _Key:
    if isinstance(change, Edit):
        return ("edit", change.place, change.change, change.old, change.new)
    return ("reference", change.place, change.kind, change.change, change.target)


def _alike(number: int, changes: list[_Change], addresses: tuple[str, ...]) -> Alike:
    edits = tuple(replace(one, under="", unchanged=0) for one in changes if isinstance(one, Edit))
    references = tuple(one for one in changes if isinstance(one, ReferenceChange))
    return Alike(number=number, edits=edits, references=references, addresses=addresses)


def _own(text: TextChange, numbers: Mapping[_Key, int]) -> TextChange:
    edits: list[Edit] = []
    unchanged = 0
    for edit in text.edits:
        unchanged += edit.unchanged
        if _key(edit) not in numbers:
            edits.append(replace(edit, unchanged=unchanged))
            unchanged = 0
    return replace(
        text,
        edits=tuple(edits),
        removed=count_pieces(edits, "-"),
        added=count_pieces(edits, "+"),
        references=tuple(one for one in text.references if _key(one) not in numbers),
        alike=tuple(sorted({numbers[key] for change in _changes(text) if (key := _key(change)) in numbers})),
    )
