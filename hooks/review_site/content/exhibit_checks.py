"""What must hold between exhibits and the pages that place them: each once, with a number of its page, and known."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from typing import get_args

from review_site.content.exhibit_marks import Caption, Mark, Written, written_in
from review_site.content.exhibit_states import are_apart, is_lasting, set_at
from review_site.content.exhibits import NUMBER, ExhibitKind, Exhibits, anchor_of
from review_site.content.paragraph_ledger import chapter_in
from review_site.content.source import Key, Source
from review_site.problems import Problems, did_you_mean

FIELD = "exhibit"
_KINDS = get_args(ExhibitKind)
Anchors = Callable[[str], Set[str] | None]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A figure or table with the place where its number is written, and the page that shows it, where one does."""

    word: str
    number: str
    source: Source
    key: Key
    line: int
    page: tuple[str, Source] | None


@dataclass(slots=True)
class _Seen:
    """What was found in the pages of one report: where each exhibit is placed, and the captions."""

    placed: dict[str, list[tuple[str, Source, int]]] = field(default_factory=dict)
    captions: list[_Numbered] = field(default_factory=list)


def check_exhibits(
    pages: Iterable[tuple[str, Source]], others: Iterable[Source], exhibits: Exhibits, problems: Problems
) -> None:
    """Tell what is wrong with the marks and captions of texts, and with the numbers of figures and tables.

    `pages` are the standing pages with their addresses, `others` the texts that can place no exhibit.
    """
    reports = {report: _Seen() for report in exhibits.names}
    for address, source in pages:
        seen = reports.get(address.split("/")[1])
        for one in written_in(source.body, source.body_line):
            if seen is None:
                _tell_elsewhere(source, one, problems)
            else:
                _note(address, source, one, exhibits.names[address.split("/")[1]], seen, problems)
    for source in others:
        for one in written_in(source.body, source.body_line):
            _tell_elsewhere(source, one, problems)
    for report, seen in reports.items():
        _check_report(report, seen, exhibits, problems)


def with_exhibits(
    every: Anchors, lasting: Anchors, pages: Iterable[tuple[str, Source]], exhibits: Exhibits
) -> tuple[Anchors, Anchors]:
    """Return both functions that give the anchors of a page, with those of its figures and tables.

    `every` gives all anchors of the page at an address, `lasting` those that it has in each of its states.
    """
    sources = dict(pages)

    @cache
    def placed_on(address: str) -> tuple[frozenset[str], frozenset[str]]:
        found = list(_anchors_in(sources[address], address.split("/")[1], exhibits)) if address in sources else []
        return frozenset(anchor for anchor, _ in found), frozenset(anchor for anchor, always in found if always)

    def with_all(address: str) -> Set[str] | None:
        known = every(address)
        return None if known is None else known | placed_on(address)[0]

    def with_lasting(address: str) -> Set[str] | None:
        known = lasting(address)
        return None if known is None else known | placed_on(address)[1]

    return with_all, with_lasting


def _anchors_in(source: Source, report: str, exhibits: Exhibits) -> Iterator[tuple[str, bool]]:
    """Give the anchors of the figures and tables that a page places, each with whether it is always there."""
    for one in written_in(source.body, source.body_line):
        always = set_at(source, one.line) is None
        if isinstance(one.what, Caption):
            yield one.what.anchor, always
        elif isinstance(one.what, Mark) and (exhibit := exhibits.sources.get((report, one.what.name))):
            yield anchor_of(_word(exhibit), str(exhibit.data.get("number"))), always


def _tell_elsewhere(source: Source, one: Written, problems: Problems) -> None:
    """Tell a mark in a text that can place nothing; what only looks like a caption is words there."""
    if isinstance(one.what, Mark) or (one.fault and "places nothing" in one.fault[0]):
        mend = "take it out, and link to the page of the report that shows it"
        problems.add(source.path, FIELD, "places an exhibit outside a report", mend, line=one.line)


def _note(address: str, source: Source, one: Written, names: frozenset[str], seen: _Seen, problems: Problems) -> None:
    if one.fault:
        problems.add(source.path, FIELD, *one.fault, line=one.line)
    if isinstance(one.what, Caption):
        numbered = _Numbered(one.what.word, one.what.number, source, (), one.line, (address, source))
        seen.captions.append(numbered)
    elif isinstance(one.what, Mark):
        seen.placed.setdefault(one.what.name, []).append((address, source, one.line))
        if one.what.name not in names:
            near = did_you_mean(one.what.name, names) if names else f"write {one.what.name}.yml beside the chapter"
            what = f"there is no exhibit “{one.what.name}” beside this page"
            problems.add(source.path, FIELD, what, near, line=one.line)


def _check_report(report: str, seen: _Seen, exhibits: Exhibits, problems: Problems) -> None:
    own = {name: source for (of, name), source in exhibits.sources.items() if of == report}
    for name, places in seen.placed.items():
        if name in own:
            _check_places(name, own[name], places, problems)
    numbered = [*_numbered(own, seen), *seen.captions]
    taken = Counter((one.word, one.number) for one in numbered)
    for source, problem in (
        (own[name], one) for name in own for one in exhibits.unnumbered if one.path == own[name].path
    ):
        page = next((places[0][:2] for name, places in seen.placed.items() if own.get(name) is source), None)
        free = _free(_word(source), page, taken)
        problems.extend([replace(problem, mend=f"add a line `number: {free}`, the next that is free")])
    holders: dict[tuple[str, str], _Numbered] = {}
    for one in numbered:
        holder = holders.setdefault((one.word, one.number), one)
        free = _free(one.word, one.page, taken)
        mend = (
            f"write {free}, the next that is free" if not one.key else f"write `number: {free}`, the next that is free"
        )
        if one.page and not _fits(one.number, one.page[1]):
            chapter = _chapter(one.page[1])
            of = f"of chapter {chapter}" if chapter else "of a page that is no chapter"
            what = f"{one.number} is not the number of a {one.word.lower()} {of} ({one.page[1].path})"
            problems.add(one.source.path, "number" if one.key else FIELD, what, mend, line=one.line)
        elif holder is not one and not _never_together(holder, one):
            what = f"{one.word} {one.number} is already that of {holder.source.path}:{holder.line}"
            problems.add(one.source.path, "number" if one.key else FIELD, what, mend, line=one.line)
    for name, source in own.items():
        if name not in seen.placed:
            mend = f"write [{_word_of_mark(source)} {name}] on a line of its own in a chapter, or delete its files"
            problems.add(source.path, "file", "no page shows it", mend, line=1, level="advice")


def _check_places(name: str, source: Source, places: list[tuple[str, Source, int]], problems: Problems) -> None:
    """Tell marks of the wrong word, and each that places an exhibit once more than can be."""
    word = _word_of_mark(source)
    for index, (address, page, line) in enumerate(places):
        row = page.body.split("\n")[line - page.body_line]
        if source.data.get("kind") in _KINDS and f"[{word} " not in row:
            what, mend = f"“{name}” is a {source.data.get('kind')}", f"write [{word} {name}]"
            problems.add(page.path, FIELD, what, mend, line=line)
        before = next((one for one in places[:index] if one[0] != address or not are_apart(page, one[2], line)), None)
        if before:
            what = f"“{name}” is already placed on {before[1].path}:{before[2]}"
            mend = "keep one of them; elsewhere link to it"
            problems.add(page.path, FIELD, what, mend, line=line)
    _, page, line = places[0]
    if not is_lasting(page, [place[2] for place in places]):
        what = f"“{name}” goes when its state block does, and readers' links to its data with it"
        mend = "put it outside the block, or into `/// from` a date"
        problems.add(page.path, FIELD, what, mend, line=line)


def _numbered(own: Mapping[str, Source], seen: _Seen) -> Iterator[_Numbered]:
    for name, source in own.items():
        number = source.data.get("number")
        if isinstance(number, str) and NUMBER.fullmatch(number):
            page = next((place[:2] for place in seen.placed.get(name, ())), None)
            yield _Numbered(_word(source), number, source, ("number",), source.line(("number",)), page)


def _free(word: str, page: tuple[str, Source] | None, taken: Counter[tuple[str, str]]) -> str:
    """Return the next number that no figure, or no table, of the report has, for one that a page shows."""
    if page is None:
        beginning = "1"
    else:
        chapter = _chapter(page[1])
        beginning = chapter or _letter(page[0])
    used = [
        int(found[2])
        for of, number in taken
        if of == word and (found := NUMBER.fullmatch(number)) and found[1] == beginning
    ]
    return f"{beginning}.{max(used, default=0) + 1}"


def _fits(number: str, page: Source) -> bool:
    beginning = number.partition(".")[0]
    chapter = _chapter(page)
    return beginning == chapter if chapter else beginning.isalpha() or "chapter" in page.data


def _chapter(page: Source) -> str:
    """Return the number of the chapter that a page is; an empty text for another page."""
    number = chapter_in(page.data)
    return "" if number is None else str(number)


def _letter(address: str) -> str:
    """Return the letter by which figures of a page that is no chapter are numbered: the first of its name."""
    return next((char for char in address.strip("/").rpartition("/")[2] if char.isalpha()), "a").upper()


def _word(source: Source) -> str:
    return "Table" if source.data.get("kind") == "table" else "Figure"


def _word_of_mark(source: Source) -> str:
    return "table" if source.data.get("kind") == "table" else "chart"


def _never_together(one: _Numbered, other: _Numbered) -> bool:
    """Tell whether two captions stand in blocks of one page of which one is shown at a time."""
    if one.page is None or other.page is None or one.key or other.key:
        return False
    return one.page[0] == other.page[0] and are_apart(one.source, one.line, other.line)
