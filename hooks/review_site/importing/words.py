"""Words out of HTML, made fit for one line: what cannot be seen is gone, what is too long is cut between words."""

import re

import nh3

from review_site.character_references import unescape

_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_BLOCK = re.compile(r"<(?=/?(?:p|div|br|li|h[1-6]|td|th|tr|blockquote|figcaption)\b)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*(?=\s)")
_ENOUGH = 20_000
_COMPARED = 300
LONGEST_SUMMARY = 160


def seen(text: str) -> str:
    """Return a text without control characters and those that turn the direction of writing; line ends stay."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text)).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """Return what can be seen of a text, its white space closed up."""
    return " ".join(seen(text).split())


def plain(html: str) -> str:
    """Return the words at the start of a piece of HTML, on one line, entities decoded."""
    return one_line(unescape(nh3.clean(_BLOCK.sub(" <", html[:_ENOUGH]), tags=set())))


def shorten(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """Return a text of one line, cut between words where it is too long, and marked with …."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    kept = cut.rpartition(" ")[0] or cut[:-1]
    return kept.rstrip(" ,;:–—-") + "…"


def first_sentences(text: str, longest: int = LONGEST_SUMMARY) -> str:
    """Return as many whole sentences from the start of a text as fit; the first, cut, when it alone is too long."""
    ends = [match.end() for match in _SENTENCE_END.finditer(f"{text[: longest + 1]} ") if match.end() <= longest]
    if len(text) <= longest or not ends:
        return shorten(text, longest)
    return text[: ends[-1]]


def says_again(summary: str, text: str) -> bool:
    """Tell whether a summary is only the beginning of the text, as many tools write it."""
    return _letters(text).startswith(_letters(_without_more(summary))[:_COMPARED])


def _without_more(summary: str) -> str:
    """Return a summary without the words that lead on to the text, where they stand behind dots at its end."""
    words = _to_last_letter(summary)
    for more in ("Read more", "Continue reading"):
        before = words.removesuffix(more)
        kept = _to_last_letter(before)
        if before != words and ("…" in before[len(kept) :] or "..." in before[len(kept) :]):
            return kept
    return summary


def _to_last_letter(text: str) -> str:
    last = next((at for at in range(len(text), 0, -1) if text[at - 1].isalnum() or text[at - 1] == "_"), 0)
    return text[:last]


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))
