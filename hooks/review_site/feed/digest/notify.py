"""A digest in the Markdown of GOV.UK Notify, to be pasted into a template for emails.

Notify knows headings (`#`, `##`), lists (`*`), links in square and round brackets, and fills in what stands in double
round brackets (notifications.service.gov.uk/using-notify/formatting). Every line of ours begins with words of ours, so
that no text that is told can begin a heading, a list or an inset.
"""

import re
from collections.abc import Iterator

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

_SQUARE = str.maketrans("[]", "()")
_DOUBLED = re.compile(r"(?<=\()(?=\()|(?<=\))(?=\))")
_ENTITY = re.compile(r"&(?=[#A-Za-z])")


def render_notify(digest: Digest) -> str:
    """Render a digest in Notify's Markdown, without its subject, which has a field of its own there."""
    digest = on_lines(digest)
    blocks = [digest.opening, *([] if digest.groups else [NOTHING])]
    for heading, items in digest.groups:
        blocks.append(f"# {heading}")
        blocks.extend(block for item in items for block in _blocks_of(item))
    blocks.append(f"{ALL_OF_IT}: {_link(digest.name, digest.site)}")
    return "\n\n".join(blocks) + "\n"


def _blocks_of(item: DigestItem) -> Iterator[str]:
    yield f"## {_link(item.title, item.address)}"
    if item.content_note:
        yield f"{CONTENT_NOTE}: {_plain(item.content_note)}"
    yield _plain(f"{item.about}: {item.summary}" if item.summary else item.about)
    if item.closes:
        yield f"{CLOSES}: {_plain(item.closes)}"
    if item.changes:
        yield f"{CHANGES}:"
        yield "\n".join(f"* {_plain(change)}" for change in item.changes)
    if item.warns:
        links = (_link(link.words, link.address) for link in item.support)
        yield f"{WHERE_TO_TURN}: {'; '.join((IN_DANGER, *links))}"


def _link(words: str, address: str) -> str:
    return f"[{_plain(words)}]({address})"


def _plain(text: str) -> str:
    """Return a text that Notify shows as it is, but for square brackets made round, and a space in double round ones.

    A space is what keeps two brackets apart in each of Notify's forms, the plain text of its emails as well.
    """
    escaped = text.translate(_SQUARE).replace("\\", "\\\\")
    return _DOUBLED.sub(" ", _ENTITY.sub("&amp;", escaped))
