"""What was said and changed of the recommendations: each listed, each answered; and what all readers are told of it.

Every change is told in the feed of the register alone. The feed of everything has one entry for the day on which all
were answered, and one for each other day with answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from review_site.content.answers import Given, answers_to
from review_site.content.library import Library
from review_site.content.recommendation_lists import PER_PAGE, REGISTER, anchor_of, listed_on
from review_site.content.recommendations import ANSWERS, NOT_FOUND, UNANSWERED, Recommendation, Recommendations
from review_site.content.when import When
from review_site.lifecycle.site_update import SiteUpdate, dated_words, made_id

_SAID = {NOT_FOUND: "no answer was found"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """That a recommendation was listed or answered, and when: `given` is None where it was listed.

    `id` is known to feeds, `title` says what happened, `address` leads to the recommendation on the page of all.
    """

    id: str
    title: str
    address: str
    entry: Recommendation
    on: When
    given: Given | None = None

    @property
    def told(self) -> str:
        """What it says, in one or two sentences."""
        return self.entry.wording if self.given is None else said_of(self.given.words, self.given.note)


def changes_of(library: Library) -> tuple[Change, ...]:
    """Return every change of the register of a library as it is seen, in the order of its entries.

    An answer of which no day is told is none, nor is it that none was found.
    """
    register, review = library.recommendations, library.review
    if register is None:
        return ()
    listed = listed_on(library)
    found: list[Change] = []
    for one in register.recommendations:
        name, address = f"recommendations/{one.id}", f"{REGISTER}#{anchor_of(one)}"
        subject = f"Recommendation {one.number}, {one.title}" if one.number else one.title
        first = made_id(review, f"{name}/listed")
        found.append(Change(id=first, title=f"{subject}: listed", address=address, entry=one, on=listed))
        for given in answers_to(one, register):
            if given.on is not None and given.words != NOT_FOUND:
                own = made_id(review, f"{name}/{given.on.text}")
                title = f"{subject}: {given.words}"
                found.append(Change(id=own, title=title, address=address, entry=one, on=given.on, given=given))
    return tuple(found)


def updates_of_recommendations(library: Library) -> Iterator[SiteUpdate]:
    """Give the answers of the day of all, and those of each other day, once they are given."""
    register = library.recommendations
    if register is None:
        return
    if register.responded is not None:
        by_then = ((one, _given_by(one, register, register.responded)) for one in register.recommendations)
        yield _update(
            _id_of_all(library),
            "The answers to the recommendations",
            f"What is known of the answers that were given {register.responded.joined}.",
            register.responded,
            (register.note,),
            _points(
                (one, given.words if given else UNANSWERED, given.note if given else None) for one, given in by_then
            ),
        )
    for text, changes in _other_days(library).items():
        yield _answers_of_a_day(text, changes, library)


def days_of_answers(library: Library) -> Iterator[tuple[str, When]]:
    """Give the day of each update on answers, by the id of the update."""
    register = library.recommendations
    if register is not None and register.responded is not None:
        yield _id_of_all(library), register.responded
    yield from ((_id_of_day(library, text), changes[0].on) for text, changes in _other_days(library).items())


def _id_of_all(library: Library) -> str:
    return made_id(library.review, "recommendations/responses")


def _id_of_day(library: Library, text: str) -> str:
    return made_id(library.review, f"recommendations/answers/{text}")


def _other_days(library: Library) -> dict[str, list[Change]]:
    """Return the answers of all days but that of all, by the day as it was written."""
    register = library.recommendations
    of_all = register.responded.due if register and register.responded else None
    found: dict[str, list[Change]] = {}
    for change in changes_of(library):
        if change.given is not None and change.on.due != of_all:
            found.setdefault(change.on.text, []).append(change)
    return found


def _given_by(one: Recommendation, register: Recommendations, when: When) -> Given | None:
    given = [answer for answer in answers_to(one, register) if answer.is_given(when.due)]
    return given[-1] if given else None


def _answers_of_a_day(text: str, changes: list[Change], library: Library) -> SiteUpdate:
    on, count = changes[0].on, len(changes)
    return _update(
        _id_of_day(library, text),
        "An answer to a recommendation" if count == 1 else f"Answers to {count} recommendations",
        f"What is known of the {'answer that was' if count == 1 else 'answers that were'} given: {on.spoken}.",
        on,
        (),
        _points((one.entry, one.given.words, one.given.note) for one in changes if one.given is not None),
        dated=dated_words(on),
    )


def _update(
    name: str,
    title: str,
    summary: str,
    on: When,
    paragraphs: tuple[str, ...],
    points: tuple[str, ...],
    *,
    dated: str = "",
) -> SiteUpdate:
    return SiteUpdate(
        id=name,
        kind="recommendations",
        label="Recommendations",
        title=title,
        summary=summary,
        address=REGISTER,
        published=on.placed,
        updated=on.placed,
        seen_from=on.due,
        paragraphs=paragraphs,
        points=points,
        dated=dated,
    )


def _points(answers: Iterable[tuple[Recommendation, str, str | None]]) -> tuple[str, ...]:
    """Return each answer as a line; of more than a page of them, how many there are of each."""
    rows = list(answers)
    if len(rows) > PER_PAGE:
        counts = {words: sum(1 for _, own, _ in rows if own == words) for words in ANSWERS}
        return tuple(f"{_SAID.get(words, words)}: {count}" for words, count in counts.items() if count)
    return tuple(f"{one.title}: {said_of(words, note)}" for one, words, note in rows)


def said_of(words: str, note: str | None) -> str:
    """Return an answer with what is noted of it."""
    said = _SAID.get(words, words)
    return f"{said}. {note}" if note else said
