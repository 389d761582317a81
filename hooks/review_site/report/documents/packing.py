"""The ZIP files that EPUB and ODT are: entries in a fixed order, with a fixed time, packed by ourselves."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_MIMETYPE = "mimetype"
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP, with `mimetype` first and not compressed (OCF 3.3 §4.2.2; ODF 1.3 part 2 §3.3)."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files, key=lambda name: (name != _MIMETYPE, name)):
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_STORED if name == _MIMETYPE else zipfile.ZIP_DEFLATED
            info.create_system = 3  # as on Unix, wherever it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name], compresslevel=9)
    return stream.getvalue()
