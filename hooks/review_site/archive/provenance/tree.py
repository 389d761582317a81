"""The files of a commit, and whether those on disk are the same."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from review_site.archive.provenance.git import Repository, ask_git, damaged

_CHUNK = 1 << 18
_LINK, _FILES = "120000", ("100644", "100755", "100664")


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeFile:
    """A file of a commit: `path` from the repository's top, with forward slashes; `id` that of its content.

    `mode` is git's: `100644` and `100755` for files, `120000` for links, `160000` for another repository's commit.
    """

    path: str
    mode: str
    id: str


def read_tree(repository: Repository) -> Iterator[TreeFile]:
    """Give each file of the commit that is checked out, in git's order.

    Raises:
        ProblemsError: when the repository is damaged.
    """
    with ask_git(repository, "ls-tree", "-r", "-z", "--full-tree", repository.head) as stream:
        for record in records_of(stream):
            about, _, path = record.partition(b"\t")
            try:
                mode, _, identifier = about.decode("ascii").split(" ")
            except ValueError:
                raise damaged("git ls-tree is not understood") from None
            yield TreeFile(path=os.fsdecode(path), mode=mode, id=identifier)


def records_of(stream: IO[bytes]) -> Iterator[bytes]:
    """Give each record of a stream in which a NUL ends every one."""
    waiting = b""
    while chunk := stream.read(_CHUNK):
        *whole, waiting = (waiting + chunk).split(b"\0")
        yield from whole


def is_as_committed(repository: Repository, file: TreeFile) -> bool:
    """Tell whether a file on disk has the content that its commit has; modes are left to the machine.

    What lies outside the work tree, behind a link of any folder, is never opened; another repository's commit is taken
    as it is.
    """
    path = repository.top / file.path
    if file.mode not in (_LINK, *_FILES):
        return True
    try:
        if not _is_inside(repository.top, path):
            return False
        found = path.lstat().st_mode
        if file.mode == _LINK:
            return stat.S_ISLNK(found) and _id_of(repository, os.fsencode(path.readlink())) == file.id
        return stat.S_ISREG(found) and _id_of_file(repository, path) == file.id
    except OSError:
        return False


def _is_inside(top: Path, path: Path) -> bool:
    return ".." not in path.relative_to(top).parts and path.parent.resolve().is_relative_to(top.resolve())


def _id_of(repository: Repository, content: bytes) -> str:
    return hashlib.new(
        repository.algorithm, b"blob %d\0%b" % (len(content), content), usedforsecurity=False
    ).hexdigest()


def _id_of_file(repository: Repository, path: Path) -> str:
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        digest = hashlib.new(repository.algorithm, b"blob %d\0" % size, usedforsecurity=False)
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
