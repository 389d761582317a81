"""A digest as plain text."""

from collections.abc import Iterator
from textwrap import fill

from review_site.feed.digest.model import Digest, DigestItem
from review_site.feed.digest.words import (
    ALL_OF_IT,
    CHANGES,
    CLOSES,
    CONTENT_NOTE,
    NOTHING,
    WHERE_TO_TURN,
    on_lines,
)
from review_site.lifecycle.support import IN_DANGER

_WIDTH = 72  # characters, so that no mail program breaks a line again


def render_text(digest: Digest) -> str:
    """Render a digest as plain text with Unix line ends; no address is ever broken."""
    digest = on_lines(digest)
    blocks = [digest.name, digest.opening, *([] if digest.groups else [NOTHING])]
    for heading, items in digest.groups:
        blocks.append(f"{heading}\n{'-' * len(heading)}")
        blocks.extend("\n".join(_lines_of(item)) for item in items)
    blocks.append(f"{ALL_OF_IT}:\n{digest.site}")
    return "\n\n".join(blocks) + "\n"


def _lines_of(item: DigestItem) -> Iterator[str]:
    yield _wrapped(item.title)
    yield item.address
    yield _wrapped(item.about)
    if item.content_note:
        yield _wrapped(f"{CONTENT_NOTE}: {item.content_note}")
    if item.closes:
        yield _wrapped(f"{CLOSES}: {item.closes}")
    if item.summary:
        yield _wrapped(item.summary)
    if item.changes:
        yield f"{CHANGES}:"
        yield from (_wrapped(f"* {change}", "  ") for change in item.changes)
    if item.warns:
        yield f"{WHERE_TO_TURN}: {IN_DANGER}"
        yield from (f"{link.words}: {link.address}" for link in item.support)


def _wrapped(text: str, indent: str = "") -> str:
    return fill(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
