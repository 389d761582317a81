"""The places of a site: what stands at each address, and what its template is given."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from review_site.addresses import is_file_address
from review_site.content.library import Library
from review_site.content.listings import NEWS, Listing, ListingPage
from review_site.content.publication import PUBLICATIONS, publication_address
from review_site.content.related import related_posts
from review_site.content.report import root_of
from review_site.content.routes import ROUTES
from review_site.content.shelf import Sourced
from review_site.lifecycle.matter import all_made_pages
from review_site.lifecycle.stage import effects_at
from review_site.lifecycle.versions import Version
from review_site.plugins.alphabet import a_z_places
from review_site.plugins.audiences import Route
from review_site.plugins.facets import choices
from review_site.plugins.place import Place
from review_site.plugins.publication_places import publication_places
from review_site.plugins.register_places import register_places
from review_site.plugins.report_places import report_places
from review_site.plugins.sitemap_places import SITEMAP, sitemap_places
from review_site.plugins.sitemap_places import TITLE as SITEMAP_TITLE
from review_site.plugins.standing import Scene, standing_places
from review_site.plugins.submission_places import submission_places
from review_site.plugins.updates import deleted_of
from review_site.plugins.views import Link, PostView

SEARCH, SUBSCRIBE, FEED = "/search/", "/subscribe/", "/feed/"
FEED_GROUPS = {
    "all": "All posts",
    "kind": "Posts by kind",
    "topic": "Posts by topic",
    "audience": "Posts for one audience",
    "author": "Posts from one author",
}
"""The lists that have feeds, by their facet: what a list of feeds calls each group of them."""


def places_of(
    scene: Scene,
    views: Mapping[str, PostView],
    pages: Iterable[ListingPage],
    history: Mapping[str, tuple[Version, ...]],
    routes: tuple[Route, ...] = (),
) -> dict[str, Place]:
    """Return every place of a site by its address: posts, lists, standing pages, what was withdrawn and what moved.

    `pages` are the pages of its listings, `history` the versions of its standing pages, `routes` what is for each
    audience.
    """
    library = scene.library
    listing_pages = tuple(pages)
    listings = tuple(page.listing for page in listing_pages if page.number == 1 and page.listing.posts)
    found: dict[str, Place] = {}
    for place in (
        *_posts(scene, views),
        *_listings(listing_pages, listings, views),
        *standing_places(scene, history),
        *report_places(scene),
        *_routes(routes),
        *publication_places(scene),
        *_withdrawn(scene, history),
        *submission_places(scene),
        *register_places(scene),
    ):
        found[place.address] = place
    found[SUBSCRIBE] = _subscribe(found.values(), complete=effects_at(scene.whole.review, scene.instant).last)
    found[FEED] = _feed()
    found[SEARCH] = _search(found.values())
    found |= {place.address: place for place in a_z_places(found.values(), [Link(SITEMAP_TITLE, SITEMAP)])}
    found |= {place.address: place for place in sitemap_places(library, views, listing_pages, history, routes, found)}
    for place in _moved(library, found):
        found.setdefault(place.address, place)
    return found


def _posts(scene: Scene, views: Mapping[str, PostView]) -> Iterator[Place]:
    library = scene.library
    row = [None, *views.values(), None]
    related = related_posts(library.posts)
    for index, post in enumerate(library.posts):
        view = views[post.entry.address]
        beside = {"newer": row[index], "older": row[index + 2]}
        near = [views[address] for address in related[view.address]]
        yield Place(
            address=view.address,
            kind=post.entry.kind,
            meta={"title": post.entry.title, "description": post.entry.summary, "template": "post.html"},
            context={
                "post": view,
                "related": near,
                "support": scene.support_for(post.entry),
                "page_calls": scene.calls_on(view.address, post.entry),
                "asked": scene.asked,
                **beside,
            },
            source=post.source,
            text=post.source.body,
            published=post.entry.published.text,
        )


def _listings(
    pages: Iterable[ListingPage], listings: tuple[Listing, ...], views: Mapping[str, PostView]
) -> Iterator[Place]:
    for page in pages:
        listing = page.listing
        meta: dict[str, Any] = {"title": page.title, "description": listing.about, "template": "listing.html"}
        if listing.facet in FEED_GROUPS and page.number == 1:
            meta |= {"feed": listing.address, "feed_title": listing.title, "feed_group": FEED_GROUPS[listing.facet]}
            meta |= {"feed_history": listing.facet == "all"}
        shown = [views[post.entry.address] for post in page.posts]
        context = {"listing": page, "posts": shown, "listings": listings}
        yield Place(address=page.address, kind="listing", meta=meta, context=context)


def _routes(routes: tuple[Route, ...]) -> Iterator[Place]:
    if routes:
        about = "For each reader a page that gathers what is for them."
        meta = {"title": "For you", "description": about, "template": "routes.html"}
        yield Place(address=ROUTES, kind="audience", meta=meta)
    for route in routes:
        about = f"What this site holds for {route.name}, gathered on one page."
        meta = {"title": route.title, "description": about, "template": "audience.html"}
        meta |= {
            "feed": route.address,
            "feed_title": route.title,
            "feed_group": "Posts, documents, calls and pages for one audience",
        }
        yield Place(address=route.address, kind="audience", meta=meta, context={"route": route})


def _withdrawn(scene: Scene, history: Mapping[str, tuple[Version, ...]]) -> Iterator[Place]:
    """Give the place of each entry that was withdrawn, and those of what was made of it, which went with it."""
    library = scene.library
    for post in library.withdrawn:
        yield _gone(post.entry.address, post, NEWS, deleted_of(post, post.entry.address, library))
    for name, work in library.withdrawn_works.items():
        address = publication_address(name)
        yield _gone(address, work, PUBLICATIONS, deleted_of(work, address, library))
    for address, page in library.pages.items():
        if page.entry.withdrawn is not None:
            yield _gone(address, page, None, deleted_of(page, address, library))
            yield from (_gone(version.address, page, None, {}) for version in history.get(address, ())[:-1])
    for name, made in all_made_pages(library, scene.whole, scene.instant).items():
        if name not in library.reports:
            yield from (_gone(address, library.pages[root_of(name)], None, {}) for address in made)


def _gone(address: str, sourced: Sourced[Any], among: str | None, deleted: dict[str, Any]) -> Place:
    """Return the place of an entry that was withdrawn: its title, when and why, and nothing else of it.

    `among` is the list in which it stood; `deleted` is what its page says of that to the feeds.
    """
    entry = sourced.entry
    what = f"This page was withdrawn {entry.withdrawn.on.joined}."
    return Place(
        address=address,
        kind="withdrawn",
        meta={
            "title": f"Withdrawn: {entry.title}",
            "description": what,
            "template": "withdrawn.html",
            "noindex": True,
            **deleted,
        },
        context={"withdrawn": entry.withdrawn, "among": among},
        source=sourced.source,
        published=entry.published.text if entry.published else None,
        status=410,
    )


def _subscribe(places: Iterable[Place], *, complete: bool) -> Place:
    """Return the page that tells people of feeds: every list that has one, in its group; what is for one reader first.

    Once the feeds are `complete` it asks nobody to subscribe.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in sorted(places, key=lambda place: place.kind != "audience"):
        listing = place.context.get("listing")
        if place.meta.get("feed") and place.address != NEWS:
            name = listing.listing.name if isinstance(listing, ListingPage) else place.meta["feed_title"]
            groups.setdefault(place.meta["feed_group"], []).append((name, place.address))
    title = "Feeds of this website" if complete else "Subscribe to updates"
    about = "Feeds of what is new on this website: what they are, and how to follow them."
    if complete:
        about = "Feeds of what was published on this website, and when: what they are, and how to read them."
    meta = {"title": title, "description": about, "template": "subscribe.html"}
    return Place(address=SUBSCRIBE, kind="listing", meta=meta, context={"feed_groups": groups})


def _feed() -> Place:
    """Return the place at which WordPress has its feed, so that old subscriptions and guesses find one."""
    about = "The feed of this website, and the way to all of them."
    meta = {"title": "The feed of this website", "description": about, "template": "feed.html", "noindex": True}
    return Place(address=FEED, kind="moved", meta=meta, status=301, target="/feed.rss")


def _search(places: Iterable[Place]) -> Place:
    """Return the search page; it has no words of its own that another search should give."""
    about = "Search this site, by words, kind, topic and year."
    meta = {"title": "Search", "description": about, "template": "search.html", "noindex": True}
    return Place(address=SEARCH, kind="listing", meta=meta, context={"choices": choices(places)})


def _moved(library: Library, places: Mapping[str, Place]) -> Iterator[Place]:
    """Give a place for each alias and redirect whose page may be seen; a chain of them leads to its end at once."""
    ways = dict(library.review.redirects)
    for post in (*library.posts, *library.withdrawn):
        ways |= dict.fromkeys(post.entry.aliases, post.entry.address)
    for address, page in library.pages.items():
        ways |= dict.fromkeys(page.entry.aliases, address)
    for start, end in ways.items():
        while end in ways and end not in places:
            end = ways[end]
        if end in places or is_file_address(end):
            meta = {
                "title": "This page has moved",
                "description": f"It is now at {end}",
                "template": "moved.html",
                "noindex": True,
            }
            # a document's old address becomes a folder of that name, where servers find the page that leads on
            address = f"{start}/" if is_file_address(start) else start
            yield Place(address=address, kind="moved", meta=meta, context={"target": end}, status=301, target=end)
