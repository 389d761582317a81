"""What XML refers to: feeds (Atom, RSS, OPML) and sitemaps, each by the names of its elements.

XML is read up to its first fault, and not at all where it brings a document type: no entity is ever expanded.
"""

import re
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from review_site.archive.links.encoding import decode_xml
from review_site.archive.links.found import Found
from review_site.archive.links.graph import Kind
from review_site.archive.links.html import read_element, read_fragment
from review_site.archive.links.soup import line_of

NOT_WELL_FORMED = "is not well-formed XML"
HAS_DOCUMENT_TYPE = "is XML with a document type"

_XHTML = "http://www.w3.org/1999/xhtml"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ROOTS = frozenset({"feed", "rss", "RDF", "opml", "urlset", "sitemapindex"})
_DEEPEST = 1000
# By the name of the element around it and its own.
_TEXTS: Mapping[tuple[str, str], Kind] = {
    ("author", "uri"): "link",
    ("channel", "docs"): "link",
    ("channel", "link"): "link",
    ("contributor", "uri"): "link",
    ("feed", "icon"): "requisite",
    ("feed", "logo"): "requisite",
    ("image", "link"): "link",
    ("image", "loc"): "requisite",
    ("image", "url"): "requisite",
    ("item", "comments"): "link",
    ("item", "guid"): "link",
    ("item", "link"): "link",
    ("sitemap", "loc"): "link",
    ("source", "icon"): "requisite",
    ("source", "logo"): "requisite",
    ("url", "loc"): "link",
    ("video", "content_loc"): "media",
    ("video", "player_loc"): "frame",
    ("video", "thumbnail_loc"): "requisite",
}
# By the name of an element and of its attribute.
_ATTRIBUTES: Mapping[tuple[str, str], Kind] = {
    ("content", "src"): "link",
    ("content", "url"): "media",
    ("enclosure", "url"): "link",
    ("generator", "uri"): "link",
    ("image", "href"): "requisite",
    ("link", "href"): "link",
    ("outline", "htmlUrl"): "link",
    ("outline", "url"): "link",
    ("outline", "xmlUrl"): "link",
    ("source", "url"): "link",
    ("thumbnail", "url"): "requisite",
}
_RSS_HTML = frozenset({"description", "encoded"})
_ATOM_TEXTS = frozenset({"content", "rights", "subtitle", "summary", "title"})
_PROLOG = re.compile(r"(?:<\?xml\s.*?\?>)?(?:\s|<\?(?!xml\s).*?\?>|<!--.*?-->)*", re.DOTALL)
_STYLESHEET = re.compile(r"(?:.*\s)?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL)


def read_xml(content: bytes, found: Found) -> None:
    """Note every reference of a feed or a sitemap.

    Of XML of any other kind only the stylesheet that it names is read.

    Args:
        content: the file.
        found: gathers what is found; its base is the file's own address.
    """
    text = decode_xml(content)
    if text.startswith("\ufeff"):
        found.unread = NOT_WELL_FORMED
        return
    match = _PROLOG.match(text)
    if match and text.startswith("<!DOCTYPE", match.end()):
        found.unread = HAS_DOCUMENT_TYPE
        return
    try:
        _read_elements(text, found)
    except (etree.XMLSyntaxError, _FaultError):
        found.unread = NOT_WELL_FORMED


class _FaultError(Exception):
    """Stops the reading where another parser would stop."""


def _read_elements(text: str, found: Found) -> None:
    bases = [found.base]
    events = etree.iterparse(
        BytesIO(text.encode("utf-8", "replace")),
        events=("start", "end", "pi"),
        encoding="utf-8",
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
        huge_tree=True,
    )
    started = False
    for event, element in events:
        if event == "pi":
            if not started:
                _read_instruction(element, found)
        elif event == "start":
            if not started and _local(element) not in _ROOTS:
                return
            started = True
            _stop_at_fault(element, len(bases))
            bases.append(_base_of(element, bases[-1], found))
            _read_attributes(element, found)
        else:
            found.base = bases.pop()
            _read_text(element, found)
            element.clear(keep_tail=True)
    found.base = bases[0]


def _read_instruction(instruction: etree._Element, found: Found) -> None:
    match = _STYLESHEET.match(str(instruction.text or ""))
    if match and str(getattr(instruction, "target", "")) == "xml-stylesheet":
        found.add("requisite", "xml-stylesheet", "href", match[1] or match[2] or "", line_of(instruction))


def _stop_at_fault(element: etree._Element, depth: int) -> None:
    tag = str(element.tag)
    if depth > _DEEPEST or (":" in tag and not tag.startswith("{")):
        raise _FaultError


def _base_of(element: etree._Element, around: str, found: Found) -> str:
    """Set what the references of an element are read against, and return it (XML Base §4)."""
    found.base = around
    base = element.get(_BASE)
    if base is not None:
        found.rebase(str(base))
    return found.base


def _read_attributes(element: etree._Element, found: Found) -> None:
    line = line_of(element)
    if str(element.tag).startswith(f"{{{_XHTML}}}"):
        attributes = {str(name).lower(): str(value) for name, value in element.items()}
        read_element(_local(element).lower(), attributes, line, found)
        return
    for name, value in element.items():
        kind = _ATTRIBUTES.get((_local(element), str(name)))
        if kind:
            rel = str(element.get("rel", "")).lower() if _local(element) == "link" else ""
            found.add(kind, _local(element), str(name), str(value), line, rel=rel)


def _read_text(element: etree._Element, found: Found) -> None:
    name = _local(element)
    text = "".join((str(element.text or ""), *(str(child.tail or "") for child in element)))
    around = element.getparent()
    outer = "" if around is None else _local(around)
    kind = _TEXTS.get((outer, name))
    if kind and not (name == "guid" and element.get("isPermaLink") == "false"):
        found.add(kind, name, "text", text, line_of(element))
    elif name in _RSS_HTML or (name in _ATOM_TEXTS and element.get("type") in ("html", "text/html")):
        read_fragment(text, found, line_of(element))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
