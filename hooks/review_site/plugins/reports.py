"""The reports of one build: what becomes of the content of their pages, and what is made of each report as a whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from review_site.character_references import unescape
from review_site.content.models import Page
from review_site.content.recommendation_lists import REGISTER
from review_site.content.recommendation_lists import anchor_of as recommendation_anchor
from review_site.content.report import BIBLIOGRAPHY, CORRECTIONS, GLOSSARY, WHOLE, made_page, root_of
from review_site.content.report_bibliography import labels_of
from review_site.content.report_glossary import Term, index_terms
from review_site.content.report_marks import Mark, anchor_of
from review_site.lifecycle.versions import Version
from review_site.plugins.exhibits import with_exhibits
from review_site.plugins.numbering import with_numbers
from review_site.plugins.place import Place
from review_site.plugins.report_places import TITLES, made_links
from review_site.plugins.standing import Scene
from review_site.plugins.views import titles_of, view_sources
from review_site.report.bibliography import bibliography_html
from review_site.report.contents import Leaf
from review_site.report.corrections import corrections_html
from review_site.report.glossary import glossary_html, link_terms
from review_site.report.marks import link_marks, settle_links
from review_site.report.uses import anchored, gather_uses
from review_site.report.whole import WholePart, anchor_of_part, join_parts, outline_of

_ID = re.compile(r'\sid="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the whole report: a page of it with its `entry`, or a list at its end, which has none.

    `headings` are those of level 2 with their anchors, as they stand on the page of the whole.
    """

    anchor: str
    title: str
    chapter: int | None
    html: Markup
    headings: tuple[tuple[str, str], ...]
    entry: Page | None = None


class Reports:
    """The reports of one build; `contents` holds the finished content of their pages, links from the root, by address.

    MkDocs renders the content of all pages before it builds the first of them, so that templates find all of it here.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.library = scene, scene.library
        self.titles = {address: page.entry.title for address, page in self.library.pages.items()}
        self.titles |= titles_of(self.library)
        self.contents: dict[str, str] = {}
        self.ids: dict[str, dict[str, frozenset[str]]] = {}
        self.lists: dict[str, dict[str, Markup]] = {}
        self.terms = {name: index_terms(term.forms for term in matter.terms) for name, matter in scene.matters.items()}
        self.labels = {name: labels_of(matter.works) for name, matter in scene.matters.items()}
        self.chapters = {
            name: {str(leaf.chapter): leaf.address for leaf in leaves if leaf.chapter is not None}
            for name, leaves in scene.leaves.items()
        }

    def finish(self, place: Place, html: str) -> str:
        """Return the content of a page of a report as it is shown; that of any other page as it is."""
        if place.report is None:
            return html
        html = with_exhibits(html, place, self.library, self.titles)
        html = with_numbers(place, self.library, html)
        html = link_marks(html, lambda mark: self._resolve(place, mark))
        html = self._with_terms(place, html)
        if place.kind == "page":
            self.contents[place.address] = html
        return html

    def settle(self) -> None:
        """Let no mark lead to what no page shows, once the content of all pages is rendered."""
        found = {address: frozenset(map(unescape, _ID.findall(html))) for address, html in self.contents.items()}
        for name, leaves in self.scene.leaves.items():
            addresses = (root_of(name), *(leaf.address for leaf in leaves))
            self.ids[name] = {address: found[address] for address in addresses if address in found}
            self.contents |= {
                address: self.settled(self.contents[address], name, address) for address in self.ids[name]
            }

    def settled(self, html: str, name: str, address: str) -> str:
        """Return the content of a page of a report without links of marks that lead nowhere now."""
        return settle_links(html, address, self.ids.get(name, {}))

    def context_of(self, place: Place) -> dict[str, Any]:
        """Return what the template of a page of a report shows of it, once the content of all pages is rendered."""
        if place.report is None:
            return {}
        name = place.report.name
        found: dict[str, Any] = {"made_links": made_links(self.scene, name) if name in self.scene.matters else ()}
        if place.kind == "page" and place.address == place.report.address:
            days = [one.on for one in self.scene.matters[name].corrections]
            found["corrected"] = max(days, key=lambda day: day.first.timestamp(), default=None)
        if place.kind == "page":
            found["outlines"] = self._outlines(name) if "contents" in place.context["standing"].show else {}
        elif place.kind == "report" and place.context["made"] == WHOLE:
            parts = found["parts"] = self._parts(name)
            found["exit_here"] = any(part.entry and (part.entry.exit_page or part.entry.content_note) for part in parts)
        elif place.kind == "report":
            found["list"] = self.lists_of(name)[place.context["made"]]
        return found

    def lists_of(self, name: str) -> dict[str, Markup]:
        """Return the HTML of the lists at the end of a report that has them: glossary, bibliography, corrections."""
        if name not in self.lists:
            self.lists[name] = self._lists_of(name)
        return self.lists[name]

    def _lists_of(self, name: str) -> dict[str, Markup]:
        matter = self.scene.matters[name]
        addresses = {page: made_page(name, page) for page in (GLOSSARY, BIBLIOGRAPHY)}
        uses = gather_uses(self._pages(name), tuple(addresses.values()))
        lists = {}
        if matter.terms:
            used = anchored(uses, addresses[GLOSSARY])
            lists[GLOSSARY] = Markup(glossary_html(matter.terms, used, self._sources_of))  # noqa: S704 - escaped there
        if matter.works:
            cited = anchored(uses, addresses[BIBLIOGRAPHY])
            lists[BIBLIOGRAPHY] = Markup(bibliography_html(matter.works, self.labels[name], cited))  # noqa: S704
        if matter.corrections:
            html = corrections_html(matter.corrections, lambda kind, number: self._likely(name, kind, number))
            lists[CORRECTIONS] = Markup(self.settled(html, name, made_page(name, CORRECTIONS)))  # noqa: S704
        return lists

    def _parts(self, name: str) -> tuple[Part, ...]:
        root, lists = root_of(name), self.lists_of(name)
        leaves = [leaf for leaf in self.scene.leaves[name] if leaf.address in self.contents]
        joined = join_parts(
            (
                *(WholePart(leaf.address, self.contents[leaf.address]) for leaf in leaves),
                *(WholePart(made_page(name, page), html, keeps_ids=True) for page, html in lists.items()),
            ),
            root,
        )
        parts = [
            Part(
                anchor=anchor_of_part(leaf.address, root),
                title=leaf.title,
                chapter=leaf.chapter,
                html=Markup(html),  # noqa: S704 - the finished content of a page
                headings=outline_of(html, "h3")[0],
                entry=self.library.pages[leaf.address].entry,
            )
            for leaf, html in zip(leaves, joined, strict=False)
        ]
        ends = zip(lists, joined[len(leaves) :], strict=True)
        return (*parts, *(self._end(name, page, html) for page, html in ends))

    def _end(self, name: str, page: str, html: str) -> Part:
        anchor = anchor_of_part(made_page(name, page), root_of(name))
        return Part(anchor=anchor, title=TITLES[page], chapter=None, html=Markup(html), headings=())  # noqa: S704

    def _outlines(self, name: str) -> dict[str, tuple[tuple[tuple[str, str], ...], int]]:
        """Return the headings of each page of a report with their anchors, and the number of its paragraphs."""
        leaves = self.scene.leaves[name]
        return {
            leaf.address: outline_of(self.contents[leaf.address]) for leaf in leaves if leaf.address in self.contents
        }

    def _pages(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Give the address, the title and the content of each page of a report in reading order, the first of all."""
        first = self.library.pages[root_of(name)].entry
        for leaf in (Leaf(root_of(name), first.title, first.description, None), *self.scene.leaves[name]):
            title = leaf.title if leaf.chapter is None else f"chapter {leaf.chapter}"
            yield leaf.address, title, self.contents.get(leaf.address, "")

    def _with_terms(self, place: Place, html: str) -> str:
        """Return the content of a part of a report with its terms linked; that of the report's first page as it is."""
        report, version = place.report, place.context.get("version")
        own = version.page if isinstance(version, Version) else place.address
        if report is None or own == report.address or report.name not in self.terms:
            return html
        terms, glossary = self.scene.matters[report.name].terms, made_page(report.name, GLOSSARY)
        return link_terms(html, self.terms[report.name], lambda number: f"{glossary}#{terms[number].anchor}")

    def _sources_of(self, term: Term) -> list[tuple[str, str]]:
        links = view_sources(term.source or (), self.library.review.publishers, self.titles)
        return [(link.words, link.address) for link in links]

    def _recommendation(self, mark: Mark) -> tuple[str, str | None]:
        """Return the words of a mark to a recommendation and where it leads; its title where it has no number.

        Of one that is not out yet neither is told.
        """
        register = self.library.recommendations
        one = next((one for one in register.recommendations if one.id == mark.name), None) if register else None
        if one is None:
            return ("A" if mark.capital else "a") + " recommendation", None
        words = f"recommendation {one.number}" if one.number else f"the recommendation “{one.title}”"
        words = words[0].upper() + words[1:] if mark.capital else words
        return words, f"{REGISTER}#{recommendation_anchor(one)}"

    def _resolve(self, place: Place, mark: Mark) -> tuple[str, str | None] | None:
        """Return the words of a mark and where it leads now; None for one that is nothing in this report."""
        name = place.report.name if place.report else ""
        if mark.kind == "work":
            label = self.labels.get(name, {}).get(mark.name)
            place_in_it = f", {mark.at}" if mark.at else ""
            return f"{label}{place_in_it}", f"{made_page(name, BIBLIOGRAPHY)}#work-{mark.name}" if label else None
        if mark.kind == "recommendation":
            return self._recommendation(mark)
        if mark.kind == "chapter":
            return mark.words, self.chapters.get(name, {}).get(mark.name)
        target = self._likely(name, mark.kind, mark.name)
        return mark.words, target.removeprefix(place.address) if target else None

    def _likely(self, name: str, kind: str, number: str) -> str | None:
        """Return where a paragraph, figure or table of a report should stand; None for a chapter that is not out.

        Which page has a figure is known once all are rendered: `settle` looks for it.
        """
        chapter = self.chapters.get(name, {}).get(number.partition(".")[0], None if kind == "para" else root_of(name))
        return f"{chapter}#{anchor_of(kind, number)}" if chapter else None
