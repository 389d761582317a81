"""One file of a bag: a tar that is the same wherever and by whomever it is made, and its SHA-256 beside it."""

import hashlib
import tarfile
from datetime import datetime
from pathlib import Path


def write_tar(folder: Path, path: Path, instant: datetime) -> None:
    """Write a tar of a folder, under the folder's own name, sorted, with nothing of the machine in it.

    Owners are 0 and nameless, modes 644 and 755, times the instant's. POSIX ustar, with a pax header only where a name
    is too long for it or not ASCII (POSIX.1-2001 pax).

    Args:
        folder: the bag.
        path: the file to write.
        instant: the time that every entry tells.
    """
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT, encoding="utf-8") as archive:
        for file in [folder, *sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).as_posix())]:
            info = tarfile.TarInfo(file.relative_to(folder.parent).as_posix())
            info.mtime = int(instant.timestamp())
            if file.is_dir():
                info.type, info.mode = tarfile.DIRTYPE, 0o755
                archive.addfile(info)
            else:
                info.mode, info.size = 0o644, file.stat().st_size
                with file.open("rb") as stream:
                    archive.addfile(info, stream)


def write_sha256(path: Path) -> Path:
    """Write `<name>.sha256` beside a file, as `sha256sum --check` reads it, and return its path."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    beside = path.with_name(f"{path.name}.sha256")
    beside.write_bytes(f"{digest}  {path.name}\n".encode())
    return beside
