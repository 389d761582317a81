"""Every file of a finished site, or each of some documents → the contacts in it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from review_site.cache import read_cached, write_cached
from review_site.contacts import contacts_in
from review_site.privacy.texts import PACKED, PDF, PLAIN, UnreadableError, texts_of
from review_site.workers import spread

RECIPE = "1"  # raise it whenever the same file should give other contacts
_LEAST = 64  # files of a site, of which most are pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a file holds: contacts as they are written there, each once; or why its words cannot be read."""

    file: str
    contacts: tuple[str, ...] = ()
    unreadable: str | None = None


def scan_folder(folder: Path, cache: Path | None = None) -> list[Said]:
    """Return the files of a folder that hold contacts, or may, in the order of their names.

    Args:
        folder: a finished site.
        cache: where it is kept what documents hold, which take long to read; None to keep nothing.

    Raises:
        OSError: when a file cannot be read.
    """
    return scan_files(folder.rglob("*"), folder, cache)


def scan_files(files: Iterable[Path], folder: Path, cache: Path | None = None, *, least: int = _LEAST) -> list[Said]:
    """Return those of some files of a folder that hold contacts, or may, in the order of their names.

    Args:
        files: any files; those that say nothing, such as pictures, are passed over.
        folder: where they lie; names are told from there.
        cache: where it is kept what documents hold, which take long to read; None to keep nothing.
        least: how many of them are worth a process for each core.

    Raises:
        OSError: when a file cannot be read.
    """
    known = PLAIN | PACKED | {PDF}
    paths = sorted(path for path in files if path.suffix.lower() in known and path.is_file())
    told = spread(paths, partial(_scan, folder, cache), least=least)
    return [one for one in told if one.contacts or one.unreadable]


def _scan(folder: Path, cache: Path | None, path: Path) -> Said:
    name = path.relative_to(folder).as_posix()
    if path.suffix.lower() in PLAIN or cache is None:
        return _read(path, name)
    key = hashlib.sha256(b"contacts " + RECIPE.encode() + path.suffix.lower().encode() + path.read_bytes()).hexdigest()
    if (kept := read_cached(cache, key)) is not None:
        return Said(file=name, contacts=tuple(json.loads(kept)))
    said = _read(path, name)
    if said.unreadable is None:
        write_cached(cache, key, json.dumps(said.contacts).encode())
    return said


def _read(path: Path, name: str) -> Said:
    try:
        found = dict.fromkeys(contact for text in texts_of(path) for contact in contacts_in(text))
    except UnreadableError as error:
        return Said(file=name, unreadable=str(error))
    return Said(file=name, contacts=tuple(found))
