"""What subscribers were told: copies of entries as they came out, or as they were at the last note that was told.

The copies lie in content/told/, below it as the entries themselves, and are written by `review-site publish` and
`review-site record` alone. Feeds tell an entry in the words of its copy, so that a slip which is mended without telling
anybody changes no feed. Those of events, which no feed tells, keep the id by which calendars know them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from review_site.content.dated import Call, Event
from review_site.content.fields import Entry, read_entry
from review_site.content.folders import is_open, path_of
from review_site.content.models import Page, Post
from review_site.content.publication import Publication
from review_site.content.shelf import Sourced
from review_site.content.source import read_register, read_source
from review_site.content.text_files import leads_out
from review_site.problems import Problems

TOLD = "told"
_MARKS = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)  # that git leaves where two people wrote
_KINDS: dict[str, type[Entry]] = {
    "blogs": Post,
    "calls": Call,
    "docs": Page,
    "events": Event,
    "publications": Publication,
}
Told = Mapping[str, Sourced[Any]]


def copy_of(path: str, content: Path) -> Path:
    """Return where the copy of an entry lies: content/told/blogs/x.md, content/told/docs/faqs.md, told/calls/y.md."""
    return content / TOLD / path.removeprefix(f"{content.name}/")


def read_told(
    written: Iterable[Sourced[Any]], content: Path, docs: Path, problems: Problems
) -> tuple[Told, list[Sourced[Any]]]:
    """Return the copies that there are, by the path of the entry; for one that differs in nothing, the entry itself.

    Beside them those of which there is no entry of that name any more. A copy that cannot be read is a problem.
    """
    if not is_open(content / TOLD, content, problems):
        return {}, []
    entries = list(written)
    told: dict[str, Sourced[Any]] = {}
    for one in entries:
        copy = copy_of(one.source.path, content)
        found: Sourced[Any] | None = None
        if copy.is_file() and not leads_out(copy, content):
            same = copy.read_bytes() == file_of(one.source.path, content, docs).read_bytes()
            found = one if same else _read_copy(copy, path_of(copy, content), type(one.entry))
        if found is not None:
            told[one.source.path] = found
        elif copy.exists() or copy.is_symlink():
            what, mend = "is not a copy that was written by the command", "delete it, and run `review-site record`"
            problems.add(path_of(copy, content), "file", what, mend, line=1)
    lost = list(_read_lost(entries, content))
    return told | dict(_renamed([one for one in entries if one.source.path not in told], lost, content)), lost


def place_of(copy: Sourced[Any], content: str) -> PurePosixPath:
    """Return where the entry of a copy lay when it was copied, below the folder `content`: blogs/x.md, docs/faqs.md."""
    return PurePosixPath(copy.source.path.removeprefix(f"{content}/").removeprefix(f"{TOLD}/"))


def file_of(path: str, content: Path, docs: Path) -> Path:
    """Return the file of an entry, by the path that messages call it by."""
    folder = content if path.startswith(f"{content.name}/") else docs
    return folder / path.partition("/")[2]


def write_told(content: Path, entries: Mapping[str, bytes | None]) -> bool:
    """Write the copies of entries by their paths, take away those that are None; return whether anything changed."""
    changed = False
    for path, data in entries.items():
        copy = copy_of(path, content)
        before = copy.read_bytes() if copy.is_file() else None
        if data == before:
            continue
        changed = True
        if data is None:
            copy.unlink()
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)
    return changed


def copies(content: Path) -> list[Path]:
    """Return every copy that lies in the folder, in order."""
    return sorted(file for file in (content / TOLD).rglob("*") if file.is_file() and file.suffix in (".md", ".yml"))


def _read_copy(copy: Path, path: str, model: type[Entry]) -> Sourced[Any] | None:
    """Read a copy; None where it is not valid, whatever is wrong with it."""
    faults = Problems()
    source = (read_source if copy.suffix == ".md" else read_register)(copy, path, faults)
    entry = None if source is None else read_entry(model, source, faults)
    return (
        None
        if source is None or entry is None or list(faults) or _MARKS.search(source.body)
        else Sourced(entry, source)
    )


def _read_lost(entries: Iterable[Sourced[Any]], content: Path) -> Iterator[Sourced[Any]]:
    """Give the copies whose entries are not there any more, as far as they can be read."""
    there = {copy_of(one.source.path, content) for one in entries}
    for file in copies(content):
        kind = _KINDS.get(file.relative_to(content / TOLD).parts[0])
        if kind is not None and file not in there and not leads_out(file, content):
            copy = _read_copy(file, path_of(file, content), kind)
            if copy is not None:
                yield copy


def _renamed(
    without: list[Sourced[Any]], lost: list[Sourced[Any]], content: Path
) -> Iterator[tuple[str, Sourced[Any]]]:
    """Give the copies of entries whose files were renamed since, which are known by their ids."""
    for copy in lost:
        place = place_of(copy, content.name)
        made = f"pages/{place.relative_to('docs').with_suffix('').as_posix()}" if place.parts[0] == "docs" else None
        for one in without:
            name = one.entry.id
            same = name and (name == copy.entry.id or (made and name.endswith(f":{made}")))
            if same and isinstance(one.entry, type(copy.entry)):
                yield one.source.path, copy
