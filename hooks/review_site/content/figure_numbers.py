"""Which numbers of a text are figures, and which only name something: a date, a page, a chapter, an address.

A figure is a number in digits, with its currency and its scale (`£2.6 billion`, `7%`), and in words one from ten up, a
fraction or a multiple (`half`, `a third of`, `one in four`, `twice`). Small numbers in words (`two chapters`) are none.
"""

import re
from collections.abc import Iterator

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_TH = r"(?:st|nd|rd|th)"
_DAY = rf"[0-3]?\d{_TH}?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NOT_IN_NUMBER = r"(?<![\w.,£$€])"
_END_OF_NUMBER = r"(?![\w%]|[.,]\d|\s(?:per cent|percent|hundred|thousand|million|billion)\b)"
_PLACE = (
    r"(?:chapter|paragraph|para|figure|table|page|section|part|article|clause|schedule|annex|appendix|note|volume"
    r"|issue|number|recommendation|question|mission|step|item|row|column|stage|level|band|grade|phase|regulation|rule)"
)
_NAMED = r"\d+(?:\.\d+)*[A-Za-z]{0,2}"
_COUNTED = r"over|about|almost|nearly|around|than|least|most|some|only|under|roughly|approximately"

MARK = re.compile(r"\[(?:\^|@)[^\[\]\n]*\]")
"""The mark of a note or a citation."""

_NAMES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        MARK.pattern,
        r"(?i:\[(?:para|chapter|figure|table|recommendation|chart)\s[^\[\]\n]*\])",
        r"(?:https?://|www\.)\S+|[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}",
        rf"{_NOT_IN_NUMBER}(?:\+44[\s\d()]{{9,14}}\d|0\d[\d\s]{{7,11}}\d)\b(?!,\d)",  # a telephone number
        r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",  # a postcode
        rf"{_NOT_IN_NUMBER}(?:\d{{4}}-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?|\d{{1,2}}([/.])\d{{1,2}}\1\d{{2}}(?:\d\d)?)\b",
        rf"\b{_DAY}(?:\s*(?:,|-|–|\band\b|\bor\b|\bto\b)\s*{_DAY})*\s+(?:of\s+)?{_MONTH}",
        rf"\b{_MONTH}\s+{_DAY}(?=,?\s+{_YEAR}\b)|\b{_MONTH}\s+[0-3]?\d{_TH}\b",
        r"\b\d{1,2}:\d\d(?:\s?[ap]m\b)?|\b\d{1,2}(?:\.\d\d)?\s?[ap]m\b",
        rf"{_NOT_IN_NUMBER}{_YEAR}\s?[/–-]\s?(?:{_YEAR}|\d\d)\b(?!,\d)",
        rf"{_NOT_IN_NUMBER}(?:{_YEAR}|[’'‘]?\d0)s\b",
        rf"(?i:\b(?:{_PLACE}s|annexes|appendices|nos\.)|\bpp\.)\s?{_NAMED}(?:,\s{_NAMED})*"
        rf"(?:\s?(?:–|-|\band\b|\bor\b|\bto\b)\s?{_NAMED})?{_END_OF_NUMBER}",
        rf"(?i:\b(?:{_PLACE}|chap\.|no\.|vol\.)|\bp\.)\s?{_NAMED}(?:\s?[–-]\s?{_NAMED})?{_END_OF_NUMBER}",
        rf"\b\d+{_TH}\b",
        r"\b[A-Za-z]+[-‑]?\d[\w-]*",  # a name: COVID-19, A4
    )
)
_A_YEAR = re.compile(rf"(?:\b(?i:({_COUNTED}))\s+)?{_NOT_IN_NUMBER}{_YEAR}{_END_OF_NUMBER}")

_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_UP = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]{_SMALL})?)"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_PARTS = r"(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)"
_IN_DIGITS = (
    r"[£$€]?(?<![\w.,])(?:\d+(?:,\d{3})*(?:\.\d+)?[½¼¾⅓⅔]?|[½¼¾⅓⅔])(?:/\d+)?"
    rf"(?:\s?(?:%|per cent\b|percent\b|percentage points?\b)|\s?{_SCALE}s?\b|(?:bn|m|k|p)\b)?"
)
_IN_WORDS = (
    rf"\b(?:(?:{_SMALL}|{_UP}|half)\s(?:a\s)?{_SCALE}s?(?:\s{_SCALE})?|{_SCALE}s(?=\sof\b)|an?\s{_SCALE}"
    rf"|(?:{_SMALL}|{_UP})\s(?:in|out of)\s(?:every\s)?(?:{_SMALL}|{_UP}|\d+|a hundred)"
    rf"|{_SMALL}[- ]{_PARTS}s|(?:a|one)[- ]{_PARTS}(?=\sof\b|\s(?:more|less|fewer|higher|lower|as)\b|[^\s\w-]|\s*\Z)"
    rf"|half(?!-|\s(?:way|term|board|brother|sister|sibling)s?\b)|{_UP}(?!-?fold)"
    rf"|twice|thrice|doubl(?:ed|ing|es)|trebl(?:ed|ing|es)|tripl(?:ed|ing|es)|halv(?:ed|ing|es)"
    rf"|(?:{_SMALL}|{_UP})-?fold)\b(?:\sper cent\b)?"
)
_FIGURE = re.compile(rf"{_IN_DIGITS}|(?i:{_IN_WORDS})")
_HEADS = re.compile(r"(?i)(?:chapter|paragraph|para|page|section|part|article|date|year|when|no|ref|reference)\.?")
_BARE = re.compile(r"\s*\d+(?:\.\d+)*(?:\s?(?:–|-|to)\s?\d+(?:\.\d+)*)?\s*")


def find_figures(words: str) -> Iterator[tuple[int, int]]:
    """Give where each figure of a text begins and ends."""
    for found in _FIGURE.finditer(without_names(words)):
        yield found.span()


def without_names(words: str) -> str:
    """Return a text of the same length in which each number that only names something is blank.

    Those are marks of notes and citations, cross-references, addresses, telephone numbers and postcodes; dates, times
    and years, a year being a number from 1500 to 2099 without a comma unless a word of amount (`over`, `about`) stands
    before it; chapters, pages and other places by their number; ordinals; and names with a number (`COVID-19`).
    """
    for pattern in _NAMES:
        words = pattern.sub(_blank, words)
    return _A_YEAR.sub(lambda found: found[0] if found[1] else _blank(found), words)


def names_places(heading: str) -> bool:
    """Tell whether the cells below a heading of a table (Page, Year, No.) hold places or dates where they are bare."""
    return _HEADS.fullmatch(MARK.sub("", heading).strip()) is not None


def is_bare(cell: str) -> bool:
    """Tell whether a cell of a table holds a number, or two with `to` between them, and nothing else."""
    return _BARE.fullmatch(cell) is not None


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
