"""The pages of submissions: all collections, each with its entries, its lists by topic and by contributor, its CSV.

No page lists everything: entries stand on numbered pages for good, lists lead to them, and what leads from a page to
others of its kind is the one before and the one after; the first alone leads to all of them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from review_site.content.attachments import attachment_address
from review_site.content.listings import page_of
from review_site.content.report import root_of
from review_site.content.submission_lists import SubmissionList, in_place, lists_of
from review_site.content.submissions import SUBMISSIONS, Collection, Submission, plain_words
from review_site.lifecycle.site_update import is_seen
from review_site.lifecycle.told import major_notes
from review_site.plugins.place import MadeFile, Place
from review_site.plugins.standing import Scene
from review_site.plugins.submission_csv import render_csv
from review_site.plugins.views import Link
from review_site.sizes import size_in_words

GROUP = "Submissions"
LINES = 100  # of one page of a list


@dataclass(frozen=True, slots=True)
class EntryView:
    """A submission as its page shows it.

    `paragraphs` are the lines of its text; `file` is named by format and size, `elsewhere` by its host.
    """

    row: Submission
    heading: str
    topics: tuple[Link, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    file: Link | None
    elsewhere: Link | None


@dataclass(frozen=True, slots=True)
class Line:
    """A submission as a list shows it, with the address at which it stands."""

    row: Submission
    heading: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """The submissions of one contributor on a page of a list; `going_on` says that they began on the page before."""

    name: str
    lines: tuple[Line, ...]
    going_on: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands among `count`; on the first alone `pages` are the addresses of all of them."""

    number: int
    count: int
    before: str | None
    after: str | None
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollectionView:
    """A collection as all its pages show it. `counts` are by identity, `reasons` those why nothing is published."""

    collection: Collection
    counts: Counter[str]
    reasons: tuple[tuple[str, int], ...]
    topics: tuple[tuple[Link, int], ...]
    letters: tuple[tuple[Link, int], ...]
    call: Link | None
    report: Link | None
    csv: Link

    @property
    def link(self) -> Link:
        """The collection by its title."""
        return Link(self.collection.entry.title, self.collection.address)


def submission_places(scene: Scene) -> Iterator[Place]:
    """Give the place of each page of submissions; none where no collection may be seen."""
    views: list[CollectionView] = []
    places: list[Place] = []
    for name, collection in scene.library.submissions.items():
        recorded = scene.library.record.submissions.get(name, {})
        placed = in_place(collection.rows, recorded)
        lists = lists_of(collection, recorded, scene.library.record.ledger)
        data = render_csv(collection, placed, scene.library.review.url)
        csv = MadeFile(
            address=f"{collection.address}{name}.csv",
            title=f"{collection.entry.title} (CSV)",
            kind="data",
            data=data,
            source=collection.csv_path,
        )
        view = _view(collection, lists, csv, scene)
        views.append(view)
        places += _entry_pages(view, placed, csv, scene)
        addresses = {row.id: f"{page_of(collection.address, page)}#{row.anchor}" for page, row in placed}
        places += (place for one in lists for place in _list_pages(view, one, addresses))
    if views:
        about = "What people and organisations sent to the review, as far as it is published."
        meta = {"title": "Submissions", "description": about, "template": "submissions.html"}
        yield Place(address=SUBMISSIONS, kind="submissions", meta=meta, context={"collections": views}, group=GROUP)
    yield from places


def _view(collection: Collection, lists: Sequence[SubmissionList], csv: MadeFile, scene: Scene) -> CollectionView:
    entry = collection.entry
    kept_back = (row.reason for row in collection.rows if not row.shown and row.reason)
    words: dict[str, str] = {}
    reasons = Counter(words.setdefault(plain_words(reason), reason) for reason in kept_back)
    return CollectionView(
        collection=collection,
        counts=Counter(row.identity for row in collection.rows),
        reasons=tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
        topics=tuple((Link(one.name, one.address), len(one.rows)) for one in lists if one.facet == "topic"),
        letters=tuple((Link(one.name, one.address), len(one.rows)) for one in lists if one.facet == "contributor"),
        call=_call(entry.call, scene),
        report=_report(entry.report, scene),
        csv=Link(f"CSV, {size_in_words(len(csv.data))}", csv.address),
    )


def _call(name: str | None, scene: Scene) -> Link | None:
    """Return a call with the place at which it stands; None where it may not be seen."""
    call = scene.library.calls.get(name or "")
    if call is None or not is_seen(call.entry.page, scene.library):
        return None
    page = call.entry.page
    return Link(call.entry.title, f"{page}#call-{name}" if page in scene.library.pages else page)


def _report(name: str | None, scene: Scene) -> Link | None:
    if name is None or name not in scene.library.reports:
        return None
    return Link(scene.library.pages[root_of(name)].entry.title, root_of(name))


def _entry_pages(
    view: CollectionView, placed: Sequence[tuple[int, Submission]], csv: MadeFile, scene: Scene
) -> Iterator[Place]:
    collection = view.collection
    entry = collection.entry
    topics = {name: Link(title, f"{collection.address}topic/{name}/") for name, title in entry.topics.items()}
    pages = {1: list[Submission]()}
    for page, row in placed:
        pages.setdefault(page, []).append(row)
    numbers = tuple(pages)
    for index, number in enumerate(numbers):
        paging = _paging(collection.address, numbers, index)
        title = entry.title if number == 1 else f"{entry.title}, page {number} of {numbers[-1]}"
        rows = pages[number]
        yield Place(
            address=page_of(collection.address, number),
            kind="submissions",
            meta={"title": title, "description": entry.about, "template": "collection.html"},
            context={
                "view": view,
                "entries": [_entry(row, topics, scene) for row in rows],
                "paging": paging,
                "updates": major_notes(entry.updates),
                "trail": [Link("Submissions", SUBMISSIONS), *([view.link] if number > 1 else [])],
            },
            source=collection.source,
            published=entry.published.text,
            files=(csv,) if number == 1 else (),
            attached=tuple(row.file for row in rows if row.file),
            group=GROUP,
            deep=number > 1,
        )


def _entry(row: Submission, topics: dict[str, Link], scene: Scene) -> EntryView:
    lines = (line.strip() for line in row.text.split("\n"))
    file = scene.library.attachments.get(row.file)
    ending = PurePosixPath(row.file).suffix[1:].upper()
    return EntryView(
        row=row,
        heading=heading_of(row),
        topics=tuple(topics[topic] for topic in row.topics),
        paragraphs=tuple(tuple(block) for words, block in groupby(lines, key=bool) if words),
        file=Link(f"{ending}, {size_in_words(file.stat().st_size)}", attachment_address(row.file)) if file else None,
        elsewhere=Link(urlsplit(row.url).hostname or row.url, row.url) if row.url else None,
    )


def heading_of(row: Submission) -> str:
    """Return what a submission is called: its title, else who it is from, else what it is."""
    names = {"anonymous": "Anonymous submission", "withheld": "Not published", "withdrawn": "Withdrawn"}
    return row.title or row.contributor or names[row.identity]


def _list_pages(view: CollectionView, one: SubmissionList, addresses: dict[str, str]) -> Iterator[Place]:
    name = one.name if one.facet == "topic" else f"Contributors under {one.name}"
    slices = [one.rows[start : start + LINES] for start in range(0, len(one.rows), LINES)] or [()]
    numbers = tuple(range(1, len(slices) + 1))
    before = ""
    for number, rows in enumerate(slices, 1):
        title = f"{name}: {view.collection.entry.title}"
        title = title if number == 1 else f"{title}, page {number} of {len(slices)}"
        lines = [Line(row, heading_of(row), addresses[row.id]) for row in rows]
        groups = _groups(lines, before) if one.facet == "contributor" else ()
        before = groups[-1].name if groups else ""
        context: dict[str, Any] = {
            "view": view,
            "facet": one.facet,
            "heading": name,
            "total": len(one.rows),
            "lines": lines,
            "groups": groups,
            "own": one.address,
            "paging": _paging(one.address, numbers, number - 1),
            "trail": [Link("Submissions", SUBMISSIONS), view.link],
        }
        about = f"{'Submissions on' if one.facet == 'topic' else 'Who sent something in, under'} {one.name}."
        yield Place(
            address=page_of(one.address, number),
            kind="listing",
            meta={"title": title, "description": about, "template": "submission_list.html"},
            context=context,
            group=GROUP,
            deep=True,
        )


def _groups(lines: Sequence[Line], before: str) -> tuple[Group, ...]:
    """Return the lines of each contributor together; `before` is the last one on the page before."""
    groups = [(key, tuple(own)) for key, own in groupby(lines, key=lambda line: plain_words(line.row.contributor))]
    return tuple(
        Group(own[0].row.contributor, own, going_on=not index and key == plain_words(before))
        for index, (key, own) in enumerate(groups)
    )


def _paging(address: str, numbers: Sequence[int], index: int) -> Paging:
    """Return where the page at a place among all page numbers stands."""
    return Paging(
        number=numbers[index],
        count=numbers[-1],
        before=page_of(address, numbers[index - 1]) if index else None,
        after=page_of(address, numbers[index + 1]) if index + 1 < len(numbers) else None,
        pages=() if index else tuple(page_of(address, number) for number in numbers),
    )
