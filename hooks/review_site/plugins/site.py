"""The site of one build: which pages it has, and what each is given to show."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from review_site.addresses import absolute, address_of_file, file_of_address
from review_site.content.library import Library, Sourced, read_library
from review_site.content.listings import ListingPage, list_posts, paginate
from review_site.content.models import Page as StandingPage
from review_site.content.models import Post
from review_site.content.source import Source
from review_site.lifecycle.due import as_at, refuse_to_take_back, set_aside, standing_since
from review_site.lifecycle.stage import notices_at, stage_at
from review_site.plugins.links import LinkTable, relative_links, without_links_to
from review_site.plugins.raw_html import forbidden_html
from review_site.plugins.records import Record, write_records
from review_site.plugins.trim import theme_styles
from review_site.plugins.views import PostView, dated, view_call, view_post, view_sources
from review_site.problems import Problems
from review_site.report.contents import contents_of, neighbours
from review_site.report.paragraphs import number_paragraphs

SITEMAP = "/sitemap/"
LATEST = 3
_REPORT = "/case-for-change/"


def open_site(config: MkDocsConfig, content_dir: str, per_page: int, instant: datetime, *, now: bool) -> "Site":
    """Read the content and take over the site's name, address and licence from the register.

    `now` says that the site is built for the present, where nothing that was published may go missing.

    Raises:
        ProblemsError: with every problem of the content.
    """
    root = Path(config.config_file_path).parent
    library = read_library(root / content_dir, Path(config.docs_dir))
    if now:
        refuse_to_take_back(library, instant)
    review = library.review
    config.site_name, config.site_url = review.name, review.url
    config.site_description, config.copyright = review.about, review.licence.text
    config.site_author = review.maintainer.name
    config.theme.static_templates.discard("sitemap.xml")
    config.watch.append(str(root / content_dir))
    return Site(library, per_page, instant)


class Site:
    """What one build knows; made anew in `on_config`, so that nothing is carried from build to build."""

    def __init__(self, library: Library, per_page: int, instant: datetime) -> None:
        self.instant = standing_since(library, instant)
        self.library = as_at(library, instant)
        self.hidden = {post.entry.address for post in set_aside(library, instant)}
        self.posts: Mapping[str, Sourced[Post]] = {post.entry.address: post for post in self.library.posts}
        self.views: Mapping[str, PostView] = {
            address: view_post(post, self.library) for address, post in self.posts.items()
        }
        self.listings = list_posts(self.library)
        pages = (page for listing in self.listings for page in paginate(listing, per_page))
        self.listing_pages: Mapping[str, ListingPage] = {page.address: page for page in pages}
        self.beside = _neighbours(self.views)
        self.leaves = contents_of(self.library.pages, _REPORT)
        self.calls = {name: view_call(name, call.entry, instant) for name, call in self.library.calls.items()}
        self.stage = stage_at(library.review, instant)
        self.notices = notices_at(library.review, instant)
        self.links = LinkTable()
        self.problems = Problems()
        self.records: list[Record] = []

    def add_pages(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a generated page for each post, each page of a listing and the sitemap for people.

        A file that the library passed over (an editor's lock file) becomes no page.
        """
        for file in files.documentation_pages():
            if address_of_file(file.dest_uri) not in self.library.pages:
                files.remove(file)
        for address in (*self.posts, *self.listing_pages, SITEMAP):
            uri = str(Path(file_of_address(address)).with_suffix(".md"))
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def template_globals(self, files: Files) -> dict[str, Any]:
        """Return what every template may use."""
        review = self.library.review
        return {
            "review": review,
            "notices": self.notices,
            "styles": theme_styles(files),
            "dated": dated,
            "listed_at": lambda url: view_sources([url], review.publishers)[0],
            "sources_of": lambda entry: view_sources(entry.source or (), review.publishers),
        }

    def markdown_of(self, page: Page) -> str | None:
        """Return the Markdown of a page of ours; the empty first line keeps MkDocs from looking for front matter."""
        source = self._source_of(address_of_file(page.file.dest_uri))
        return None if source is None else "\n" + source.body

    def meta_of(self, page: Page) -> dict[str, Any]:
        """Return what a page says of itself to its template and to other plugins."""
        address = address_of_file(page.file.dest_uri)
        if address in self.views:
            return _meta_of_post(self.views[address], self.library)
        if address in self.listing_pages:
            listing = self.listing_pages[address]
            return {"title": listing.title, "description": listing.listing.about, "template": "listing.html"}
        if address == SITEMAP:
            return {"title": "Sitemap", "description": "Every page of this site.", "template": "sitemap.html"}
        standing = self.library.pages[address].entry
        return {"title": standing.title, "description": standing.description, "template": _template(address, standing)}

    def finish_content(self, html: str, page: Page) -> str:
        """Return a page's content with its chapter's paragraphs numbered, and make root-relative links relative."""
        address = address_of_file(page.file.dest_uri)
        source = self._source_of(address)
        if source:
            for thing in forbidden_html(html):
                what = f"holds {thing}, which this site does not publish"
                self.problems.add(source.path, "text", what, "delete it, or say it in Markdown")
        standing = self.library.pages.get(address)
        if standing and standing.entry.chapter is not None:
            html = number_paragraphs(html, standing.entry.chapter)
        return _relative_to(page, without_links_to(self.hidden, html))

    def context_of(self, page: Page) -> dict[str, Any]:
        """Return what the template of a page shows."""
        address = address_of_file(page.file.dest_uri)
        common = {"address": address, "canonical": absolute(self.library.review.url, address)}
        if address in self.views:
            newer, older = self.beside[address]
            return common | {"post": self.views[address], "newer": newer, "older": older}
        if address in self.listing_pages:
            listing = self.listing_pages[address]
            views = [self.views[post.entry.address] for post in listing.posts]
            return common | {"listing": listing, "posts": views, "listings": self.listings}
        if address == SITEMAP:
            return common | {"pages": self.library.pages, "posts": list(self.views.values()), "listings": self.listings}
        return common | self._standing_context(address, self.library.pages[address].entry)

    def root_links(self, output: str) -> str:
        """Return the HTML without an address of its own, its root-relative links put below the site's root."""
        root = urlsplit(self.library.review.url).path.rstrip("/")
        return relative_links(output, lambda address: root + address)

    def finish_page(self, output: str, page: Page) -> str:
        """Return a page with the links that templates added made relative; links and page are noted for the records."""
        address = address_of_file(page.file.dest_uri)
        output = _relative_to(page, without_links_to(self.hidden, output))
        source = self._source_of(address)
        self.links.add(address, output, source)
        post = self.posts.get(address)
        self.records.append(
            Record(
                address=address,
                file=page.file.dest_uri,
                title=str(page.meta["title"]),
                kind=post.entry.kind if post else "listing" if source is None else "page",
                source=source.path if source else None,
                published=post.entry.published.text if post else None,
            )
        )
        return output

    def close(self, site_dir: Path) -> None:
        """Check every link of the finished site, then write what machines read of it.

        Raises:
            ProblemsError: with every link that leads nowhere, and whatever else was found in the pages.
        """
        self.problems.extend(self.links.problems(site_dir))
        self.problems.raise_if_any()
        review = self.library.review
        write_records(site_dir, review, self.stage, self.instant, self.records)

    def _standing_context(self, address: str, page: StandingPage) -> dict[str, Any]:
        context: dict[str, Any] = {
            "standing": page,
            "library": self.library,
            "calls": self.calls,
            "page_calls": [self.calls[name] for name in page.calls if name in self.calls],
            "publications": [
                self.library.publications[name].entry for name in page.publications if name in self.library.publications
            ],
            "leaves": self.leaves,
        }
        if address == "/":
            context["latest"] = list(self.views.values())[:LATEST]
        if any(leaf.address == address for leaf in self.leaves):
            context["before"], context["after"] = neighbours(self.leaves, address)
        return context

    def _source_of(self, address: str) -> Source | None:
        found = self.posts.get(address) or self.library.pages.get(address)
        return found.source if found else None


def _relative_to(page: Page, html: str) -> str:
    return relative_links(html, lambda address: get_relative_url(address.lstrip("/") or ".", page.url))


def _neighbours(views: Mapping[str, PostView]) -> dict[str, tuple[PostView | None, PostView | None]]:
    """Return the newer and the older post of each, from views newest first."""
    row = [None, *views.values(), None]
    return {address: (row[index], row[index + 2]) for index, address in enumerate(views)}


def _meta_of_post(view: PostView, library: Library) -> dict[str, Any]:
    """Return the words of a post that stand in its page's head and in the feed."""
    entry = view.entry
    summarised = entry.wording == "summary"
    return {
        "title": entry.title,
        "description": entry.summary,
        "template": "post.html",
        "id": entry.id,
        "date": entry.published.placed,
        "authors": [library.review.maintainer.name] if summarised else [author.words for author in view.authors],
        "tags": [view.kind.words, *(topic.words for topic in view.topics)],
        "preface": [line for line in (view.byline, view.dated, entry.date_note, entry.content_note) if line],
    }


def _template(address: str, page: StandingPage) -> str:
    if address == "/":
        return "home.html"
    return "chapter.html" if page.chapter is not None else "main.html"
