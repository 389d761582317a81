"""The encoding of a file, as a browser finds it (HTML Standard §13.2.3, Encoding Standard §4, XML 1.0 §4.3.3)."""

import codecs
import re

_BEGINNING = 1024  # bytes in which a page names its encoding
_LABEL = rb"([A-Za-z0-9_:.-]{1,40})"
_META = re.compile(rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}" + _LABEL, re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}[\"']" + _LABEL)
_CSS = re.compile(rb'@charset "' + _LABEL + rb'";')
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_FALLBACK = "cp1252"
# The standard's encodings as Python names them; no other codec is ever asked, some of which take very long.
_KNOWN = frozenset(
    {"utf-8", "big5hkscs", "euc_jp", "gb18030", "iso2022_jp", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"}
    | {"cp866", "cp874", "cp932", "cp949", *(f"cp{number}" for number in range(1250, 1259))}
    | {f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)
_TAKEN_FOR = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}


def decode_page(content: bytes) -> tuple[str, str]:
    """Return the text of a page and its encoding by Python's name; what cannot be read stands as U+FFFD."""
    return _decode(content, _META.search(content[:_BEGINNING]), _FALLBACK)


def decode_css(content: bytes) -> tuple[str, str]:
    """Return the text of a stylesheet and its encoding by Python's name (CSS Syntax 3 §3.2)."""
    return _decode(content, _CSS.match(content), _FALLBACK)


def decode_xml(content: bytes) -> str:
    """Return the text of an XML file; what cannot be read stands as U+FFFD."""
    return _decode(content, _XML.match(content[:_BEGINNING]), "utf-8")[0]


def _decode(content: bytes, label: re.Match[bytes] | None, fallback: str) -> tuple[str, str]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            # Addresses are never written in UTF-16 (URL Standard §4.4, Encoding Standard §4.3).
            return content[len(mark) :].decode(name, "replace"), "utf-8"
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        name = _named(label[1].decode("ascii")) if label else fallback
        return content.decode(name, "replace"), name


def _named(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return _FALLBACK
    name = _TAKEN_FOR.get(name, name)
    return name if name in _KNOWN else _FALLBACK
