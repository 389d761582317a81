"""A folder of entries: which of its files are read, and what became of each."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Generic, TypeVar

from review_site.content.dated import Call, Event
from review_site.content.fields import Entry, read_entry
from review_site.content.folders import bring_back, list_files, path_of
from review_site.content.markdown import hold_text, read_markdown
from review_site.content.markdown_text import Text
from review_site.content.models import Post
from review_site.content.source import Source, read_register, read_source
from review_site.problems import Problem, Problems
from review_site.workers import spread

E = TypeVar("E", bound=Entry)
_HALLMARKS: dict[type[Entry], tuple[set[str], str]] = {
    Post: ({"slug", "authors"}, "is a post: move it to content/blogs/"),
    Call: ({"closes", "asked"}, "is a call: move it to content/calls/"),
    Event: ({"on", "format"}, "is an event: move it to content/events/"),
}


@dataclass(frozen=True, slots=True)
class Sourced(Generic[E]):
    """A valid entry and the text it came from."""

    entry: E
    source: Source


@dataclass(frozen=True, slots=True)
class Shelf(Generic[E]):
    """What a folder holds: every source that could be read, and the valid entries among them by their file's stem.

    `paths` are those of all its files, so that one which could not be read is not told of again where it is named.
    """

    sources: tuple[Source, ...]
    entries: dict[str, Sourced[E]]
    paths: tuple[str, ...]

    @property
    def stems(self) -> set[str]:
        """The stems of all its files."""
        return {PurePosixPath(path).stem for path in self.paths}

    @property
    def by_stem(self) -> dict[str, Source]:
        """The sources by their files' stems, of which no two are the same in a folder of one kind."""
        return {PurePosixPath(source.path).stem: source for source in self.sources}

    @property
    def unread(self) -> tuple[str, ...]:
        """The paths of the files that could not be read."""
        read = {source.path for source in self.sources}
        return tuple(path for path in self.paths if path not in read)


@dataclass(frozen=True, slots=True)
class _Read(Generic[E]):
    """What became of one file: its source and entry, what its Markdown holds, and what is wrong with it."""

    source: Source | None
    sourced: Sourced[E] | None
    text: Text | None
    problems: tuple[Problem, ...]


def read_file(model: type[E], folder: Path, name: str, problems: Problems) -> tuple[Source | None, Sourced[E] | None]:
    """Read one file that must be there; its source, None when it cannot be read, and its entry, None when not valid."""
    path = f"{folder.name}/{name}"
    if not (folder / name).exists() and not (folder / name).is_symlink():
        written = "; or write it as content/README.md shows" if "/" in name else ""
        problems.add(path, "file", "is missing", f"{bring_back(path)}{written}", line=1)
        return None, None
    return _read_one(model, folder / name, path, problems)


def read_shelf(
    model: type[E], folder: Path, pattern: str, problems: Problems, beside: Collection[str] = ()
) -> Shelf[E]:
    """Read the files of a pattern below a folder, and tell what lies among them and would never be read.

    `beside` are the endings of files that lie among them and that another reader takes.
    """
    sources: list[Source] = []
    entries: dict[str, Sourced[E]] = {}
    files = list_files(folder, pattern, problems, beside)

    def read(file: Path) -> _Read[E]:
        found = Problems()
        source, sourced = _read_one(model, file, path_of(file, folder), found)
        text = read_markdown(source.body, source.body_line) if source and file.suffix == ".md" else None
        return _Read(source, sourced, text, tuple(found))

    for file, one in zip(files, spread(files, read), strict=True):
        problems.extend(one.problems)
        if one.source:
            sources.append(one.source)
        if one.source and one.text:
            hold_text(one.source.body, one.source.body_line, one.text)
        if one.sourced:
            entries[file.stem if pattern.count("*") == 1 else path_of(file, folder)] = one.sourced
    return Shelf(tuple(sources), entries, tuple(path_of(file, folder) for file in files))


def _read_one(model: type[E], file: Path, path: str, problems: Problems) -> tuple[Source | None, Sourced[E] | None]:
    source = (read_source if file.suffix == ".md" else read_register)(file, path, problems)
    if source is None:
        return None, None
    if elsewhere := _belongs_elsewhere(model, source):
        problems.add(path, "file", "stands in the wrong folder", elsewhere, line=1)
        return source, None
    entry = read_entry(model, source, problems)
    return source, Sourced(entry, source) if entry else None


def _belongs_elsewhere(model: type[Entry], source: Source) -> str | None:
    """Return what a file is that has the fields of another kind of entry, and not those of its own folder's."""
    own, _ = _HALLMARKS.get(model, (set(), ""))
    if own & source.data.keys():
        return None
    return next((words for fields, words in _HALLMARKS.values() if fields <= source.data.keys()), None)
