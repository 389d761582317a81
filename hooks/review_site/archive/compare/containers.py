"""Where the parts of a web archive lie: in the folder of a bag, in its tar, or in a WACZ.

Nothing is unpacked: a WARC is read in place. Only plain files inside count; a link is none.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from review_site.archive.compare.tar_members import tar_members
from review_site.problems import Problem, ProblemsError

_WEB = "data/web/"
_LOCAL_HEADER = 30
_AGAIN = "name a bundle's folder, its .tar or its .wacz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file, or a stretch of one: `size` bytes from `start` on. `name` is what problems call it."""

    file: Path
    name: str
    start: int
    size: int


@dataclass(slots=True)
class Parts:
    """The parts of a web archive: each WARC by its own name, and the indexes with their names in the container."""

    warcs: dict[str, Part] = field(default_factory=dict)
    indexes: list[Part] = field(default_factory=list)

    def note(self, part: Part, container: Path) -> None:
        """Note a part by what its name says that it is.

        Raises:
            ProblemsError: when there is another WARC of that name, since an index could mean either.
        """
        name = part.name.rpartition("/")[2]
        if name.endswith((".warc", ".warc.gz")):
            if name in self.warcs:
                stop(container.name, f"holds two files {name}", "fetch a whole copy")
            self.warcs[name] = part
        elif name.endswith((".cdxj", ".cdx", ".cdx.gz", ".cdxj.gz")):
            self.indexes.append(part)


def stop(name: str, what: str, mend: str) -> NoReturn:
    """Raise what is wrong with a file as a whole.

    Raises:
        ProblemsError: always.
    """
    raise ProblemsError([Problem(path=name, field="bundle", what=what, mend=mend)])


def is_bag(path: Path) -> bool:
    """Tell whether a folder is a bag and not a finished site."""
    return (path / "bagit.txt").is_file() and (path / "data").is_dir()


def find_parts(path: Path) -> Parts:
    """Return where the parts of a bundle lie.

    Args:
        path: the folder of a bag, its tar, or a WACZ.

    Raises:
        ProblemsError: when it is none of these, or lacks a WARC or an index.
        OSError: when it cannot be read.
    """
    parts = Parts()
    if path.is_dir():
        found = _in_folder(path)
    elif path.suffix == ".tar":
        found = _in_tar(path)
    else:
        found = _in_wacz(path)
    for part in found:
        parts.note(part, path)
    for what, there in (("WARC", parts.warcs), ("index", parts.indexes)):
        if not there:
            stop(path.name, f"holds no {what}", _AGAIN)
    return parts


def _in_folder(bag: Path) -> Iterator[Part]:
    web = bag / _WEB
    if not web.is_dir() or web.is_symlink() or web.parent.is_symlink():
        return
    with os.scandir(web) as entries:
        files = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    for name in files:
        if not name.endswith(".wacz"):  # it holds the same WARC and index once more
            yield Part(file=web / name, name=f"{_WEB}{name}", start=0, size=(web / name).stat().st_size)


def _in_tar(tar: Path) -> Iterator[Part]:
    for name, start, size in tar_members(tar):
        inside = name.partition("/")[2]
        if inside.startswith(_WEB) and inside.count("/") == _WEB.count("/"):
            yield Part(file=tar, name=inside, start=start, size=size)


def _in_wacz(wacz: Path) -> Iterator[Part]:
    if not stat.S_ISREG(wacz.stat().st_mode):
        stop(wacz.name, "is neither a folder nor a file", _AGAIN)
    try:
        with ZipFile(wacz) as archive, wacz.open("rb") as stream:
            for info in archive.infolist():
                if info.filename.startswith(("archive/", "indexes/")) and not info.is_dir():
                    yield _zip_part(wacz, stream, info)
    except (BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        stop(wacz.name, f"is not a WACZ: {error}", _AGAIN)


def _zip_part(wacz: Path, stream: BinaryIO, info: ZipInfo) -> Part:
    """Return where the bytes of a stored entry lie: after its own header (APPNOTE §4.3.7)."""
    name = f"{wacz.name}/{info.filename}"
    if info.compress_type != ZIP_STORED or info.flag_bits & 1:
        stop(name, "is compressed or encrypted inside the WACZ", "store it as it is, as WACZ asks for")
    stream.seek(info.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if len(header) != _LOCAL_HEADER or not header.startswith(b"PK\3\4"):
        stop(name, "has no header where the WACZ says", "fetch a whole copy")
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return Part(file=wacz, name=name, start=info.header_offset + _LOCAL_HEADER + lengths, size=info.file_size)
