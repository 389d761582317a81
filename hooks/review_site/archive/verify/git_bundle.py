"""A git bundle: whether every object of it is sound and wanted, and what its commits hold (gitformat-bundle(5))."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from review_site.archive.verify.fault import stop
from review_site.archive.verify.git_objects import (
    BLOB,
    COMMIT,
    FOLDER,
    OTHER_REPOSITORY,
    TREE,
    WORDS,
    Commit,
    parse_commit,
    parse_tree,
)
from review_site.archive.verify.git_pack import PackedObject, read_again, read_pack

_HEAD = re.compile(
    rb"# v(?:2 git bundle\n(?P<sha1>[0-9a-f]{40})|3 git bundle\n@object-format=sha256\n(?P<sha256>[0-9a-f]{64})) HEAD\n"
    rb"(?P<again>[0-9a-f]+) refs/heads/main\n\n"
)
_HEAD_LIMIT = 512
_OBJECTS, _PATHS = 5_000_000, 1_000_000  # more than any sources of ours
_CACHED = 4096

Found = tuple[str, bytes]
"""Mode and id of a file in a tree."""


@dataclass(slots=True, kw_only=True)
class GitBundle:
    """What a sound bundle holds: the id of its `tip`, all commits by id, and where each tree lies in the file."""

    path: Path
    tip: bytes
    id_size: int
    commits: Mapping[bytes, Commit]
    trees: Mapping[bytes, tuple[int, int]]
    _read: dict[bytes, dict[bytes, Found]] = field(default_factory=dict)

    def snapshot_of(self) -> str:
        """Return the true commit's id in hex where the bundle holds no history, else nothing."""
        return self.commits[self.tip].snapshot_of

    def commit(self) -> str:
        """Return the id in hex of the true commit that the sources are those of."""
        return self.snapshot_of() or self.tip.hex()

    def file_at(self, stream: BinaryIO, commit: bytes, path: str) -> Found | None:
        """Return what stands at a path in a commit, None where nothing does.

        Args:
            stream: the bundle, open.
            commit: one of the bundle's.
            path: with forward slashes.
        """
        here: Found | None = (FOLDER, self.commits[commit].tree)
        for step in path.encode("utf-8", "surrogateescape").split(b"/"):
            if here is None or here[0] != FOLDER:
                return None
            here = self._entries(stream, here[1]).get(step)
        return here

    def paths(self, stream: BinaryIO) -> Iterator[str]:
        """Give the path of every file of the tip.

        Raises:
            FaultError: when there are more than any sources of ours have.
        """
        waiting, count = [(b"", self.commits[self.tip].tree)], 0
        while waiting:
            prefix, tree = waiting.pop()
            for name, (mode, identifier) in self._entries(stream, tree).items():
                count += 1
                if count > _PATHS:
                    stop("tree", f"holds more than {_PATHS} files and folders")
                if mode == FOLDER:
                    waiting.append((prefix + name + b"/", identifier))
                else:
                    yield (prefix + name).decode("utf-8", "surrogateescape")

    def _entries(self, stream: BinaryIO, tree: bytes) -> dict[bytes, Found]:
        if tree not in self._read:
            if len(self._read) >= _CACHED:
                self._read.clear()
            content = read_again(stream, self.trees[tree])
            entries = parse_tree(content, self.id_size, f"tree {tree.hex()}")
            self._read[tree] = {name: (mode, identifier) for mode, name, identifier in entries}
        return self._read[tree]


def read_git_bundle(path: Path) -> GitBundle:
    """Read every byte of a bundle and return what it holds.

    Checks the head, which names one commit as HEAD and as the branch main and asks for nothing that is elsewhere; each
    object, stored whole and in order, with its id; the digest of the pack; and that the objects are just those that
    lead to the commit: none is missing, none is beside them.

    Raises:
        FaultError: when anything is not so.
        OSError: when the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(_HEAD_LIMIT)
        match = _HEAD.match(head)
        if not match or match["again"] != (match["sha1"] or match["sha256"]):
            stop("head", "is not that of a git bundle with one commit, as HEAD and as refs/heads/main")
        stream.seek(match.end())
        tip = bytes.fromhex(match["again"].decode())
        held = _Held(tip)
        for one in read_pack(stream, size, "sha1" if match["sha1"] else "sha256"):
            held.note(one)
    held.tell()
    return GitBundle(path=path, tip=tip, id_size=len(tip), commits=held.commits, trees=held.trees)


class _Held:
    """Notes which objects a pack holds and which they name, and tells at the end what is missing or beside them."""

    def __init__(self, tip: bytes) -> None:
        self.commits: dict[bytes, Commit] = {}
        self.trees: dict[bytes, tuple[int, int]] = {}
        self._blobs: set[bytes] = set()
        self._wanted: dict[int, set[bytes]] = {COMMIT: {tip}, TREE: set(), BLOB: set()}
        self._last = (0, b"")

    def note(self, one: PackedObject) -> None:
        name = f"{WORDS[one.kind].decode()} {one.id.hex()}"
        if (one.kind, one.id) <= self._last:
            stop(name, "does not stand in order, or stands twice", "sort by kind and id")
        self._last = (one.kind, one.id)
        if one.kind == COMMIT:
            commit = self.commits[one.id] = parse_commit(one.content, name)
            self._wanted[TREE].add(commit.tree)
            self._wanted[COMMIT].update(commit.parents)
        elif one.kind == TREE:
            self.trees[one.id] = (one.offset, one.size)
            for mode, _, identifier in parse_tree(one.content, len(one.id), name):
                if mode != OTHER_REPOSITORY:
                    self._wanted[TREE if mode == FOLDER else BLOB].add(identifier)
        else:
            self._blobs.add(one.id)
        if len(self.commits) + len(self.trees) + len(self._blobs) > _OBJECTS:
            stop("pack", f"holds more than {_OBJECTS} objects")

    def tell(self) -> None:
        for kind, held in ((COMMIT, self.commits.keys()), (TREE, self.trees.keys()), (BLOB, self._blobs)):
            word = WORDS[kind].decode()
            for missing in sorted(self._wanted[kind] - held)[:1]:
                stop(f"{word} {missing.hex()}", "is named and is not there")
            for extra in sorted(held - self._wanted[kind])[:1]:
                stop(f"{word} {extra.hex()}", "leads to nothing that the commit holds", "leave it out")
