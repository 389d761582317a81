"""XML as a bundle may hold it: no document type, no entity of its own, nothing fetched, read piece by piece."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from review_site.archive.verify.fault import stop

_LIMIT = 1 << 30


def children_of(path: Path, root: str) -> Iterator[etree._Element]:
    """Give each child of a document's root element, whole; it is forgotten before the next is read.

    Args:
        path: the file.
        root: the root's name, with its namespace in braces where it has one.

    Raises:
        FaultError: when it is no such document, or has a document type.
        OSError: when the file cannot be read.
    """
    if path.stat().st_size > _LIMIT:
        stop("size", f"is larger than {_LIMIT} bytes")
    depth = 0
    try:
        with path.open("rb") as stream:
            events = etree.iterparse(
                stream,
                events=("start", "end"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            for event, element in events:
                if event == "start":
                    if depth == 0:
                        _verify_root(element, root)
                    depth += 1
                    continue
                depth -= 1
                if depth == 1:
                    yield element
                    element.clear()
                    while (before := element.getprevious()) is not None:
                        before.getparent().remove(before)
    except etree.XMLSyntaxError as error:
        stop("xml", f"is not well formed: {error}")


def _verify_root(element: etree._Element, root: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        stop("xml", "has a document type", "write none")
    if element.tag != root:
        stop("xml", f"has {str(element.tag)[:80]} as its root", f"write {root}")


def text_of(element: etree._Element | None) -> str:
    """Return an element's own text; empty where there is no element, or no text in it."""
    return (element.text or "") if element is not None else ""
