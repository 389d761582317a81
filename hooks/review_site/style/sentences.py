"""Words → sentences."""

import re
from dataclasses import dataclass
from itertools import pairwise

_END = re.compile(r"[.!?…]+[\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")
_LAST_WORD = re.compile(r"[\w.]+$")
_SHORT = re.compile(
    r"cf|ch|dr|e\.g|fig|hon|i\.e|messrs|mr|mrs|ms|p|para|pp|prof|rev|rt|sgt|sr|st|viz|vol|vs", re.IGNORECASE
)
_BEFORE_A_NUMBER = re.compile(r"nos?|art|ca?|jan|feb|aug|sept?|oct|nov|dec|sec", re.IGNORECASE)
_PIECE = re.compile(r"[^\s–—/]+")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text, and the position in it at which it starts."""

    start: int
    words: str

    @property
    def count(self) -> int:
        """How many words it has; a compound with hyphens is one."""
        return len(self._pieces())

    def opening(self, count: int = 6) -> str:
        """Return its first words."""
        return " ".join(self._pieces()[:count]).rstrip(",;:")

    def _pieces(self) -> list[str]:
        return [piece for piece in _PIECE.findall(self.words) if _LETTER.search(piece)]


def split_sentences(words: str) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph; a stop after an abbreviation (Dr, e.g., No. 5) or an initial ends none."""
    starts = [0, *(end.end() for end in _END.finditer(words) if _ends(words, end)), len(words)]
    pieces = (Sentence(start, words[start:after]) for start, after in pairwise(starts))
    return tuple(piece for piece in pieces if piece.words.strip())


def _ends(words: str, end: re.Match[str]) -> bool:
    if not end[0].startswith("."):
        return True
    last = _LAST_WORD.search(words, max(0, end.start() - 12), end.start())
    word = last[0] if last else ""
    if len(word) == 1 and word.isupper() and word != "I":
        return False
    after_number = words[end.end() : end.end() + 1].isdigit()
    return not _SHORT.fullmatch(word) and not (after_number and _BEFORE_A_NUMBER.fullmatch(word))
