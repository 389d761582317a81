"""What must hold between the questions of a report and the rest: calls, chapters, paragraphs, what answers them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from review_site.addresses import is_address
from review_site.content.fields import field_name, groups_in
from review_site.content.paragraph_ledger import chapter_in
from review_site.content.paragraph_numbers import chapter_number
from review_site.content.report import root_of
from review_site.content.source import Key, Source
from review_site.problems import Problems, did_you_mean

SECTION = "questions"
Anchors = Callable[[str], Set[str] | None]
_Fault = tuple[Key, str, str]


def with_asked(anchors_of: Anchors, registers: Mapping[str, Source]) -> Anchors:
    """Return what gives the anchors of a page by its address, with those of the questions on first pages of reports."""
    asked = {
        root_of(name): {f"questions-{question.get('id')}" for _, question in groups_in(parts, "asked")}
        for name, register in registers.items()
        if isinstance(parts := register.data.get(SECTION), Mapping)
    }

    def anchors(address: str) -> Set[str] | None:
        own = anchors_of(address)
        return own if own is None or address not in asked else own | asked[address]

    return anchors


def check_asked(
    registers: Mapping[str, Source],
    pages: Mapping[str, Source],
    anchors_of: Anchors,
    known: Mapping[str, Set[str]],
    problems: Problems,
) -> None:
    """Tell each name in the questions of reports that leads nowhere, and questions that no page shows.

    `registers` are those of reports by their names, as they were written, `pages` the standing pages by address;
    `anchors_of` gives the anchors of one; `known` has the names of `calls` and `publications` and the addresses
    `served`.
    """
    for name, register in registers.items():
        asked = register.data.get("questions")
        if isinstance(asked, Mapping) and not register.is_unread(("questions",)):
            chapters = _chapters(pages, root_of(name))
            for key, what, mend in _faults(asked, chapters, anchors_of, known):
                path = (SECTION, *key)
                if not register.is_unread(path):
                    problems.add(register.path, field_name(path), what, mend, line=register.line(path))
            _check_shown(register, pages.get(root_of(name)), problems)
    first = {root_of(name) for name, register in registers.items() if register.data.get("questions")}
    for address, page in pages.items():
        row = _row_of_section(page)
        if row is not None and address not in first:
            mend = (
                "put it on the first page of a report whose file in content/reports/ has `questions:`, or take it out"
            )
            problems.add(page.path, "show", f"{SECTION} has no data", mend, line=page.line(("show", row)))


def _faults(
    asked: Mapping[str, Any], chapters: Mapping[str, str], anchors_of: Anchors, known: Mapping[str, Set[str]]
) -> Iterator[_Fault]:
    """Give what leads nowhere: the key below `questions`, what is wrong, and what would be right."""
    yield from _unknown(("call",), "call", asked.get("call"), known["calls"])
    for index, question in groups_in(asked, "asked"):
        yield from _faults_of_place(("asked", index), question, chapters, anchors_of)
    for index, answer in groups_in(asked, "answers"):
        key = ("answers", index, "publication")
        yield from _unknown(key, "publication", answer.get("publication"), known["publications"])
        page = answer.get("page")
        if isinstance(page, str) and is_address(page) and page not in known["served"]:
            near = did_you_mean(page, known["served"])
            mend = near if near.startswith("did you mean") else "correct the address, or bring the page back"
            yield ("answers", index, "page"), f"{page} leads nowhere", mend


def _unknown(key: Key, noun: str, name: object, known: Set[str]) -> Iterator[_Fault]:
    if isinstance(name, str) and name not in known:
        yield key, f"there is no {noun} “{name}”", did_you_mean(name, known)


def _faults_of_place(
    key: Key, question: Mapping[str, Any], chapters: Mapping[str, str], anchors_of: Anchors
) -> Iterator[_Fault]:
    """Give a chapter that the report does not have; else a paragraph that its chapter does not have."""
    chapter, paragraph = question.get("chapter"), question.get("paragraph")
    if isinstance(chapter, str) and chapter.isdigit() and str(chapter_number(chapter)) not in chapters:
        yield (*key, "chapter"), f"the report has no chapter {chapter}", did_you_mean(chapter, chapters)
    elif isinstance(paragraph, str) and "." in paragraph:
        own = paragraph.partition(".")[0]
        if own not in chapters:
            what = f"the report has no chapter {own}, and so no paragraph {paragraph}"
            yield (*key, "paragraph"), what, did_you_mean(own, chapters)
        elif fault := _fault_of_paragraph(paragraph, anchors_of(chapters[own])):
            yield (*key, "paragraph"), *fault


def _check_shown(register: Source, first: Source | None, problems: Problems) -> None:
    if first is not None and _row_of_section(first) is None and not first.is_unread(("show",)):
        mend = f"write it into `show:` there, as in show: [contents, {SECTION}]"
        what = f"{first.path} does not show them"
        problems.add(register.path, SECTION, what, mend, line=register.line((SECTION,)))


def _row_of_section(page: Source) -> int | None:
    shown = page.data.get("show")
    return shown.index(SECTION) if isinstance(shown, list) and SECTION in shown else None


def _chapters(pages: Mapping[str, Source], root: str) -> dict[str, str]:
    """Return the addresses of a report's chapters by their numbers."""
    numbers = ((chapter_in(page.data), address) for address, page in pages.items() if address.startswith(root))
    return {str(number): address for number, address in numbers if number is not None}


def _fault_of_paragraph(number: str, anchors: Iterable[str] | None) -> tuple[str, str] | None:
    if anchors is None or _anchor(number) in anchors:
        return None
    there = [name[2:].replace("-", ".").upper() for name in anchors if name.startswith("p-")]
    near = did_you_mean(number, there)
    mend = near if near.startswith("did you mean") else "give the number that it has on the page"
    return f"the report has no paragraph {number}", mend


def _anchor(number: str) -> str:
    return f"p-{number.lower().replace('.', '-')}"
