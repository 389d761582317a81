"""All feeds of a site as one list to import (OPML 2.0)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from review_site.clock import LONDON
from review_site.feed.writing import add, new_element, write_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed as it stands in a list of feeds: its title, its full address, and that of the page that it follows."""

    title: str
    address: str
    site: str


def render_opml(title: str, groups: Mapping[str, Iterable[Outline]], modified: datetime) -> bytes:
    """Render the list of feeds as OPML 2.0 in UTF-8: groups by their heading, in order; those under "" stand first.

    `modified` is an aware instant: when the newest of the feeds changed.
    """
    root = new_element("opml", "", {})
    root.set("version", "2.0")
    head = add(root, "head", "")
    add(head, "title", "", title)
    add(head, "dateModified", "", format_datetime(modified.astimezone(LONDON)))
    add(head, "docs", "", "http://opml.org/spec2.opml")
    body = add(root, "body", "")
    for heading in sorted(groups, key=bool):
        parent = add(body, "outline", "", text=heading, title=heading) if heading else body
        for feed in groups[heading]:
            _add_feed(parent, feed)
    return write_document(root, b"", (), "")


def _add_feed(parent: etree._Element, feed: Outline) -> None:
    about = {"text": feed.title, "title": feed.title, "type": "rss", "xmlUrl": feed.address, "htmlUrl": feed.site}
    add(parent, "outline", "", **about)
