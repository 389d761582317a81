"""What the system can do and Python has no word for; where it cannot, each of these says so or does what comes near."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are relative to the folder in which this process is
_EXCHANGE = 2  # RENAME_EXCHANGE
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def exchange(one: Path, other: Path) -> bool:
    """Let two files or folders of one file system change places in one step (renameat2(2)); say whether they did.

    They did not where the system, the C library or the file system knows no such step, or one of them may not be moved.
    """
    renameat2 = _function("renameat2")
    return renameat2 is not None and not renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)


def write_through(folder: Path) -> None:
    """Return when all that was written to the file system of a folder would survive a power cut (syncfs(2), sync(2)).

    One call for all files: one for each would take as long for every hundred of them.

    Raises:
        OSError: when any of it could not be written, as on a disk that turned out to be full.
    """
    syncfs = _function("syncfs")
    if syncfs is None:
        if hasattr(os, "sync"):
            os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def end_with(parent: int) -> None:
    """Let this process, just forked by `parent`, be killed when that ends in any way (PR_SET_PDEATHSIG of prctl(2))."""
    prctl = _function("prctl")
    if prctl is not None:
        prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it ended before that was asked for
            os._exit(1)


def _function(name: str) -> Callable[..., int] | None:
    """Return a function of the C library, on Linux alone; None where it has none of that name."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        function: Callable[..., int] = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return None
    return function
