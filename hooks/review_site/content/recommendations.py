"""What the register of recommendations may say: what a report recommended, to whom, and what the answer was.

An answer is known by its steps: those of `history`, else the one that `response` tells of. What stands at an instant
follows from them (`lifecycle/answers.py`); before the first of them a recommendation is not yet answered.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from review_site.content.fields import (
    ONE_OR_MORE,
    Address,
    Count,
    Date,
    Entry,
    Fault,
    Flag,
    Number,
    Slug,
    Sources,
    Text,
    date_in,
    groups_in,
    is_true,
    wrong,
)
from review_site.content.recommendation_faults import answer_faults, standing_twice

Answer = Literal["accepted", "accepted in part", "rejected", "taken forward or trialled", "no response"]
"""What may have been answered, and that nothing was."""

Response = Literal[Answer, "not found"]
UNANSWERED, NOT_FOUND = "not yet answered", "not found"
_WORDS = {"rejected": "not accepted", None: UNANSWERED}

ANSWERS = (
    *("accepted", "accepted in part", "taken forward or trialled", "not accepted"),
    *("no response", NOT_FOUND, UNANSWERED),
)
"""Every answer in the words that readers meet, in the order in which they are counted."""


def words_of(response: str | None) -> str:
    """Return an answer in the words that readers meet; that of none is that it is not yet answered."""
    return _WORDS.get(response, response or UNANSWERED)


_OTHER_WORDS = {
    "not accepted": "write rejected, which readers see as “Not accepted”",
    "not yet answered": "take the line out: a recommendation without a response is not yet answered",
    **dict.fromkeys(("partly accepted", "partially accepted", "accepted partly"), "write accepted in part"),
    **dict.fromkeys(("no answer", "unanswered", "none"), "write no response; or not found, where you found nothing"),
}


def _read_response(value: object) -> object:
    if isinstance(value, str) and value.lower() in _OTHER_WORDS:
        raise wrong(f"“{value}” is not allowed here", _OTHER_WORDS[value.lower()])
    return value


def _read_names(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_read_names), Field(min_length=1), ONE_OR_MORE]


def spoken(words: str) -> str:
    """Return an answer as it stands at the beginning of a line."""
    return "No answer found in our sources" if words == NOT_FOUND else words[0].upper() + words[1:]


class Step(Entry):
    """One answer to a recommendation, from the day on which it was given."""

    on: Annotated[Date, Field(description="the day on which it was answered so")]
    response: Annotated[Answer, BeforeValidator(_read_response), Field(description="the answer of that day")]
    note: Annotated[Text | None, Field(description="one sentence: what was said or done")] = None
    source: Annotated[Sources, Field(description="where the answer stands: a full address, or several")]


class Recommendation(Entry):
    """One recommendation and what is known of the answer to it."""

    id: Annotated[Slug, Field(description="a short name for its address; never changed once published")]
    number: Annotated[Count | None, Field(description="its official number; left out where it was not found")] = None
    title: Annotated[Text, Field(max_length=120, description="what it is about, in a few words")]
    text: Annotated[Text | None, Field(description="the official wording, word for word")] = None
    theme: Annotated[
        Text | None, Field(description="what it asks for, in our words, where the wording was not found")
    ] = None
    chapter: Annotated[Number | None, Field(description="the chapter of the report that it stands in")] = None
    chapter_uncertain: Annotated[Flag, Field(description="`true` when the chapter is assumed")] = False
    paragraphs: Annotated[
        tuple[Count, ...], Field(description="the numbers of the report's paragraphs that it stands in or rests on")
    ] = ()
    addressee: Annotated[
        Names | None, Field(description="whom it is addressed to, by name, one or several; left out where not found")
    ] = None
    note: Annotated[Text | None, Field(description="what readers must know of this entry")] = None
    source: Annotated[Sources | None, Field(description="where it is known from, if not where the whole list is")] = (
        None
    )
    response: Annotated[
        Response | None, BeforeValidator(_read_response), Field(description="the answer; left out until there is one")
    ] = None
    response_note: Annotated[Text | None, Field(description="one or two sentences: what was said or done")] = None
    response_source: Annotated[Sources | None, Field(description="where the answer stands")] = None
    response_date: Annotated[
        Date | None, Field(description="the day of the answer, if it is not that of all (`responded`)")
    ] = None
    history: Annotated[
        tuple[Step, ...], Field(description="every answer in order, where there were several or they came singly")
    ] = ()

    @property
    def wording(self) -> str:
        """What it asks for: the official wording, else ours."""
        return self.text or self.theme or self.title

    @property
    def answer(self) -> str:
        """The last answer, in the words that readers meet."""
        return words_of(self.history[-1].response if self.history else self.response)

    @property
    def spoken(self) -> str:
        """The last answer as it stands at the beginning of a line."""
        return spoken(self.answer)

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give wording and theme both or neither, and whatever does not hold between response and history."""
        if data.get("text") and data.get("theme"):
            mend = "keep `text` where it is the official wording, else `theme`"
            yield wrong("has the official wording and words of ours as well", mend, at=("theme",))
        if "text" not in data and "theme" not in data:
            mend = "add `text: …` with the official wording, or `theme: …` with what it asks for in our words"
            yield wrong("nothing says what is recommended", mend, at=("text",), without="text")
        if is_true(data, "chapter_uncertain") and "chapter" not in data:
            mend = "add a line `chapter: …`, or take this one out"
            yield wrong("no chapter is named", mend, at=("chapter_uncertain",), without="chapter")
        yield from answer_faults(data, get_args(Answer))


class Mission(Entry):
    """One of the missions that the report set."""

    n: Number
    about: Text
    by: Count | None = None
    source: Sources


class ReportChapter(Entry):
    """One line of the printed report's contents."""

    n: Number
    title: Text
    page: Number


def _not_empty(value: object) -> object:
    if value in ("", [], None):
        raise wrong("is empty", "write at least one")
    return value


class Recommendations(Entry):
    """The register: what is known of a report's recommendations, be it the official list or not."""

    report: Annotated[
        Slug, Field(description="the report: the name of its folder or page in docs/, such as `final-report`")
    ]
    official: Annotated[
        Flag, Field(description="`true` when this is the official list, with every wording as it was published")
    ] = False
    published: Annotated[
        Date | None, Field(description="the date from which the list is shown; without it, that of the report's page")
    ] = None
    note: Annotated[Text, Field(description="how the list was made, and what readers must know of it")]
    source: Annotated[Sources | None, Field(description="where the list stands, or is known from")] = None
    responded: Annotated[
        Date | None, Field(description="the day of all answers below that carry no date of their own")
    ] = None
    page: Annotated[Address | None, Field(description="the page of this site that tells of the answers")] = None
    recommendations: Annotated[tuple[Recommendation, ...], BeforeValidator(_not_empty)]
    missions: tuple[Mission, ...] = ()
    chapters: Annotated[
        tuple[ReportChapter, ...], Field(description="the contents of the report, where it does not stand on this site")
    ] = ()

    @property
    def counted(self) -> str:
        """How many entries there are, and whether the list is the official one, in words."""
        count = len(self.recommendations)
        has = f"This list has {count:,} {'entry' if count == 1 else 'entries'}."
        if self.official:
            return f"{has} It is the official list."
        if any(one.text or one.number for one in self.recommendations):
            return f"{has} It is not the official list: official wording and number stand where they were found."
        return f"{has} It is not the official list: official wording and number not found."

    @property
    def by_chapter(self) -> tuple[Recommendation, ...]:
        """The recommendations in the order of chapters; those without one come last."""
        return tuple(sorted(self.recommendations, key=lambda one: (one.chapter is None, one.chapter or 0)))

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give what stands twice, what an official list lacks, entries without a source, answers without a day."""
        yield from standing_twice(data)
        official, responded = is_true(data, "official"), date_in(data, "responded")
        for index, one in groups_in(data, "recommendations"):
            at = ("recommendations", index)
            if official and "theme" in one and "text" not in one:
                mend = "write `text: …` with its official wording, or take `official: true` out at the top"
                yield wrong("the list is the official one, and this is no official wording", mend, at=(*at, "theme"))
            if "source" not in one and "source" not in data:
                mend = "add a line `source: …` here, or at the top for all of them"
                yield wrong("nothing says where it is known from", mend, at=(*at, "id"), without="source")
            answered = one.get("response") not in (None, "", NOT_FOUND) and not one.get("history")
            if answered and responded is None and "response_date" not in one and "responded" not in data:
                mend = "add a line `response_date: …`, or `responded: …` at the top for all of them"
                yield wrong("is an answer without a day", mend, at=(*at, "response"), without="response_date")
