"""A made-up picture as PNG bytes, without a library: a sky over a sea, of other colours for each number."""

import random
import struct
import zlib

WIDTH, HEIGHT = 640, 400  # pixels
_HORIZON = HEIGHT * 3 // 5


def picture(number: int) -> bytes:
    """Return the picture of a number: 640 × 400 pixels, a few kilobytes."""
    chance = random.Random(number)
    sky, sea = ([chance.randrange(60, 200) for _ in range(3)] for _ in range(2))
    rows = b"".join(b"\0" + _row(sky if line < _HORIZON else sea, line, chance) for line in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows, 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _row(colour: list[int], line: int, chance: random.Random) -> bytes:
    """Return a line of pixels: its colour fades down the picture, and every 16 pixels a wave is a little lighter."""
    shade = [max(0, part - line // 8) for part in colour]
    still, wave = bytes(shade), bytes(min(255, part + chance.randrange(24)) for part in shade)
    return (still * 12 + wave * 4) * (WIDTH // 16)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk (PNG, third edition, §5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
