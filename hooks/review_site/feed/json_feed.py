"""The feed as JSON (JSON Feed 1.1), for programs that read no XML."""

import json
from collections.abc import Callable
from typing import Any

from review_site.feed.extensions import walk_links
from review_site.feed.model import DeletedEntry, Feed, FeedEntry
from review_site.feed.writing import rfc3339, writable
from review_site.media_types import media_type_of

_VERSION = "https://jsonfeed.org/version/1.1"
_ABOUT = "https://www.rfc-editor.org/rfc/rfc4287"
"""What tells the meaning of `_atom`, the extension that holds what Atom has words for and JSON Feed has not."""


def json_item(entry: FeedEntry) -> bytes:
    """Render an item (JSON Feed 1.1 “Items”), for `render_json`: rights and schemes of categories stand in `_atom`."""
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.summary,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": author} for author in entry.authors],
        "tags": [category.term for category in entry.categories],
        "language": entry.language,
        "attachments": [
            _given(url=file.address, mime_type=file.media_type, title=file.title) | {"size_in_bytes": file.length}
            for file in entry.enclosures
        ],
        "_atom": _given(
            rights=entry.rights,
            categories=[{"term": one.term, "scheme": one.scheme} for one in entry.categories if one.scheme],
        ),
    }
    always = ("id", "content_html")
    return _dump({key: value for key, value in item.items() if value or key in always}, 2)


def render_json(feed: Feed, entry_bytes: Callable[[FeedEntry], bytes] = json_item) -> bytes:
    """Render a feed as a JSON Feed 1.1 document in UTF-8: the same feed gives the same bytes.

    `entry_bytes` gives what `json_item` would, from wherever it is kept. `next_url` is there when the feed's walk leads
    to JSON; the links of any walk (RFC 5005 §4) and withdrawn entries (RFC 6721 §3) stand in `_atom`.
    """
    earlier = feed.walk.previous if feed.walk else ""
    head = {"version": _VERSION} | _given(
        title=feed.title,
        home_page_url=feed.site,
        feed_url=feed.addresses["json"],
        description=feed.subtitle,
        user_comment=f"This is a feed. How to follow it: {feed.guide}" if feed.guide else "",
        next_url=earlier if media_type_of(earlier) == "application/json" else "",
        authors=[{"name": feed.author}] if feed.author else [],
        language=feed.language,
        expired=feed.complete,
        hubs=[{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        _atom={"about": _ABOUT}
        | _given(
            id=feed.id,
            updated=rfc3339(feed.updated),
            rights=feed.rights,
            links=walk_links(feed.walk) if feed.walk else {},
            archive=feed.walk is not None and feed.walk.archive,
            deleted=[_deleted(one) for one in feed.deleted],
        ),
    )
    start = _dump(head, 0).removesuffix(b"\n}")
    items = b",\n".join(map(entry_bytes, feed.entries))
    return start + b',\n  "items": [' + (b"\n" + items + b"\n  " if items else b"") + b"]\n}\n"


def _deleted(one: DeletedEntry) -> dict[str, str]:
    return _given(ref=one.id, when=rfc3339(one.when), comment=one.reason, url=one.address)


def _given(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something."""
    return {key: value for key, value in fields.items() if value}


def _dump(value: dict[str, Any], depth: int) -> bytes:
    """Return an object as bytes, indented by `depth` steps; no text of it holds a line end that is not escaped."""
    text = json.dumps(_writable(value), ensure_ascii=False, indent=2)
    return ("  " * depth + text.replace("\n", "\n" + "  " * depth)).encode()


def _writable(value: Any) -> Any:
    """Return a value with its texts as the forms in XML have them, so that all forms say the same."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {key: _writable(one) for key, one in value.items()}
    return [_writable(one) for one in value] if isinstance(value, list) else value
