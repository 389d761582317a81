"""Pages as others meet them: the card and the data of each, how it is shared, cited and read, its other forms."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from review_site.content.library import Library
from review_site.content.models import Page, Post
from review_site.content.register import Review
from review_site.lifecycle.told import major_notes
from review_site.plugins.cards import PublishedCards
from review_site.plugins.citing import cite
from review_site.plugins.citing_paragraphs import cite_paragraph
from review_site.plugins.events import EventLists
from review_site.plugins.other_forms import form_words, link_forms
from review_site.plugins.place import Place
from review_site.plugins.publication_data import describe_work
from review_site.plugins.publication_views import WorkView
from review_site.plugins.reading import reading_time
from review_site.plugins.sharing import entry_of, may_be_cited, share_links
from review_site.plugins.structured_data import (
    Node,
    describe_chapter,
    describe_events,
    describe_home,
    describe_page,
    describe_post,
    describe_report,
    describe_trail,
    exact_date,
    render_graph,
)
from review_site.plugins.views import Link, PostView

_OK = 200


class SharedPages:
    """What the pages of one site are given so that they can be found, shared, cited and read in another form.

    `library` and `events` are what may be seen at the instant of the build.
    """

    def __init__(self, library: Library, events: EventLists, cards: PublishedCards) -> None:
        self.library, self.events, self.cards = library, events, cards
        self.forms = link_forms(library)

    def context_of(self, place: Place, html: str, trail: Sequence[Link], canonical: str) -> dict[str, Any]:
        """Return what the template of a page shows; `html` is its content, `trail` its breadcrumbs after Home."""
        card = self.cards.of(place)
        entry = entry_of(place)
        timed = isinstance(place.context.get("post"), PostView) or place.chapter is not None
        language = entry.language if isinstance(entry, Post | Page) else None
        return {
            "card": card,
            "share": share_links(place, canonical),
            "citation": cite(place, self._review, canonical) if may_be_cited(place) else None,
            "cited_paragraph": cite_paragraph(place, self.library),
            "reading": reading_time(html) if timed else None,
            "other_forms": () if place.kind == "version" else self.forms.get(place.address, ()),
            "form_words": form_words,
            "language": language if language != self._review.language else None,
            "modified": _modified(place),
            "structured": self._data(place, trail, canonical, str(card["url"]) if card else None),
        }

    def _data(self, place: Place, trail: Sequence[Link], canonical: str, image: str | None) -> Markup | None:
        """Return the JSON-LD of a page; None for one that moved or was withdrawn."""
        if place.status != _OK:
            return None
        title = place.context["standing"].title if place.kind == "version" else str(place.meta["title"])
        crumbs = () if place.address == "/" else (describe_trail(trail, title, canonical, self._review.url),)
        # safe, for what could end the element is escaped
        return Markup(render_graph([*self._nodes(place, image), *crumbs]))  # noqa: S704

    def _nodes(self, place: Place, image: str | None) -> list[Node]:
        review = self._review
        post, standing, work = (place.context.get(name) for name in ("post", "standing", "work"))
        if place.address == "/":
            return describe_home(review)
        if isinstance(post, PostView):
            return [describe_post(post, review, image)]
        if isinstance(work, WorkView):
            return [describe_work(work, place.address, review, image)]
        if not isinstance(standing, Page) or place.kind == "version":
            return []
        page = describe_page(standing, place.address, review, image)
        report = place.report
        if report is not None:
            node = describe_report(report.title, report.address, report.published, review)
            if place.address == report.address:
                page["mainEntity"] = node
            elif place.chapter is not None:
                page["about"] = describe_chapter(place.chapter, node)
        listed = (*self.events.ahead, *self.events.past) if "events" in standing.show else ()
        return [page, *describe_events((one.entry for one in listed), review, place.address)]

    @property
    def _review(self) -> Review:
        return self.library.review


def _modified(place: Place) -> str | None:
    entry = entry_of(place)
    updates = major_notes(entry.updates) if entry else ()
    return exact_date(updates[0].on) if updates else None
