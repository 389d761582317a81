"""What stands inside a ZIP by which PRONOM tells its documents apart: EPUB, OpenDocument, Office Open XML.

A plain ZIP is refused by archives and a document is not, so this decides. Little is read, whatever the ZIP claims: its
directory within a limit, and the first bytes of one or two members.
"""

import re
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 1 << 16
_DIRECTORY_LIMIT = 1 << 22
_MEMBER_LIMIT = 1 << 20
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1

_MIMETYPES = {b"application/epub+zip": "fmt/483"}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": {
        b"1.0": "fmt/136",
        b"1.1": "fmt/290",
        b"1.2": "fmt/291",
        b"1.3": "fmt/1756",
    },
    b"application/vnd.oasis.opendocument.spreadsheet": {
        b"1.0": "fmt/137",
        b"1.1": "fmt/294",
        b"1.2": "fmt/295",
        b"1.3": "fmt/1755",
    },
    b"application/vnd.oasis.opendocument.presentation": {
        b"1.0": "fmt/138",
        b"1.1": "fmt/292",
        b"1.2": "fmt/293",
        b"1.3": "fmt/1754",
    },
    b"application/vnd.oasis.opendocument.graphics": {b"1.0": "fmt/139", b"1.1": "fmt/296", b"1.2": "fmt/297"},
}
_OPEN_XML = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "fmt/412",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "fmt/597",
    b"application/vnd.ms-word.document.macroEnabled.main+xml": "fmt/523",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "fmt/214",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "fmt/598",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml": "fmt/445",
    b"application/vnd.ms-excel.sheet.binary.macroEnabled.main": "fmt/595",
    b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "fmt/215",
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": "fmt/629",
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml": "fmt/631",
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": "fmt/487",
}
DOCUMENTS = frozenset(
    {*_MIMETYPES.values(), *_OPEN_XML.values(), *(puid for one in _OPEN_DOCUMENTS.values() for puid in one.values())}
)
"""What `document_in` can find; a file that only bears such a document's ending is none."""
_CONTENT_TYPE = re.compile(rb"ContentType\s*=\s*[\"']([^\"']{1,200})[\"']")
_VERSION = re.compile(rb"office:version\s*=\s*[\"'](\d\.\d)[\"']")


def document_in(path: Path) -> str | None:
    """Return the PRONOM identifier of the document that a ZIP is, None where it is none of those that are known.

    Raises:
        OSError: when the file cannot be read.
    """
    with path.open("rb") as stream:
        members = _read_directory(stream, path.stat().st_size)
        mimetype = _read_member(stream, members.get(b"mimetype")).strip()
        if mimetype in _MIMETYPES:
            return _MIMETYPES[mimetype]
        if mimetype in _OPEN_DOCUMENTS:
            version = _VERSION.search(_read_member(stream, members.get(b"content.xml")))
            return _OPEN_DOCUMENTS[mimetype].get(version[1] if version else b"1.1")
        types = _CONTENT_TYPE.findall(_read_member(stream, members.get(b"[Content_Types].xml")))
        return next((_OPEN_XML[one] for one in types if one in _OPEN_XML), None)


def _read_directory(stream: BinaryIO, size: int) -> dict[bytes, tuple[int, int]]:
    """Return how each member is packed and where its own header lies, by name; none of a ZIP that is not plain."""
    tail_size = min(size, _LONGEST_COMMENT + _END.size)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    place = tail.rfind(b"PK\5\6")
    if place < 0 or len(tail) - place < _END.size:
        return {}
    length, start = _END.unpack_from(tail, place)[5:7]
    if length > _DIRECTORY_LIMIT or start + length > size:
        return {}
    stream.seek(start)
    directory = stream.read(length)
    members: dict[bytes, tuple[int, int]] = {}
    at = 0
    while len(directory) - at >= _CENTRAL.size and directory.startswith(b"PK\1\2", at):
        fields = _CENTRAL.unpack_from(directory, at)
        name_size, extra_size, comment_size = fields[10:13]
        name = directory[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
        if not fields[3] & _ENCRYPTED:
            members.setdefault(name, (fields[4], fields[16]))
        at += _CENTRAL.size + name_size + extra_size + comment_size
    return members


def _read_member(stream: BinaryIO, member: tuple[int, int] | None) -> bytes:
    """Return the first bytes of a member, up to a limit; none where it is not there or cannot be read."""
    if member is None:
        return b""
    method, header = member
    stream.seek(header)
    head = stream.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\3\4"):
        return b""
    packed_size, _, name_size, extra_size = _LOCAL.unpack(head)[7:]
    stream.seek(name_size + extra_size, 1)
    packed = stream.read(_MEMBER_LIMIT)
    if method == _STORED:
        return packed[:packed_size]
    if method != _DEFLATED:
        return b""
    try:
        return zlib.decompressobj(-15).decompress(packed, _MEMBER_LIMIT)
    except zlib.error:
        return b""
