"""A ZIP is read strictly, also one of very many entries, whose directory is found by way of its zip64 end."""

import io
import zipfile
from zipfile import ZipFile, ZipInfo

import pytest

from review_site.archive.verify.fault import FaultError
from review_site.archive.verify.zip_file import read_entries

FILES = {"archive/a.warc.gz": b"words", "indexes/index.cdx": b"", "datapackage.json": b"{}"}
ZIP64_END, LOCATOR, END = 56, 20, 22  # bytes, PKWARE APPNOTE 4.3.14 to 4.3.16


@pytest.fixture
def zip64(monkeypatch: pytest.MonkeyPatch) -> bytearray:
    """Write a ZIP whose end has no room for the number of its entries."""
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(ZipInfo(name), content)
    raw = bytearray(out.getvalue())
    raw[-END + 8 : -END + 12] = b"\xff" * 4  # how many there are is told by the zip64 end alone
    return raw


def read(raw: bytes) -> dict[str, bytes]:
    entries = read_entries(io.BytesIO(raw), len(raw))
    return {name: bytes(raw[entry.offset : entry.offset + entry.size]) for name, entry in entries.items()}


def test_its_directory_is_found(zip64: bytearray) -> None:
    assert read(zip64) == FILES


@pytest.mark.parametrize("back", range(1, ZIP64_END + LOCATOR + END + 1))
def test_no_byte_of_its_ends_can_be_another(zip64: bytearray, back: int) -> None:
    unread = [*range(4, 8)]  # by which versions it was made and can be read: nothing follows from them
    at = ZIP64_END + LOCATOR + END - back
    zip64[-back] ^= 1
    if at - 8 in unread:
        assert read(zip64) == FILES
    else:
        with pytest.raises(FaultError):
            read(zip64)
