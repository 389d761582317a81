"""Numbered questions of a page of questions and answers, each with an anchor that can be cited."""

import re
from collections.abc import Iterable, Iterator

from review_site.content.fields import is_true
from review_site.content.markdown import read_markdown
from review_site.content.markdown_text import Heading
from review_site.content.source import Source
from review_site.content.state_blocks import read_blocks
from review_site.problems import Problems

_LEVEL = 2
_NUMBER = re.compile(r"([0-9]{1,4})\.\s+(?=\S)")
_NUMBERED_OTHERWISE = re.compile(r"(?:question|q)?\s*[0-9]{1,4}\s*[.):]*\s*", re.IGNORECASE)


def check_questions(pages: Iterable[Source], problems: Problems) -> None:
    """Tell what is wrong with the questions of each page that says `faq: true`.

    A page whose words change with time is left to the check of each of its versions.
    """
    for source in pages:
        if not is_true(source.data, "faq") or read_blocks(source.body).sets:
            continue
        tell_questions(source, source.body, problems)


def tell_questions(source: Source, text: str, problems: Problems) -> None:
    """Tell what is wrong with the questions of a text, which is a source's body or what is shown of it."""
    headings = read_markdown(text, source.body_line).headings
    if not any(heading.level == _LEVEL for heading in headings):
        mend = "write each as ## 1. Who led it? { #question-1 }, or delete the line `faq: true`"
        problems.add(source.path, "heading", "there is no question", mend, line=source.line(("faq",)))
    for heading, what, mend in question_faults(headings):
        problems.add(source.path, "heading", what, mend, line=heading.line)


def question_faults(headings: Iterable[Heading]) -> Iterator[tuple[Heading, str, str]]:
    """Give each heading with what is wrong with it as a question, and what would be right.

    The headings are those that readers see together, in their order. Each of level 2 is a question: their numbers run
    from 1, and each has an anchor that was written, which stays when questions come and go. No anchor stands twice.
    """
    number, lines = 0, dict[str, int]()
    for heading in headings:
        if heading.level == _LEVEL and heading.words:
            number += 1
            found = _NUMBER.match(heading.words)
            faults = [*_faults_of_number(found, number)]
            if heading.id is None:
                faults.append("has no address of its own")
            if faults:
                yield heading, f"“{heading.words}” {' and '.join(faults)}", f"write {_right(heading, number)}"
        if heading.id in lines:
            what = f"its address #{heading.id} is that of line {lines[heading.id]} as well"
            yield heading, what, "give it one of its own, as in { #question-7 }"
        elif heading.id is not None:
            lines[heading.id] = heading.line


def _faults_of_number(found: re.Match[str] | None, number: int) -> Iterator[str]:
    if found is None:
        yield "has no number"
    elif int(found[1]) != number:
        yield f"has the number {found[1]}, where {number} comes next"


def _right(heading: Heading, number: int) -> str:
    words = (_NUMBER if _NUMBER.match(heading.words) else _NUMBERED_OTHERWISE).sub("", heading.words, count=1)
    return f"{'#' * _LEVEL} {number}. {words or 'Who led it?'} {{ #{heading.id or f'question-{number}'} }}"
