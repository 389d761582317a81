"""What a file's first bytes say it is, by a short table of our own that shares nothing with PRONOM's signatures."""

from pathlib import Path

_WINDOW = 1024
_TAR = (257, b"ustar")
# Formats that an archive refuses as loose files, each by how a file of it begins.
_REFUSED = (
    (b"PK\3\4", "a ZIP"),
    (b"PK\5\6", "an empty ZIP"),
    (b"PK\7\x08", "a ZIP in parts"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ\0", "packed with xz"),
    (b"Rar!\x1a\7", "a RAR"),
    (b"WARC/", "a web archive"),
    (b"MZ", "a program"),
)
_DOCUMENTS = {
    *("fmt/483", "fmt/412", "fmt/597", "fmt/523", "fmt/214", "fmt/598", "fmt/445", "fmt/595", "fmt/215", "fmt/629"),
    *("fmt/631", "fmt/487", "fmt/136", "fmt/290", "fmt/291", "fmt/1756", "fmt/137", "fmt/294", "fmt/295", "fmt/1755"),
    *("fmt/138", "fmt/292", "fmt/293", "fmt/1754", "fmt/139", "fmt/296", "fmt/297"),
}
_MARKS_OF_DOCUMENTS = (
    b"mimetypeapplication/epub+zip",
    b"mimetypeapplication/vnd.oasis.opendocument.",
    b"[Content_Types].xml",
)
# Formats that begin in one way alone: whoever says one of them must mean these bytes, and the other way round.
_CERTAIN = (
    (b"\x89PNG\r\n\x1a\n", {"fmt/11", "fmt/12", "fmt/13", "fmt/935"}),
    (b"GIF87a", {"fmt/3"}),
    (b"GIF89a", {"fmt/4"}),
    (b"wOFF", {"fmt/616"}),
    (b"wOF2", {"fmt/1172"}),
)
_TEXT = {"x-fmt/111", "x-fmt/18", "x-fmt/13", "x-fmt/224", "x-fmt/423", "fmt/817", "fmt/1149", "fmt/101", "fmt/471"}


def fault_of_content(path: Path, puid: str) -> str | None:
    """Return what is wrong with a loose file of which a format is told, None where nothing is.

    Args:
        path: the file.
        puid: the PRONOM identifier of the format that it is said to be of.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(_WINDOW)
        size = stream.seek(0, 2)
        stream.seek(max(0, size - (1 << 16)))
        tail = stream.read()
    if not head:
        return "is empty"
    for start, what in _REFUSED:
        if head.startswith(start) and not _is_document(head, tail, puid):
            return f"is {what} by its first bytes"
    if head[_TAR[0] :].startswith(_TAR[1]):
        return "is a tar by its bytes"
    for start, puids in _CERTAIN:
        if head.startswith(start) != (puid in puids):
            return f"is said to be {puid}, and its first bytes say otherwise"
    if puid in _TEXT and b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"is said to be {puid}, and is no text"
    return None


def _is_document(head: bytes, tail: bytes, puid: str) -> bool:
    """Tell whether a ZIP is a document, by its first member's name and content, or by its directory."""
    if not head.startswith(b"PK\3\4"):
        # Text may begin with “MZ” or “BZh” as well as with any other letters.
        return head.startswith((b"MZ", b"BZh")) and puid in _TEXT and b"\0" not in head
    return puid in _DOCUMENTS and any(mark in head[30:] or mark in tail for mark in _MARKS_OF_DOCUMENTS)
