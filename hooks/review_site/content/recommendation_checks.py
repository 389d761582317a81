"""What must hold between the register of recommendations and the report that it is of.

The checks read the plain data of sources, so that they speak even where a file has other mistakes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from review_site.clock import is_due
from review_site.content.fields import date_in, groups_in
from review_site.content.paragraph_ledger import chapter_in
from review_site.content.paragraph_numbers import chapter_number
from review_site.content.report import root_of
from review_site.content.source import Key, Source
from review_site.content.when import When
from review_site.problems import Problems, did_you_mean


def ids_of(source: Source | None) -> set[str]:
    """Return the ids of the recommendations of a register, of those that can be read."""
    ids = (one.get("id") for _, one in groups_in(source.data, "recommendations")) if source else ()
    return {name for name in ids if isinstance(name, str)}


def anchor_of_paragraph(number: str) -> str:
    """Return the anchor of a numbered paragraph of a report: that of 1.12A is `p-1-12a`."""
    return f"p-{number.lower().replace('.', '-')}"


def check_recommendations(
    source: Source,
    pages: Iterable[tuple[str, Source]],
    unread: Iterable[str],
    reports: Set[str],
    anchors_of: Callable[[str], Set[str] | None],
    problems: Problems,
) -> None:
    """Tell a report that is not there, chapters and paragraphs that it does not have, and what is dated before it.

    `pages` are the standing pages with their addresses, `unread` the addresses of those that could not be read,
    `reports` the names of the reports with numbered paragraphs, `anchors_of` gives the anchors of a page. A paragraph
    of a report that does not stand on the site is not checked.
    """
    report = source.data.get("report")
    if not isinstance(report, str) or source.is_unread(("report",)):
        return
    root, known = root_of(report), dict(pages)
    own = {address: page for address, page in known.items() if address.startswith(root)}
    if any(address.startswith(root) for address in unread):
        return
    if root not in own:
        names = [address.strip("/") for address in known if address.count("/") == 2]
        mend = did_you_mean(report, names) if names else "write its page first"
        what = f"there is no report “{report}” in docs/"
        problems.add(source.path, "report", what, mend, line=source.line(("report",)))
        return
    by_chapter = {chapter: address for address, page in own.items() if (chapter := chapter_in(page.data)) is not None}
    _check_chapters(source, by_chapter.keys(), problems)
    if report in reports:
        _check_paragraphs(source, by_chapter, anchors_of, problems)
    _check_dates(source, own[root], problems)


def _check_chapters(source: Source, written: Iterable[int], problems: Problems) -> None:
    printed = (one.get("n") for _, one in groups_in(source.data, "chapters"))
    contents = {*written, *(number for number in map(chapter_number, printed) if number is not None)}
    if source.is_unread(("chapters",)):
        return
    for index, one in groups_in(source.data, "recommendations"):
        chapter, key = chapter_in(one), ("recommendations", index, "chapter")
        if chapter is not None and chapter not in contents and not source.is_unread(key):
            mend = f"the report has {_spoken(contents)}" if contents else "write its contents under `chapters:`"
            what = f"chapter {chapter} is not in the contents of the report"
            problems.add(source.path, _field(key), what, mend, line=source.line(key))


def _spoken(chapters: Iterable[int]) -> str:
    return f"chapters {', '.join(map(str, sorted(chapters)))}"


def _check_paragraphs(
    source: Source,
    by_chapter: Mapping[int, str],
    anchors_of: Callable[[str], Set[str] | None],
    problems: Problems,
) -> None:
    for index, one in groups_in(source.data, "recommendations"):
        value = one.get("paragraphs")
        for place, number in enumerate(value if isinstance(value, list) else ()):
            key = ("recommendations", index, "paragraphs", place)
            if not isinstance(number, str) or not number or source.is_unread(key):
                continue
            first = number.partition(".")[0]
            named = chapter_number(first)
            address = by_chapter.get(named) if named is not None else None
            anchors = (anchors_of(address) if address else None) or set()
            if anchor_of_paragraph(number) not in anchors:
                what = f"there is no paragraph {number} in the report"
                numbers = [_number_of(anchor) for anchor in anchors if re.fullmatch(r"p-\d.*", anchor)]
                mend = did_you_mean(number, numbers) if numbers else "write it as it stands beside the paragraph: 2.14"
                problems.add(source.path, _field(key), what, mend, line=source.line(key))


def _number_of(anchor: str) -> str:
    return anchor.removeprefix("p-").replace("-", ".", 1).upper()


def _check_dates(source: Source, page: Source, problems: Problems) -> None:
    """Tell a list that would be shown before its report, and each answer from before the list."""
    out, own = date_in(page.data, "published"), date_in(source.data, "published")
    if out and own and not is_due(out.first, own.due):
        what, mend = f"the report comes out later, {out.joined}", "give the list that day or a later one"
        problems.add(source.path, "published", what, mend, line=source.line(("published",)))
    listed = own or out
    for key, when in _answer_dates(source):
        if listed and not is_due(listed.first, when.due):
            what, mend = f"is an answer from before the recommendations, {listed.joined}", "correct the date"
            problems.add(source.path, _field(key), what, mend, line=source.line(key))


def _answer_dates(source: Source) -> Iterator[tuple[Key, When]]:
    if responded := date_in(source.data, "responded"):
        yield ("responded",), responded
    for index, one in groups_in(source.data, "recommendations"):
        at = ("recommendations", index)
        if on := date_in(one, "response_date"):
            yield (*at, "response_date"), on
        for place, step in groups_in(one, "history"):
            if on := date_in(step, "on"):
                yield (*at, "history", place, "on"), on


def _field(key: Key) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in key)
