"""The tar of a bag and its SHA-256: whether each is right, and the tar holds the bag."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.tar import read_entries, write_entries
from review_site.archive.verify.tree import Fixity, chunks_of
from review_site.problems import Problems

_AGAIN = "make the bundle again, or fetch a whole copy"


def verify_sha256(tar: Path, problems: Problems) -> None:
    """Hold a tar against the line in `<name>.tar.sha256` beside it, which must be there."""
    beside = tar.with_name(f"{tar.name}.sha256")
    if not beside.is_file():
        problems.add(beside.name, "file", "is missing", f"put it beside {tar.name}, or make the bundle again")
        return
    with tar.open("rb") as stream:
        expected = f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {tar.name}\n".encode()
    with beside.open("rb") as stream:
        told = stream.read(len(expected) + 1)
    if told != expected:
        shown = told.decode("utf-8", "backslashreplace").strip()
        what = f"is “{shown}”, but {tar.name} gives another line"
        problems.add(beside.name, "sha256", what, f"{tar.name} gives “{expected.decode().strip()}”")


def verify_tar_of(tar: Path, bag: str, files: Mapping[str, Fixity], problems: Problems) -> None:
    """Hold the content of a tar against the files of the bag beside it.

    Args:
        tar: the file.
        bag: the bag's name, under which the tar holds all.
        files: the bag's files with their fixity.
        problems: gathers what is wrong.
    """
    try:
        with tar.open("rb") as stream:
            entries = read_entries(stream, tar.stat().st_size, bag)
            held = {}
            for entry in entries:
                if not entry.is_folder:
                    stream.seek(entry.offset)
                    digest = hashlib.sha256()
                    for chunk in chunks_of(stream, entry.size):
                        digest.update(chunk)
                    held[entry.name.removeprefix(f"{bag}/")] = (entry.size, digest.hexdigest())
    except FaultError as fault:
        problems.add(tar.name, fault.field, fault.what, fault.mend)
        return
    for name, fixity in sorted(files.items()):
        if name not in held:
            problems.add(tar.name, name, "is in the bag but not in the tar", _AGAIN)
        elif held[name] != (fixity.size, fixity.sha256):
            problems.add(tar.name, name, "is not the same in the tar as in the bag", _AGAIN)
    for name in sorted(held.keys() - files.keys()):
        problems.add(tar.name, name, "is in the tar but not in the bag", _AGAIN)


def unpack(tar: Path, folder: Path, problems: Problems) -> Path | None:
    """Unpack a tar into an empty folder and return the bag, or None when that would not be safe.

    Only after every name and size of the tar was found safe is anything written.
    """
    root = tar.name.removesuffix(".tar")
    try:
        with tar.open("rb") as stream:
            entries = read_entries(stream, tar.stat().st_size, root)
            write_entries(stream, entries, folder)
    except FaultError as fault:
        problems.add(tar.name, fault.field, fault.what, fault.mend)
        return None
    return folder / root
