"""How much one transfer may hold, and how a site that holds more is split: whole folders first, in order of names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MEGABYTE = 1_000_000  # the smaller reading of “MB”, so that no limit is passed by either


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """TDR's limits, which may be raised by agreement: records in a transfer, bytes of a file and of a transfer."""

    records: int = 5_000
    file_bytes: int = 5_000 * _MEGABYTE
    transfer_bytes: int = 5_000 * _MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A folder (its path ends with a slash), or a single file, that goes whole into one transfer."""

    path: str
    records: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One transfer of several; `number` counts from 1."""

    number: int
    shares: tuple[Share, ...]

    @property
    def records(self) -> int:
        """How many files it holds."""
        return sum(share.records for share in self.shares)

    @property
    def bytes(self) -> int:
        """How many bytes they have."""
        return sum(share.bytes for share in self.shares)


@dataclass(slots=True)
class _Folder:
    records: int = 0
    bytes: int = 0
    files: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)


def split(sizes: Mapping[str, int], limits: Limits) -> tuple[Part, ...]:
    """Return the transfers into which files go, in order of their paths: one where all of them fit.

    A folder goes whole into a transfer where it fits; else its own files and its folders are dealt out one after the
    other. The same files and limits give the same parts.

    Args:
        sizes: the bytes of each file by its path, none larger than a file or a transfer may be.
        limits: how much one transfer may hold.
    """
    parts: list[list[Share]] = []
    records = size = 0
    for share in _shares(sizes, limits):
        if not parts or records + share.records > limits.records or size + share.bytes > limits.transfer_bytes:
            parts.append([])
            records = size = 0
        parts[-1].append(share)
        records, size = records + share.records, size + share.bytes
    return tuple(Part(number=number, shares=tuple(shares)) for number, shares in enumerate(parts, 1))


def _shares(sizes: Mapping[str, int], limits: Limits) -> Iterator[Share]:
    """Give the largest folders that fit, and single files of those that do not, in the order of their paths."""
    folders = _tree(sizes)
    waiting = [""]
    while waiting:
        path = waiting.pop()
        if path in sizes:
            yield Share(path=path, records=1, bytes=sizes[path])
            continue
        folder = folders[path]
        if path and folder.records <= limits.records and folder.bytes <= limits.transfer_bytes:
            yield Share(path=path, records=folder.records, bytes=folder.bytes)
        else:
            waiting += sorted((*folder.files, *folder.folders), reverse=True)


def _tree(sizes: Mapping[str, int]) -> dict[str, _Folder]:
    """Return each folder by its path, which ends with a slash; the root's is empty."""
    folders = {"": _Folder()}
    for path, size in sizes.items():
        above, place = "", path.find("/")
        while place >= 0:
            folder = path[: place + 1]
            folders[above].folders.add(folder)
            folders.setdefault(folder, _Folder())
            above, place = folder, path.find("/", place + 1)
        folders[above].files[path] = size
        for place in [-1, *(number for number, character in enumerate(path) if character == "/")]:
            holder = folders[path[: place + 1]]
            holder.records += 1
            holder.bytes += size
    return folders
