"""What the machine refuses (room on a disk, a right, a file that is gone) as a problem with its mend."""

import errno
import os
import tempfile
from pathlib import Path

from review_site.problems import Problem, printable
from review_site.workers import CORES, LostProcessError

OF_A_RUN = ".review-site-run-"
"""How the name of a folder begins in which a run keeps what it needs for a while (cli/temporary.py)."""
_RIGHT = "give the right to write there, or name another folder"
_MENDS = {
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: "let the disk be written to, or name a folder on another",
    errno.EMFILE: "let a process open more files at once: ulimit -n 4096",
    errno.ENFILE: "end other programs: the machine has too many files open",
    errno.ENOMEM: f"free memory; {CORES}=1 needs less",
    errno.EBUSY: "name a folder that is not itself the root of a disk or volume, but lies in one",
    errno.ENOENT: "run it again, if something took it away meanwhile",
    errno.ENOTDIR: "move away the file that is in the way of a folder",
    errno.EIO: "see whether the disk is sound",
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def problem_of(error: OSError | LostProcessError) -> Problem:
    """Return what stopped the work as a problem of the file that it names, else of the machine."""
    if isinstance(error, LostProcessError):
        mend = f"run it again; where memory is short, with {CORES}=1"
        return Problem(path="machine", field="process", what=str(error), mend=mend)
    place = short(Path(error.filename)) if isinstance(error.filename, str) else "machine"
    mend = _MENDS.get(error.errno or 0, "make room or give the right to write")
    if error.errno in _FULL:
        mend = f"make room where the result goes, and for work in {_temporary()} (TMPDIR names another)"
    elif error.errno == errno.ENOENT and not isinstance(error.filename, str):
        mend = "make a folder for temporary files that may be written to: TMPDIR names it"
    return Problem(path=printable(place), field="file", what=printable(error.strerror or str(error)), mend=mend)


def short(path: Path) -> str:
    """Return a path as short as it can be said from here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _temporary() -> str:
    try:
        return tempfile.gettempdir().partition(f"{os.sep}{OF_A_RUN}")[0]
    except OSError:  # it was never known, and nothing can be written anywhere now
        return os.environ.get("TMPDIR", "/tmp")  # noqa: S108 - only said
