"""A passage and an instant → the words in it that time has overtaken, or soon will."""

import re
from collections.abc import Iterator
from datetime import datetime

from review_site.style.findings import Finding
from review_site.style.overtaken import FIELD, find_overtaken
from review_site.style.passages import Passage

_PASSING = re.compile(
    r"\b(?:today|tomorrow|tonight|yesterday|this\s+(?:week|month|year|spring|summer|autumn|winter)|coming\s+soon"
    r"|currently|at\s+the\s+moment(?!\s+(?:of|when|that|at|in)\b)|(?<!had\s)recently"
    r"|shortly(?!\s+(?:after|before|afterwards|beforehand|thereafter)\b))\b",
    re.IGNORECASE,
)
_ONE_DAY = ("today", "tomorrow", "tonight", "yesterday")
_INVITING = re.compile(
    r"\b(?:sign\s+up(?!\s+(?:form|page|sheet)s?\b)|apply\s+now|have\s+your\s+say\s+by"
    r"|get\s+in\s+touch(?!\s+with\s+(?!us\b))|(?:tell|send|call|ring|email|contact)\s+us|write\s+to\s+us|let\s+us\s+know)\b",
    re.IGNORECASE,
)
_BEFORE_AN_INVITATION = re.compile(
    r"(?:^|[.!?:;,–—(]|\b(?:please|to|and|or|can|may|you|then|also|just|do|now|must|should))\W*$", re.IGNORECASE
)
_NOT_ANY_MORE = re.compile(
    r"\b(?:could|was|were|did|had|asked|invited|wanted|able|used\s+to|not|never|nobody|no\s+(?:longer|one)|cannot)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)


def find_outdated(passage: Passage, instant: datetime, *, invites: bool) -> Iterator[Finding]:
    """Find what is untrue in a passage at an instant (London), or soon will be; words of others are left as they are.

    `invites` tells whether the review still asks people to take part.
    """
    yield from find_passing(passage)
    yield from find_overtaken(passage, instant)
    if not invites:
        yield from find_invitations(passage)


def find_passing(passage: Passage) -> Iterator[Finding]:
    """Find words that are true on one day alone, or not for long; a name (Social Work Today) may have them."""
    for found in _PASSING.finditer(passage.words):
        start = found.start()
        if not passage.is_quoted(start) and not passage.is_name(start):
            words = _plain(found)
            when = "is true on one day alone" if words.lower() in _ONE_DAY else "does not stay true"
            yield _finding(passage, start, words, f"“{words}” {when}", "write the date, or leave the word out")


def find_invitations(passage: Passage) -> Iterator[Finding]:
    """Find words that ask readers to take part, unless they tell what could once be done, or can no longer."""
    for sentence in passage.sentences:
        for found in _INVITING.finditer(sentence.words):
            before = sentence.words[: found.start()]
            start = sentence.start + found.start()
            if passage.is_quoted(start) or _NOT_ANY_MORE.search(before) or not _BEFORE_AN_INVITATION.search(before):
                continue
            words = _plain(found)
            yield _finding(
                passage,
                start,
                words,
                f"“{words}” invites, and the review asks nobody any more",
                "tell what people could do then",
            )


def is_outdated_word(name: str) -> bool:
    """Tell whether words are among those that are told of as passing or as an invitation."""
    return any(pattern.fullmatch(name) for pattern in (_PASSING, _INVITING))


def _plain(found: re.Match[str]) -> str:
    return " ".join(found[0].split())


def _finding(passage: Passage, start: int, words: str, what: str, mend: str) -> Finding:
    return Finding(passage, passage.line_at(start), FIELD, what, mend, frozenset({words.casefold()}))
