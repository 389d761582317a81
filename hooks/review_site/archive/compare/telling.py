"""The changes between two states in a few plain sentences."""

from collections.abc import Iterable
from datetime import datetime

from review_site.archive.compare.changes import Changed, Changes, Item
from review_site.archive.compare.snapshot import Kind
from review_site.clock import spoken_date, spoken_instant
from review_site.problems import printable

_NOTHING = frozenset({404, 410})
_TOLD: frozenset[Kind] = frozenset({"page", "document"})


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 page`, `1,200 pages`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def spoken(instant: datetime | None) -> str | None:
    """Return when a state stood: its London day, with the time unless it is midnight."""
    if instant is None:
        return None
    return spoken_date(instant.date()) if (instant.hour, instant.minute) == (0, 0) else spoken_instant(instant)


def span_of(changes: Changes) -> str:
    """Return from when to when: `from 1 June 2021 to 10 February 2023`."""
    old, new = spoken(changes.old.instant), spoken(changes.new.instant)
    if old == new:
        return f"two states of {new}" if new else "an earlier and a later state"
    return f"from {old or 'an earlier state'} to {new or 'a later one'}"


def added_alone(changes: Changes) -> list[Item]:
    """Return what was added and did not move there, nor is a new version of a file with a fingerprint.

    An address that only says that nothing is there is no addition.
    """
    known = {one.new.address for one in changes.moved} | {item.address for one in changes.renewed for item in one.new}
    return [item for item in changes.added if item.address not in known and item.status not in _NOTHING]


def removed_alone(changes: Changes) -> list[Item]:
    """Return what was removed and did not move away, nor has a new version under another fingerprint.

    An address at which nothing was is no loss.
    """
    known = {one.old.address for one in changes.moved} | {item.address for one in changes.renewed for item in one.old}
    return [item for item in changes.removed if item.address not in known and item.status not in _NOTHING]


def is_shared_alone(one: Changed) -> bool:
    """Tell whether all that a reader finds changed on a page is told once for many pages."""
    text = one.text
    return bool(text and text.alike and not (text.edits or text.references or text.title or text.cut))


def sentences_of(changes: Changes) -> list[str]:
    """Return what changed, in a few sentences; a single one where nothing did."""
    if not (changes.added or changes.removed or changes.changed):
        return [f"Nothing changed: {_same(changes)}."]
    worded = [one for one in changes.changed if one.nature == "words"]
    added, removed = added_alone(changes), removed_alone(changes)
    pages_told = zip((_pages(added), _pages(removed), len(changes.moved)), ("added", "removed", "moved"), strict=True)
    lines = [f"Pages: {_numbers(pages_told)}."]
    if worded:
        shared = sum(map(is_shared_alone, worded))
        alike = f"; {shared:,} of them only in what many pages share" if shared else ""
        lines.append(f"{_texts(worded)} changed in their words, links or pictures{alike}.")
    outer = sum(one.nature in ("status", "location", "type") for one in changes.changed)
    if outer:
        answers = count(outer, "address answers", "addresses answer")
        lines.append(f"{answers} otherwise: withdrawn, redirected or of another type.")
    if code := sum(one.nature == "code" for one in changes.changed):
        lines.append(f"{count(code, 'page')} changed in code only: what a reader meets is the same.")
    if dates := sum(one.nature == "dates" for one in changes.changed):
        lines.append(f"{count(dates, 'feed or list', 'feeds or lists')} changed only in when they were updated.")
    files = [sum(item.kind != "page" for item in side) for side in (added, removed)]
    changed = sum(one.nature == "bytes" and one.new.kind != "page" for one in changes.changed)
    files_told = zip((*files, changed), ("added", "removed", "changed"), strict=True)
    lines.append(f"Other files: {_numbers(files_told)}.")
    return [*lines, f"{_same(changes)[:1].upper()}{_same(changes)[1:]}."]


def _pages(items: list[Item]) -> int:
    return sum(item.kind == "page" for item in items)


def _numbers(told: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{number:,} {what}" if number else f"none {what}" for number, what in told)


def _texts(changed: list[Changed]) -> str:
    texts = sum(one.new.kind != "page" for one in changed)
    pages = count(len(changed) - texts, "page")
    return f"{pages} and {count(texts, 'text')}" if texts else pages


def _same(changes: Changes) -> str:
    return f"{count(changes.unchanged, 'address is', 'addresses are')} the same, byte for byte"


def render_summary(changes: Changes) -> str:
    """Render changes for a terminal: the sentences, then a line for each address that a person would look at."""
    lines = [f"{changes.new.name}, {span_of(changes)}", *sentences_of(changes)]
    marks: list[tuple[str, str]] = [(item.address, "+") for item in added_alone(changes) if item.kind in _TOLD]
    marks += [(item.address, "-") for item in removed_alone(changes) if item.kind in _TOLD]
    marks += [(one.new.address, _mark(one)) for one in changes.changed if _mark(one)]
    marks += [(one.old.address, f"> {one.new.address}") for one in changes.moved]
    told = [f"{mark[0]} {address}{mark[1:]}" for address, mark in sorted(marks)]
    return "".join(f"{printable(line)}\n" for line in (*lines, *told))


def _mark(one: Changed) -> str:
    """Return how a change is marked: `~` for words, `!` for another answer; nothing where people need not look."""
    if one.nature in ("status", "location", "type"):
        return f"! {one.old.status} → {one.new.status}" if one.nature == "status" else f"! {one.nature}"
    if one.nature == "words" and not is_shared_alone(one):
        return f"~ -{one.text.removed} +{one.text.added} words" if one.text else "~"
    return "~" if one.nature == "bytes" and one.new.kind in _TOLD else ""
