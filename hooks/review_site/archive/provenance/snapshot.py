"""The sources as one commit without a past: the tree of a commit, without the files that are held back."""

import os
from collections.abc import Sequence

from review_site.archive.provenance.commit import AuthorDate
from review_site.archive.provenance.pack import Name, name_of
from review_site.archive.provenance.tree import TreeFile

_WRITER = "review-site <>"  # nobody wrote this commit, and git asks for a name
_FOLDER, _OTHER_REPOSITORY = "40000", "160000"

Made = dict[Name, bytes]
_Entry = tuple[bytes, str, bytes]  # name, mode, id


def make_snapshot(
    files: Sequence[TreeFile], commit: str, date: AuthorDate, why: str, algorithm: str
) -> tuple[bytes, Made, list[Name]]:
    """Make the trees and the one commit that hold some files.

    Args:
        files: what the commit shall hold.
        commit: the true commit, which the new one's message names.
        date: the true commit's author date, which the new one bears.
        why: why the history is left out: the end of a sentence, without its full stop.
        algorithm: what ids are made with.

    Returns:
        The id of the commit, the objects that were made, and the names of the files' own, in order.
    """
    made: Made = {}
    tree = _make_trees(files, made, algorithm)
    stamp = f"{_WRITER} {date.seconds} {date.zone}"
    message = f"Sources as at commit {commit}\n\nThe history is not in this bundle: {why}.\n"
    text = f"tree {tree.id.hex()}\nauthor {stamp}\ncommitter {stamp}\n\n{message}".encode()
    tip = name_of("commit", text, algorithm)
    made[tip] = text
    blobs = {Name(3, bytes.fromhex(file.id)) for file in files if file.mode != _OTHER_REPOSITORY}
    return tip.id, made, sorted(blobs)


def _make_trees(files: Sequence[TreeFile], made: Made, algorithm: str) -> Name:
    """Make the trees of all folders, the deepest first, and return the name of the outermost."""
    folders: dict[tuple[str, ...], list[_Entry]] = {(): []}
    for file in files:
        *steps, name = file.path.split("/")
        for depth in range(len(steps)):
            folders.setdefault(tuple(steps[: depth + 1]), [])
        folders[tuple(steps)].append((os.fsencode(name), file.mode, bytes.fromhex(file.id)))
    for path in sorted(folders, key=lambda steps: (-len(steps), steps)):
        tree = _make_tree(folders[path], made, algorithm)
        if path:
            folders[path[:-1]].append((os.fsencode(path[-1]), _FOLDER, tree.id))
    return tree


def _make_tree(entries: list[_Entry], made: Made, algorithm: str) -> Name:
    """Make the tree of one folder; git sorts a folder as if its name ended in a slash."""
    ordered = sorted(entries, key=lambda entry: entry[0] + b"/" * (entry[1] == _FOLDER))
    content = b"".join(mode.encode("ascii") + b" " + raw + b"\0" + identifier for raw, mode, identifier in ordered)
    name = name_of("tree", content, algorithm)
    made[name] = content
    return name
