"""The form of a JSON Feed: which members JSON Feed 1.1 knows where, of what type, and which must be there."""

from collections.abc import Iterator, Mapping
from typing import Any

from review_site.feed.verify.reading import read_rfc3339
from review_site.problems import Problems

_VERSION = "https://jsonfeed.org/version/1.1"
_FEED: Mapping[str, type] = {
    **dict.fromkeys(("version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url"), str),
    **dict.fromkeys(("icon", "favicon", "language"), str),
    **dict.fromkeys(("authors", "hubs", "items"), list),
    "expired": bool,
}
_ITEM: Mapping[str, type] = {
    **dict.fromkeys(("id", "url", "external_url", "title", "content_html", "content_text", "summary"), str),
    **dict.fromkeys(("image", "banner_image", "date_published", "date_modified", "language"), str),
    **dict.fromkeys(("authors", "tags", "attachments"), list),
}
_AUTHOR: Mapping[str, type] = dict.fromkeys(("name", "url", "avatar"), str)
_HUB: Mapping[str, type] = dict.fromkeys(("type", "url"), str)
_ATTACHMENT: Mapping[str, type] = {
    **dict.fromkeys(("url", "mime_type", "title"), str),
    **dict.fromkeys(("size_in_bytes", "duration_in_seconds"), int),
}
_DATES = ("date_published", "date_modified")
_MEND = "the writer of feeds is at fault, not a text: tell whoever looks after the site"


def verify_json_form(read: Any, path: str, problems: Problems) -> bool:
    """Add what a document has against JSON Feed 1.1, and return whether it can be read as one.

    A feed must say its address and that of its page, and each item its page and dates, so that what they say does not
    hang on the reader.
    """
    found = Problems()
    for what in _faults_of_feed(read):
        found.add(path, "feed", what, _MEND)
    if not found:
        for number, item in enumerate(read["items"], 1):
            given = item.get("id") if isinstance(item, dict) else None
            for what in _faults_of_item(item):
                found.add(path, given if isinstance(given, str) and given else f"entry {number}", what, _MEND)
    problems.extend(found)
    return not found


def _faults_of_feed(feed: Any) -> Iterator[str]:
    yield from _faults_of_object("it", feed, _FEED, ("version", "title", "home_page_url", "feed_url", "items"))
    if not isinstance(feed, dict):
        return
    if feed.get("version") != _VERSION:
        yield f"has {feed.get('version')} as version, where {_VERSION} is meant (JSON Feed 1.1, version)"
    yield from _faults_of_list("authors", feed, _AUTHOR, ("name",))
    yield from _faults_of_list("hubs", feed, _HUB, ("type", "url"))


def _faults_of_item(item: Any) -> Iterator[str]:
    yield from _faults_of_object("it", item, _ITEM, ("id", "url", "content_html", *_DATES))
    if not isinstance(item, dict):
        return
    for name in _DATES:
        if isinstance(item.get(name), str) and read_rfc3339(item[name]) is None:
            yield f"has “{item[name]}” as {name}, which is no date of RFC 3339"
    yield from _faults_of_list("authors", item, _AUTHOR, ("name",))
    yield from _faults_of_list("attachments", item, _ATTACHMENT, ("url", "mime_type", "size_in_bytes"))
    tags = item.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        yield "has tags that are no texts"


def _faults_of_list(
    name: str, parent: dict[str, Any], known: Mapping[str, type], needed: tuple[str, ...]
) -> Iterator[str]:
    members = parent.get(name, [])
    for member in members if isinstance(members, list) else []:
        yield from _faults_of_object(f"one of its {name}", member, known, needed)


def _faults_of_object(words: str, value: Any, known: Mapping[str, type], needed: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{words} is no object"
        return
    for name in needed:
        if name not in value:
            yield f"{words} has no {name}"
    for name, member in value.items():
        if name.startswith("_"):  # JSON Feed 1.1, “Extensions”
            if not name[1:2].isalpha() or "." in name or not isinstance(member, dict):
                yield f"{words} has {name}, which is no extension (JSON Feed 1.1, extensions)"
        elif name not in known:
            yield f"{words} has {name}, which JSON Feed does not know there"
        elif type(member) is not known[name]:
            yield f"{words} has {name} of another type"
