"""An Atom document, read (RFC 4287), with what was withdrawn (RFC 6721) and its place in a history (RFC 5005)."""

from lxml import etree

from review_site.feed.model import Category, Enclosure
from review_site.feed.verify.atom_form import verify_atom_form
from review_site.feed.verify.reading import DeletedReading, EntryReading, Reading, count_of, read_rfc3339
from review_site.feed.verify.xml_document import (
    ATOM,
    HISTORY,
    TOMBSTONES,
    XML,
    href_of,
    links_of,
    read_xml,
    stylesheet_of,
    text_of,
)
from review_site.problems import Problems

WALK = ("current", "prev-archive", "next-archive")


def read_atom(data: bytes, path: str, problems: Problems) -> Reading | None:
    """Return what an Atom document says, and add what is against its form; None where it cannot be read at all."""
    root = read_xml(data, path, problems)
    if root is None:
        return None
    if root.tag != f"{ATOM}feed":
        problems.add(path, "feed", f"begins with {root.tag}", "an Atom feed begins with feed (RFC 4287 §4.1.1)")
        return None
    verify_atom_form(root, path, problems)
    language = root.get(f"{XML}lang", "")
    return Reading(
        id=text_of(root, f"{ATOM}id"),
        title=text_of(root, f"{ATOM}title"),
        subtitle=text_of(root, f"{ATOM}subtitle"),
        address=href_of(root, "self"),
        site=href_of(root, "alternate"),
        hub=href_of(root, "hub"),
        language=language,
        author=text_of(root, f"{ATOM}author/{ATOM}name"),
        rights=text_of(root, f"{ATOM}rights"),
        updated=read_rfc3339(text_of(root, f"{ATOM}updated")),
        stylesheet=stylesheet_of(root),
        complete=False,
        archive=root.find(f"{HISTORY}archive") is not None,
        walk=walk_of(root),
        entries=tuple(_entry(entry, language) for entry in root.iterchildren(f"{ATOM}entry")),
        deleted=deleted_in(root),
    )


def walk_of(parent: etree._Element) -> dict[str, str]:
    """Return where the links of RFC 5005 §4 lead, by their relation."""
    return {rel: link.get("href", "") for rel in WALK for link in links_of(parent, rel)}


def deleted_in(parent: etree._Element) -> tuple[DeletedReading, ...]:
    """Return the entries that a document says were withdrawn (RFC 6721 §3)."""
    return tuple(
        DeletedReading(
            id=element.get("ref", ""),
            address=next((link.get("href", "") for link in element.iterchildren(f"{ATOM}link")), ""),
            when=read_rfc3339(element.get("when", "")),
            reason=text_of(element, f"{TOMBSTONES}comment"),
        )
        for element in parent.iterchildren(f"{TOMBSTONES}deleted-entry")
    )


def _entry(entry: etree._Element, language: str) -> EntryReading:
    return EntryReading(
        id=text_of(entry, f"{ATOM}id"),
        title=text_of(entry, f"{ATOM}title"),
        address=href_of(entry, "alternate"),
        published=read_rfc3339(text_of(entry, f"{ATOM}published")),
        updated=read_rfc3339(text_of(entry, f"{ATOM}updated")),
        summary=text_of(entry, f"{ATOM}summary"),
        content=text_of(entry, f"{ATOM}content"),
        authors=tuple(text_of(author, f"{ATOM}name") for author in entry.iterchildren(f"{ATOM}author")),
        categories=tuple(
            Category(one.get("term", ""), one.get("scheme", "")) for one in entry.iterchildren(f"{ATOM}category")
        ),
        enclosures=tuple(
            Enclosure(
                address=link.get("href", ""),
                length=count_of(link.get("length", "")),
                media_type=link.get("type", ""),
                title=link.get("title", ""),
            )
            for link in links_of(entry, "enclosure")
        ),
        rights=text_of(entry, f"{ATOM}rights"),
        language=entry.get(f"{XML}lang", language),
    )
