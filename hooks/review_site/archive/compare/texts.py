"""What a reader finds changed on a page, from two captures of it."""

import hashlib
import re
from typing import Literal

from review_site.archive.compare.alignment import Steps
from review_site.archive.compare.bodies import read_body
from review_site.archive.compare.changes import ReferenceChange, TextChange
from review_site.archive.compare.edits import Edit, count_pieces, count_words, edits_between
from review_site.archive.compare.page import PLACES, PageText, Reference, read_lines, read_page
from review_site.archive.compare.places import Root
from review_site.archive.compare.snapshot import Capture, is_plain_text

_LARGEST = 1 << 22  # bytes of a page or text that is read for its words: its tree takes some forty times as much
_MOST = 50_000  # blocks, or lines of a text
_PAGE_STEPS = 2_000_000
_TELLING = 20  # words, below which two pages may be the same by chance
_DATES = re.compile(
    rb"<(updated|lastBuildDate|pubDate|lastmod|dateModified|dateCreated)>[^<]*</\1>"
    rb'|"(?:date_modified|as_at)": *"[^"]*"'
    rb"|^(?:DTSTAMP|LAST-MODIFIED)[:;][^\r\n]*",
    re.MULTILINE,
)


def read_text(capture: Capture, root: Root) -> PageText | None:
    """Return the words of a page or plain text; None of anything else, and where its body is not at hand or too large.

    Raises:
        ProblemsError: when the body is damaged.
        OSError: when it cannot be read.
    """
    if not has_words(capture):
        return None
    content = read_body(capture, _LARGEST)
    if content is None:
        return None
    plain = is_plain_text(capture.media_type)
    text = read_lines(content) if plain else read_page(content, capture.media_type, capture.url, root)
    return text if text and sum(map(len, text.blocks.values())) <= _MOST else None


def has_words(capture: Capture) -> bool:
    """Tell whether a capture is a page or a plain text, which people read as it is."""
    return capture.kind == "page" or is_plain_text(capture.media_type)


def digest_of_words(text: PageText) -> str | None:
    """Return what tells the words of a page from those of others, None where they are too few to tell."""
    words = "\n".join(block.text for block in text.blocks["main"])
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest() if count_words(words) >= _TELLING else None


def text_change(old: PageText, new: PageText, run: Steps) -> TextChange:
    """Return how a text changed.

    Args:
        old: the earlier text.
        new: the later one.
        run: the steps left for all texts together; one text takes no more than its share.
    """
    steps = Steps(min(_PAGE_STEPS, run.left))
    whole = steps.left
    edits: list[Edit] = []
    for place in PLACES:
        edits += edits_between(old.blocks[place], new.blocks[place], place, steps)
    run.take(whole - steps.left)
    title = (old.title, new.title) if old.title != new.title else None
    references = _references_between(old.references, new.references)
    words = sum(count_words(block.text) for place in PLACES for block in new.blocks[place])
    added = count_pieces(edits, "+")
    return TextChange(
        title=title,
        edits=tuple(edits),
        references=tuple(sorted(references)),
        alike=(),
        removed=count_pieces(edits, "-"),
        added=added,
        same=max(words - added, 0),
        language=new.language or old.language,
        cut="long" if steps.cut else "",
    )


def _references_between(old: frozenset[Reference], new: frozenset[Reference]) -> list[ReferenceChange]:
    """Return what a page leads to or shows no longer, or now; the same in another place of the page is no change."""
    changes = []
    changed: tuple[tuple[Literal["added", "removed"], frozenset[Reference], frozenset[Reference]], ...]
    changed = (("removed", old, new), ("added", new, old))
    for change, here, there in changed:
        known = {(one.kind, one.target) for one in there}
        changes += [
            ReferenceChange(one.place, one.kind, one.target, change)
            for one in here
            if (one.kind, one.target) not in known
        ]
    return changes


def differ_in_dates_alone(old: Capture, new: Capture) -> bool:
    """Tell whether two feeds, calendars or lists of addresses are the same but for when things were updated.

    Raises:
        ProblemsError: when a body is damaged.
        OSError: when it cannot be read.
    """
    was, now = read_body(old, _LARGEST), read_body(new, _LARGEST)
    return was is not None and now is not None and _DATES.sub(b"", was) == _DATES.sub(b"", now)
