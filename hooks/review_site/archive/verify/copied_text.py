"""The text of a page as it was served, and as a browser reads it from a file, where no server names the encoding."""

import codecs
import html
import io
import re
from xml.parsers.expat import ExpatError, ParserCreate

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[\s/][^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"} | {
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "utf-16": "utf-8",
}
_LOOKED_AT = 1024


def text_of_response(content: bytes, media_type: str, *, is_xml: bool) -> str:
    """Return the text of a page under the `Content-Type` that it was served with (HTML §13.2.3.2)."""
    charset = re.search(r"charset\s*=\s*\"?([A-Za-z0-9._-]+)", media_type, re.IGNORECASE)
    return _decode(content, _known(charset[1]) if charset else None, is_xml=is_xml)


def text_of_file(content: bytes, *, is_xml: bool) -> str:
    """Return the text of a page that no server speaks for."""
    return _decode(content, None, is_xml=is_xml)


def written_out(content: bytes) -> str:
    """Return a drawing with its own entities replaced by what they stand for; empty where that cannot be done."""
    out: list[str] = []
    parser = ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        told = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
        out.append(f"<{name}{told}>")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: out.append(f"</{name}>")
    parser.CharacterDataHandler = lambda text: out.append(html.escape(text))
    try:
        parser.ParseFile(io.BytesIO(content))  # expat itself stops at entities that grow beyond measure
    except (ExpatError, ValueError):
        return ""
    return "".join(out)


def _decode(content: bytes, told: str | None, *, is_xml: bool) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    head = content[:_LOOKED_AT]
    match = _XML.search(head) if is_xml else _META.search(_COMMENT.sub(b"", head))
    named = _known(match[1].decode()) if match else None
    if is_xml and content[:2] in (b"<\0", b"\0<"):
        named = "utf-16-le" if content[:1] == b"<" else "utf-16-be"
    return content.decode(told or named or ("utf-8" if is_xml else "cp1252"), "replace")


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
        "".encode(name)
    except (LookupError, UnicodeError):
        return None
    return _WIDER.get(name, name)
