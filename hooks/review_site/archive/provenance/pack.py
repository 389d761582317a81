"""A git bundle whose every object is stored whole, so that zlib alone reads it and any git gives the same bytes.

(gitformat-bundle(5), gitformat-pack(5).) Git's own packs hold differences, chosen otherwise by each version of git.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from review_site.archive.provenance.git import Repository, ask_git, damaged

BRANCH = "refs/heads/main"
_KINDS = {"commit": 1, "tree": 2, "blob": 3}
_CHUNK = 1 << 18
_LEVEL = 6
_PACK_VERSION = 2


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """Which object: `kind` is that of git's packs (1 commit, 2 tree, 3 blob), `id` its digest as bytes.

    Names sort in the order in which a bundle holds its objects.
    """

    kind: int
    id: bytes


def name_of(kind: str, content: bytes, algorithm: str) -> Name:
    """Return the name that an object of a kind has for its content."""
    head = f"{kind} {len(content)}\0".encode("ascii")
    return Name(_KINDS[kind], hashlib.new(algorithm, head + content, usedforsecurity=False).digest())


def name_objects(repository: Repository, ids: IO[bytes]) -> list[Name]:
    """Return the names of the objects whose ids a file holds, one a line, in order.

    Raises:
        ProblemsError: when one of them is not there, or is of a kind that no history leads to.
    """
    names = []
    ask = "--batch-check=%(objecttype) %(objectname)"
    with ask_git(repository, "cat-file", ask, "--buffer", stdin=ids) as stream:
        for line in stream:
            kind, _, identifier = line.decode("ascii", "replace").strip().partition(" ")
            if kind not in _KINDS:
                raise damaged("an object of the history is not there")
            names.append(Name(_KINDS[kind], bytes.fromhex(identifier)))
    return sorted(names)


def write_git_bundle(
    repository: Repository, path: Path, tip: bytes, made: Mapping[Name, bytes], stored: Sequence[Name]
) -> None:
    """Write a bundle of the given objects, whose HEAD and one branch are at a commit of them.

    Memory stays flat whatever the objects hold, except for those that are made.

    Args:
        repository: where the stored objects are.
        path: the file to write.
        tip: the id of the commit.
        made: objects that no repository holds, which stand before all others.
        stored: objects of the repository, in order.

    Raises:
        ProblemsError: when an object is not what its id says.
        OSError: when the file cannot be written.
    """
    with path.open("wb") as out:
        if repository.algorithm == "sha1":
            out.write(b"# v2 git bundle\n")
        else:
            out.write(f"# v3 git bundle\n@object-format={repository.algorithm}\n".encode("ascii"))
        out.write(f"{tip.hex()} HEAD\n{tip.hex()} {BRANCH}\n\n".encode("ascii"))
        digest = hashlib.new(repository.algorithm, usedforsecurity=False)
        for piece in _pack(repository, made, stored):
            digest.update(piece)
            out.write(piece)
        out.write(digest.digest())


def _pack(repository: Repository, made: Mapping[Name, bytes], stored: Sequence[Name]) -> Iterator[bytes]:
    count = len(made) + len(stored)
    yield b"PACK" + _PACK_VERSION.to_bytes(4, "big") + count.to_bytes(4, "big")
    for name in sorted(made):
        yield from _packed(name, len(made[name]), [made[name]])
    with TemporaryFile() as ids:
        for name in stored:
            ids.write(f"{name.id.hex()}\n".encode("ascii"))
        ids.seek(0)
        with ask_git(repository, "cat-file", "--batch", "--buffer", stdin=ids) as stream:
            for name in stored:
                yield from _stored(name, stream, repository.algorithm)


def _stored(name: Name, stream: IO[bytes], algorithm: str) -> Iterator[bytes]:
    """Give one object as a pack holds it, from what `git cat-file --batch` tells of it."""
    kind = next(word for word, number in _KINDS.items() if number == name.kind)
    head = stream.readline().split()
    if len(head) != 3 or head[1] != kind.encode("ascii"):
        raise damaged(f"{kind} {name.id.hex()} is not there")
    size = int(head[2])
    digest = hashlib.new(algorithm, f"{kind} {size}\0".encode("ascii"), usedforsecurity=False)

    def pieces() -> Iterator[bytes]:
        left = size
        while left and (piece := stream.read(min(left, _CHUNK))):
            left -= len(piece)
            digest.update(piece)
            yield piece

    yield from _packed(name, size, pieces())
    if digest.digest() != name.id or stream.read(1) != b"\n":
        raise damaged(f"{kind} {name.id.hex()} is not what its id says")


def _packed(name: Name, size: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Give one whole object as a pack holds it: kind and size, then its content deflated."""
    byte, left = name.kind << 4 | size & 0x0F, size >> 4
    head = bytearray()
    while left:
        head.append(byte | 0x80)
        byte, left = left & 0x7F, left >> 7
    head.append(byte)
    yield bytes(head)
    packer = zlib.compressobj(_LEVEL)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()
