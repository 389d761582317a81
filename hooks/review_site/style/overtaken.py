"""A passage and an instant → sentences that speak as of the future of a date that has gone by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from review_site.style.findings import Finding
from review_site.style.passages import Passage
from review_site.style.sentences import Sentence
from review_site.style.spoken_dates import SpokenDate, find_dates

_FUTURE = re.compile(
    r"(?<!free\s)(?<!good\s)(?<!\ba\s)(?<!their\s)(?<!against\s)\bwill\b|\bWill(?=\s+[a-z])|\bshall\b|\bwon['’]t\b"
    r"|(?<=\w)['’]ll\b"
    r"|\b(?:is|are)\s+(?:(?:still|also|now|not|soon)\s+)?(?:(?:going|expected|planned|likely|scheduled|about|set)\s+to"
    r"|due\s+(?:to|by|in|on|at)|open\s+(?:until|till|from|to)|to\s+(?!be\s+(?:found|seen)\b)[a-z]+)\b"
    r"|\b(?:plans|intends|hopes|expects|aims)\s+to\b|\b(?:closes|opens|ends)(?=\s+(?:at|on|by)\b)"
)
_A_PURPOSE = re.compile(
    r"\b(?:aim|purpose|goal|idea|point|job|task|role|remit|duty|plan|way|hope|answer|what|best|first|next|only)s?\s+$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:must|should|please|needs?\s+to|ha(?:s|ve)\s+to|to\s+[a-z]+)\b"
    r"|^\W*(?:Send|Reply|Write|Apply|Submit|Return|Fill|Complete|Email|Register|Sign|Tell|Give|Answer|Share|Join|Book)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:the\s+)?(?:(?:end|start|beginning|middle)\s+of\s+)?(?:the\s+)?$", re.IGNORECASE)
_PAST_VERB = (
    r"(?:(?<!\bbe\s)(?<!\bis\s)(?<!\bare\s)(?<!\bhave\s)(?!(?:need|indeed|feed|speed|hundred|expected|planned|scheduled)\b)"
    r"[a-z]{2,}ed|was|were|had|did|would|could|might|came|held|told|gave|made|met|said|sent|put|saw|ran|led|wrote|began"
    r"|begun|took|went|found|written|given|seen)"
)
_PAST = re.compile(rf"\b{_PAST_VERB}\b")
_BEFORE_ITS_OWN_DATE = re.compile(
    rf"\b(?:{_PAST_VERB}\s+(?:\w+\s+){{0,2}}?(?:on|in|at|by|from|during|until|before|after)|since|as\s+(?:at|of)"
    r"|(?<!end\s)(?<!start\s)(?<!middle\s)(?<!beginning\s)(?<!half\s)(?<!part\s)of)\s+"
    r"(?:the\s+)?(?:(?:end|start|beginning|middle)\s+of\s+)?$"
)
_CLAUSE_ENDS = re.compile(
    r"[,;:()–—]|\s(?=(?:which|that|who|whom|whose|where|when|while|because|but|although|though|and|so|as|if)\s)",
    re.IGNORECASE,
)
FIELD = "outdated"
_FEW = 6  # words beside a date in a clause that only says when: no later than the end of


def find_overtaken(passage: Passage, instant: datetime) -> Iterator[Finding]:
    """Find sentences that say of a date that has gone by at an instant that something will be or is to be done.

    A date goes with the future of its own clause, or of the one beside it where its own says nothing but when. One that
    belongs to what was already done (the plan published in March 2021 will …) is left out, and so are words of others.
    """
    for sentence in passage.sentences:
        dates = [date for date in find_dates(sentence.words) if date.is_past(instant)]
        dates = [date for date in dates if not passage.is_quoted(sentence.start + date.start)]
        if not dates:
            continue
        clauses = _clauses_of(sentence.words)
        futures = [found for found in _futures_in(sentence) if not passage.is_quoted(sentence.start + found[0])]
        for start, words in futures:
            date = next((date for date in dates if _go_together(start, date, clauses, sentence.words)), None)
            if date is not None:
                yield _tell(passage, sentence, start, words, date)
                break
        else:
            bound = next((date for date in dates if _is_bound(date, sentence.words)), None)
            if bound is not None:
                yield _tell(passage, sentence, bound.start, f"by {bound.words}", bound)


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int


def _clauses_of(words: str) -> list[_Clause]:
    cuts = [0, *(found.end() for found in _CLAUSE_ENDS.finditer(words)), len(words)]
    return [_Clause(start, end) for start, end in pairwise(cuts) if words[start:end].strip(" ,;:()")]


def _futures_in(sentence: Sentence) -> Iterator[tuple[int, str]]:
    for found in _FUTURE.finditer(sentence.words):
        is_to = re.match(r"(?:is|are)\s+to\b", found[0])
        if not (is_to and _A_PURPOSE.search(sentence.words[: found.start()])):
            yield found.start(), " ".join(found[0].split())


def _go_together(future: int, date: SpokenDate, clauses: list[_Clause], words: str) -> bool:
    here, there = _index(clauses, date.start), _index(clauses, future)
    clause = clauses[here]
    if _BEFORE_ITS_OWN_DATE.search(words[clause.start : date.start]):
        return False
    if here == there:
        return True
    beside = words[clause.start : date.start] + words[min(date.end, clause.end) : clause.end]
    in_brackets = words[: date.start].count("(") > words[: date.start].count(")")
    says_when = len(re.findall(r"\w+", beside)) <= _FEW and not _PAST.search(beside)
    return abs(here - there) == 1 and says_when and not in_brackets


def _index(clauses: list[_Clause], position: int) -> int:
    return max((number for number, clause in enumerate(clauses) if clause.start <= position), default=0)


def _is_bound(date: SpokenDate, words: str) -> bool:
    """Tell whether something is asked for by a date, in a sentence that reports nothing past."""
    return bool(_BY.search(words[: date.start]) and _BOUND.search(words[: date.start]) and not _PAST.search(words))


def _tell(passage: Passage, sentence: Sentence, start: int, words: str, date: SpokenDate) -> Finding:
    what = f"“{words}” speaks of {date.words} as still to come, and it has gone by"
    mend = "tell what came of it, or that it was planned: it was to …"
    line = passage.line_at(sentence.start + start)
    return Finding(passage, line, FIELD, what, mend, frozenset({words.casefold()}))
