"""The order of names and titles: by the first word that counts, under letters."""

import re
import unicodedata

_BEFORE_THE_WORD = re.compile(r"^\W*(?:(?:the|an?)\s+)?\W*", re.IGNORECASE)
DIGITS = "0–9"


def sort_key(title: str) -> str:
    """Return what a title is sorted by: `“The Éclair”` gives `eclair”`; an article alone stays."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c)).casefold()
    return _BEFORE_THE_WORD.sub("", plain) or plain


def letter_of(title: str) -> str:
    """Return the letter under which a title stands; `0–9` for one that begins with none from A to Z."""
    first = sort_key(title)[:1].upper()
    return first if "A" <= first <= "Z" else DIGITS
