"""Small disks in memory with faults, for which the right to mount is needed (root)."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FREE = 1 << 20  # bytes that are left on the disk that is full
_DISK = "256m"


@contextmanager
def disk(place: Path) -> Iterator[Path | None]:
    """Give a small disk in memory; None without the right to mount one."""
    place.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={_DISK}", "faults", str(place)):
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def full(place: Path) -> Iterator[None]:
    """Fill a disk up to 1 MB, for a while."""
    with (place / "filler").open("wb") as filler:
        filler.write(bytes(max(0, shutil.disk_usage(place).free - _FREE)))
    yield
    (place / "filler").unlink()


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Let nothing be written to a disk, for a while."""
    _mount("-o", "remount,ro", str(place))
    yield
    _mount("-o", "remount,rw", str(place))


def _mount(*words: str) -> bool:
    return subprocess.run(["mount", *words], check=False, capture_output=True).returncode == 0
