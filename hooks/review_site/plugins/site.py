"""The site of one build: which pages it has, and what each is given to show."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from review_site.addresses import ATTACHMENTS, absolute, address_of_file, file_of_address
from review_site.content.converted import convert
from review_site.content.library import Library
from review_site.content.listings import list_posts, paginate
from review_site.content.markdown_text import without_comments
from review_site.lifecycle.archiving import archiving_at
from review_site.lifecycle.documents import addresses_held_back, files_held_back
from review_site.lifecycle.due import as_at, everything, set_aside, standing_since, standing_until
from review_site.lifecycle.stage import effects_at, notices_at, stage_at
from review_site.lifecycle.told import major_notes
from review_site.lifecycle.updates import page_with
from review_site.lifecycle.versions import all_versions
from review_site.plugins.audiences import gather_routes
from review_site.plugins.calendars import PublishedCalendars
from review_site.plugins.cards import PublishedCards
from review_site.plugins.contact_checks import check_contacts
from review_site.plugins.documents import PublishedDocuments
from review_site.plugins.events import list_events
from review_site.plugins.facets import Facets, facets_of
from review_site.plugins.files import PublishedFiles
from review_site.plugins.finishing import Finisher, relative_to
from review_site.plugins.legal import OF_OTHERS
from review_site.plugins.links import LinkReader, LinkTable, PageLinks, relative_links, without_links_to
from review_site.plugins.made_files import write_made_files
from review_site.plugins.navigation import trail_of
from review_site.plugins.noted import Notebook
from review_site.plugins.place import Place
from review_site.plugins.places import places_of
from review_site.plugins.records import BuiltSite, Record, write_records
from review_site.plugins.reports import Reports
from review_site.plugins.shared_pages import SharedPages
from review_site.plugins.standing import Scene
from review_site.plugins.updates import entries_of, told_source
from review_site.plugins.views import dated, titles_of, view_post, view_sources
from review_site.problems import Problems

log = logging.getLogger("mkdocs.plugins.publishing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and what for a site is built.

    `instant` is in London; `now` says that it is the present, where nothing that was published may go missing;
    `preview` that drafts and what is still to come are shown as well.
    """

    instant: datetime
    now: bool
    preview: bool


@dataclass(frozen=True, slots=True)
class Built:
    """A finished page: its address, its file in the site, and what it links to."""

    address: str
    file: str
    links: PageLinks


class Site:
    """What one build knows; made anew in `on_config`, so that nothing is carried from build to build."""

    def __init__(self, library: Library, per_page: int, occasion: Occasion, project: Path, theme: Path) -> None:
        instant = occasion.instant
        self.occasion = occasion
        self.instant, self.until = standing_since(library, instant), standing_until(library, instant)
        seen = as_at(library, instant)
        self.library = everything(library, instant) if occasion.preview else seen
        self.calendars = PublishedCalendars(seen, instant)
        self.hidden = {} if occasion.preview else set_aside(library, instant)
        self.early = set_aside(library, instant) if occasion.preview else {}
        views = {post.entry.address: view_post(post, self.library) for post in self.library.posts}
        pages = (page for listing in list_posts(self.library) for page in paginate(listing, per_page))
        scene = Scene(self.library, library, instant)
        self.effects = effects_at(library.review, instant)
        self.events = list_events(self.library, instant)
        self.cards = PublishedCards(self.library.review, project, theme / "assets")
        self.shared = SharedPages(self.library, self.events, self.cards)
        self.routes = gather_routes(self.library, views, scene.calls, self.events)
        self.places: Mapping[str, Place] = places_of(scene, views, pages, all_versions(library, instant), self.routes)
        self.stage = stage_at(library.review, instant)
        self.notices = notices_at(self.library.review, instant)
        posts = ((post, told_source(post, self.library, self.instant)) for post in self.library.posts)
        told = {post.entry.address: source for post, source in posts if source is not None}
        self.updates = entries_of(self.library, self.instant)
        self.files = PublishedFiles(self.library, project, files_held_back(library, self.library))
        self.unlinked = {*self.hidden, *addresses_held_back(library, self.library)}
        self.reports = Reports(scene)
        self.documents = PublishedDocuments(self.library, self.places, project, self.instant)
        self.links = LinkReader(library.review.url)
        self.notebook = Notebook(self.files, self.cards, self.calendars)
        self.finisher = Finisher(self.places, told, self.unlinked, self.reports, self.files, self.notebook)
        self.order: dict[str, int] = {}
        self._built: list[Built] = []
        self.records: list[Record] = []

    def add_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a generated page for each place without a file in docs/, and drop from there what has no place."""
        for file in [file for file in files if file.src_dir == config.docs_dir and not file.is_documentation_page()]:
            files.remove(file)  # data of exhibits, of which pages offer what they show; nothing else is read there
        there = set()
        for file in files.documentation_pages():
            address = address_of_file(file.dest_uri)
            if address in self.places:
                there.add(address)
            else:
                files.remove(file)
        for address in (address for address in self.places if address not in there):
            uri = str(Path(file_of_address(address)).with_suffix(".md"))
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        self.order = {file.dest_uri: number for number, file in enumerate(files.documentation_pages())}
        return files

    def template_globals(self) -> dict[str, Any]:
        """Return what every template may use."""
        review = self.library.review
        titles = titles_of(self.library)
        years = sorted({start.from_.first.year for start in review.stages})
        return {
            "review": review,
            "years": " to ".join(map(str, dict.fromkeys((*years[:1], *years[-1:])))),
            "effects": self.effects,
            "notices": self.notices,
            "earlier_notices": len(review.notices) > len(self.notices),
            "notices_listed_at": page_with("notices", self.library),
            "events": self.events,
            "routes": self.routes,
            "preview": self.occasion.preview,
            "dated": dated,
            "major_notes": major_notes,
            "rendered": self.rendered,
            "title_of": self.title_of,
            "calendar": self.calendars.whole,
            "calendar_of": self.calendars.of_call,
            "early_of": self.early.get,
            "listed_at": lambda url: view_sources([url], review.publishers, titles)[0],
            "sources_of": lambda entry: view_sources(entry.source or (), review.publishers, titles),
        }

    def rendered(self, text: str) -> str:
        """Return the HTML of a Markdown text that is part of a page, such as that of a call."""
        return without_comments(convert(text) or "")

    def title_of(self, address: str) -> str:
        """Return the title of the page at an address, the address itself where there is none."""
        place = self.places.get(address)
        return str(place.meta["title"]) if place else address

    def markdown_of(self, page: Page) -> str | None:
        """Return the Markdown of a page of ours; the empty first line keeps MkDocs from looking for front matter."""
        place = self.place_of(page)
        return None if place.source is None else "\n" + place.text

    def meta_of(self, page: Page) -> dict[str, Any]:
        """Return what a page says of itself to its template and to other plugins."""
        place = self.place_of(page)
        self.files.begin(place.source)
        entries = self.updates.get(place.address, []) if place.status == 200 else []
        return {**place.meta, "feed_entries": [dict(entry) for entry in entries]}

    def context_of(self, page: Page) -> dict[str, Any]:
        """Return what the template of a page shows."""
        place = self.place_of(page)
        canonical = absolute(self.library.review.url, place.target or place.address)
        early = self.early.get(place.address)
        shared = self.shared.context_of(place, page.content or "", trail_of(place, page), canonical)
        for other in shared["other_forms"]:
            self.files.attachment(other.address.removeprefix(ATTACHMENTS))  # published with the page that names it
        for name in place.attached:
            self.files.attachment(name)
        return {
            **shared,
            "address": place.address,
            "canonical": canonical,
            "documents": self.documents.of(place, self.reports),
            "early": early.entry if early else None,
            "found_by": facets_of(place),
            **place.context,
            **self.reports.context_of(place),
        }

    def root_links(self, output: str) -> str:
        """Return the HTML without an address of its own, its root-relative links put below the site's root."""
        root = urlsplit(self.library.review.url).path.rstrip("/")
        return relative_links(output, lambda address: root + address)

    def finish_page(self, output: str, page: Page) -> str:
        """Return a page with the links that templates added made relative; links and page are noted for the records."""
        place = self.place_of(page)
        output = without_links_to(self.unlinked, output)
        self._built.append(Built(place.address, page.file.dest_uri, self.links.read(place.address, output)))
        return relative_to(page, output)

    def add_built(self, pages: Iterable[Built]) -> None:
        """Note finished pages."""
        self._built += pages

    @contextmanager
    def building(self) -> Iterator[list[Built]]:
        """Give the pages that are finished while the block runs; none of them is noted here."""
        before, self._built = self._built, []
        try:
            yield self._built
        finally:
            self._built = before

    @property
    def built(self) -> list[Built]:
        """The finished pages, in the order of MkDocs."""
        return sorted(self._built, key=lambda one: self.order[one.file])

    def write_files(self, site_dir: Path) -> None:
        """Write the files that pages show and link to, and note them for the records."""
        made = [file for one in self.built for file in self.places[one.address].files]
        made += (file for files in self.documents.files.values() for file in files)
        written = (
            *(self.files.write(site_dir), self.cards.write(site_dir), self.calendars.write(site_dir)),
            write_made_files(made, site_dir),
        )
        self.records += (record for records in written for record in records)

    def close(self, site_dir: Path) -> None:
        """Check every link, and write what machines read.

        Raises:
            ProblemsError: with every link that leads nowhere, and whatever else was found in the pages.
        """
        records, links, problems = self.records, LinkTable(), self.notebook.problems
        pages = [(self.places[one.address], one.file) for one in self.built]
        for one in self.built:
            links.add(one.address, one.links, self.places[one.address].source)
        shown = links.targets()
        for record in records:
            if f"/{record.file}" not in shown:
                what = f"{record.address} would be published, and no page shows it"
                problems.add(record.source or record.file, "file", what, "tell the developers: it must not be")
        problems.extend((*self.documents.problems, *links.problems(site_dir)))
        sources = {record.file: record.source for record in records}
        sources |= {file: place.source.path for place, file in pages if place.source}
        problems.extend(check_contacts(site_dir, self.library, self.instant, sources, self.files.project))
        drafts = {one.source.path for one in self.early.values()}
        for problem in problems:
            if problem.path in drafts or problem.level == "to do":
                log.info("Still to do: %s", problem)
        for problem in problems:
            if problem.level == "advice":
                log.info("%s", problem)
        Problems(problem for problem in problems if problem.path not in drafts).raise_if_any()
        preview = self.occasion.preview
        present = self.occasion.now and not preview
        review, listed = self.library.review, page_with("copyright", self.library)
        third_party = f"{listed}#{OF_OTHERS}" if listed else None
        stands = {place.address for place, _ in pages}
        archiving = archiving_at(review, self.instant, stands=stands, linked=links.elsewhere, third_party=third_party)
        built = BuiltSite(review, self.stage, self.instant, present=present, preview=preview, archiving=archiving)
        write_records(site_dir, built, pages, records)

    @property
    def searched(self) -> dict[str, Facets]:
        """The pages that the search gives, each with what it is found by."""
        places = (self.places[one.address] for one in self.built)
        return {place.address: facets for place in places if (facets := facets_of(place))}

    def place_of(self, page: Page) -> Place:
        """Return the place that a page of MkDocs is."""
        return self.places[address_of_file(page.file.dest_uri)]
