"""The compressed twins of a file: `sitemap.xml.gz` beside `sitemap.xml`, which a web server sends in its place."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import brotli

_CHUNK = 1 << 20
_ENDINGS = (".gz", ".br")


def is_twin(root: Path, file: str) -> bool:
    """Tell whether a file of a folder is a smaller form of the file beside it, byte for byte once it is unpacked.

    A file that only looks so is none: it may be a document that readers download.

    Raises:
        OSError: when one of the two cannot be read.
    """
    packed = root / file
    plain = packed.with_suffix("")
    return packed.suffix in _ENDINGS and plain.is_file() and _same(packed, plain)


def _same(packed: Path, plain: Path) -> bool:
    unpack = _gunzip if packed.suffix == ".gz" else _unbrotli
    try:
        with packed.open("rb") as source, plain.open("rb") as expected:
            # No more is unpacked than the plain file has: a hostile one may unpack to any size.
            same = all(piece == expected.read(len(piece)) for piece in unpack(source))
            return same and not expected.read(1)
    except (EOFError, gzip.BadGzipFile, zlib.error, brotli.error):
        return False


def _gunzip(stream: IO[bytes]) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=stream) as unpacked:
        while piece := unpacked.read(_CHUNK):
            yield piece


def _unbrotli(stream: IO[bytes]) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    while piece := stream.read(_CHUNK):
        yield unpacker.process(piece, output_buffer_limit=_CHUNK)
        while not unpacker.can_accept_more_data():
            yield unpacker.process(b"", output_buffer_limit=_CHUNK)
    if not unpacker.is_finished():
        raise EOFError
