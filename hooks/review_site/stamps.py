"""How files stand on the disk, so that it can be told later, without reading them, whether anything became of them."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

_FINE, _COARSE = 50_000_000, 2_000_000_000  # nanoseconds within which a file system may give two changes one time
_WHOLE = 1_000_000  # a time that is a multiple of this many nanoseconds is taken for one of a coarse file system
_Row = tuple[str, os.stat_result | None]
_NOT_SEEN = {"__pycache__"}  # what Python makes of sources, and keeps right by itself


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the system knew of all files of some places: a digest of the rights, size, times and inode of each.

    A file that changed only just before may change again and bear the same times: of those, `young` gives the SHA-256
    of their bytes by their paths.
    """

    digest: str
    young: Mapping[str, str] = field(default_factory=dict)


def take_stamp(places: Iterable[Path], clock: int, *, young: int = 0) -> Stamp:
    """Return how files, and all files below folders, stand; `clock` is their file system's time (`time_of`).

    Young are the files that changed in the `young` nanoseconds before, and at least in those within which another
    change could bear the same time. Symbolic links are followed. That a place is not there counts as well; of a folder
    count its rights and its names.

    Raises:
        OSError: when a folder or a young file cannot be read.
    """
    rows = _rows(places)
    files = ((path, seen.st_ctime_ns) for path, seen in rows if seen and not stat.S_ISDIR(seen.st_mode))
    fresh = (path for path, time in files if clock - time < max(young, _FINE if time % _WHOLE else _COARSE))
    return Stamp(_digest(rows), {path: _digest_of(path) for path in fresh})


def is_still(stamp: Stamp, places: Iterable[Path]) -> bool:
    """Tell whether places stand as when a stamp was taken of them; False as well where that cannot be known."""
    try:
        same = _digest(_rows(places)) == stamp.digest
        return same and all(_digest_of(path) == digest for path, digest in stamp.young.items())
    except OSError:
        return False


def time_of(folder: Path) -> int:
    """Return the time that a folder's file system gives to a change now, in nanoseconds since 1970.

    Raises:
        OSError: when nothing can be written there.
    """
    with tempfile.TemporaryFile(dir=folder) as probe:
        return os.fstat(probe.fileno()).st_ctime_ns


def _rows(places: Iterable[Path]) -> list[_Row]:
    """Return every file and folder with what the system knows of it, in an order that hangs on names alone."""
    rows: list[_Row] = []
    for place in map(str, places):
        try:
            seen = os.stat(place)  # noqa: PTH116 - many thousand times, without a Path
        except OSError:
            rows.append((place, None))
            continue
        rows.append((place, seen))
        if stat.S_ISDIR(seen.st_mode):
            _add_below(place, rows)
    return rows


def _add_below(folder: str, rows: list[_Row]) -> None:
    with os.scandir(folder) as found:
        entries = sorted(found, key=attrgetter("name"))
    for entry in entries:
        if entry.name in _NOT_SEEN:
            continue
        try:
            rows.append((entry.path, entry.stat()))
        except OSError:  # a link that leads nowhere
            rows.append((entry.path, None))
        if entry.is_dir():
            _add_below(entry.path, rows)


def _digest(rows: Iterable[_Row]) -> str:
    text = "\n".join(f"{path}\0{_known(seen)}" for path, seen in rows)
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def _known(seen: os.stat_result | None) -> str:
    if seen is None or stat.S_ISDIR(seen.st_mode):
        return f"{seen and seen.st_mode}"
    return f"{seen.st_mode} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino} {seen.st_dev}"


def _digest_of(path: str) -> str:
    with open(path, "rb") as stream:  # noqa: PTH123
        return hashlib.file_digest(stream, "sha256").hexdigest()
