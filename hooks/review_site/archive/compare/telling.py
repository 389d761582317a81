"""The changes between two states in a few plain sentences."""

from datetime import datetime

from review_site.archive.compare.changes import Changed, Changes, Item
from review_site.clock import spoken_date, spoken_instant


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
    """Return what was added and did not move there, nor is a new version of a file with a fingerprint."""
    known = {one.new.address for one in changes.moved} | {item.address for one in changes.renewed for item in one.new}
    return [item for item in changes.added if item.address not in known]


def removed_alone(changes: Changes) -> list[Item]:
    """Return what was removed and did not move away, nor has a new version under another fingerprint."""
    known = {one.old.address for one in changes.moved} | {item.address for one in changes.renewed for item in one.old}
    return [item for item in changes.removed if item.address not in known]


def is_shared_alone(one: Changed) -> bool:
    """Tell whether all that a reader finds changed on a page is told once for many pages."""
    text = one.text
    return bool(text and text.alike and not (text.edits or text.references or text.title or text.cut))


def sentences_of(changes: Changes) -> list[str]:
    """Return what changed, in a few sentences; a single one where nothing did."""
    if not (changes.added or changes.removed or changes.changed):
        return [f"Nothing changed: {_same(changes)}."]
    pages = [one for one in changes.changed if one.new.kind == "page"]
    worded = [one for one in changes.changed if one.nature == "words"]
    shared = sum(map(is_shared_alone, worded))
    added, removed = added_alone(changes), removed_alone(changes)
    moved = count(len(changes.moved), "address that moved", "addresses that moved")
    lines = [
        f"{_pages(added)} added, {_pages(removed)} removed, {moved}.",
        f"The words, links or pictures of {_texts(worded)} changed"
        + (f"; of {count(shared, 'page')} only as on many others alike." if shared else "."),
    ]
    outer = sum(one.nature in ("status", "location", "type") for one in changes.changed)
    if outer:
        answers = count(outer, "address answers", "addresses answer")
        lines.append(f"{answers} otherwise: withdrawn, redirected or of another type.")
    if code := sum(one.nature == "code" for one in pages):
        lines.append(f"{count(code, 'page')} changed in code only: what a reader meets is the same.")
    if dates := sum(one.nature == "dates" for one in changes.changed):
        lines.append(f"{count(dates, 'feed or list', 'feeds or lists')} changed only in when they were updated.")
    files = [sum(item.kind != "page" for item in side) for side in (added, removed)]
    changed = sum(one.nature == "bytes" and one.new.kind != "page" for one in changes.changed)
    lines.append(f"Other files: {files[0]:,} added, {files[1]:,} removed, {changed:,} changed.")
    return [*lines, f"{_same(changes)[:1].upper()}{_same(changes)[1:]}."]


def _pages(items: list[Item]) -> str:
    return count(sum(item.kind == "page" for item in items), "page")


def _texts(changed: list[Changed]) -> str:
    texts = sum(one.new.kind != "page" for one in changed)
    pages = count(len(changed) - texts, "page")
    return f"{pages} and {count(texts, 'text')}" if texts else pages


def _same(changes: Changes) -> str:
    return f"{count(changes.unchanged, 'address is', 'addresses are')} the same, byte for byte"
