"""The feed as Atom (RFC 4287), the master form."""

from collections.abc import Callable, Mapping

from lxml import etree

from review_site.feed.extensions import add_deleted, add_links
from review_site.feed.look import look_of_feed, with_look
from review_site.feed.model import Feed, FeedEntry
from review_site.feed.writing import (
    ATOM,
    HISTORY,
    TOMBSTONES,
    XHTML,
    add,
    new_element,
    rfc3339,
    set_language,
    write_document,
    write_fragment,
)

_PREFIXES: Mapping[str, str] = {
    None: ATOM,  # type: ignore[dict-item]  # lxml-stubs miss the default namespace
    "at": TOMBSTONES,
    "fh": HISTORY,
    "xhtml": XHTML,
}


def atom_entry(entry: FeedEntry) -> bytes:
    """Render an atom:entry (RFC 4287 §4.1.2) with its full text as escaped HTML (§4.1.3.3), for `render_atom`."""
    element = new_element("entry", ATOM, _PREFIXES)
    set_language(element, entry.language)
    add(element, "id", ATOM, entry.id)
    add(element, "title", ATOM, entry.title)
    add(element, "link", ATOM, rel="alternate", type="text/html", href=entry.address)
    add(element, "published", ATOM, rfc3339(entry.published))
    add(element, "updated", ATOM, rfc3339(entry.updated))
    for author in entry.authors:
        _add_person(element, author)
    for category in entry.categories:
        add(element, "category", ATOM, term=category.term, scheme=category.scheme)
    for file in entry.enclosures:
        add(
            element,
            "link",
            ATOM,
            rel="enclosure",
            type=file.media_type,
            length=str(file.length),
            title=file.title,
            href=file.address,
        )
    if entry.rights:
        add(element, "rights", ATOM, entry.rights)
    add(element, "summary", ATOM, entry.summary)
    add(element, "content", ATOM, entry.content, type="html")
    return write_fragment(element, 1)


def render_atom(feed: Feed, entry_bytes: Callable[[FeedEntry], bytes] = atom_entry) -> bytes:
    """Render a feed as an Atom document in UTF-8 (RFC 4287 §4.1.1): the same feed gives the same bytes.

    `entry_bytes` gives what `atom_entry` would, from wherever it is kept.
    """
    root = new_element("feed", ATOM, _PREFIXES)
    set_language(root, feed.language)
    add(root, "id", ATOM, feed.id)
    add(root, "title", ATOM, feed.title)
    if feed.subtitle:
        add(root, "subtitle", ATOM, feed.subtitle)
    add(root, "updated", ATOM, rfc3339(feed.updated))
    add(root, "link", ATOM, rel="alternate", type="text/html", href=feed.site)
    add_links(root, feed, "atom")
    _add_person(root, feed.author)
    if feed.rights:
        add(root, "rights", ATOM, feed.rights)
    if feed.stylesheet:
        root.append(look_of_feed(feed, feed.addresses["atom"]))
    for deleted in feed.deleted:
        add_deleted(root, deleted)
    entries = map(entry_bytes, feed.entries)
    if feed.stylesheet:
        entries = map(with_look, entries, feed.entries)
    return write_document(root, b"\n</feed>", entries, feed.stylesheet)


def _add_person(parent: etree._Element, name: str) -> None:
    add(add(parent, "author", ATOM), "name", ATOM, name)
