"""The written feed read back by feedparser, and compared with what was meant."""

from calendar import timegm

import feedparser

from review_site.feed.model import Feed
from review_site.problems import Problem, Problems


def verify_atom(data: bytes, feed: Feed, path: str) -> list[Problem]:
    """Return where an Atom document, in another reader's eyes, differs from the feed it renders.

    Compared are the order and uniqueness of ids, each entry's address and instants, and that it has content. Titles and
    words are not: feedparser mends some of them by itself.
    """
    problems = Problems()
    read = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if read.bozo:
        problems.add(
            path,
            "feed",
            f"is not well-formed: {read.get('bozo_exception')}",
            "look for odd characters in the newest post",
        )
    ids = [entry.get("id") for entry in read.entries]
    if ids != [entry.id for entry in feed.entries]:
        problems.add(
            path, "id", "the entries read back are not those that were written", "each entry needs an id of its own"
        )
    if len(set(ids)) != len(ids):
        twice = sorted({str(one) for one in ids if ids.count(one) > 1})
        problems.add(path, "id", f"{', '.join(twice)} stands twice", "give each entry an id of its own")
    for entry, seen in zip(feed.entries, read.entries, strict=False):
        if seen.get("link") != entry.address or not entry.address.startswith(("https://", "http://")):
            problems.add(
                path, entry.id, f"its address reads back as {seen.get('link')}", f"it should be {entry.address}"
            )
        for name, instant in (("published", entry.published), ("updated", entry.updated)):
            told = seen.get(f"{name}_parsed")
            if told is None or timegm(told) != int(instant.timestamp()):
                problems.add(path, entry.id, f"its {name} reads back as {seen.get(name)}", f"it should be {instant}")
        if not seen.get("content", [{}])[0].get("value"):
            problems.add(path, entry.id, "has no content", "write the body of the page")
    return list(problems)
