"""All feeds of a site as one list to import (OPML 2.0)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from review_site.clock import LONDON
from review_site.feed.model import FORMS, Feed
from review_site.feed.writing import add, new_element, write_document


def render_opml(title: str, groups: Mapping[str, Iterable[Feed]], modified: datetime) -> bytes:
    """Render feeds as a list in OPML 2.0 in UTF-8: groups by their heading, in their order; that without one is first.

    A feed stands there in the first of its forms, once. `modified` is an aware instant: when one of them changed last.
    """
    root = new_element("opml", "", {})
    root.set("version", "2.0")
    head = add(root, "head", "")
    add(head, "title", "", title)
    add(head, "dateModified", "", format_datetime(modified.astimezone(LONDON)))
    add(head, "docs", "", "http://opml.org/spec2.opml")
    body = add(root, "body", "")
    for heading in sorted(groups, key=bool):
        feeds = list(groups[heading])
        parent = add(body, "outline", "", text=heading, title=heading) if heading and feeds else body
        for feed in feeds:
            _add_feed(parent, feed)
    return write_document(root, b"", (), "")


def _add_feed(parent: etree._Element, feed: Feed) -> None:
    address = next(feed.addresses[form] for form in FORMS if form in feed.addresses)
    add(parent, "outline", "", text=feed.title, title=feed.title, type="rss", xmlUrl=address, htmlUrl=feed.site)
