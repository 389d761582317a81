"""What may be thought over in a passage: sentences, paragraphs, terms, abbreviations, spellings."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from review_site.style.house_style import HouseStyle, Term
from review_site.style.passages import Passage
from review_site.style.spelling import british

_WORD = re.compile(r"[A-Za-z]{3,}")
_CAPITALS = re.compile(r"(?<![\w.@&/-])([A-Z](?:[A-Z]|&(?=[A-Z]))+)(?:s|['’]s)?(?![\w&]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+")
_EXPLANATION = re.compile(r"\s(?:\((?!\d)[^()]*\s[^()]*\)|(?:is|are)\s+short\s+for\s|stands?\s+for\s)")
_NO_ABBREVIATIONS = frozenset({"TODO", "OK", "AM", "PM"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of advice on a passage; `names` are what a waiver may call it, besides its field."""

    passage: Passage
    line: int
    field: str
    what: str
    mend: str
    names: frozenset[str] = frozenset()


def find_long(passage: Passage, style: HouseStyle) -> Iterator[Finding]:
    """Find sentences and paragraphs with too many words; those of quotations and headings are not counted."""
    if passage.kind in ("quotation", "heading"):
        return
    counts = [(sentence, sentence.count) for sentence in passage.sentences]
    for sentence, count in counts:
        if style.sentence_words and count > style.sentence_words:
            what = f"“{sentence.opening()} …” has {count} words"
            mend = f"keep a sentence under {style.sentence_words + 1}: make two of it"
            yield Finding(passage, passage.line_at(sentence.start), "sentence", what, mend)
    total = sum(count for _, count in counts)
    if style.paragraph_words and total > style.paragraph_words and passage.kind == "paragraph":
        what = f"“{passage.sentences[0].opening()} …” has {total} words"
        mend = f"keep a paragraph under {style.paragraph_words + 1}: start another where the thought turns"
        yield Finding(passage, passage.line, "paragraph", what, mend)


def find_terms(passage: Passage, style: HouseStyle) -> Iterator[Finding]:
    """Find words that the house avoids: whole words, their plural too, in any case unless they are all capitals."""
    pattern = _any_term(style.terms)
    if pattern is None:
        return
    for found in pattern.finditer(passage.words):
        start = found.start()
        term = style.terms[int((found.lastgroup or "t0")[1:])]
        if passage.is_quoted(start) or _is_name(passage, found[0], start) or _is_right(passage.words, found, term):
            continue
        why = f"{term.why.rstrip('.')}; see {term.source}" if term.source else term.why.rstrip(".")
        names = frozenset(avoided.casefold() for avoided in term.avoid)
        what = f"“{' '.join(found[0].split())}”"
        yield Finding(passage, passage.line_at(start), "term", what, f"write {term.prefer}: {why}", names)


def find_spellings(passage: Passage) -> Iterator[Finding]:
    """Find American spellings, save in names and quotations."""
    for found in _WORD.finditer(passage.words):
        word = british(found[0])
        if word and not passage.is_quoted(found.start()) and not passage.is_name(found.start()):
            names = frozenset({found[0].casefold()})
            yield Finding(
                passage, passage.line_at(found.start()), "spelling", f"“{found[0]}”", f"write “{word}”", names
            )


def find_abbreviations(passages: Iterable[Passage], known: Collection[str]) -> Iterator[Finding]:
    """Find abbreviations that are not known, nor explained where the text first uses them: `Full Name (ABC)`.

    A heading and the front matter may use what the text explains.
    """
    met = {*known, *_NO_ABBREVIATIONS}
    order = {"heading": 1, "front matter": 2}
    for passage in sorted(passages, key=lambda passage: order.get(passage.kind, 0)):
        for found in _CAPITALS.finditer(passage.words):
            short = found[1]
            if short in met or _ROMAN.fullmatch(short) or passage.is_quoted(found.start()):
                continue
            met.add(short)
            if not _is_explained(passage.words, found):
                mend = f"write its full name and then ({short}) where it comes first"
                line = passage.line_at(found.start())
                names = frozenset({short.casefold()})
                yield Finding(passage, line, "abbreviation", f"“{short}” is not explained", mend, names)


def is_abbreviation(name: str) -> bool:
    """Tell whether a word is written as an abbreviation."""
    return _CAPITALS.fullmatch(name) is not None


def _is_explained(words: str, found: re.Match[str]) -> bool:
    in_brackets = words[: found.start()].endswith("(") and words[found.end() :].lstrip(" ").startswith((")", ",", ";"))
    return in_brackets or _EXPLANATION.match(words, found.end()) is not None


def _is_name(passage: Passage, words: str, start: int) -> bool:
    """Tell whether words are a name: one word with a capital within a sentence, or several that all have one."""
    if words.isupper():
        return False
    parts = words.split()
    return passage.is_name(start) if len(parts) == 1 else all(part[0].isupper() for part in parts)


def _is_right(words: str, found: re.Match[str], term: Term) -> bool:
    """Tell whether the words stand in a phrase in which they are right."""
    phrase = _any_of(term.unless) if term.unless else None
    near = phrase.finditer(words) if phrase else ()
    return any(right.start() <= found.start() and found.end() <= right.end() for right in near)


@lru_cache
def _any_term(terms: tuple[Term, ...]) -> re.Pattern[str] | None:
    groups = (f"(?P<t{number}>{'|'.join(map(_pattern, term.avoid))})" for number, term in enumerate(terms))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])") if terms else None


@lru_cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(_pattern, phrases))})\b")


def _pattern(phrase: str) -> str:
    """Return the pattern of a phrase: hyphens for spaces, a plural, and any case unless it is all capitals."""
    *before, last = (re.escape(word) for word in re.split(r"[\s-]+", phrase.strip()) if word)
    if last.lower().endswith("child"):
        last += "(?:ren)?"
    elif last.lower().endswith("y"):
        last = f"{last[:-1]}(?:y|ies)"
    elif not last.lower().endswith("s"):
        last += "(?:e?s)?"
    pattern = r"[\s-]+".join([*before, last])
    return pattern if phrase.isupper() else f"(?i:{pattern})"
