"""Standing pages: what each is given to show, now and as it stood before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from review_site.content.library import Library
from review_site.content.models import Page, Post
from review_site.content.report import report_at, root_of
from review_site.content.shelf import Sourced
from review_site.lifecycle.calls import names_on
from review_site.lifecycle.due import as_at
from review_site.lifecycle.matter import Matter, matter_of
from review_site.lifecycle.stage import effects_at
from review_site.lifecycle.texts import text_at
from review_site.lifecycle.told import major_notes
from review_site.lifecycle.versions import Version
from review_site.plugins.asking import AskedView, view_asked
from review_site.plugins.exhibits import data_files
from review_site.plugins.legal import LegalView, view_legal
from review_site.plugins.place import Place, ReportHead
from review_site.plugins.publication_views import WorkView, view_works
from review_site.plugins.support import PAGES, SupportView, view_support
from review_site.plugins.views import CallView, PostView, link_submissions, view_call, view_post
from review_site.report.contents import Leaf, contents_of, neighbours

LATEST = 3


@dataclass(frozen=True)
class Scene:
    """What pages may show at an instant: `library` as it is seen then, `whole` with what is still to come."""

    library: Library
    whole: Library
    instant: datetime

    @cached_property
    def calls(self) -> dict[str, CallView]:
        """The calls that may be seen, each in its state."""
        return {name: view_call(name, call, self.whole, self.instant) for name, call in self.library.calls.items()}

    def calls_on(self, address: str, entry: Post | Page) -> list[CallView]:
        """Return the calls that a post or page shows in whole."""
        return [self.calls[name] for name in names_on(address, entry.calls, self.library.calls)]

    def support_for(self, entry: Post | Page) -> list[SupportView]:
        """Return whom a post or page says to turn to."""
        return view_support(entry, self.whole.review, self.instant)

    @cached_property
    def latest(self) -> list[PostView]:
        """The newest posts."""
        return [view_post(post, self.library) for post in self.library.posts[:LATEST]]

    @cached_property
    def works(self) -> dict[str, WorkView]:
        """The publications that may be seen, by name."""
        return view_works(self.library)

    @cached_property
    def legal(self) -> LegalView | None:
        """What the legal pages show."""
        return view_legal(self.whole, self.instant)

    @cached_property
    def leaves(self) -> dict[str, tuple[Leaf, ...]]:
        """The pages of each report, in reading order, by the report's name."""
        return {name: contents_of(self.library.pages, root_of(name)) for name in self.library.reports}

    @cached_property
    def matters(self) -> dict[str, Matter]:
        """The terms and works of each report, by the report's name."""
        return {name: matter_of(name, self.library, self.whole, self.instant) for name in self.library.reports}

    @cached_property
    def asked(self) -> dict[str, AskedView]:
        """What each report asked, and what came back, by the report's name."""
        return view_asked(self.library, self.leaves, self.calls)

    def report_of(self, address: str) -> ReportHead | None:
        """Return the report that the page at an address is the first page or a part of; None for another page."""
        name = report_at(self.library.reports, address)
        if name is None:
            return None
        first, entry = self.library.pages[root_of(name)].entry, self.library.reports[name].entry
        return ReportHead(
            name=name,
            address=root_of(name),
            title=first.title,
            published=first.published,
            cover=entry.cover,
            wording=entry.wording,
        )

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of the posts and pages that may be seen."""
        return frozenset((*(post.entry.address for post in self.library.posts), *self.library.pages))


def standing_places(now: Scene, history: Mapping[str, tuple[Version, ...]]) -> Iterator[Place]:
    """Give the place of each standing page that was not withdrawn, and those of its earlier versions."""
    before: dict[datetime, Scene] = {}
    for address, page in now.library.pages.items():
        if page.entry.withdrawn is not None:
            continue
        versions = history.get(address, ())
        yield _current(address, page, now, versions)
        row = (None, *versions[:-1], None)
        for index, version in enumerate(versions[:-1]):
            instant = version.begins.instant
            if instant not in before:
                before[instant] = Scene(as_at(now.whole, instant), now.whole, instant)
            beside = {"version_before": row[index], "version_after": row[index + 2]}
            yield _earlier(version, page, before[instant], now, beside)


def _current(address: str, page: Sourced[Page], scene: Scene, versions: tuple[Version, ...]) -> Place:
    entry = page.entry
    context = _context(address, page, scene) | {
        "current": versions[-1] if versions else None,
        "earlier": tuple(reversed(versions[:-1])),
        "support": scene.support_for(entry),
        "about_support": address in PAGES,
    }
    report = scene.report_of(address)
    leaves = scene.leaves[report.name] if report else ()
    if address in {leaf.address for leaf in leaves}:
        context["before"], context["after"] = neighbours(leaves, address)
    text = text_at(page.source.body, scene.whole, scene.instant)
    return Place(
        address=address,
        kind="page",
        meta={"title": entry.title, "description": entry.description, "template": _template(address, entry)},
        context=context,
        source=page.source,
        text=text,
        published=entry.published.text if entry.published else None,
        chapter=entry.chapter,
        faq=entry.faq,
        report=report,
        files=data_files(address, text, scene.library),
    )


def _earlier(
    version: Version, page: Sourced[Page], scene: Scene, now: Scene, beside: Mapping[str, Version | None]
) -> Place:
    entry = page.entry
    return Place(
        address=version.address,
        kind="version",
        meta={
            "title": f"{entry.title}: as it stood {version.begins.begins}",
            "description": f"How this page stood {version.span}.",
            "template": _template(version.page, entry),
            "noindex": True,
        },
        context=_context(version.page, page, scene)
        | {
            "version": version,
            "review": scene.library.review,
            "support": now.support_for(entry),  # whom to turn to is never what it once was
            "about_support": version.page in PAGES,
            "publications": [
                scene.works[name] for name in entry.publications if name in scene.works.keys() & now.works
            ],
            **beside,
        },
        source=page.source,
        text=version.text,
        later=now.addresses - scene.addresses,
        published=version.begins.instant.isoformat(),
        chapter=entry.chapter,
        faq=entry.faq,
        report=scene.report_of(version.page),
    )


def _context(address: str, page: Sourced[Page], scene: Scene) -> dict[str, Any]:
    entry, library, report = page.entry, scene.library, scene.report_of(address)
    return {
        "standing": entry,
        "updates": major_notes(entry.updates),
        "library": library,
        "calls": scene.calls,
        "page_calls": scene.calls_on(address, entry),
        "publications": [scene.works[name] for name in entry.publications if name in scene.works],
        "report": report,
        "submissions": link_submissions("report", report.name, scene.whole, scene.instant)
        if report and report.address == address
        else (),
        "leaves": scene.leaves[report.name] if report else (),
        "asked": scene.asked,
        "legal": scene.legal,
        "latest": scene.latest,
        "effects": effects_at(scene.whole.review, scene.instant),
    }


def _template(address: str, page: Page) -> str:
    if address == "/":
        return "home.html"
    return "chapter.html" if page.chapter is not None else "main.html"
