"""A tar read strictly: POSIX ustar, plain files and folders, and no byte that means nothing.

(POSIX.1-2001 pax.) The standard library's reader forgives a wrong end, odd types and owners.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from review_site.archive.verify.fault import stop
from review_site.archive.verify.names import collisions, is_safe, printable
from review_site.archive.verify.tree import chunks_of

BLOCK = 512
_RECORD = 20 * BLOCK
_PAX_LIMIT = 1 << 16
_ENTRY_LIMIT = 5_000_000
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd", b"PK\3\4": "zip"}
_LINKS = {b"1": "a hard link", b"2": "a symbolic link"}
_KINDS = {
    b"0": "a file",
    b"5": "a folder",
    b"3": "a device",
    b"4": "a device",
    b"6": "a pipe",
    b"g": "a header for all entries",
    b"x": "a header for one entry, with a mode of its own",
    b"K": "a long name in the form of GNU tar",
    b"L": "a long name in the form of GNU tar",
    b"S": "a file with holes in the form of GNU tar",
    b"\0": "a file in a form from before POSIX",
}
_OCTAL = re.compile(rb"[0-7]+")
_PAX_RECORD = re.compile(rb"([1-9][0-9]{0,4}) (path|size)=([^\n]*)\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file or folder of a tar: its `size` bytes begin at `offset`."""

    name: str
    is_folder: bool
    offset: int
    size: int
    mtime: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    name: str
    kind: bytes
    size: int
    mtime: int


def read_entries(stream: BinaryIO, size: int, root: str) -> list[Entry]:
    """Read a tar's headers and padding, and return its entries in order; their contents are left to be read.

    Args:
        stream: the file, open at any place.
        size: how many bytes it has.
        root: the one folder that all must lie in.

    Raises:
        FaultError: at the first thing that a plain tar of one folder does not have: a link, a device, an owner, a name
            that is not safe or stands twice, a size that lies, bytes that are not zero where nothing stands.
    """
    entries: list[Entry] = []
    position = 0
    while (header := _read_header(stream, position, size)) is not None:
        position += BLOCK
        told: dict[str, str] = {}
        if header.kind == b"x":
            told = _read_pax(stream, position, header.size)
            position = _skip(stream, position, header.size, size)
            following = _read_header(stream, position, size, told.get("path", ""))
            position += BLOCK
            if following is None:
                stop(f"tar header at {position}", "is missing after its pax header")
            header = following
        entry = _entry(header, told, position)
        if len(entries) >= _ENTRY_LIMIT:
            stop("tar", "has more entries than any of ours")
        entries.append(entry)
        position = _skip(stream, position, entry.size, size)
    _verify_end(stream, position, size)
    _verify_names(entries, root)
    return entries


def write_entries(stream: BinaryIO, entries: list[Entry], folder: Path) -> None:
    """Write the files of a tar, whose names were found safe, into an empty folder.

    Raises:
        OSError: when writing fails.
    """
    for entry in entries:
        path = folder / entry.name
        if entry.is_folder:
            path.mkdir()
            continue
        stream.seek(entry.offset)
        with path.open("xb") as out:
            for chunk in chunks_of(stream, entry.size):
                out.write(chunk)


def _read_header(stream: BinaryIO, position: int, size: int, name: str = "") -> _Header | None:
    """Return the header at a position, or None where the end begins; `name` is what was told of it before."""
    stream.seek(position)
    block = stream.read(BLOCK)
    if position == 0:
        _verify_beginning(block)
    if len(block) != BLOCK or position + BLOCK > size:
        stop(f"tar header at {position}", "is cut short")
    if not any(block):
        return None
    place = printable(name or _lenient(block)) or f"tar header at {position}"
    checksum = sum(block) - sum(block[148:156]) + 8 * 0x20
    if block[148:156] != b"%06o\0 " % checksum:
        stop(place, f"has a header with a wrong checksum, at {position}: its bytes give {checksum:06o}")
    if block[257:265] != b"ustar\x0000" or any(block[500:]):
        stop(place, "is not a ustar header", "make the tar again")
    kind, mode = block[156:157], block[100:108]
    if (kind, mode) not in ((b"0", b"0000644\0"), (b"5", b"0000755\0"), (b"x", b"0000000\0")):
        stop(place, f"is {_kind_of(block)}", "a bundle has files of mode 644 and folders of mode 755 alone")
    if any(block[157:257]):
        stop(place, f"names a link, to {_word(block[157:257])}", "make the tar again")
    if any(block[265:329]) or block[108:124] != b"0000000\x000000000\0" or block[329:345].strip(b"0\0"):
        named = " and ".join(filter(None, (_word(block[265:297]), _word(block[297:329]))))
        numbers = ", ".join(_word(part).lstrip("0") or "0" for part in (block[108:116], block[116:124]))
        stop(place, f"has an owner: {named or 'nameless'}, with the numbers {numbers}", "make the tar again")
    prefix, own = (_text(part, place) for part in (block[345:500], block[:100]))
    full = f"{prefix}/{own}" if prefix else own
    return _Header(name=full, kind=kind, size=_octal(block[124:136], place), mtime=_octal(block[136:148], place))


def _verify_beginning(block: bytes) -> None:
    """Stop at a file that is no tar at all."""
    if block[257:262] == b"ustar" or (block and not any(block)):
        return
    packed = next((name for mark, name in _PACKED.items() if block.startswith(mark)), "")
    if packed:
        stop("tar", f"is not a tar: it is packed by {packed}", "unpack it, and name the tar that comes out")
    stop("tar", f"is not a tar: {'it begins otherwise' if block else 'it is empty'}", "fetch a whole copy")


def _lenient(block: bytes) -> str:
    return "/".join(filter(None, (_word(block[345:500]), _word(block[:100])))) if block[257:262] == b"ustar" else ""


def _word(part: bytes) -> str:
    """Return what a field says up to its end, in a form that can be told."""
    return printable(part.partition(b"\0")[0].decode("utf-8", "backslashreplace").strip())


def _kind_of(header: bytes) -> str:
    """Return in words what the header of an entry says that it is (POSIX.1-2001, ustar)."""
    mode = _word(header[100:108]).lstrip("0") or "0"
    kind = header[156:157]
    if kind in _LINKS:
        return f"{_LINKS[kind]} to {_word(header[157:257])}"
    what = _KINDS.get(kind, f"of a kind that no bundle has, “{_word(kind)}”")
    return f"{what} of mode {mode}" if kind in (b"0", b"5") else what


def _text(part: bytes, place: str) -> str:
    text, _, rest = part.partition(b"\0")
    if any(rest):
        stop(place, "has bytes after the end of its name")
    return text.decode("ascii", "backslashreplace")


def _octal(part: bytes, place: str) -> int:
    if part[-1:] != b"\0" or not _OCTAL.fullmatch(part[:-1]):
        stop(place, "has a number that is not octal")
    return int(part[:-1], 8)


def _read_pax(stream: BinaryIO, position: int, size: int) -> dict[str, str]:
    """Return the path and size that a pax header gives for the entry after it; it may give nothing else."""
    place = f"pax header at {position - BLOCK}"
    if size > _PAX_LIMIT:
        stop(place, "is larger than any of ours")
    stream.seek(position)
    content, told, at = stream.read(size), {}, 0
    while at < len(content):
        match = _PAX_RECORD.match(content, at)
        if not match or int(match[1]) != match.end() - at or match[2].decode() in told:
            stop(place, "holds more than a path and a size", "make the tar again")
        told[match[2].decode()] = match[3].decode("utf-8", "backslashreplace")
        at = match.end()
    return told


def _entry(header: _Header, told: dict[str, str], position: int) -> Entry:
    name = told.get("path", header.name)
    size = told.get("size", str(header.size))
    if header.kind == b"x" or not re.fullmatch(r"[0-9]{1,15}", size):
        stop(f"tar header at {position - BLOCK}", "follows a pax header that does not fit it")
    is_folder = header.kind == b"5"
    if is_folder and int(size):
        stop(printable(name), "is a folder with bytes of its own")
    if is_folder != name.endswith("/") or not is_safe(name.removesuffix("/")):
        stop(printable(name), "is not a name that is safe to unpack")
    return Entry(name=name.removesuffix("/"), is_folder=is_folder, offset=position, size=int(size), mtime=header.mtime)


def _skip(stream: BinaryIO, position: int, length: int, size: int) -> int:
    """Return the position of the next header, after the bytes of an entry and their padding."""
    end = position + length
    after = end + -end % BLOCK
    if after > size:
        stop(f"tar header at {position - BLOCK}", "says that its entry is larger than the tar")
    stream.seek(end)
    if any(stream.read(after - end)):
        stop(f"tar padding at {end}", "is not zero")
    return after


def _verify_end(stream: BinaryIO, position: int, size: int) -> None:
    expected = position + 2 * BLOCK
    expected += -expected % _RECORD
    if size != expected:
        stop("tar end", f"is at {size}, and {expected} is where it should be")
    stream.seek(position)
    if any(stream.read(size - position)):
        stop("tar end", "is not zero")


def _verify_names(entries: list[Entry], root: str) -> None:
    folders: set[str] = set()
    names: set[str] = set()
    for entry in entries:
        parent = entry.name.rpartition("/")[0]
        if entry.name in names:
            stop(entry.name, "stands twice in the tar")
        if parent not in folders and not (entry.name == root and entry.is_folder):
            stop(entry.name, f"does not lie in {root}, or comes before its folder")
        names.add(entry.name)
        if entry.is_folder:
            folders.add(entry.name)
    for first, second in collisions(sorted(names)):
        stop(second, f"is one name with {first} on some systems")
    if not entries:
        stop("tar", "is empty")
    if len({entry.mtime for entry in entries}) > 1:
        stop("tar times", "differ from one entry to another", "make the tar again")
