"""The pages of the register of recommendations: all of them, and by answer, chapter and addressee; their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from review_site.addresses import absolute
from review_site.content.listings import page_of
from review_site.content.recommendation_lists import (
    FILES,
    PER_PAGE,
    REGISTER,
    RecommendationList,
    in_order,
    lists_of,
    places_in,
)
from review_site.content.recommendations import spoken
from review_site.content.report import root_of
from review_site.plugins.place import MadeFile, Place
from review_site.plugins.standing import Scene
from review_site.plugins.views import Link, in_a_sentence
from review_site.report.register.rows import Chapter, Row, chapters_of, count_answers, rows_of
from review_site.report.register.tables import FIELDS, Head, render_csv, render_json, render_schema

TITLE = "Recommendations"


@dataclass(frozen=True)
class RegisterView:
    """What the pages of the register show: `rows` as written, `lists` with their pages, `report` as a link.

    `told_on` is the page on the answers, None where there is none to be seen yet.
    `whole` tells whether all stand on one page in full; else that page has a line for each, which leads to the entry
    on the pages of its chapter.
    """

    rows: tuple[Row, ...]
    lists: tuple[RecommendationList, ...]
    chapters: Mapping[int, Chapter]
    counts: Mapping[str, int]
    report: Link
    official: bool
    note: str
    counted: str
    told_on: Link | None
    source: tuple[str, ...]
    scene: Scene

    @property
    def named(self) -> str:
        """The title of the report as it stands within a sentence."""
        return in_a_sentence(self.report.words)

    @property
    def known(self) -> str:
        """What the register tells of the answers, as part of a sentence."""
        return "what the answers are" if self.official else "what is known of the answers"

    @property
    def whole(self) -> bool:
        """Whether all stand on one page in full."""
        return len(self.rows) <= PER_PAGE

    @cached_property
    def by_id(self) -> dict[str, Row]:
        """The rows by the ids of their recommendations."""
        return {row.entry.id: row for row in self.rows}

    @cached_property
    def stands_at(self) -> dict[str, str]:
        """Where each recommendation stands in full, with its anchor, by its id."""
        if self.whole:
            return {row.entry.id: f"{REGISTER}#{row.anchor}" for row in self.rows}
        pages = (place for one in self.lists if one.facet == "chapter" for place in places_in(one))
        return {entry.id: f"{address}#{self.by_id[entry.id].anchor}" for entry, address in pages}

    @cached_property
    def groups(self) -> tuple[tuple[RecommendationList, str, tuple[Row, ...]], ...]:
        """The rows by chapter, in order: its list, its heading, its rows."""
        lists = {one.name: one for one in self.lists if one.facet == "chapter"}
        numbers = in_order({row.entry.chapter for row in self.rows})
        found = (lists["" if number is None else str(number)] for number in numbers)
        return tuple((one, self.heading(one), self.rows_in(one.entries)) for one in found)

    def rows_in(self, entries: tuple[Any, ...]) -> tuple[Row, ...]:
        """Return the rows of some recommendations."""
        return tuple(self.by_id[entry.id] for entry in entries)

    def heading(self, one: RecommendationList) -> str:
        """Return what a list is called among others of its sort."""
        if one.facet == "answer":
            return spoken(one.name)
        if one.facet == "for":
            return one.name
        return self.chapters.get(int(one.name), Chapter(int(one.name), "")).words if one.name else "Chapter not found"


def view_register(scene: Scene) -> RegisterView | None:
    """Return what the pages of the register show at the instant of a scene; None where there is none."""
    library = scene.library
    register = library.recommendations
    if register is None:
        return None
    chapters = chapters_of(library, scene.leaves.get(register.report, ()))
    rows = rows_of(library, chapters)
    page, told = library.pages[root_of(register.report)].entry, register.page
    return RegisterView(
        rows=rows,
        lists=lists_of(library),
        chapters=chapters,
        counts=count_answers(library, rows),
        report=Link(page.title, root_of(register.report)),
        official=register.official,
        note=register.note,
        counted=register.counted,
        told_on=Link(library.pages[told].entry.title, told) if told is not None and told in library.pages else None,
        source=register.source or (),
        scene=scene,
    )


def register_places(scene: Scene) -> Iterator[Place]:
    """Give the places of the register as it is seen at the instant of a scene; none where there is none."""
    view = view_register(scene)
    if view is None:
        return
    yield _whole(view)
    for one in view.lists:
        yield from _pages(one, view)


def _whole(view: RegisterView) -> Place:
    about = f"What {view.named} recommended, and {view.known}."
    meta = {"title": TITLE, "description": about, "template": "recommendations.html"}
    meta |= {"feed": REGISTER, "feed_title": "Recommendations and the answers to them", "feed_group": TITLE}
    return Place(
        address=REGISTER,
        kind="recommendations",
        meta={**meta, "feed_history": True},
        context={"register": view, "fields": FIELDS, "files": FILES, "trail": (view.report,)},
        files=_files(view),
        group=TITLE,
    )


def _pages(one: RecommendationList, view: RegisterView) -> Iterator[Place]:
    title = _title(one, view)
    pages = one.pages
    for number, entries in enumerate(pages, 1):
        own = title if number == 1 else f"{title}, page {number} of {len(pages)}"
        context = {
            "register": view,
            "list": one,
            "rows": view.rows_in(entries),
            "number": number,
            "count": len(pages),
            "before": page_of(one.address, number - 1) if number > 1 else None,
            "after": page_of(one.address, number + 1) if number < len(pages) else None,
            "trail": (view.report, Link(TITLE, REGISTER)),
        }
        yield Place(
            address=page_of(one.address, number),
            kind="recommendations",
            meta={"title": own, "description": f"{own}.", "template": "recommendations.html"},
            context=context,
            group=TITLE,
            deep=view.whole or one.facet != "chapter",
        )


def _title(one: RecommendationList, view: RegisterView) -> str:
    heading = view.heading(one)
    if one.facet == "answer":
        return f"Recommendations by answer: {heading[0].lower()}{heading[1:]}"
    if one.facet == "for":
        return f"Recommendations to: {heading}"
    return (
        f"Recommendations of {heading[0].lower()}{heading[1:]}" if one.name else "Recommendations of no known chapter"
    )


def _files(view: RegisterView) -> tuple[MadeFile, ...]:
    url = view.scene.library.review.url
    head = Head(
        title=f"Recommendations of {view.report.words}",
        report=view.report.words,
        official=view.official,
        note=view.note,
        address=absolute(url, REGISTER),
        schema=absolute(url, FILES["schema"]),
        counts=view.counts,
    )
    path = f"{view.scene.library.folder}/recommendations.yml"
    made = (
        ("csv", "Recommendations as CSV", render_csv(view.rows)),
        ("json", "Recommendations as JSON", render_json(view.rows, head)),
        ("schema", "Schema of the recommendations as JSON", render_schema(head)),
    )
    return tuple(
        MadeFile(address=FILES[name], title=title, kind="data", data=data, source=path) for name, title, data in made
    )
