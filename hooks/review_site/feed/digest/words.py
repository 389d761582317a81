"""The words that all forms of a digest share, and a text made fit to stand on one line of any of them."""

import re

CONTENT_NOTE = "Content note"
WHERE_TO_TURN = "Where to turn"
IN_DANGER = "if someone is in immediate danger, call 999"
CLOSES = "Closes"
CHANGES = "What changed"
ALL_OF_IT = "All of it is on the website"
NOTHING = "There is nothing new."

_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNSEEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def one_line(text: str) -> str:
    """Return a text on one line, without what would break it, turn the words after it round, or has no bytes."""
    return _BREAKS.sub(" ", _UNSEEN.sub("", text)).strip()
