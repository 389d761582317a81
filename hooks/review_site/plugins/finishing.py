"""The content of a page: from the HTML that was converted to that which is shown, and that which feeds tell."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from review_site.addresses import address_of_file
from review_site.content.markdown_text import without_comments
from review_site.content.raw_html import MEND, forbidden_html, tell
from review_site.content.source import Source
from review_site.plugins.files import PublishedFiles
from review_site.plugins.links import relative_from, relative_links, without_links_to
from review_site.plugins.noted import Notebook
from review_site.plugins.place import Place
from review_site.plugins.reports import Reports
from review_site.report.questions import enclose_questions


@dataclass(frozen=True, slots=True)
class Finished:
    """The content of a page as it is shown, and that of its entries in feeds where it is another."""

    content: str
    told: str | None


class Finisher:
    """Finishes the content of pages; what is found and used meanwhile is left in the notebook.

    `places` are the pages of the site; `told` the sources of posts as feeds tell them, where they differ; to what is
    `unlinked` no link stays. `done` holds what was finished ahead, by address, until its page is asked for.
    """

    def __init__(
        self,
        places: Mapping[str, Place],
        told: Mapping[str, Source],
        unlinked: Set[str],
        reports: Reports,
        files: PublishedFiles,
        notebook: Notebook,
    ) -> None:
        self._places, self._told, self._unlinked = places, told, unlinked
        self._reports, self._files, self._notebook = reports, files, notebook
        self.done: dict[str, Finished] = {}

    def content(self, html: str, page: Page) -> str:
        """Return a page's content: paragraphs numbered, questions enclosed, root-relative links made relative."""
        place = self._place_of(page)
        html = without_comments(html)
        if place.source:
            for thing in forbidden_html(html):
                self._notebook.problems.add(place.source.path, "text", tell(thing), MEND)
        html = self._files.lead + html
        html = self._reports.finish(place, html)
        if place.faq:
            html = enclose_questions(html)
        return relative_to(page, without_links_to({*self._unlinked, *place.later}, html))

    def told(self, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Return the content of a post as feeds tell it; None where that is the page's own.

        It is rendered as the page itself is. A text that shows other pictures or documents than the page is not told,
        since they are not published.
        """
        place = self._place_of(page)
        source = self._told.get(place.address)
        if source is None:
            return None
        used = dict(self._files.used)
        of_page = self._files.of_page
        self._files.begin(place.source)
        shadow = Page(str(place.meta["title"]), page.file, config)
        page.file.page = page
        shadow.markdown = "\n" + source.body
        shadow.render(config, files)
        told = None if self._files.of_page - of_page else self.content(shadow.content or "", page)
        self._files.used = used
        return told

    def both(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> Finished:
        """Return the finished content of a page and what its entries tell, as finished ahead where it was."""
        done = self.done.pop(self._place_of(page).address, None)
        return done or Finished(self.content(html, page), self.told(page, config, files))

    def ahead(self, page: Page, config: MkDocsConfig, files: Files) -> Finished | None:
        """Return the same of a page that is converted; None for a part of a report.

        The parts of a report know of each other, and are finished where all of them are at hand.
        """
        if self._place_of(page).report is not None:
            return None
        return Finished(self.content(page.content or "", page), self.told(page, config, files))

    def settle_reports(self, files: Files) -> None:
        """Bring the pages of reports into agreement, once the content of all pages is rendered."""
        self._reports.settle()
        for page in (file.page for file in files.documentation_pages() if file.page):
            place = self._place_of(page)
            if place.report and page.content:
                settled = self._reports.settled(page.content, place.report.name, place.address)
                page.content = relative_to(page, settled)

    def _place_of(self, page: Page) -> Place:
        return self._places[address_of_file(page.file.dest_uri)]


def relative_to(page: Page, html: str) -> str:
    """Return HTML with its root-relative links made relative to a page."""
    return relative_links(html, relative_from(page.url))
