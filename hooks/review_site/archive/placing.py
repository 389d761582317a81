"""Where a bundle is built, and how it comes to its place: whole or not at all, even when a run is killed."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review_site.linux import exchange, write_through
from review_site.problems import Problem, ProblemsError

_BUILDING = ".bundle-in-building"
_WHOLE = ".bundle-whole"
_REPLACED = ".bundle-replaced"
_TAKING = ".bundle-taking-"
"""Before the inode of a folder, a dash and the name that it takes: by the inode a later run knows whether it has."""


@contextmanager
def building_place(output: Path) -> Iterator[Path]:
    """Give an empty hidden folder inside `output` and remove it at the end, whatever happens.

    What a killed run left is put right first: half a bundle is removed, a whole one comes to its place. One run at a
    time uses an `output`.

    Raises:
        ProblemsError: when another run is using it.
    """
    output.mkdir(parents=True, exist_ok=True)
    with _alone(output):
        _put_right(output)
        building = output / _BUILDING
        building.mkdir()
        try:
            yield building
        finally:
            _put_right(output)


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Keep other runs out while the block runs; the system takes the lock back when a run is killed."""
    folder = os.open(output, os.O_RDONLY)  # the folder is its own lock file: nothing is left behind
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        mend = "wait until it is done, or name another folder: --output"
        what = "another run is making a bundle here"
        raise ProblemsError([Problem(path=str(output), field="--output", what=what, mend=mend)]) from None
    try:
        yield
    finally:
        os.close(folder)


def place(whole: Path, output: Path) -> None:
    """Move everything in the folder `whole`, which lies in the building place, to `output`.

    One rename says that all is there, on the disk too; from then on any later run can finish the rest. What stood under
    the same names is kept until then, and each name leads to the old one or to the new one at each instant.
    """
    write_through(whole)
    whole.rename(output / _WHOLE)
    _put_right(output)


def _put_right(output: Path) -> None:
    whole, replaced = output / _WHOLE, output / _REPLACED
    for taking in output.glob(f"{_TAKING}*"):
        inode, _, name = taking.name.removeprefix(_TAKING).partition("-")
        if taking.stat().st_ino == int(inode):
            _take(taking, output / name, replaced)
        _remove(taking)
    if whole.is_dir():
        # Folders last: the bag is what a reader looks for, and its tar is then already there.
        for new in sorted(whole.iterdir(), key=lambda path: (path.is_dir(), path.name)):
            target = output / new.name
            if new.is_dir() and target.is_dir():
                taking = output / f"{_TAKING}{new.stat().st_ino}-{new.name}"
                new.rename(taking)
                _take(taking, target, replaced)
                _remove(taking)
            else:
                if new.is_dir() or target.is_dir():
                    _set_aside(target, replaced)
                new.replace(target)
    for leftover in (output / _BUILDING, whole, replaced):
        _remove(leftover)


def _take(new: Path, target: Path, replaced: Path) -> None:
    """Put a folder in the place of another, which is then where the new one was, or among the replaced."""
    if not target.exists() or not exchange(new, target):
        _set_aside(target, replaced)
        new.rename(target)


def _set_aside(target: Path, replaced: Path) -> None:
    if target.exists():
        replaced.mkdir(exist_ok=True)
        _remove(replaced / target.name)
        target.rename(replaced / target.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
