"""The folder that is served: every file of the site, with its smaller forms beside it.

What has not changed since the last run keeps its time, by which browsers know a copy that is still good, and its
smaller forms.
"""

import hashlib
import os
from pathlib import Path

from review_site.hosting.encodings import DAMAGED, DECODERS, ENCODERS, is_worth_encoding
from review_site.hosting.served import Served
from review_site.problems import Problems
from review_site.workers import spread

_DAY = 86400
_LATER = 1.0  # seconds: servers tell a file's time to the second


def write_public(served: Served, folder: Path, last: Path) -> None:
    """Write the served files into an empty folder, taking over from the last such folder what is the same.

    Raises:
        ProblemsError: naming each file of the site that stands where a smaller form of another would.
    """
    _refuse_clashes(served)

    def write(file: str) -> None:
        content = (served.root / file).read_bytes()
        before = _content_of(last / file)
        changed = _time_of(served, last / file, content, same=before == content)
        _write(folder / file, content, changed)
        if is_worth_encoding(file, len(content)):
            for ending, encode in ENCODERS.items():
                smaller = _still_right(last / (file + ending), content, ending) or encode(content)
                _write(folder / (file + ending), smaller, changed)

    spread(served.files, write)


def _refuse_clashes(served: Served) -> None:
    problems, files = Problems(), set(served.files)
    for file in served.files:
        for ending in ENCODERS:
            if file + ending in files and is_worth_encoding(file, (served.root / file).stat().st_size):
                problems.add(file + ending, "file", f"stands where the smaller form of {file} goes", "rename it")
    problems.raise_if_any()


def _time_of(served: Served, before: Path, content: bytes, *, same: bool) -> float:
    """Return when a file changed: the day of the site, but never the time that other bytes had at the same place.

    On a machine that has no last folder, the content chooses a second of the day before: servers make their ETag of
    time and length, and two pages that differ in one figure have one length.
    """
    if not before.is_file():
        return served.changed - int.from_bytes(hashlib.sha256(content).digest()[:4]) % _DAY
    time = before.stat().st_mtime
    return time if same else max(served.changed, time + _LATER)


def _still_right(smaller: Path, content: bytes, ending: str) -> bytes | None:
    """Return the smaller form that the last run made, if it gives the same content."""
    made = _content_of(smaller)
    if made is None:
        return None
    try:
        return made if DECODERS[ending](made) == content else None
    except DAMAGED:
        return None


def _content_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write(path: Path, content: bytes, changed: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (changed, changed))
