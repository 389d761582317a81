"""The files of a bag as they lie on disk, each with its fixity."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from review_site.archive.verify.apart import each_apart
from review_site.archive.verify.names import collisions, is_safe, printable
from review_site.problems import Problems

CHUNK = 1 << 20
NOT_PLAIN = "is a link or a device"
"""What is told of anything in a bag but files and folders: whoever opened it might wait for ever, or read elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixity:
    """How many bytes a file has, and what they hash to."""

    size: int
    sha256: str
    sha512: str


def read_tree(folder: Path, problems: Problems) -> dict[str, Fixity]:
    """Read every regular file below a folder and return its fixity by relative name; links and devices are problems.

    Nothing but regular files is opened.
    """
    read = each_apart(list(_walk(folder, problems)), partial(_read_file, folder), problems)
    files = {name: fixity for name, fixity in read if fixity is not None}
    for first, second in collisions(files):
        problems.add(second, "file", f"is one name with {first} on some systems", "rename one of the two")
    return files


def _read_file(folder: Path, path: Path, problems: Problems) -> tuple[str, Fixity | None]:
    """Return a file's relative name and its fixity, None where it is none of a bag's, or cannot be read."""
    name = path.relative_to(folder).as_posix()
    told = printable(name)
    if not stat.S_ISREG(path.lstat().st_mode):
        problems.add(told, "file", NOT_PLAIN, "a bag holds plain files and folders alone")
    elif not is_safe(name):
        problems.add(told, "file", "has a name that is not safe", "make the bundle again")
    else:
        try:
            return name, read_fixity(path)
        except OSError as error:
            problems.add(told, "file", f"cannot be read: {error.strerror}", "fetch a whole copy")
    return name, None


def read_fixity(path: Path) -> Fixity:
    """Read a file and return its fixity.

    Raises:
        OSError: when it cannot be read.
    """
    size, sha256, sha512 = 0, hashlib.sha256(), hashlib.sha512()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            sha256.update(chunk)
            sha512.update(chunk)
    return Fixity(size=size, sha256=sha256.hexdigest(), sha512=sha512.hexdigest())


def chunks_of(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Give the next `size` bytes of a stream in pieces; fewer where it ends before."""
    while size > 0 and (chunk := stream.read(min(size, CHUNK))):
        size -= len(chunk)
        yield chunk


def _walk(folder: Path, problems: Problems) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            name = printable(here.relative_to(folder).as_posix())
            problems.add(name, "folder", f"cannot be read: {error.strerror}", "fetch a whole copy")
            continue
        if not found:
            name = printable(here.relative_to(folder).as_posix())
            problems.add(name, "folder", "is empty", "remove it: a bag has no empty folders")
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            else:
                yield Path(entry.path)
