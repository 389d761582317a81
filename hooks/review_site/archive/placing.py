"""Where a bundle is built, and how it comes to its place: whole or not at all, even when a run is killed."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review_site.problems import Problem, ProblemsError

_BUILDING = ".bundle-in-building"
_WHOLE = ".bundle-whole"
_REPLACED = ".bundle-replaced"


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

    One rename says that all is there; from then on any later run can finish the rest. What stood under the same names
    is kept until then.
    """
    whole.rename(output / _WHOLE)
    _put_right(output)


def _put_right(output: Path) -> None:
    whole, replaced = output / _WHOLE, output / _REPLACED
    if whole.is_dir():
        replaced.mkdir(exist_ok=True)
        # Folders last: the bag is what a reader looks for, and its tar is then already there.
        for new in sorted(whole.iterdir(), key=lambda path: (path.is_dir(), path.name)):
            target = output / new.name
            if target.exists():
                _remove(replaced / new.name)
                target.rename(replaced / new.name)
            new.rename(target)
    for leftover in (output / _BUILDING, whole, replaced):
        _remove(leftover)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
