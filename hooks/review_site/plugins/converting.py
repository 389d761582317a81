"""The Markdown of all pages converted on all cores, before MkDocs asks for the content of the first.

What MkDocs' own `Page.render` does is done here with one converter for all pages, where it makes one for each; the
classes by which it watches links and anchors are its own (decision 49).
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from review_site.content.plain_words import PlainWords
from review_site.plugins.finishing import Finished
from review_site.plugins.noted import Noted
from review_site.plugins.overhearing import Said, overheard, say_again
from review_site.plugins.site import Site
from review_site.timing import timed
from review_site.workers import spread

_LEAST = 24


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of the Markdown of a page: all that `Page.render` sets, in a form that can be sent.

    `links` are the anchors that the page links to, by the source of the page that has them; `finished` is the content
    as it is shown, where no other page is needed for that.
    """

    content: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str]
    links: dict[str, dict[str, str]]
    said: tuple[Said, ...]
    finished: Finished | None
    noted: Noted


class Converter:
    """Python-Markdown as mkdocs.yml sets it up, used for one page after another."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self.config, self.files = config, files
        self.markdown: Markdown | None = None

    def render(self, page: Page) -> None:
        """Do what `Page.render` does: set the content of a page, its headings, title, anchors and links to anchors."""
        text = page.markdown
        if text is None:
            raise RuntimeError("the Markdown of a page is converted before it was read")
        markdown, self.markdown = self.markdown or self._made(), None  # one that met with an error is not used again
        markdown.reset()
        raw, anchors = mkdocs_pages._RawHTMLPreprocessor(), self._anchors(page)
        links, title = self._links(page), mkdocs_pages._ExtractTitleTreeprocessor()
        for part in (raw, anchors, links, title):
            part._register(markdown)
        page.content = markdown.convert(text)
        page.toc = get_toc(getattr(markdown, "toc_tokens", []))
        page._title_from_render = title.title
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        page.links_to_anchors = links.links_to_anchors
        self.markdown = markdown

    def _made(self) -> Markdown:
        return Markdown(
            extensions=[*self.config["markdown_extensions"], PlainWords()],
            extension_configs=self.config["mdx_configs"] or {},
        )

    def _anchors(self, page: Page) -> Any:
        return mkdocs_pages._ExtractAnchorsTreeprocessor(page.file, self.files, self.config)

    def _links(self, page: Page) -> Any:
        return mkdocs_pages._RelativePathTreeprocessor(page.file, self.files, self.config)


@timed("conversion")
def convert_ahead(site: Site, config: MkDocsConfig, files: Files) -> None:
    """Convert the Markdown of all pages that people wrote, so that `Page.render` finds it done.

    A page that cannot be converted is left to MkDocs, which then says so in its own words.
    """
    converter = Converter(config, files)
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    written = [page for page in pages if site.place_of(page).source is not None]

    def work(page: Page) -> Converted | None:
        try:
            return _convert(page, site, converter)
        except Exception:  # whatever it is, MkDocs meets with it again
            return None

    for page, converted in zip(written, spread(written, work, least=_LEAST), strict=True):
        if converted is not None:
            page.render = partial(_put_on, page, converted, site)  # type: ignore[method-assign]


def _convert(page: Page, site: Site, converter: Converter) -> Converted:
    config, files = converter.config, converter.files
    with overheard() as said, site.notebook.apart() as noted:
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        converter.render(page)
        finished = site.finisher.ahead(page, config, files)
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    return Converted(
        content="" if finished else page.content or "",
        toc=page.toc,
        title=page._title_from_render,
        anchors=frozenset(page.present_anchor_ids or ()),
        links=links,
        said=tuple(said),
        finished=finished,
        noted=noted,
    )


def _put_on(page: Page, converted: Converted, site: Site, _config: MkDocsConfig, files: Files) -> None:
    """Do, once, what `Page.render` would, which is called with these last two."""
    del page.render
    site.notebook.take(converted.noted)
    if converted.finished is not None:
        site.finisher.done[site.place_of(page).address] = converted.finished
    page.content, page.toc, page._title_from_render = converted.content, converted.toc, converted.title
    page.present_anchor_ids = set(converted.anchors)
    found = ((files.get_file_from_path(source), anchors) for source, anchors in converted.links.items())
    page.links_to_anchors = {file: anchors for file, anchors in found if file is not None}
    say_again(converted.said)
