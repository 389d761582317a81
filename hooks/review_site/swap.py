"""A finished folder takes the place of the last one whole, or not at all; and one run at a time does it."""

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from review_site.linux import exchange, write_through

if sys.platform != "win32":
    import fcntl


_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EBADF}  # EBADF: NFS, of what is only read


@contextmanager
def turn_at(folder: Path, waiting: Callable[[], object]) -> Iterator[None]:
    """Hold a folder in which finished folders are put, while the block runs; `waiting` is called before a wait.

    The system lets go of it when the process ends, however that comes about. On Windows no run waits, nor where the
    file system knows no locks.
    """
    with suppress(OSError):  # whoever writes there says why it cannot
        folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32" or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        yield
    finally:
        os.close(handle)


def staging_of(output: Path) -> Path:
    """Return the hidden folder beside `output` in which the next one is built."""
    return output.parent / f".{output.name}.building"


def swap_in(staging: Path, output: Path) -> None:
    """Put a finished folder in the place of another; the old one is removed only when the new one stands.

    All of it is on the disk first. Whoever looks finds the old one or the new one at each instant: they change places
    in one step. Only where the system knows no such step, there is a moment without any, between two renames.

    Raises:
        OSError: when that cannot be done; the old one stands.
    """
    write_through(staging)
    old = _old(output)
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        if exchange(staging, output):
            shutil.rmtree(staging, ignore_errors=True)
            return
        output.rename(old)
    try:
        staging.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
    shutil.rmtree(old, ignore_errors=True)


def put_back(output: Path, mark: str) -> None:
    """Put the last good folder back where a run that was killed between two renames left none (`swap_in`).

    `mark` is a file that a finished folder holds.
    """
    if not output.exists() and (_old(output) / mark).is_file():
        _old(output).rename(output)


def open_to_readers(folder: Path) -> None:
    """Let a web server that runs as somebody else read a folder, whatever the builder's umask."""
    for path, _, files in os.walk(folder):
        _allow(path, 0o755)
        for name in files:
            _allow(f"{path}/{name}", 0o644)


def _allow(path: str, mode: int) -> None:
    if stat.S_IMODE(os.stat(path).st_mode) != mode:  # noqa: PTH116 - many thousand times, without a Path
        os.chmod(path, mode)  # noqa: PTH101


def _old(output: Path) -> Path:
    return output.parent / f".{output.name}.old"
