"""The rows of the register: each recommendation with all that its page and its files tell of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from review_site.addresses import absolute
from review_site.content.answers import Given, answers_to
from review_site.content.library import Library
from review_site.content.paragraph_numbers import chapter_number
from review_site.content.recommendation_checks import anchor_of_paragraph
from review_site.content.recommendation_lists import REGISTER, addressee_address, anchor_of, lists_of
from review_site.content.recommendations import ANSWERS, Recommendation
from review_site.report.contents import Leaf


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead on the site; an empty address means words alone."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the report: its number, its title, empty where it is not known, and its page, if it has one."""

    number: int
    title: str
    address: str = ""

    @property
    def words(self) -> str:
        """The chapter as a heading."""
        return f"Chapter {self.number}: {self.title}" if self.title else f"Chapter {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One recommendation: what was written of it, and where its parts lead.

    `address` is its full address, which never changes; `given` are its answers so far, the first first; `source` is
    where it is known from, its own or that of the whole list.
    """

    entry: Recommendation
    anchor: str
    address: str
    chapter: Chapter | None
    paragraphs: tuple[Link, ...]
    addressees: tuple[Link, ...]
    given: tuple[Given, ...]
    source: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The answer that stands, in the words that readers meet."""
        return self.entry.answer

    @property
    def last(self) -> Given | None:
        """The answer that stands, with its day and source; None before there is one."""
        return self.given[-1] if self.given else None


def chapters_of(library: Library, leaves: Iterable[Leaf]) -> dict[int, Chapter]:
    """Return the chapters of the report by their numbers: those on the site, then those of its printed contents."""
    register = library.recommendations
    printed = register.chapters if register else ()
    found = {one.n: Chapter(one.n, one.title) for one in printed}
    return found | {
        leaf.chapter: Chapter(leaf.chapter, leaf.title, leaf.address) for leaf in leaves if leaf.chapter is not None
    }


def rows_of(library: Library, chapters: Mapping[int, Chapter]) -> tuple[Row, ...]:
    """Return the rows of the register of a library as it is seen, in the order in which they were written."""
    register = library.recommendations
    if register is None:
        return ()
    return tuple(
        Row(
            entry=one,
            anchor=anchor_of(one),
            address=absolute(library.review.url, f"{REGISTER}#{anchor_of(one)}"),
            chapter=None if one.chapter is None else chapters.get(one.chapter, Chapter(one.chapter, "")),
            paragraphs=tuple(_paragraph(number, chapters) for number in one.paragraphs),
            addressees=tuple(Link(name, addressee_address(name)) for name in one.addressee or ()),
            given=answers_to(one, register),
            source=one.source or register.source or (),
        )
        for one in register.recommendations
    )


def count_answers(library: Library, rows: Iterable[Row]) -> dict[str, int]:
    """Return how many recommendations have each answer, in order; an answer that none has any more counts nought."""
    counts = Counter(row.answer for row in rows)
    once = {one.name for one in lists_of(library) if one.facet == "answer"}
    return {words: counts[words] for words in ANSWERS if words in once}


def _paragraph(number: str, chapters: Mapping[int, Chapter]) -> Link:
    first = number.partition(".")[0]
    named = chapter_number(first)
    chapter = chapters.get(named) if named is not None else None
    return Link(number, f"{chapter.address}#{anchor_of_paragraph(number)}" if chapter and chapter.address else "")
