"""An entry as subscribers were told of it: the words of its copy, until there is a new note of a change to be told."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

from review_site.clock import is_due
from review_site.content.dated import Call
from review_site.content.fields import Entry
from review_site.content.library import Library
from review_site.content.models import Page, Post
from review_site.content.parts import Result, Update
from review_site.content.publication import Publication
from review_site.content.shelf import Sourced
from review_site.content.told import TOLD, copies, copy_of, file_of, write_told
from review_site.content.when import When
from review_site.lifecycle.due import as_at
from review_site.problems import Problem, Problems

E = TypeVar("E", bound=Entry)
_NOTE = "add `on` and `note` under `updates:`, then run `review-site record`"
_SEEN = ("title", "summary", "description", "content_note", "asked", "about")
WORDS = (
    *("title", "published", "date_uncertain", "date_note", "summary", "description", "content_note"),
    *("asked", "about", "versions"),
)


def major_notes(updates: Iterable[Update]) -> tuple[Update, ...]:
    """Return the notes of changes that readers are told of, the newest first."""
    told = (update for update in updates if not update.minor)
    return tuple(sorted(told, key=lambda update: update.on.first, reverse=True))


def as_told(one: Sourced[E], library: Library, instant: datetime) -> Sourced[E]:
    """Return an entry with the words and the dates that subscribers were told, and their source.

    It is the entry itself where there is no copy, and where a note came since that is to be told.
    """
    copy = library.told.get(one.source.path)
    if copy is None or _is_behind(one, library, instant):
        return one
    fields = type(one.entry).model_fields
    words = {name: getattr(copy.entry, name) for name in WORDS if name in fields}
    if isinstance(one.entry, Call):
        words["results"] = tuple(_results_as_told(one.entry.results, copy.entry.results))
    return Sourced(one.entry.model_copy(update=words), copy.source)


def bring_up_told(library: Library, content: Path, docs: Path, instant: datetime) -> bool:
    """Write the copies of what is out at an instant and to be told, and take away those of what is not there any more.

    Of events, which calendars know by their ids, there are copies as well. A copy stays as it is until there is a new
    note to be told. Returns whether anything changed.
    """
    wanted: dict[str, bytes | None] = {}
    for one in (*_told_of(library, instant), *as_at(library, instant).events):
        path = one.source.path
        copy = library.told.get(path)
        if copy is not None and not _is_behind(one, library, instant):
            kept = copy_of(path, content) if copy is one else file_of(copy.source.path, content, docs)
            wanted[path] = kept.read_bytes()
        else:
            wanted[path] = _worth_keeping(one, file_of(path, content, docs).read_bytes())
    there = {copy_of(path, content) for path in wanted}
    gone = (file.relative_to(content / TOLD).as_posix() for file in copies(content) if file not in there)
    return write_told(content, wanted | dict.fromkeys(gone))


def behind(library: Library, instant: datetime) -> list[str]:
    """Return, in order, the files that are recorded and have no copy, and those whose copy lacks the last note."""
    known = {address for address, row in library.record.recorded.items() if not row.promised}
    recorded = {one.source.path for address, one in library.pages.items() if address in known}
    recorded |= {post.source.path for post in library.posts if post.entry.address in known}
    return sorted(
        one.source.path
        for one in _told_of(library, instant)
        if _is_behind(one, library, instant) or (one.source.path in recorded and one.source.path not in library.told)
    )


def told_otherwise(library: Library, instant: datetime) -> list[Problem]:
    """Return, as advice, what subscribers were told otherwise than it stands, without a note of it.

    That is a title or summary, and the days of a call: calendars that people keep follow them only by a note.
    """
    problems = Problems()
    for one in _told_of(library, instant):
        copy = library.told.get(one.source.path)
        if copy is None or copy is one or _is_behind(one, library, instant):
            continue
        noted = len(one.entry.updates) > len(copy.entry.updates)
        days = ("opens", "closes") if isinstance(one.entry, Call) else ()
        for field in (*days, *(name for name in _SEEN if not noted and name in type(one.entry).model_fields)):
            before = getattr(copy.entry, field)
            if before is not None and before != getattr(one.entry, field):
                told = before.spoken if isinstance(before, When) else f"“{before}”"
                what = f"subscribers were told {told}, and no note says that it changed"
                line = one.source.line((field,))
                problems.add(one.source.path, field, what, _NOTE, line=line, level="advice")
    return list(problems)


def is_told(page: Page) -> bool:
    """Tell whether feeds have an entry of a page: it came out on a day that is known, or a change of it was told."""
    return page.published is not None or bool(major_notes(page.updates))


def _told_of(library: Library, instant: datetime) -> Iterator[Sourced[Any]]:
    """Give what feeds tell of at an instant; of pages those that came out on a known day or were changed."""
    seen = as_at(library, instant)
    yield from seen.posts
    yield from seen.publications.values()
    yield from (page for page in seen.pages.values() if page.entry.withdrawn is None and is_told(page.entry))
    yield from (call for call in seen.calls.values() if is_due(call.entry.opens_at, instant))


def _results_as_told(results: Iterable[Result], told: Iterable[Result]) -> Iterator[Result]:
    """Give what came of a call in the words that were told; what came since as it stands."""
    for result, before in zip_longest(results, told):
        if result is not None:
            yield before if before is not None and before.on == result.on else result


def _worth_keeping(one: Sourced[Any], written: bytes) -> bytes:
    """Return what a copy holds: posts and documents as they were written; of a page or a call the fields alone."""
    if isinstance(one.entry, Post | Publication):
        return written
    return b"".join(written.splitlines(keepends=True)[: one.source.body_line - 1])


def _is_behind(one: Sourced[Any], library: Library, instant: datetime) -> bool:
    copy = library.told.get(one.source.path)
    if copy is None:
        return False
    known = sum(1 for update in major_notes(copy.entry.updates) if is_due(update.on.due, instant))
    return known < len(major_notes(one.entry.updates))
