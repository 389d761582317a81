"""What Atom and RSS say in extensions alike: withdrawn entries, the walk through earlier documents, the hub."""

from lxml import etree

from review_site.feed.model import FORMS, DeletedEntry, Feed, Form, Walk
from review_site.feed.writing import ATOM, HISTORY, TOMBSTONES, add, rfc3339
from review_site.media_types import UNKNOWN, media_type_of


def add_links(parent: etree._Element, feed: Feed, form: Form) -> None:
    """Append the links of a document to itself, its hub (WebSub §4) and the others of its walk (RFC 5005 §4)."""
    add(parent, "link", ATOM, rel="self", type=FORMS[form], href=feed.addresses[form])
    if feed.hub:
        add(parent, "link", ATOM, rel="hub", href=feed.hub)
    if feed.walk:
        for relation, address in walk_links(feed.walk).items():
            add(parent, "link", ATOM, rel=relation, type=_type_of(address), href=address)
        if feed.walk.archive:
            add(parent, "archive", HISTORY)


def walk_links(walk: Walk) -> dict[str, str]:
    """Return the links of a walk by their relation; the feed that readers subscribe to needs none to itself."""
    links = {
        "prev-archive": walk.previous,
        "next-archive": walk.following,
        "current": walk.current if walk.archive else "",
    }
    return {relation: address for relation, address in links.items() if address}


def add_deleted(parent: etree._Element, deleted: DeletedEntry) -> None:
    """Append a tombstone (RFC 6721 §3) with the reason and a link to the page that tells it.

    The link is no alternate, as readers that do not know tombstones would take it for the feed's own.
    """
    tombstone = add(parent, "deleted-entry", TOMBSTONES, ref=deleted.id, when=rfc3339(deleted.when))
    add(tombstone, "comment", TOMBSTONES, deleted.reason)
    add(tombstone, "link", ATOM, rel="related", type="text/html", href=deleted.address)


def _type_of(address: str) -> str:
    media_type = media_type_of(address)
    return "" if media_type == UNKNOWN else media_type
