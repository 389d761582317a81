"""The folder for temporary files of one run: it goes with the run, and what a killed run left goes with the next."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from review_site.machine import OF_A_RUN

if sys.platform != "win32":
    import fcntl

_OURS = 0o700  # as tempfile makes it


@contextmanager
def own_temporary_folder() -> Iterator[None]:
    """Let what the block keeps for a while lie in a folder of its own, below that for temporary files (TMPDIR).

    The lock on the folder tells others that the run goes on; the system takes it back when a run is killed. Where such
    a folder cannot be made, files lie where they would without it.
    """
    before, held = tempfile.tempdir, _held()
    if held is None:
        yield
        return
    folder, lock = held
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _held() -> tuple[Path, int] | None:
    """Return a new folder with its lock, once what killed runs of the same user left is removed."""
    if sys.platform == "win32":
        return None
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{OF_A_RUN}*"):
            if (lock := _locked(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)
        for _ in range(3):  # another run may take it for one that was left, before it is locked
            folder = Path(tempfile.mkdtemp(prefix=OF_A_RUN))
            lock = _locked(folder)
            if lock is not None and folder.is_dir():
                return folder, lock
            if lock is not None:
                os.close(lock)
            shutil.rmtree(folder, ignore_errors=True)
    return None


def _locked(folder: Path) -> int | None:
    """Return the lock on a folder of this user; None where that is not to be had."""
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        known = os.fstat(lock)
        if (known.st_uid, stat.S_IMODE(known.st_mode)) != (os.getuid(), _OURS):
            raise PermissionError
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
