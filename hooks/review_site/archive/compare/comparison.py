"""Compares two states of a site, address by address and word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from review_site.archive.compare.alignment import Steps
from review_site.archive.compare.alike import tell_once
from review_site.archive.compare.changes import (
    Changed,
    Changes,
    Cut,
    Item,
    Move,
    Nature,
    Renewal,
    Side,
    TextChange,
)
from review_site.archive.compare.page import PageText
from review_site.archive.compare.snapshot import Capture, Snapshot, plain_type
from review_site.archive.compare.succession import Succession, find_succession
from review_site.archive.compare.texts import differ_in_dates_alone, digest_of_words, has_words, read_text, text_change
from review_site.clock import LONDON

_RUN_STEPS = 400_000_000
_ROOM = 4_000_000  # characters of words that a report holds: more than a person reads, and less than memory minds
_WITH_DATES = frozenset({"application/xml", "text/xml", "application/json", "text/x-opml"})


@dataclass(slots=True)
class _Course:
    """What a comparison has at its disposal, and what it found so far."""

    old: Snapshot
    new: Snapshot
    steps: Steps
    room: int
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[tuple[str, str], str | None] = field(default_factory=dict)
    texts: dict[str, TextChange] = field(default_factory=dict)


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """Return everything that differs between two states of a site.

    Addresses are compared as seen from the root of either site, so that a copy elsewhere is the same site. An address
    is unchanged when status, type, bytes and the target of a redirect are what they were. Pages and plain texts are
    compared by what a reader meets; time grows with their length, and a page with too little in common, or a site with
    too many changes, is compared less closely and says so.

    Args:
        old: the earlier state.
        new: the later one.

    Raises:
        ProblemsError: when a body is damaged, or is not what its digest says.
        OSError: when a file cannot be read.
    """
    course = _Course(old=old, new=new, steps=Steps(_RUN_STEPS), room=_ROOM)
    gone = [address for address in old.captures if address not in new.captures]
    come = [address for address in new.captures if address not in old.captures]
    for side, snapshot, addresses in (("old", old, gone), ("new", new, come)):
        for address in addresses:
            _note(course, side, address, read_text(snapshot.captures[address], snapshot.root))
    both = [address for address in old.captures if address in new.captures]
    differing = [address for address in both if not _same(old.captures[address], new.captures[address])]
    natures = {address: _compare_at(address, course) for address in differing}
    succession = find_succession(old.captures, new.captures, course.words)
    _compare_moved(succession, course)
    texts, alike = tell_once(course.texts)
    return Changes(
        old=_side(old),
        new=_side(new),
        added=tuple(_item("new", address, course) for address in come),
        removed=tuple(_item("old", address, course) for address in gone),
        changed=tuple(_changed(address, natures[address], course, texts) for address in differing),
        moved=tuple(_moves(succession, course, texts)),
        renewed=_renewals(succession, course),
        alike=alike,
        unchanged=len(both) - len(differing),
    )


def _same(old: Capture, new: Capture) -> bool:
    return (old.status, old.media_type, old.sha256, old.location) == (
        new.status,
        new.media_type,
        new.sha256,
        new.location,
    )


def _compare_at(address: str, course: _Course) -> tuple[Nature, Cut]:
    old, new = course.old.captures[address], course.new.captures[address]
    nature = _outer_nature(old, new)
    return (nature, "") if nature else _inner_nature(address, old, new, course)


def _changed(address: str, found: tuple[Nature, Cut], course: _Course, texts: Mapping[str, TextChange]) -> Changed:
    nature, cut = found
    old, new = (_item(side, address, course) for side in ("old", "new"))
    return Changed(nature=nature, old=old, new=new, text=texts.get(address), cut=cut)


def _outer_nature(old: Capture, new: Capture) -> Nature | None:
    """Return how the answer itself changed, None where only its bytes did."""
    if old.status != new.status:
        return "status"
    if old.location != new.location:
        return "location"
    if plain_type(old.media_type) != plain_type(new.media_type) or old.sha256 == new.sha256:
        return "type"
    return None


def _inner_nature(address: str, old: Capture, new: Capture, course: _Course) -> tuple[Nature, Cut]:
    if new.location:
        return "code", ""  # nobody reads the page of a redirect
    was, now = read_text(old, course.old.root), read_text(new, course.new.root)
    if was and now:
        for side, text in (("old", was), ("new", now)):
            _note(course, side, address, text)
        return _compare_texts(address, was, now, course)
    if (new.kind == "feed" or plain_type(new.media_type) in _WITH_DATES) and differ_in_dates_alone(old, new):
        return "dates", ""
    return "bytes", _cut(old, new)


def _cut(old: Capture, new: Capture) -> Cut:
    """Return why words were not compared that could not be read; nothing where there are none."""
    if not has_words(new):
        return ""
    return "absent" if old.body is None or new.body is None else "large"


def _compare_texts(key: str, was: PageText, now: PageText, course: _Course) -> tuple[Nature, Cut]:
    text = text_change(was, now, course.steps)
    if text.is_empty:
        return "code", ""
    length = sum(len(piece) for edit in text.edits for _, piece in edit.pieces)
    if length > course.room:
        text = replace(text, edits=(), cut="full")
    else:
        course.room -= length
    course.texts[key] = text
    return "words", text.cut


def _compare_moved(succession: Succession, course: _Course) -> None:
    """Compare the words of pages that redirects tell moved: of several that became one, those of the first."""
    for old, new, reason in succession.moves:
        if reason != "redirect" or new in course.texts:
            continue
        was = read_text(course.old.captures[old], course.old.root)
        now = read_text(course.new.captures[new], course.new.root)
        if was and now:
            _note(course, "old", old, was)
            _compare_texts(new, was, now, course)


def _moves(succession: Succession, course: _Course, texts: Mapping[str, TextChange]) -> Iterator[Move]:
    told: set[str] = set()
    for old, new, reason in succession.moves:
        text = None if new in told or reason != "redirect" else texts.get(new)
        told.add(new)
        yield Move(old=_item("old", old, course), new=_item("new", new, course), reason=reason, text=text)


def _renewals(succession: Succession, course: _Course) -> tuple[Renewal, ...]:
    return tuple(
        Renewal(
            pattern=pattern,
            kind=course.new.captures[new[0]].kind,
            old=tuple(_item("old", address, course) for address in old),
            new=tuple(_item("new", address, course) for address in new),
        )
        for pattern, old, new in succession.renewals
    )


def _note(course: _Course, side: str, address: str, text: PageText | None) -> None:
    if text:
        course.names[side, address] = text.name
        course.words[side, address] = digest_of_words(text)


def _item(side: str, address: str, course: _Course) -> Item:
    one = (course.old if side == "old" else course.new).captures[address]
    return Item(
        address=address,
        url=one.url,
        kind=one.kind,
        status=one.status,
        media_type=one.media_type,
        size=one.size,
        sha256=one.sha256,
        location=one.location,
        name=course.names.get((side, address), ""),
    )


def _side(snapshot: Snapshot) -> Side:
    return Side(
        name=snapshot.name,
        url=snapshot.root.url,
        instant=snapshot.instant.astimezone(LONDON) if snapshot.instant else None,
        record=snapshot.record,
        addresses=len(snapshot.captures),
    )
