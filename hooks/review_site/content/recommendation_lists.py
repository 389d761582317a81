"""The lists of recommendations: all of them, and by answer, chapter and addressee, each with its address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from review_site.addresses import slugify
from review_site.content.answers import answers_to
from review_site.content.library import Library
from review_site.content.listings import page_of
from review_site.content.recommendations import ANSWERS, UNANSWERED, Recommendation
from review_site.content.report import root_of
from review_site.content.when import When

REGISTER = "/recommendations/"
FILES = {
    "csv": f"{REGISTER}recommendations.csv",
    "json": f"{REGISTER}recommendations.json",
    "schema": f"{REGISTER}recommendations-schema.json",
}
"""The files of the register, by what they are."""
PER_PAGE = 100
"""How many recommendations stand on one page in full; a register of more has them on the pages of its chapters."""

Facet = Literal["answer", "chapter", "for"]


@dataclass(frozen=True, slots=True)
class RecommendationList:
    """Some of the recommendations, which have a page of their own: by what they were gathered, and under which name.

    Of a chapter the name is its number, empty for those without one. A list that is empty held something once.
    """

    facet: Facet
    name: str
    address: str
    entries: tuple[Recommendation, ...]

    @property
    def pages(self) -> tuple[tuple[Recommendation, ...], ...]:
        """The entries of each of its pages, of which an empty list has one."""
        starts = range(0, len(self.entries), PER_PAGE)
        return tuple(self.entries[start : start + PER_PAGE] for start in starts) or ((),)


def answer_address(words: str) -> str:
    """Return where the recommendations with an answer are listed."""
    return f"{REGISTER}answer/{slugify(words)}/"


def chapter_address(chapter: int | None) -> str:
    """Return where the recommendations of a chapter are listed, or those of which the chapter is not known."""
    return f"{REGISTER}chapter/{'not-found' if chapter is None else chapter}/"


def addressee_address(name: str) -> str:
    """Return where the recommendations to an addressee are listed."""
    return f"{REGISTER}for/{slugify(name)}/"


def anchor_of(one: Recommendation) -> str:
    """Return the anchor of a recommendation on the page of all, which never changes."""
    return f"r-{one.id}"


def listed_on(library: Library) -> When:
    """Return when the register was first shown: its own date, else that of its report, else that of the review."""
    register, first = library.recommendations, library.review.stages[0].from_
    if register is None or register.published is not None:
        return (register and register.published) or first
    page = library.pages.get(root_of(register.report))
    return (page.entry.published if page else None) or first


def lists_of(library: Library) -> tuple[RecommendationList, ...]:
    """Return the lists of the register of a library as it is seen: by answer, by chapter, by addressee.

    An answer that some recommendation once had and none has any more keeps its list, so that no address is lost.
    """
    register = library.recommendations
    if register is None:
        return ()
    entries = register.recommendations
    by_answer: dict[str, list[Recommendation]] = {words: [] for words in _once(library)}
    by_chapter: dict[int | None, list[Recommendation]] = {}
    by_name: dict[str, list[Recommendation]] = {}
    for one in entries:
        by_answer.setdefault(one.answer, []).append(one)
        by_chapter.setdefault(one.chapter, []).append(one)
        for name in one.addressee or ():
            by_name.setdefault(name, []).append(one)
    return (
        *(
            RecommendationList("answer", words, answer_address(words), tuple(by_answer[words]))
            for words in ANSWERS
            if words in by_answer
        ),
        *(
            RecommendationList(
                "chapter", "" if chapter is None else str(chapter), chapter_address(chapter), tuple(by_chapter[chapter])
            )
            for chapter in in_order(by_chapter)
        ),
        *(
            RecommendationList("for", name, addressee_address(name), tuple(by_name[name]))
            for name in sorted(by_name, key=lambda name: (name.casefold(), name))
        ),
    )


def register_addresses(library: Library) -> tuple[str, ...]:
    """Return the addresses of the pages and files of the register of a library, as it is seen; none without one."""
    if library.recommendations is None:
        return ()
    return (REGISTER, *FILES.values(), *(one.address for one in lists_of(library)))


def places_in(one: RecommendationList) -> Iterator[tuple[Recommendation, str]]:
    """Give each recommendation of a list with the address of the page of the list on which it stands."""
    for number, entries in enumerate(one.pages, 1):
        yield from ((entry, page_of(one.address, number)) for entry in entries)


def in_order(chapters: Iterable[int | None]) -> list[int | None]:
    """Return chapters in their order; what stands in none comes last."""
    return sorted(chapters, key=lambda chapter: (chapter is None, chapter or 0))


def _once(library: Library) -> Iterator[str]:
    """Give every answer that some recommendation had before the one that it has."""
    register = library.recommendations
    if register is None:
        return
    listed = listed_on(library).due
    for one in register.recommendations:
        given = answers_to(one, register)
        yield from (answer.words for answer in given)
        if given and given[0].on is not None and given[0].on.due.timestamp() > listed.timestamp():
            yield UNANSWERED
