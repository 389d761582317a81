"""What subscribers were told: copies of entries as they came out, or as they were at the last note that was told.

The copies lie in content/told/, below it as the entries themselves, and are written by `review-site publish` and
`review-site record` alone. Feeds tell an entry in the words of its copy, so that a slip which is mended without telling
anybody changes no feed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from review_site.content.fields import Entry, read_entry
from review_site.content.folders import is_open, path_of
from review_site.content.shelf import Sourced
from review_site.content.source import read_register, read_source
from review_site.content.text_files import leads_out
from review_site.problems import Problems

TOLD = "told"
_MARKS = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)  # that git leaves where two people wrote
Told = Mapping[str, Sourced[Any]]


def copy_of(path: str, content: Path) -> Path:
    """Return where the copy of an entry lies: content/told/blogs/x.md, content/told/docs/faqs.md, told/calls/y.md."""
    return content / TOLD / path.removeprefix(f"{content.name}/")


def read_told(written: Iterable[Sourced[Any]], content: Path, docs: Path, problems: Problems) -> Told:
    """Return the copies that there are, by the path of the entry; for one that differs in nothing, the entry itself.

    A copy that cannot be read is a problem.
    """
    if not is_open(content / TOLD, content, problems):
        return {}
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
    return told | dict(_renamed([one for one in entries if one.source.path not in told], entries, content))


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


def _renamed(
    without: list[Sourced[Any]], entries: list[Sourced[Any]], content: Path
) -> Iterator[tuple[str, Sourced[Any]]]:
    """Give the copies of entries whose files were renamed since, which are known by their ids."""
    there = {copy_of(one.source.path, content) for one in entries}
    lost = [file for file in copies(content) if file not in there and not leads_out(file, content)] if without else []
    for file in lost:
        place = file.relative_to(content / TOLD)
        made = f"pages/{place.relative_to('docs').with_suffix('').as_posix()}" if place.parts[0] == "docs" else None
        for one in without:
            copy = _read_copy(file, path_of(file, content), type(one.entry))
            name = one.entry.id
            if copy is not None and name and (name == copy.entry.id or (made and name.endswith(f":{made}"))):
                yield one.source.path, copy
