"""Templates kept compiled: for the next build of this process, and on disk for the next process."""

import hashlib
import io
import sys
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2 import __version__ as jinja_version
from jinja2.bccache import Bucket

from review_site.cache import read_cached, write_cached

_COMPILER = f"jinja {jinja_version}, python {sys.version}, escaping"
_held: dict[str, bytes] = {}


class CompiledTemplates(BytecodeCache):
    """Keeps what Jinja makes of each template under its name, its text and the compiler that made it.

    It is for an environment that escapes, as ours does: the setting is part of what was compiled.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept for it; Jinja holds its text against the checksum once more."""
        key = _key(bucket)
        kept = _held.get(key) or read_cached(self._cache, key)
        if kept is not None:
            _held[key] = kept
            bucket.load_bytecode(io.BytesIO(kept))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        key = _key(bucket)
        _held[key] = bucket.bytecode_to_string()
        write_cached(self._cache, key, _held[key])


def _key(bucket: Bucket) -> str:
    return hashlib.sha256("\0".join((_COMPILER, bucket.key, bucket.checksum)).encode()).hexdigest()
