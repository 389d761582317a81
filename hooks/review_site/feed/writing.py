"""What the forms of a feed share: text that can be written, instants, XML elements and documents."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape

from lxml import etree

from review_site.clock import LONDON

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return a text with U+FFFD for each character that XML has no way to write (XML 1.0 §2.2)."""
    return _UNWRITABLE.sub("\ufffd", text)


def rfc3339(instant: datetime) -> str:
    """Return an aware instant as RFC 3339 §5.6 writes it, with London's offset, so that a day of London reads so."""
    return instant.astimezone(LONDON).isoformat(timespec="seconds")


def new_element(name: str, namespace: str, prefixes: Mapping[str, str]) -> etree._Element:
    """Return an element that knows the prefixes of its document; None is the prefix of the default namespace."""
    return etree.Element(f"{{{namespace}}}{name}" if namespace else name, nsmap=prefixes)


def add(parent: etree._Element, name: str, namespace: str, text: str = "", /, **attributes: str) -> etree._Element:
    """Append an element with a text and attributes to another; attributes without a value are left out."""
    given = {key: writable(value) for key, value in attributes.items() if value}
    child = etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name, given)
    child.text = writable(text) or None
    return child


def set_language(element: etree._Element, language: str) -> None:
    """Say the language of what an element holds (XML 1.0 §2.12), unless it is empty."""
    if language:
        element.set(XML_LANG, writable(language))


def write_fragment(element: etree._Element, depth: int) -> bytes:
    """Return an element as bytes, indented by `depth` steps and without the prefixes, which its document declares."""
    etree.indent(element, level=depth)
    known: dict[str, str] = element.nsmap  # type: ignore[assignment]  # lxml-stubs ask for less than they give
    bare = etree.tostring(etree.Element(element.tag, nsmap=known))
    declarations = bare[bare.index(b" xmlns") : -len(b"/>")]
    text: bytes = etree.tostring(element, encoding="utf-8", xml_declaration=False, with_tail=False)
    return b"  " * depth + text.replace(declarations, b"", 1)


def write_document(root: etree._Element, end: bytes, entries: Iterable[bytes], stylesheet: str) -> bytes:
    """Return a whole document in UTF-8: its root with the entries set before `end`, and its sheet, unless empty."""
    etree.indent(root)
    whole: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    sheet = f'<?xml-stylesheet type="text/css" href="{escape(writable(stylesheet))}"?>\n' if stylesheet else ""
    start = f"<?xml version='1.0' encoding='utf-8'?>\n{sheet}".encode()
    return start + whole.removesuffix(end) + b"".join(b"\n" + entry for entry in entries) + end + b"\n"
