"""Marks in the text of reports: each must lead somewhere, now or when it is due."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from review_site.addresses import is_slug
from review_site.content.fields import field_name, groups_in
from review_site.content.markdown import read_markdown
from review_site.content.markdown_text import without_comments
from review_site.content.paragraph_numbers import chapter_number, is_number, key_of
from review_site.content.report import Report, name_of, root_of
from review_site.content.report_glossary import Index, find_terms, index_terms, written_terms
from review_site.content.report_marks import Mark, MarkKind, anchor_of, meant_for_marks, read_marks
from review_site.content.shelf import Shelf
from review_site.content.source import Key, Source
from review_site.problems import Problems, did_you_mean

Anchors = Callable[[str], Set[str] | None]
_TAG = re.compile(r"<[^>]*>")
_LINK_TO_IT = "write a link to it from the root, as in [paragraph 2.14](/case-for-change/chapter-2/#p-2-14)"
_WRITE_TERM = "write it as the text does, add the other forms of it under `also:`, or take it out"
_OF_REPORTS: tuple[MarkKind, ...] = ("para", "figure", "table")


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """What the marks of one report may lead to: its chapters by number, its pages, its works.

    `works` is None when the register cannot be read; `whole` says that every page of it can be, so that what is not
    among its chapters is nowhere.
    """

    name: str
    pages: dict[str, Source] = field(default_factory=dict)
    chapters: dict[str, str] = field(default_factory=dict)
    works: frozenset[str] | None = frozenset()
    whole: bool = True


def marked_reports(
    reports: Shelf[Report], standing: Iterable[tuple[str, Source]], unread: Iterable[str]
) -> dict[str, MarkedReport]:
    """Return what the marks of each report may lead to, by its name; `unread` are addresses of pages not read."""
    lost = tuple(unread)
    registers = {name_of(source): source for source in reports.sources}
    pages: dict[str, dict[str, Source]] = {name: {} for name in reports.stems}
    for address, source in standing:
        name = address.split("/")[1]
        if name in pages:
            pages[name][address] = source
    return {name: _marked(name, pages[name], registers.get(name), lost) for name in sorted(pages)}


def check_marks(
    reports: Mapping[str, MarkedReport],
    others: Iterable[Source],
    anchors_of: Anchors,
    recommendations: Set[str] | None,
    problems: Problems,
) -> None:
    """Tell each mark in a page of a report that leads nowhere, what was meant for one, and marks where none belong.

    `others` are the texts that are no page of a report; `recommendations` the ids of the recommendations, None when
    they cannot be read.
    """
    for report in reports.values():
        targets = _Targets(report, anchors_of, recommendations)
        for source in report.pages.values():
            for line, what, mend in _faults_of(source, targets):
                problems.add(source.path, "mark", what, mend, line=line)
    works = frozenset[str]().union(*(report.works or () for report in reports.values()))
    for source in others if reports else ():
        for line, mark in _marks_of(source):
            if mark.kind in _OF_REPORTS or mark.name in works:
                what = f"{mark.text} is a mark for the pages of a report, and this is another page"
                problems.add(source.path, "mark", what, _LINK_TO_IT, line=line)


def check_used(reports: Shelf[Report], marked: Mapping[str, MarkedReport], problems: Problems) -> None:
    """Tell, as advice, each work that nothing cites and each term that stands nowhere in its report."""
    told = {(problem.path, problem.line) for problem in problems}
    for source in reports.sources:
        report = marked[name_of(source)]
        for key, what, mend in _unused(source, report) if report.whole else ():
            if (source.path, source.line(key)) not in told:
                problems.add(source.path, field_name(key), what, mend, line=source.line(key), level="advice")


def used_in(index: Index, bodies: Iterable[str]) -> tuple[frozenset[str], frozenset[int]]:
    """Return the ids of the works that Markdown texts cite, and the numbers, from 0, of the terms that stand in them.

    Words of headings and links count as well.
    """
    cited: set[str] = set()
    found: set[int] = set()
    for body in bodies:
        for prose in read_markdown(body, 1).prose:
            cited.update(mark.name for _, _, mark in read_marks(prose.words) if mark.kind == "work")
            found.update(number for _, _, number in find_terms(prose.words, index))
    return frozenset(cited), frozenset(found)


def _unused(register: Source, report: MarkedReport) -> Iterator[tuple[Key, str, str]]:
    terms = written_terms(register.data)
    cited, found = used_in(index_terms(terms), (page.body for page in report.pages.values()))
    for row, work in groups_in(register.data, "bibliography"):
        name = work.get("id")
        if isinstance(name, str) and is_slug(name) and name not in cited:
            mend = f"cite it where the text says so, as [@{name}], or keep it as something to read"
            yield ("bibliography", row, "id"), f"no page of the report cites “{name}”", mend
    for (row, _), forms in zip(groups_in(register.data, "glossary"), terms, strict=True):
        if forms and row not in found:
            yield ("glossary", row, "term"), f"“{forms[0]}” stands on no page of the report", _WRITE_TERM


def _marked(name: str, pages: dict[str, Source], register: Source | None, unread: Iterable[str]) -> MarkedReport:
    root = root_of(name)
    chapters: dict[str, str] = {}
    whole = not any(address.startswith(root) for address in unread)
    for address, source in pages.items():
        if "chapter" in source.data:
            number = chapter_number(source.data["chapter"])
            if number is not None:
                chapters.setdefault(str(number), address)
            else:
                whole = False
        whole = whole and not source.is_lost("chapter") and not source.is_unread(("chapter",))
    return MarkedReport(name, pages, chapters, _works_of(register), whole)


def _works_of(register: Source | None) -> frozenset[str] | None:
    if register is None or register.is_unread(("bibliography",)) or register.is_lost("bibliography"):
        return None
    ids = [group.get("id") for _, group in groups_in(register.data, "bibliography")]
    return frozenset(name for name in ids if isinstance(name, str)) if None not in ids else None


class _Targets:
    """What the marks of one report lead to; the anchors of its pages are asked for when a mark needs them."""

    def __init__(self, report: MarkedReport, anchors_of: Anchors, recommendations: Set[str] | None) -> None:
        self.report, self.anchors_of, self.recommendations = report, anchors_of, recommendations

    def fault_of(self, mark: Mark) -> tuple[str, str] | None:
        """Return what is wrong with a mark, and what would be right; None when it leads somewhere."""
        if mark.kind == "work":
            mend = f"add it under `bibliography:` of the register of the report, {self.report.name}.yml"
            return _fault_among(mark, self.report.works, "work", mend)
        if mark.kind == "recommendation":
            return _fault_among(mark, self.recommendations, "recommendation", "write its id in recommendations.yml")
        names = (mark.name, *((mark.last,) if mark.last else ()))
        faults = (self._fault_of_number(mark.kind, name, mark.text) for name in names)
        return next((fault for fault in faults if fault), None) or _fault_of_run(mark)

    def _fault_of_number(self, kind: MarkKind, number: str, written: str) -> tuple[str, str] | None:
        chapters = self.report.chapters
        if kind == "chapter":
            if number in chapters or not self.report.whole:
                return None
            return f"{written} leads nowhere: the report has no chapter {number}", did_you_mean(number, chapters)
        anchor = anchor_of(kind, number)
        known = list(self._numbers_near(kind, number))
        if None in known or any(anchor == one for one in known):
            return None
        noun = "paragraph" if kind == "para" else kind
        numbers = [one.removeprefix(f"{anchor_of(kind, '')}").replace("-", ".").upper() for one in known if one]
        mend = did_you_mean(number, numbers) if numbers else f"name a {noun} that the report has"
        return f"{written} leads nowhere: the report has no {noun} {number}", mend

    def _numbers_near(self, kind: MarkKind, number: str) -> Iterator[str | None]:
        """Give the anchors of the kind on the page that should have a number, else on all; None for one not known."""
        own = self.report.chapters.get(number.partition(".")[0])
        if own is None and not self.report.whole:
            yield None
        for address in (own,) if own and kind == "para" else self.report.pages:
            anchors = self.anchors_of(address)
            if anchors is None:
                yield None
            else:
                yield from sorted(anchor for anchor in anchors if anchor.startswith(anchor_of(kind, "")))


def _fault_among(mark: Mark, known: Set[str] | None, noun: str, otherwise: str) -> tuple[str, str] | None:
    """Return what is wrong with a mark that names none of what is known; nothing where that cannot be read."""
    if known is None or mark.name in known:
        return None
    near = did_you_mean(mark.name, known)
    return f"there is no {noun} “{mark.name}”", near if near.startswith("did you mean") else otherwise


def _faults_of(source: Source, targets: _Targets) -> Iterator[tuple[int, str, str]]:
    """Give what is wrong with the marks of a text: the line, what, and what would be right."""
    for line, mark in _marks_of(source):
        fault = targets.fault_of(mark)
        if fault:
            yield line, *fault
    for line, words in _texts_of(source):
        for start, written, mend in meant_for_marks(words):
            yield line + words.count("\n", 0, start), f"{written} is not a mark that is known", mend


def _marks_of(source: Source) -> Iterator[tuple[int, Mark]]:
    for line, words in _texts_of(source):
        for start, _, mark in read_marks(words):
            yield line + words.count("\n", 0, start), mark


def _fault_of_run(mark: Mark) -> tuple[str, str] | None:
    """Return what is wrong with a run of numbers that does not go on, or that ends in another chapter."""
    if mark.last is None:
        return None
    if mark.name == mark.last:
        return f"{mark.text} names one number twice", f"write [{mark.kind} {mark.name}]"
    numbers = mark.name, mark.last
    first, last = (number.lstrip("0") for number in numbers)
    whole = all(number.isdecimal() for number in numbers) and (len(last), last) < (len(first), first)
    if whole or (all(map(is_number, numbers)) and key_of(mark.last) < key_of(mark.name)):
        return f"{mark.text} runs backwards", f"write [{mark.kind} {mark.last}-{mark.name}]"
    return None


def _texts_of(source: Source) -> Iterator[tuple[int, str]]:
    """Give the words of a text in which marks may stand, with the line on which each piece begins."""
    if "[" not in source.body:
        return
    text = read_markdown(source.body, source.body_line)
    for prose in text.prose:
        yield prose.line, prose.words
    for piece in text.html:
        yield piece.line, _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), without_comments(piece.text))
