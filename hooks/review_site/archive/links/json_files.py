"""What JSON refers to: JSON Feed 1.1 and the Web App Manifest."""

import json
import re
from collections.abc import Mapping

from review_site.archive.links.found import Found
from review_site.archive.links.graph import Kind
from review_site.archive.links.html import read_fragment

NOT_JSON = "is not JSON that can be read"

_FEED = re.compile(rb"jsonfeed\.org\\?/version\\?/")
_FEED_KEYS: Mapping[str, Kind] = {
    "avatar": "requisite",
    "banner_image": "requisite",
    "external_url": "link",
    "favicon": "requisite",
    "feed_url": "link",
    "home_page_url": "link",
    "icon": "requisite",
    "image": "requisite",
    "next_url": "link",
    "url": "link",
}
_MANIFEST_KEYS: Mapping[str, Kind] = {"action": "form", "src": "requisite", "start_url": "link", "url": "link"}


def is_json_feed(content: bytes) -> bool:
    """Tell whether a file names the version of JSON Feed that it follows."""
    return _FEED.search(content) is not None


def read_json_feed(content: bytes, found: Found) -> None:
    """Note every reference of a JSON Feed, with those of its entries' HTML."""
    _read(content, found, _FEED_KEYS)


def read_manifest(content: bytes, found: Found) -> None:
    """Note every reference of a web app's manifest."""
    _read(content, found, _MANIFEST_KEYS)


def _read(content: bytes, found: Found, keys: Mapping[str, Kind]) -> None:
    try:
        waiting: list[object] = [json.loads(content.decode("utf-8-sig"))]
    except (ValueError, RecursionError):
        found.unread = NOT_JSON
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            for key, text in value.items():
                if isinstance(text, str):
                    _note(key, text, found, keys)
            # Extensions mean what their makers say (JSON Feed 1.1, Extensions).
            waiting += [inner for key, inner in reversed(value.items()) if not key.startswith("_")]
        elif isinstance(value, list):
            waiting += reversed(value)


def _note(key: str, text: str, found: Found, keys: Mapping[str, Kind]) -> None:
    if key in keys:
        found.add(keys[key], "json", key, text, 1)
    elif key == "content_html":
        read_fragment(text, found, 1)
