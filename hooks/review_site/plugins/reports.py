"""The reports of one build: what becomes of the content of their pages, and what is made of each report as a whole."""

from review_site.content.library import Library
from review_site.plugins.exhibits import with_exhibits
from review_site.plugins.place import Place
from review_site.report.paragraphs import number_paragraphs


class Reports:
    """The reports of one build; `contents` holds the finished content of their pages, links from the root, by address.

    MkDocs renders the content of all pages before it builds the first of them, so that templates find all of it here.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.titles = {address: page.entry.title for address, page in library.pages.items()}
        self.titles |= {post.entry.address: post.entry.title for post in library.posts}
        self.contents: dict[str, str] = {}

    def finish(self, place: Place, html: str) -> str:
        """Return the content of a page of a report as it is shown; that of any other page as it is."""
        if place.report is None:
            return html
        html = with_exhibits(html, place, self.library, self.titles)
        if place.chapter is not None:
            html = number_paragraphs(html, place.chapter)
        if place.kind == "page":
            self.contents[place.address] = html
        return html
