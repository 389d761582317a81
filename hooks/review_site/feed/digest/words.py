"""The words that all forms of a digest share, and its texts made fit to stand on one line of any of them."""

import re
from dataclasses import replace

from review_site.feed.digest.model import Digest, DigestItem

CONTENT_NOTE = "Content note"
WHERE_TO_TURN = "Where to turn"
CLOSES = "Closes"
CHANGES = "What changed"
ALL_OF_IT = "All of it is on the website"
NOTHING = "There is nothing new."

_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNSEEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def one_line(text: str) -> str:
    """Return a text on one line, without what would break it, turn the words after it round, or has no bytes."""
    return _BREAKS.sub(" ", _UNSEEN.sub("", text)).strip()


def on_lines(digest: Digest) -> Digest:
    """Return a digest with each text on one line; a title of which nothing is left is the address."""
    groups = (digest.closing, digest.open, digest.new, digest.changed)
    closing, opened, new, changed = (tuple(map(_on_lines, group)) for group in groups)
    return replace(digest, name=one_line(digest.name), closing=closing, open=opened, new=new, changed=changed)


def _on_lines(item: DigestItem) -> DigestItem:
    return replace(
        item,
        title=one_line(item.title) or item.address,
        about=one_line(item.about),
        summary=one_line(item.summary),
        closes=one_line(item.closes),
        changes=tuple(filter(None, map(one_line, item.changes))),
        content_note=one_line(item.content_note),
    )
