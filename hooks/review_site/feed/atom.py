"""The feed as Atom (RFC 4287), the master form."""

import re
from datetime import datetime

from lxml import etree

from review_site.clock import LONDON
from review_site.feed.model import Feed, FeedEntry

NAMESPACE = "http://www.w3.org/2005/Atom"
_NSMAP: dict[str, str] = {None: NAMESPACE}  # type: ignore[dict-item]  # lxml-stubs miss the default namespace
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_atom(feed: Feed) -> bytes:
    """Render a feed as an Atom document in UTF-8 (RFC 4287 §4.1.1): the same feed gives the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", {_XML_LANG: feed.language}, nsmap=_NSMAP)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _rfc3339(feed.updated))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.site)
    _add_person(root, "author", feed.author)
    _add(root, "rights", feed.rights)
    for entry in feed.entries:
        root.append(_entry(entry))
    etree.indent(root)
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(entry: FeedEntry) -> etree._Element:
    """Make an atom:entry (RFC 4287 §4.1.2) with the full text as escaped HTML (§4.1.3.3)."""
    element = etree.Element(f"{{{NAMESPACE}}}entry", nsmap=_NSMAP)
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add(element, "published", _rfc3339(entry.published))
    _add(element, "updated", _rfc3339(entry.updated))
    for author in entry.authors:
        _add_person(element, "author", author)
    for category in entry.categories:
        _add(element, "category", term=category)
    _add(element, "summary", entry.summary)
    _add(element, "content", entry.content, type="html")
    return element


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    safe = {key: _UNWRITABLE.sub("\ufffd", value) for key, value in attributes.items()}
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", safe)
    child.text = None if text is None else _UNWRITABLE.sub("\ufffd", text)
    return child


def _add_person(parent: etree._Element, role: str, name: str) -> None:
    _add(_add(parent, role), "name", name)


def _rfc3339(instant: datetime) -> str:
    """RFC 4287 §3.3, with London's offset, so that a day of London reads as that day."""
    return instant.astimezone(LONDON).isoformat(timespec="seconds")
