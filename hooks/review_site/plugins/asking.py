"""What pages show of the questions of reports: where each stands, the call that gathered answers, what came back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from review_site.content.library import Library
from review_site.content.publication import publication_address
from review_site.content.report import root_of
from review_site.content.report_questions import Answer, Question, Questions
from review_site.plugins.views import CallView, Link
from review_site.report.contents import Leaf


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What came back on a question: the words, and what tells of it.

    `publication` is the file's name of that, if it is one, and `page` the address of the page or post that tells of it.
    """

    text: str
    link: Link
    publication: str | None
    page: str | None
    source: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question: its words, whether they are ours, its chapter and the link to it, its own place on the first page."""

    id: str
    words: str
    ours: bool
    number: str | None
    address: str
    chapter: int | None
    place: Link | None
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class AskedView:
    """What a report asked: its title and address, the call by its name, and whether that no longer takes answers."""

    title: str
    address: str
    note: str | None
    ours: bool
    call: str
    over: bool
    questions: tuple[QuestionView, ...]
    source: tuple[str, ...] | None

    def of_chapter(self, number: int | None) -> tuple[QuestionView, ...]:
        """Return the questions that belong to a chapter."""
        return tuple(one for one in self.questions if number is not None and one.chapter == number)

    def answered_at(self, address: str) -> tuple[QuestionView, ...]:
        """Return the questions to which a page or post, or the publication that it tells of, has the answers."""
        return self._answered(lambda answer: answer.page == address)

    def answered_in(self, publication: str) -> tuple[QuestionView, ...]:
        """Return the questions to which a publication tells the answers, by its file's name."""
        return self._answered(lambda answer: answer.publication == publication)

    def _answered(self, tells: Callable[[AnswerView], bool]) -> tuple[QuestionView, ...]:
        return tuple(one for one in self.questions if any(map(tells, one.answers)))


def view_asked(
    library: Library, leaves: Mapping[str, Iterable[Leaf]], calls: Mapping[str, CallView]
) -> dict[str, AskedView]:
    """Return what each report of a library asked, by the report's name, as far as that may be seen."""
    return {
        name: _view(name, report.entry.questions, library, tuple(leaves[name]), calls)
        for name, report in library.reports.items()
        if report.entry.questions is not None
    }


def _view(
    name: str, questions: Questions, library: Library, leaves: tuple[Leaf, ...], calls: Mapping[str, CallView]
) -> AskedView:
    call = calls.get(questions.call)
    return AskedView(
        title=library.pages[root_of(name)].entry.title,
        address=root_of(name),
        note=questions.note,
        ours=questions.ours,
        call=questions.call,
        over=call is not None and call.state in ("closed", "reported"),
        questions=tuple(_view_question(one, name, questions, library, leaves) for one in questions.asked),
        source=questions.source,
    )


def _view_question(
    question: Question, report: str, questions: Questions, library: Library, leaves: tuple[Leaf, ...]
) -> QuestionView:
    leaf = next((leaf for leaf in leaves if leaf.chapter is not None and leaf.chapter == question.place), None)
    return QuestionView(
        id=question.id,
        words=question.text or question.subject or "",
        ours=question.text is None,
        number=question.number,
        address=f"{root_of(report)}#{question.anchor}",
        chapter=question.place,
        place=_place(question, leaf) if leaf else None,
        answers=tuple(_view_answer(answer, library) for answer in questions.answers_to(question.id)),
    )


def _place(question: Question, leaf: Leaf) -> Link:
    if question.paragraph is None:
        return Link(f"Chapter {leaf.chapter}: {leaf.title}", leaf.address)
    anchor = question.paragraph.lower().replace(".", "-")
    return Link(
        f"Paragraph {question.paragraph}, in chapter {leaf.chapter}: {leaf.title}", f"{leaf.address}#p-{anchor}"
    )


def _view_answer(answer: Answer, library: Library) -> AnswerView:
    if answer.publication:
        work = library.publications[answer.publication].entry
        link = Link(work.title, publication_address(answer.publication))
        return AnswerView(answer.text, link, answer.publication, work.page, answer.source)
    address = answer.page or ""
    titles = (post.entry.title for post in library.posts if post.entry.address == address)
    page = library.pages.get(address)
    link = Link(page.entry.title if page else next(titles, address), address)
    return AnswerView(answer.text, link, None, address, answer.source)
