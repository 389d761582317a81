"""A ZIP is read strictly, also one of very many entries, whose directory is found by way of its zip64 end."""

import io
import zipfile
from zipfile import ZipFile, ZipInfo

import pytest

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.zip_file import read_entries

FILES = {"archive/a.warc.gz": b"words", "indexes/index.cdx": b"", "datapackage.json": b"{}"}
ZIP64_END, LOCATOR, END = 56, 20, 22  # bytes, PKWARE APPNOTE 4.3.14 to 4.3.16


def written(**limits: int) -> bytearray:
    out = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        for name, limit in limits.items():
            patch.setattr(zipfile, name, limit)
        with ZipFile(out, "w") as archive:
            for name, content in FILES.items():
                archive.writestr(ZipInfo(name), content)
    raw = bytearray(out.getvalue())
    if limits:
        raw[-END + 8 : -END + 12] = b"\xff" * 4  # how many there are is told by the zip64 end alone
    return raw


def read(raw: bytes) -> dict[str, bytes]:
    entries = read_entries(io.BytesIO(raw), len(raw))
    return {name: bytes(raw[entry.offset : entry.offset + entry.size]) for name, entry in entries.items()}


@pytest.mark.parametrize("limits", [{}, {"ZIP_FILECOUNT_LIMIT": 1}, {"ZIP64_LIMIT": 3}])
def test_nothing_that_says_what_a_zip_holds_can_be_another(limits: dict[str, int]) -> None:
    sound = written(**limits)
    assert read(sound) == FILES
    passed = []
    for at in range(len(sound)):
        changed = sound.copy()
        changed[at] ^= 1
        try:
            assert read(changed) == FILES
            passed.append(at)
        except FaultError:
            continue
    begins = [at for at in range(len(sound)) if sound[at : at + 4] == b"PK\1\2"]
    unread = {begin + at for begin in begins for at in (*range(4, 8), *range(36, 42))}  # the versions; the attributes
    if limits:
        unread |= {len(sound) - END - LOCATOR - ZIP64_END + at for at in range(12, 16)}  # the versions
    assert set(passed) <= unread


@pytest.mark.parametrize(
    ("attributes", "told"),
    [(0o100644, ""), (0o120777, "a symbolic link"), (0o040755, "a folder"), (0o020644, "a device or a pipe")],
)
def test_an_entry_is_a_plain_file(attributes: int, told: str) -> None:
    out, info = io.BytesIO(), ZipInfo("a.txt")
    info.external_attr = attributes << 16
    with ZipFile(out, "w") as archive:
        archive.writestr(info, b"words")
    if not told:
        assert read(out.getvalue()) == {"a.txt": b"words"}
    else:
        with pytest.raises(FaultError, match=told):
            read(out.getvalue())


def test_a_zip_that_was_cut_short_is_told() -> None:
    sound = written()
    for length in range(len(sound)):
        with pytest.raises(FaultError):
            read(sound[:length])
