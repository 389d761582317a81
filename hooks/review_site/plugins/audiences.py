"""Routes: what is for each audience of the register, gathered on one page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from review_site.content.library import Library
from review_site.content.listings import audience_address
from review_site.content.models import Page
from review_site.content.parts import SupportFor
from review_site.content.publication import Publication, publication_address
from review_site.content.register_parts import Term
from review_site.content.routes import is_for, route_address, routes_of, spoken_name
from review_site.content.shelf import Sourced
from review_site.plugins.events import EventLists, lists_of
from review_site.plugins.views import CallView, PostView

LATEST = 5
_CHILDREN: SupportFor = "children and young people"
_SUPPORT = "/support/"
_SUPPORT_FOR = ("/support-for-adults/", "/support-for-children-and-young-people/")


@dataclass(frozen=True, slots=True)
class Way:
    """A page to go to, and what it holds."""

    title: str
    address: str
    about: str


@dataclass(frozen=True, slots=True)
class Document:
    """A publication, and its address."""

    entry: Publication
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What is for one audience: `asked` are calls that are open or still to open, `over` those that have closed.

    `posts` are the newest, `news` is where all of them are listed, None where there is none, and `more` that there are
    others; `plain` asks for plainer
    words, as the readers are children.
    """

    name: str
    address: str
    about: str
    plain: bool
    asked: tuple[CallView, ...]
    over: tuple[CallView, ...]
    pages: tuple[Way, ...]
    events: EventLists
    posts: tuple[PostView, ...]
    news: str | None
    more: bool
    documents: tuple[Document, ...]
    support: tuple[Way, ...]

    @property
    def title(self) -> str:
        """The heading of its page."""
        return f"For {self.name}"

    @property
    def empty(self) -> bool:
        """Whether there is nothing for the audience yet."""
        return not (
            *(self.asked or self.over or self.pages or self.events.ahead or self.events.past or self.posts),
            *self.documents,
        )


def gather_routes(
    library: Library, views: Mapping[str, PostView], calls: Mapping[str, CallView], events: EventLists
) -> tuple[Route, ...]:
    """Return a route for each audience but everyone, in the register's order."""
    return tuple(
        _gather(audience, term, library, views.values(), calls.values(), events)
        for audience, term in routes_of(library.review).items()
    )


def _gather(
    audience: str,
    term: Term,
    library: Library,
    views: Iterable[PostView],
    calls: Iterable[CallView],
    events: EventLists,
) -> Route:
    """Gather what is for an audience, by what entries say; calls, events and pages for everyone are for each.

    Of pages those come first that are for few.
    """
    meant = [call for call in calls if is_for(audience, call.entry.audiences)]
    meant.sort(key=lambda call: call.entry.closes.placed.timestamp())
    seen = [(address, page) for address, page in library.pages.items() if page.entry.withdrawn is None]
    named = [one for one in seen if audience in one[1].entry.audiences]
    named.sort(key=lambda one: len(one[1].entry.audiences))
    others = [
        one for one in seen if audience not in one[1].entry.audiences and is_for(audience, one[1].entry.audiences)
    ]
    posts = tuple(view for view in views if audience in view.entry.audiences)
    shown = (event for event in (*events.ahead, *events.past) if is_for(audience, event.entry.audiences))
    return Route(
        name=spoken_name(term),
        address=route_address(audience),
        about=term.about,
        plain=spoken_name(term) == _CHILDREN,
        asked=tuple(call for call in meant if call.state in ("upcoming", "open")),
        over=tuple(call for call in meant if call.state in ("closed", "reported")),
        pages=tuple(_way(*one) for one in (*named, *others) if one[0] not in _SUPPORT_FOR),
        events=lists_of(shown, inviting=events.inviting),
        posts=posts[:LATEST],
        news=audience_address(audience) if posts else None,
        more=len(posts) > LATEST,
        documents=tuple(_documents(audience, named, library)),
        support=tuple(_way(*one) for one in named if one[0] in _SUPPORT_FOR) or (Way("Find support", _SUPPORT, ""),),
    )


def _documents(audience: str, pages: Iterable[tuple[str, Sourced[Page]]], library: Library) -> Iterator[Document]:
    """Give each document that is for an audience, or that one of the pages lists, once."""
    works = {name: work.entry for name, work in library.publications.items()}
    listed = (name for _, page in pages for name in page.entry.publications if name in works)
    own = (name for name, work in works.items() if audience in work.audiences)
    for name in dict.fromkeys([*own, *listed]):
        yield Document(works[name], publication_address(name))


def _way(address: str, page: Sourced[Page]) -> Way:
    return Way(page.entry.title, address, page.entry.description)
