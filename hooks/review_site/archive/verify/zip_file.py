"""A ZIP read strictly: stored entries that follow one another without a gap, and a directory that says the same twice.

(PKWARE APPNOTE 6.3.) The standard library's reader trusts the directory and skips what the directory does not name.
"""

import hashlib
import stat
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from review_site.archive.verify.fault import stop
from review_site.archive.verify.names import collisions, is_safe, printable
from review_site.archive.verify.tree import chunks_of

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_KINDS = {0: "", stat.S_IFREG: "", stat.S_IFLNK: "a symbolic link", stat.S_IFDIR: "a folder"} | dict.fromkeys(
    (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK), "a device or a pipe"
)
_STORED_VERSION = 20
_FULL32, _FULL16 = 0xFFFFFFFF, 0xFFFF
_ENTRY_LIMIT = 10_000
_DIRECTORY_LIMIT = 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A stored file: `offset` is where its `size` bytes begin, `header` where its own header does."""

    name: str
    header: int
    offset: int
    size: int
    crc: int
    sha256: str


def read_entries(stream: BinaryIO, size: int) -> dict[str, Entry]:
    """Read every byte of a ZIP and return its entries by name, in the order in which they lie.

    Args:
        stream: the file, open at any place.
        size: how many bytes it has.

    Raises:
        FaultError: when anything is not as a plain, stored ZIP should be.
    """
    start, end, count = _read_end(stream, size)
    if end - start > _DIRECTORY_LIMIT or count > _ENTRY_LIMIT:
        stop("zip directory", "is larger than any of ours")
    stream.seek(start)
    directory = stream.read(end - start)
    entries: dict[str, Entry] = {}
    at = position = 0
    for _ in range(count):
        raw, at = _parse_central(directory, at)
        entry, position = _read_local(stream, raw, position, start)
        if entry.name in entries:
            stop(entry.name, "stands twice in the zip")
        entries[entry.name] = entry
    if at != len(directory) or position != start:
        stop("zip directory", "does not name all that the zip holds, or is followed by other bytes")
    for first, second in collisions(entries):
        stop(second, f"is one name with {first} on some systems")
    return entries


def _read_end(stream: BinaryIO, size: int) -> tuple[int, int, int]:
    """Return where the directory starts and ends, and how many entries it has."""
    if size < _END.size:
        stop("zip", "is cut short")
    stream.seek(size - _END.size)
    mark, disk, first, here, count, length, start, comment = _END.unpack(stream.read(_END.size))
    stream.seek(0)
    if stream.read(2) != b"PK" and mark != b"PK\5\6":
        stop("zip", "is not a zip: it begins and ends otherwise", "fetch a whole copy")
    if mark != b"PK\5\6" or disk or first or comment or here != count:
        stop("end of the zip", "is not where it should be: the file is cut short or has bytes after its end")
    end = size - _END.size
    if count == _FULL16 or _FULL32 in (length, start):
        short = ((count, _FULL16), (length, _FULL32), (start, _FULL32))
        count, length, start, end = _read_end64(stream, end)
        if any(told not in (full, whole) for (told, full), whole in zip(short, (count, length, start), strict=True)):
            stop("end of the zip", "says otherwise than its zip64 end")
    if start + length != end:
        stop("zip directory", "does not lie right before the end of the zip")
    return start, end, count


def _read_end64(stream: BinaryIO, end: int) -> tuple[int, int, int, int]:
    place = end - _LOCATOR64.size - _END64.size
    if place < 0:
        stop("zip64 end", "is missing")
    stream.seek(place)
    mark, length, _, _, disk, first, here, count, size, start = _END64.unpack(stream.read(_END64.size))
    located = _LOCATOR64.unpack(stream.read(_LOCATOR64.size))
    if mark != b"PK\6\6" or length != _END64.size - 12 or disk or first or here != count:
        stop("zip64 end", "is not as it should be")
    if located != (b"PK\6\7", 0, place, 1):
        stop("zip64 locator", "does not point at the zip64 end")
    return count, size, start, place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Central:
    name: bytes
    version: int
    time: tuple[int, int]
    crc: int
    size: int
    header: int


def _parse_central(directory: bytes, at: int) -> tuple[_Central, int]:
    if len(directory) - at < _CENTRAL.size:
        stop("zip directory", "is cut short")
    fields = _CENTRAL.unpack_from(directory, at)
    mark, _, version, flags, method, time, day, crc, packed, size, name_size, extra_size, comment, disk = fields[:14]
    attributes, header = fields[15], fields[16]
    at += _CENTRAL.size
    name, extra = directory[at : at + name_size], directory[at + name_size : at + name_size + extra_size]
    if mark != b"PK\1\2" or len(extra) != extra_size:
        stop("zip directory", f"is damaged at its byte {at - _CENTRAL.size}")
    place = f"zip entry “{printable(name.decode('utf-8', 'backslashreplace'))}”"
    kind = _KINDS.get(stat.S_IFMT(attributes >> 16), "of a kind that no bundle has")
    odd = {
        "packed, where a bundle stores": bool(method),
        "encrypted": bool(flags & 1),
        "marked with flags": bool(flags & ~1),
        "given a comment": bool(comment),
        "on another disk": bool(disk),
        kind: bool(kind),
    }
    if any(odd.values()):
        what = f"is not that of a plain stored file: it is {', '.join(word for word, is_so in odd.items() if is_so)}"
        stop(place, what, "store files, with no flag or comment")
    size, packed, header = _widen([size, packed, header], extra, place)
    if size != packed:
        stop(place, "tells two sizes for a stored file")
    return _Central(
        name=name, version=version, time=(time, day), crc=crc, size=size, header=header
    ), at + name_size + extra_size


def _widen(values: list[int], extra: bytes, place: str) -> list[int]:
    """Return values with those that say “see the ZIP64 field” taken from there; no other extra field may stand."""
    wide = [number for number, value in enumerate(values) if value == _FULL32]
    if not wide:
        if extra:
            stop(place, "has an extra field", "plain entries have none")
        return values
    if extra[:4] != struct.pack("<2H", 1, 8 * len(wide)) or len(extra) != 4 + 8 * len(wide):
        stop(place, "has a ZIP64 field that does not give the sizes that need it")
    for number, value in zip(wide, struct.unpack(f"<{len(wide)}Q", extra[4:]), strict=True):
        values[number] = value
    return values


def _read_local(stream: BinaryIO, central: _Central, position: int, limit: int) -> tuple[Entry, int]:
    """Read the entry that lies at a position and return it with the position after it."""
    name = central.name.decode("ascii", "backslashreplace")
    if central.header != position or not is_safe(name) or not central.name.isascii():
        stop(f"zip entry “{printable(name)}”", "does not follow the one before it, or has a name that is not safe")
    stream.seek(position)
    head = stream.read(_LOCAL.size)
    if len(head) != _LOCAL.size:
        stop(name, "is cut short")
    mark, version, flags, method, time, day, crc, packed, size, name_size, extra_size = _LOCAL.unpack(head)
    again, extra = stream.read(name_size), stream.read(extra_size)
    size, packed = _widen([size, packed], extra, name)
    if mark != b"PK\3\4" or flags or method or again != central.name:
        stop(name, "has a header that the zip directory contradicts")
    # An entry that lies far back needs ZIP64 in the directory alone, and so may ask for less in its own header.
    if version not in (central.version, _STORED_VERSION) or (time, day) != central.time:
        stop(name, "has a version or time that the zip directory contradicts")
    if crc != central.crc or not size == packed == central.size:
        stop(name, "has a size or CRC that the zip directory contradicts")
    offset = position + _LOCAL.size + name_size + extra_size
    if offset + size > limit:
        stop(name, "says that it is larger than the zip")
    found, digest = 0, hashlib.sha256()
    for chunk in chunks_of(stream, size):
        found = zlib.crc32(chunk, found)
        digest.update(chunk)
    if found != crc:
        stop(name, f"has CRC {found:08x}, and the zip says {crc:08x}")
    entry = Entry(name=name, header=position, offset=offset, size=size, crc=crc, sha256=digest.hexdigest())
    return entry, offset + size
