"""Files in smaller form: gzip (RFC 1952) and brotli (RFC 7932), made once, at their best."""

import gzip
from collections.abc import Callable
from pathlib import PurePosixPath

import brotli

TEXTS = frozenset({".atom", ".css", ".html", ".ics", ".js", ".json", ".opml", ".rss", ".svg", ".txt", ".xml"})
_WORTH_IT = 256  # bytes: below this the answer fits in one packet as it is
_BEST_GZIP, _BEST_BROTLI = 9, 11

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda content: gzip.compress(content, _BEST_GZIP, mtime=0),
    ".br": lambda content: bytes(brotli.compress(content, quality=_BEST_BROTLI)),
}
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".br": lambda content: bytes(brotli.decompress(content)),
}
DAMAGED = (EOFError, OSError, brotli.error)
"""What a decoder raises for bytes that are not what it reads."""


def is_worth_encoding(file: str, size: int) -> bool:
    """Tell whether a file of so many bytes is a text that gets smaller."""
    return PurePosixPath(file).suffix in TEXTS and size >= _WORTH_IT
