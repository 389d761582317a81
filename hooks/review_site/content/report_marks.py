"""The marks by which the text of a report refers to its parts and to other works.

`[para 2.14]`, `[para 2.14-2.16]`, `[chapter 3]`, `[figure 2.1]`, `[table 2.1]`, `[recommendation one-lamp]`,
`[@lamp-2020]`, `[@lamp-2020, p. 4]`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["para", "chapter", "figure", "table", "recommendation", "work"]

_NUMBER = r"[A-Za-z]{0,3}\.?\d[\w.]*"
_BETWEEN = r"\s*(?:-|–|\bto\b)\s*"
_MARK = re.compile(
    rf"\[(?:(?P<word>[Pp]ara|[Cc]hapter|[Ff]igure|[Tt]able)\s+(?P<number>{_NUMBER})(?:{_BETWEEN}(?P<last>{_NUMBER}))?"
    r"|(?P<said>[Rr]ecommendation)\s+(?P<name>[^\s\[\]]+)"
    r"|@(?P<work>[^\s\[\],;]+)(?:,\s*(?P<at>[^\[\];]*[^\[\];\s]))?)\](?!\()"
)
_MEANT = re.compile(
    r"\[\s*(?:(?P<word>paragraph|para|chapter|chap|ch|figure|fig|table|tab|recommendation|rec)s?\b[.:]?\s*"
    r"(?P<rest>[^\[\]]*\d[^\[\]]*)|@(?P<works>[^\[\]]*))\](?!\()",
    re.IGNORECASE,
)
_WORDS = {"para": "paragraph", "chapter": "chapter", "figure": "figure", "table": "table"}
_RIGHT = {"p": "para", "c": "chapter", "f": "figure", "t": "table", "r": "recommendation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark: what it leads to, its number or id, and the last number where it names a run of them.

    `at` is the place within a work; `capital` says that it begins a sentence; `text` is how it was written.
    """

    kind: MarkKind
    name: str
    last: str | None = None
    at: str | None = None
    capital: bool = False
    text: str = ""

    @property
    def words(self) -> str:
        """The words that readers see in place of a mark that leads to a part of the report."""
        noun = _WORDS.get(self.kind, self.kind)
        noun = noun.capitalize() if self.capital else noun
        return f"{noun} {self.name}" if self.last is None else f"{noun}s {self.name} to {self.last}"


def read_marks(text: str) -> Iterator[tuple[int, int, Mark]]:
    """Give the marks of a text with where each begins and ends."""
    for found in _MARK.finditer(text) if "[" in text else ():
        yield found.start(), found.end(), _mark_of(found)


def meant_for_marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Give what was meant for a mark and is none: where it begins, how it was written, and what would be right."""
    for found in _MEANT.finditer(text) if "[" in text else ():
        if not _MARK.match(text, found.start()):
            yield found.start(), " ".join(found[0].split()), _mend_of(found)


def anchor_of(kind: str, number: str) -> str:
    """Return the anchor of a numbered paragraph, figure or table: `p-2-14a`, `figure-2-1`."""
    return f"{'p' if kind == 'para' else kind}-{number.lower().replace('.', '-')}"


def _mark_of(found: re.Match[str]) -> Mark:
    text = " ".join(found[0].split())
    if found["word"]:
        kind: MarkKind = found["word"].lower()  # type: ignore[assignment]  # one of those in the pattern
        return Mark(kind=kind, name=found["number"], last=found["last"], capital=found["word"][0].isupper(), text=text)
    if found["said"]:
        return Mark(kind="recommendation", name=found["name"], capital=found["said"][0].isupper(), text=text)
    return Mark(kind="work", name=found["work"], at=" ".join(found["at"].split()) if found["at"] else None, text=text)


def _mend_of(found: re.Match[str]) -> str:
    if found["works"] is not None:
        names = re.findall(r"[\w-]+", found["works"])[:2] or ["lamp-2020"]
        if ";" in found["works"] or "@" in found["works"]:
            return f"write a mark for each: {' '.join(f'[@{name}]' for name in names)}"
        return f"write [@{names[0]}], or [@{names[0]}, p. 4] for a place in it"
    kind = _RIGHT[found["word"][0].lower()]
    numbers = re.findall(_NUMBER, found["rest"]) or ["2.14"]
    if kind == "recommendation":
        return "write [recommendation …] with its id in content/recommendations.yml"
    if len(numbers) == 1:
        return f"write [{kind} {numbers[0]}]"
    return f"write a mark for each, as in [{kind} {numbers[0]}], or [{kind} {numbers[0]}-{numbers[-1]}] for a run"
