"""Finished work (pictures, cards, templates) kept between builds, each beside the digest that proves it whole.

What no build used for a month is removed: the time of a file is that of its last use.
"""

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

KEPT = timedelta(days=30)
_OURS = re.compile(r"[0-9a-f]{64}|\..*\.tmp")  # what is kept, and what a build that was killed left beside it
_DIGEST = hashlib.sha256().digest_size


def read_cached(cache: Path, key: str) -> bytes | None:
    """Return the bytes kept under a key; None when there are none, or when they are not those that were put there."""
    try:
        kept = (cache / key).read_bytes()
    except OSError:
        return None
    digest, data = kept[:_DIGEST], kept[_DIGEST:]
    if digest != _digest(key, data):
        return None
    with suppress(OSError):
        os.utime(cache / key)
    return data


def write_cached(cache: Path, key: str, data: bytes) -> None:
    """Keep bytes under a key, a file name; renamed into place, so that two builds at once cannot spoil each other's.

    A cache only saves time: where nothing can be written, nothing is kept.
    """
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cache, prefix=".", suffix=".tmp", delete=False) as stream:
            beside = Path(stream.name)
            try:
                stream.write(_digest(key, data) + data)
                stream.close()
                beside.replace(cache / key)
            except OSError:
                beside.unlink(missing_ok=True)


def prune_cache(cache: Path, now: datetime) -> None:
    """Remove what was not used for a month before an instant, in a cache and the caches below it, and nothing else.

    Two builds may do so at once, and be ended at any time: what one removes, the other makes again.
    """
    before = (now - KEPT).timestamp()
    for folder, _, names in os.walk(cache):
        for file in (Path(folder, name) for name in names if _OURS.fullmatch(name)):
            with suppress(OSError):
                if file.stat().st_mtime < before:
                    file.unlink()


def _digest(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + data).digest()
