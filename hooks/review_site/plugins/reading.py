"""How long a text takes to read."""

import re

from review_site.character_references import unescape

WORDS_A_MINUTE = 200
"""A calm rate: most adults read plain English somewhat faster, and many of our readers do not."""
_NOTES = '<div class="footnote">'
_WORD = re.compile(r"\w[\w’'.,:-]*")


def minutes_to_read(html: str) -> int:
    """Return how many whole minutes the words of a page's content take, to the nearest, and at least one.

    Footnotes and tags are not counted.
    """
    words = len(_WORD.findall(unescape(re.sub(r"<[^>]*>", " ", html.partition(_NOTES)[0]))))
    return max(1, (words + WORDS_A_MINUTE // 2) // WORDS_A_MINUTE)


def reading_time(html: str) -> str:
    """Return how long the content of a page takes to read, in words."""
    minutes = minutes_to_read(html)
    return f"About {minutes} minute{'' if minutes == 1 else 's'} to read"
