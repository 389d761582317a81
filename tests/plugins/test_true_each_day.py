"""On every day, what readers see of the real site tells nothing that came later."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from tests.conftest import ROOT

from review_site.clock import parse_instant
from review_site.content.library import Library, read_library
from review_site.lifecycle.calls import state_at
from review_site.lifecycle.due import as_at
from review_site.lifecycle.stage import notices_at
from review_site.plugins.build import build_site

DAYS = (
    "2021-01-15", "2021-02-05T16:59", "2021-03-15", "2021-06-01", "2021-07-01", "2021-09-15", "2021-11-20",
    "2022-01-15", "2022-04-15", "2022-06-15", "2022-12-01", "2023-02-10", "2023-03-11",
)  # fmt: skip

# What may be told before its day: words of the sentence, and why.
MEANT = {
    "due to report in spring 2022": "a post of December 2021 said when the report was due",
    "by 2026": "the report set this as a target",
    "by 2027": "the report set this as a target",
    "by 2032": "the report forecast this",
    "By 2032": "so does its chart",
    "were to close on 11 May 2023": "the government had set this day for its consultations",
}

# Names that nobody had heard before their day.
NAMES = {
    "Call for Evidence": date(2021, 3, 1),
    "Experts by Experience Board": date(2021, 3, 1),
    "A National Voice": date(2021, 3, 18),
    "Evidence Group": date(2021, 4, 1),
    "Design Group": date(2021, 4, 1),
    "What Works": date(2021, 4, 1),
    "Case for Change": date(2021, 5, 31),
    "Bridge the Gap": date(2021, 8, 1),
    "Call for Ideas": date(2021, 11, 4),
    "Paying the Price": date(2021, 11, 26),
    "Alma Economics": date(2021, 11, 26),
    "Family Network Plan": date(2022, 5, 23),
    "National Implementation Board": date(2022, 11, 1),
    "Stable Homes": date(2023, 2, 2),
}

_MONTHS = tuple(date(2021, number, 1).strftime("%B") for number in range(1, 13))
_DATE = re.compile(
    rf"\b(?:(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}})"
    r"|(?P<iso>\d{4}-\d\d-\d\d)|(?P<alone>(?:19|20)\d\d))\b(?!,\d)"
)
_BLOCKS = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "th", "td", "caption", "summary", "title", "div",
     "section", "nav", "header", "footer", "br", "label")
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“£])")


@dataclass(frozen=True, slots=True)
class Told:
    """A date or name that a page tells before its day."""

    page: str
    sentence: str
    what: str

    def __str__(self) -> str:
        return f"{self.page}: {self.what}: {self.sentence}"


def told_early(page: str, sentences: Iterator[str], day: date, known: frozenset[str]) -> Iterator[Told]:
    """Give each date and name in the sentences of a page that is later than a day and not `known` then."""
    for sentence in sentences:
        for found in _DATE.finditer(sentence):
            if _first_day(found) > day and found[0] not in known and not any(words in sentence for words in MEANT):
                yield Told(page, sentence, found[0])
        for name, heard in NAMES.items():
            if name in sentence and heard > day:
                yield Told(page, sentence, name)


def sentences_of(tree: html.HtmlElement) -> Iterator[str]:
    """Give the sentences that readers see or hear: text, descriptions, words for pictures; no addresses."""
    lines = [meta.get("content", "") for meta in tree.iter("meta") if meta.get("name") == "description"]
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        lines += [element.get(name, "") for name in ("alt", "aria-label")]
        if element.tag == "sup":
            element.clear(keep_tail=True)
        if element.tag in _BLOCKS:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    for line in (*lines, *tree.text_content().split("\n")):
        yield from _SENTENCE.split(" ".join(line.split()))


def texts_of(library: Library) -> Iterator[tuple[str, datetime, str]]:
    """Give what each entry of the register and each dated file says: its name, when it may be seen, and its words."""
    review = library.review
    begun = review.stages[0].from_.due
    for post in library.posts:
        one = post.entry
        yield one.address, one.due, f"{one.title}\n{one.summary}\n{one.date_note}\n{post.source.body}"
    for name, work in library.publications.items():
        notes = "\n".join(f"{version.title}\n{version.note}" for version in work.entry.versions)
        yield name, work.entry.published.due, f"{work.entry.about}\n{work.entry.date_note}\n{notes}"
    for event in library.events:
        yield event.entry.title, event.entry.seen_from, f"{event.entry.date_note}\n{event.source.body}"
    for step in review.timeline:
        yield f"timeline, {step.date.text}", step.date.due, f"{step.event}\n{step.date_note}"
    for figure in review.figures:
        yield figure.what, figure.as_at.due if figure.as_at else begun, f"{figure.what}\n{figure.note}"
    for body in (*(group for group in review.groups.values() if group.listed), *review.partners):
        words = "\n".join(text for name, text in body if name in ("name", "about", "members") and text)
        yield body.name, body.from_.due if body.from_ else begun, words


def known_dates(library: Library, instant: datetime) -> frozenset[str]:
    """Return the dates to come that are known at an instant: the ends of open calls, what notices announce."""
    calls = (call.entry for call in as_at(library, instant).calls.values())
    waiting = [call.closes for call in calls if state_at(call, instant) in ("upcoming", "open")]
    notices = " ".join(f"{notice.heading} {notice.text}" for notice in notices_at(library.review, instant))
    spoken = " ".join((*(when.spoken for when in waiting), notices))
    return frozenset(found[0] for found in _DATE.finditer(spoken))


def _first_day(found: re.Match[str]) -> date:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    if found["alone"]:
        return date(int(found["alone"]), 1, 1)
    return date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"] or 1))


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT / "content", ROOT / "docs")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The real site as at each of the days."""
    folder = tmp_path_factory.mktemp("days")
    return {day: build_site(ROOT, folder / day.replace(":", ""), day) for day in DAYS}


@pytest.mark.parametrize("day", DAYS)
def test_no_page_tells_what_came_later(sites: Mapping[str, Path], library: Library, day: str) -> None:
    instant = parse_instant(day)
    known = known_dates(library, instant)
    pages = sorted(sites[day].rglob("*.html"))
    assert pages
    early = [
        told
        for page in pages
        for told in told_early(_address(page, sites[day]), iter(_sentences(page.read_bytes())), instant.date(), known)
    ]
    assert not early, "\n".join(map(str, early))


def test_no_earlier_version_tells_what_came_after_it(sites: Mapping[str, Path], library: Library) -> None:
    site = sites[DAYS[-1]]
    pages = sorted(site.rglob("as-at/*/index.html"))
    assert pages
    early: list[Told] = []
    for page in pages:
        year, month, day, *hour = page.parent.name.split("-")
        begins = f"{year}-{month}-{day}" + "".join(f"T{time[:2]}:{time[2:]}" for time in hour)
        instant = parse_instant(begins)
        main = _read(page).find(".//main")
        for note in main.find_class("version"):
            note.drop_tree()
        early += told_early(_address(page, site), sentences_of(main), instant.date(), known_dates(library, instant))
    assert not early, "\n".join(map(str, early))


def test_no_entry_tells_what_came_after_it(library: Library) -> None:
    early = [
        told
        for name, due, text in texts_of(library)
        for line in text.splitlines()
        for told in told_early(name, iter(_SENTENCE.split(line)), due.date(), known_dates(library, due))
    ]
    assert not early, "\n".join(map(str, early))


@pytest.mark.parametrize(("page", "earlier"), [("case-for-change", 2), ("call-for-ideas", 2), ("faqs", 1)])
def test_pages_that_changed_have_the_versions_that_are_known(
    sites: Mapping[str, Path], page: str, earlier: int
) -> None:
    assert len(list((sites[DAYS[-1]] / page / "as-at").glob("*"))) == earlier


def test_each_thing_that_may_be_told_early_is_told(sites: Mapping[str, Path]) -> None:
    """A reason that nothing needs any more is to be taken out."""
    pages = {page.read_bytes() for site in sites.values() for page in site.rglob("*.html")}
    words = " ".join(sentence for page in pages for sentence in _sentences(page))
    assert [meant for meant in MEANT if meant not in words] == []


@pytest.mark.parametrize(
    ("words", "day", "told"),
    [
        ("<p>It closed on 15 December 2021.</p>", "2021-12-14", ["15 December 2021"]),
        ("<p>It closed on 15 December 2021.</p>", "2021-12-15", []),
        ("<p>Replies came in June 2021. They came again in July 2021.</p>", "2021-06-01", ["July 2021"]),
        ("<p>It ended in 2022, after 1,000 replies and 2,022 calls.</p>", "2021-06-01", ["2022"]),
        ("<p>Known until <time>1 May 2021</time>, and as at 2021-05-02.</p>", "2021-04-01", ["2021-05-02"]),
        ("<title>Paying the Price</title><p>All</p>", "2021-11-25", ["Paying the Price"]),
        ('<p><img alt="A chart of 2023"><a href="/2024/">More</a></p>', "2021-06-01", ["2023"]),
        ('<meta name="description" content="What came of it in 2023."><p>All</p>', "2021-06-01", ["2023"]),
        ("<p>9,000 more by 2026.</p>", "2022-06-01", []),
        ("<p>It was.<sup><a>1</a></sup> Then in 2022.<sup>2</sup> So it is.</p>", "2021-06-01", ["2022"]),
    ],
)  # fmt: skip
def test_what_is_told_early_is_found(words: str, day: str, told: list[str]) -> None:
    sentences = sentences_of(html.document_fromstring(words))
    early = told_early("/", sentences, date.fromisoformat(day), frozenset({"1 May 2021"}))
    assert [one.what for one in early] == told


def test_a_sentence_is_shown_alone_with_its_page() -> None:
    tree = html.document_fromstring("<ul><li>One in 2021.</li><li>Two in 2022. Three</li></ul>")
    (early,) = told_early("/about/", sentences_of(tree), date(2021, 6, 1), frozenset())
    assert str(early) == "/about/: 2022: Two in 2022."


def test_the_end_of_an_open_call_and_what_a_notice_announces_are_known(library: Library) -> None:
    assert "15 December 2021" in known_dates(library, parse_instant("2021-11-20"))
    assert "15 December 2021" not in known_dates(library, parse_instant("2021-11-03"))
    assert "15 December 2021" not in known_dates(library, parse_instant("2022-01-15"))
    assert "10 March 2023" in known_dates(library, parse_instant("2023-03-01"))


@cache
def _sentences(page: bytes) -> tuple[str, ...]:
    """Return the sentences of a page, of which many are the same on many days."""
    return tuple(sentences_of(_parse(page)))


def _read(page: Path) -> html.HtmlElement:
    return _parse(page.read_bytes())


def _parse(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


def _address(page: Path, site: Path) -> str:
    return f"/{page.relative_to(site).as_posix().removesuffix('index.html')}"
