"""Finished work (pictures, cards, templates) kept between builds, each beside the digest that proves it whole."""

import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def read_cached(cache: Path, key: str) -> bytes | None:
    """Return the bytes kept under a key; None when there are none, or when they are not those that were put there."""
    try:
        kept = (cache / key).read_bytes()
    except OSError:
        return None
    digest, data = kept[:_DIGEST], kept[_DIGEST:]
    return data if digest == _digest(key, data) else None


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


def _digest(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + data).digest()
