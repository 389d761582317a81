"""In which encoding a page is written, and the view in which it is read: a text whose places are those of its bytes."""

import codecs
import re
from dataclasses import dataclass

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What a browser reads under another name than the one that is written (WHATWG Encoding §4.2), for Python's codecs.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # a page that says so of itself in ASCII cannot be so
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
    "utf-7": "cp1252",
    "hz": "cp1252",
}
_KNOWN = frozenset(
    [
        "utf-8",
        "cp866",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "cp874",
        "gb18030",
        "big5hkscs",
        "euc_jp",
        "iso2022_jp",
        "cp932",
        "cp949",
    ]
    + [f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
    + [f"cp125{number}" for number in range(9)]
)  # those of browsers: of Python's further ones some are no encodings of text
_PRESCAN = 1024  # bytes that a browser looks through (HTML §13.2.3.2)
_META = re.compile(rb"<meta[\s/][^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_XML = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ESCAPING = frozenset({"iso2022_jp", "utf-16-le", "utf-16-be"})  # in these, bytes of ASCII are not always what they say


@dataclass(frozen=True, slots=True)
class View:
    """The text in which a file is read, and how its bytes come back from it.

    `text` has a character for each byte; `encoding` is what those bytes are in, by the name of Python's codec.
    `transcoded` tells that the file itself is in another one, and the view was made of its text in UTF-8.
    """

    text: str
    encoding: str
    transcoded: str | None = None
    mark: bytes = b""

    def decode(self, piece: str) -> str:
        """Return a piece of the view as the text that it stands for."""
        return piece if piece.isascii() else piece.encode("latin-1").decode(self.encoding, "replace")

    def encode(self, text: str) -> bytes:
        """Return the bytes of a whole changed view."""
        content = text.encode("latin-1")
        if self.transcoded:
            content = content.decode("utf-8", "replace").encode(self.transcoded, "xmlcharrefreplace")
        return self.mark + content


def view_page(content: bytes, *, utf8: bool) -> View:
    """Return the view of a page of HTML.

    Args:
        content: its bytes.
        utf8: whether its server says that it is UTF-8, which overrules what the page says of itself.
    """
    mark, encoding = _mark(content)
    if not encoding:
        encoding = "utf-8" if utf8 else _declared(_META, _COMMENT.sub(b"", content[:_PRESCAN])) or "cp1252"
    return _view(content, mark, encoding)


def view_xml(content: bytes) -> View:
    """Return the view of an XML file (XML 1.0 §4.3.3)."""
    mark, encoding = _mark(content)
    if not encoding and content[:2] in (b"<\0", b"\0<"):
        encoding = "utf-16-le" if content[0] else "utf-16-be"
    return _view(content, mark, encoding or _declared(_XML, content[:_PRESCAN]) or "utf-8")


def declares(head: bytes) -> str | None:
    """Return the encoding that a page names in the part of it that a browser looks through."""
    return _declared(_META, _COMMENT.sub(b"", head[:_PRESCAN]))


def label_of(encoding: str) -> str:
    """Return the name under which browsers know an encoding."""
    labels = {"cp1252": "windows-1252", "cp1254": "windows-1254", "cp874": "windows-874", "cp932": "shift_jis"}
    labels |= {"cp949": "euc-kr", "big5hkscs": "big5", "mac-roman": "macintosh", "mac-cyrillic": "x-mac-cyrillic"}
    labels["cp866"] = "ibm866"
    plain = encoding.replace("iso8859", "iso-8859").replace("cp125", "windows-125").replace("_", "-")
    return labels.get(encoding, plain)


def _mark(content: bytes) -> tuple[bytes, str]:
    return next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))


def _declared(pattern: re.Pattern[bytes], head: bytes) -> str | None:
    match = pattern.search(head)
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode()).name
    except LookupError:
        return None
    name = _READ_AS.get(name, name)
    return name if name in _KNOWN else None


def _view(content: bytes, mark: bytes, encoding: str) -> View:
    body = content[len(mark) :]
    if encoding in _ESCAPING:
        text = body.decode(encoding, "replace").encode("utf-8", "replace").decode("latin-1")
        return View(text, "utf-8", encoding, mark)
    return View(body.decode("latin-1"), encoding, None, mark)
