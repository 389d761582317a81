"""The questions that a report asks, the call that gathered answers to them, and what came back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from review_site.content.fields import (
    ONE_OR_MORE,
    Address,
    Date,
    Entry,
    Fault,
    Number,
    Slug,
    Sources,
    Text,
    groups_in,
    wrong,
)
from review_site.content.paragraph_numbers import chapter_number
from review_site.problems import did_you_mean

_PARAGRAPH = re.compile(r"([0-9]{1,7})\.[0-9]+[A-Z]*|([0-9]{1,7})\.[A-Z]+[0-9]+[A-Z]*")


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _read_paragraph(value: object) -> object:
    if isinstance(value, str) and not _PARAGRAPH.fullmatch(value):
        raise wrong(f"“{value}” is not the number of a paragraph", "write it as it stands on the page, such as 2.14")
    return value


class Question(Entry):
    """One question of a report: in its own wording, or its subject in ours."""

    id: Annotated[Slug, Field(description="its name, which its address is made of; never changed")]
    number: Annotated[Text | None, Field(description="its number in the report, where that gives one")] = None
    text: Annotated[Text | None, Field(description="the question, in the report's own wording")] = None
    subject: Annotated[
        Text | None, Field(description="what it was about in your words, where the wording was not found")
    ] = None
    chapter: Annotated[Number | None, Field(description="the chapter it belongs to")] = None
    paragraph: Annotated[
        Text | None,
        BeforeValidator(_read_paragraph),
        Field(description="the number of the paragraph that asks it, such as 2.14"),
    ] = None

    @property
    def anchor(self) -> str:
        """The anchor of the question on the report's first page."""
        return f"questions-{self.id}"

    @property
    def place(self) -> int | None:
        """The number of the chapter that it belongs to, which that of its paragraph begins with."""
        if self.chapter is not None or self.paragraph is None:
            return self.chapter
        return int(self.paragraph.partition(".")[0])

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give that it has no words, or both kinds of them, and a paragraph of another chapter than it names."""
        if "text" not in data and "subject" not in data:
            mend = (
                "add `text: …` with its own wording or, where that was not found, `subject: …` with what it was about"
            )
            yield wrong("the question has no words", mend, at=("id",), without="text")
        if "text" in data and "subject" in data:
            mend = "keep `text` where it is the report's own wording, `subject` where it is yours"
            yield wrong("has its own wording and a subject as well", mend, at=("subject",))
        chapter, paragraph = data.get("chapter"), data.get("paragraph")
        number = chapter_number(chapter)
        if number is not None and isinstance(paragraph, str):
            found = _PARAGRAPH.fullmatch(paragraph)
            own = found and (found[1] or found[2])
            if own and int(own) != number:
                what = f"paragraph {paragraph} is not in chapter {chapter}"
                yield wrong(what, "correct one of them, or take the line `chapter:` out", at=("paragraph",))


class Answer(Entry):
    """What came back on one or several questions, and where that is told."""

    questions: Annotated[
        tuple[Text, ...],
        BeforeValidator(_as_list),
        ONE_OR_MORE,
        Field(min_length=1, description="the ids of the questions that it answers"),
    ]
    publication: Annotated[
        Text | None, Field(description="the publication that tells: a file's name in content/publications/")
    ] = None
    page: Annotated[Address | None, Field(description="or the page or post of this site that does")] = None
    text: Annotated[Text, Field(description="one or two sentences: what came back")]
    source: Annotated[Sources | None, Field(description="where this is known from, if not from there")] = None

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give that nothing, or two things, are named as what tells of it."""
        if "publication" not in data and "page" not in data:
            mend = "add `publication: …` with a file's name in content/publications/, or `page: …` with an address"
            yield wrong("nothing is named that tells of the answers", mend, at=("text",), without="page")
        if "publication" in data and "page" in data:
            mend = "keep the publication if it has the answers itself, else the page"
            yield wrong("names a publication and a page as well", mend, at=("page",))


class Questions(Entry):
    """What a report asked, and what came back."""

    note: Annotated[
        Text | None, Field(description="what readers must know of the wording, where it is not the report's")
    ] = None
    from_: Annotated[
        Date | None, Field(alias="from", description="the date from which they are shown; else with the report")
    ] = None
    call: Annotated[Text, Field(description="the call that gathered answers: a file's name in content/calls/")]
    asked: Annotated[tuple[Question, ...], Field(min_length=1, description="the questions, in their order: see below")]
    answers: Annotated[tuple[Answer, ...], Field(description="what came back: see below")] = ()
    source: Annotated[Sources | None, Field(description="where they are known from")] = None

    @property
    def ours(self) -> bool:
        """Whether any of them is told in our words, not in the report's."""
        return any(question.text is None for question in self.asked)

    def answers_to(self, question: str) -> tuple[Answer, ...]:
        """Return what came back on the question of an id."""
        return tuple(answer for answer in self.answers if question in answer.questions)

    @classmethod
    def faults(cls, data: Mapping[str, Any]) -> Iterator[Fault]:
        """Give a note that is missing, each id that stands twice, each answer to a question that is not there."""
        asked = groups_in(data, "asked")
        if "note" not in data and any("subject" in question for _, question in asked):
            mend = "add `note: …`: that the wording was not found, and what the subjects are taken from"
            yield wrong("nothing says that the words are not the report's own", mend, at=("asked",), without="note")
        ids: dict[str, int] = {}
        for index, question in asked:
            name = question.get("id")
            if isinstance(name, str) and name in ids:
                what = f"“{name}” is the id of question {ids[name] + 1} as well"
                yield wrong(what, "give one of them another", at=("asked", index, "id"))
            elif isinstance(name, str):
                ids[name] = index
        for index, answer in groups_in(data, "answers"):
            yield from _unknown(answer.get("questions"), ids, index)


def _unknown(names: object, ids: Iterable[str], index: int) -> Iterator[Fault]:
    for place, name in enumerate([names] if isinstance(names, str) else names if isinstance(names, list) else ()):
        if isinstance(name, str) and name and name not in ids:
            at = ("answers", index, "questions", *(() if isinstance(names, str) else (place,)))
            yield wrong(f"there is no question “{name}” above", did_you_mean(name, ids), at=at)
