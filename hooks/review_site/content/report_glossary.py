"""The glossary of a report: its terms, and where each stands in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from review_site.addresses import slugify
from review_site.content.fields import Entry, Fault, Slug, Sources, Text, groups_in, wrong

_WORD = re.compile(r"(?<![\w-])\w+")
_APART = re.compile(r"[\s-]+")
_AFTER = r"(?![\w-])"

Index = Mapping[str, tuple[tuple[re.Pattern[str], int], ...]]
"""The patterns of the terms of a glossary by their first words, each with the number of its term from 0."""


class Term(Entry):
    """A word or phrase that readers may not know, and what it means in the report."""

    term: Annotated[Text, Field(description="the word or phrase, as it stands in the text")]
    id: Annotated[
        Slug | None, Field(description="its place on the page, where that is not to follow from the word itself")
    ] = None
    also: Annotated[tuple[Text, ...], Field(description="other forms of it: the plural, an abbreviation")] = ()
    means: Annotated[Text, Field(description="what it means, in one or two plain sentences")]
    source: Annotated[Sources | None, Field(description="where the meaning is from: a full address, or several")] = None

    @property
    def anchor(self) -> str:
        """The anchor of the term on the page of the glossary."""
        return f"term-{self.id or slugify(self.term)}"

    @property
    def forms(self) -> tuple[str, ...]:
        """The term in all its forms."""
        return (self.term, *self.also)


def glossary_faults(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Give each form that stands in a glossary twice, each place that two terms have, and each term that has none."""
    forms: dict[str, str] = {}
    places: dict[str, str] = {}
    for index, group in groups_in(data, "glossary"):
        term = group.get("term")
        others = enumerate(_list(group.get("also")))
        twice = False
        for key, form in (("term",), term), *((("also", row), other) for row, other in others):
            if not isinstance(form, str) or not form.strip():
                continue
            if _same(form) in forms:
                twice = twice or key == ("term",)
                what = f"“{form}” is in the glossary already, at “{forms[_same(form)]}”"
                yield wrong(what, "keep it in one place", at=("glossary", index, *key))
            forms.setdefault(_same(form), str(term))
        if isinstance(term, str) and term.strip() and not twice:
            yield from _place_faults(group, index, term, places)


def find_terms(text: str, index: Index) -> Iterator[tuple[int, int, int]]:
    """Give each place of a text where a term stands: where it begins and ends, and the number of the term from 0.

    Of terms that begin at the same word the longest counts; a place belongs to one term. `index` is made by
    `index_terms`, so that the work is linear in the text.
    """
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        for pattern, number in index.get(word[0].casefold(), ()):
            found = pattern.match(text, word.start())
            if found:
                end = found.end()
                yield found.start(), end, number
                break


def index_terms(glossary: Iterable[Iterable[str]]) -> Index:
    """Return the patterns of terms by their first words, of each word the longest first; each term is all its forms.

    Words are whole, capitals do not matter, and white space and hyphens stand for each other; a form in capitals alone
    (`NHS`) is found in capitals only, so that no other word is taken for it.
    """
    found: dict[str, list[tuple[int, re.Pattern[str], int]]] = {}
    for number, forms in enumerate(glossary):
        for form in forms:
            first = _WORD.search(form)
            if first is None:
                continue
            words = (re.sub("['’]", "['’]", re.escape(part)) for part in _APART.split(form[first.start() :].strip()))
            flags = re.NOFLAG if form.isupper() else re.IGNORECASE
            pattern = re.compile(_APART.pattern.join(words) + _AFTER, flags)
            found.setdefault(first[0].casefold(), []).append((len(form), pattern, number))
    return {
        word: tuple((pattern, number) for _, pattern, number in sorted(row, key=lambda one: (-one[0], one[2])))
        for word, row in found.items()
    }


def written_terms(data: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the forms of each term as they were written; of what is no term, none."""
    return [
        tuple(form for form in (group.get("term"), *_list(group.get("also"))) if isinstance(form, str))
        for _, group in groups_in(data, "glossary")
    ]


def _place_faults(group: Mapping[str, Any], index: int, term: str, places: dict[str, str]) -> Iterator[Fault]:
    own = group.get("id")
    place = own if isinstance(own, str) else slugify(term)
    field = "id" if isinstance(own, str) else "term"
    if not place:
        mend = "add `id: …` to it, in lower-case letters, digits and hyphens"
        yield wrong(f"no address can be made of “{term}”", mend, at=("glossary", index, "term"), without="id")
    elif place in places:
        mend = "add `id: …` to one of them, in lower-case letters, digits and hyphens"
        what = f"“{term}” and “{places[place]}” would have one place, #term-{place}"
        yield wrong(what, mend, at=("glossary", index, field))
    places.setdefault(place, term)


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _same(form: str) -> str:
    return _APART.sub(" ", form.strip()).casefold().replace("’", "'")
