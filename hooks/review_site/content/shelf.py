"""A folder of entries: which of its files are read, and what became of each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from review_site.content.fields import Entry, read_entry
from review_site.content.models import Call, Event, Post
from review_site.content.source import Source, read_register, read_source
from review_site.problems import Problems

E = TypeVar("E", bound=Entry)
PASSED_OVER = (".", "~$")  # what editors and systems leave beside a file
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

    `stems` are those of all its files, so that one which could not be read is not told of again where it is named.
    """

    sources: tuple[Source, ...]
    entries: dict[str, Sourced[E]]
    stems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every file could be read."""
        return len(self.sources) == len(self.stems)


def read_file(model: type[E], folder: Path, name: str, problems: Problems) -> Sourced[E] | None:
    """Read one file that must be there; None, with problems, when it is missing or not valid."""
    path = f"{folder.name}/{name}"
    if not (folder / name).is_file():
        problems.add(path, "file", "is missing", "bring it back, or start from the one in the example review", line=1)
        return None
    return _read_one(model, folder / name, path, problems)[1]


def read_shelf(model: type[E], folder: Path, pattern: str, problems: Problems) -> Shelf[E]:
    """Read the files of a pattern below a folder, and tell what lies among them and would never be read."""
    sources: list[Source] = []
    entries: dict[str, Sourced[E]] = {}
    _tell_strays(folder, pattern, problems)
    found = (file for file in folder.glob(pattern) if file.is_file() and not file.name.startswith(PASSED_OVER))
    files = sorted(found)
    for file in files:
        path = f"{folder.name}/{file.relative_to(folder).as_posix()}"
        source, sourced = _read_one(model, file, path, problems)
        if source:
            sources.append(source)
        if sourced:
            entries[file.relative_to(folder).with_suffix("").name if pattern.count("*") == 1 else path] = sourced
    return Shelf(tuple(sources), entries, tuple(file.stem for file in files))


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


def _tell_strays(folder: Path, pattern: str, problems: Problems) -> None:
    """Tell what lies in a folder of entries and would never be seen: another ending, a folder."""
    inside, _, name = pattern.rpartition("/")
    deep = inside == "**"
    place = folder if deep else folder / inside
    for file in sorted(place.rglob("*") if deep else place.glob("*")):
        if any(part.startswith(PASSED_OVER) for part in file.relative_to(folder).parts):
            continue
        if (file.is_dir() and not deep) or (not file.is_dir() and not file.match(name)):
            mend = f"give it a name that ends in {name[1:]}, or take it out of {place.name}/"
            if not file.is_dir() and name == "*.md":
                mend += "; pictures belong in content/pictures/, other files in content/attachments/"
            problems.add(f"{folder.name}/{file.relative_to(folder).as_posix()}", "file", "is not read", mend, line=1)
