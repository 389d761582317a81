"""Reading the XML of a feed: the tree, its texts and its links."""

from collections.abc import Iterator

from lxml import etree

from review_site.problems import Problems

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"  # RFC 6721 §3
HISTORY = "{http://purl.org/syndication/history/1.0}"  # RFC 5005 §4
XML = "{http://www.w3.org/XML/1998/namespace}"


def read_xml(data: bytes, path: str, problems: Problems) -> etree._Element | None:
    """Return the root of an XML document; None, and a problem, where it is not well-formed or names outside entities.

    A feed is UTF-8 and has no document type: nothing that a reader could be made to fetch or to expand.
    """
    # Texts over 10 MB are refused otherwise.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        data.decode("utf-8")
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, UnicodeDecodeError) as error:
        problems.add(path, "feed", f"is not well-formed: {error}", "look for odd characters in the newest post")
        return None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # lxml-stubs miss it
        problems.add(path, "feed", "has a document type", "a feed has none: some readers refuse it")
        return None
    return root


def text_of(parent: etree._Element, name: str) -> str:
    """Return the text of the first child of a name; empty where there is none."""
    child = parent.find(name)
    return "" if child is None else child.text or ""


def links_of(parent: etree._Element, rel: str) -> Iterator[etree._Element]:
    """Give the Atom links of a relation; a link without one is an alternate (RFC 4287 §4.2.7.2)."""
    return (link for link in parent.iterchildren(f"{ATOM}link") if link.get("rel", "alternate") == rel)


def href_of(parent: etree._Element, rel: str) -> str:
    """Return where the first Atom link of a relation leads; empty where there is none."""
    return next((link.get("href", "") for link in links_of(parent, rel)), "")


def stylesheet_of(root: etree._Element) -> str:
    """Return the address of the sheet that a document names before its root (xml-stylesheet §4.1); else nothing."""
    before = root.getprevious()
    while before is not None:
        if isinstance(before, etree._ProcessingInstruction) and before.target == "xml-stylesheet":
            return before.attrib.get("href", "")
        before = before.getprevious()
    return ""
