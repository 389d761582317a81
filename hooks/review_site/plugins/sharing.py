"""What a page is given so that it can be passed on: who may, by which ways, how it is cited and found."""

from urllib.parse import quote

from review_site.content.models import Page, Post
from review_site.content.publication import Publication
from review_site.plugins.place import Place
from review_site.plugins.publication_views import WorkView
from review_site.plugins.support import PAGES
from review_site.plugins.views import Link, PostView

_NOT_SHARED = frozenset((*PAGES, "/", "/accessibility/", "/contact/", "/cookies/", "/copyright/", "/privacy/"))
"""Standing pages that nobody passes on for what they say, and those that readers may not want to be seen on."""


def share_links(place: Place, url: str) -> tuple[Link, ...]:
    """Return plain links that share a post, page or publication: no script, no tracker; nothing for any other place.

    Each network is given the full address, and the title where it takes one.
    """
    entry = entry_of(place)
    if entry is None or place.kind == "version" or place.address in _NOT_SHARED:
        return ()
    title, address = quote(entry.title, safe=""), quote(url, safe="")
    return (
        Link("Email", f"mailto:?subject={title}&body={address}"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}"),
        Link("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={address}"),
        Link("X", f"https://x.com/intent/post?text={title}&url={address}"),
        Link("Bluesky", f"https://bsky.app/intent/compose?text={title}%20{address}"),
        Link("WhatsApp", f"https://wa.me/?text={title}%20{address}"),
    )


def may_be_cited(place: Place) -> bool:
    """Tell whether a page says at its end how it is cited: what may be shared, earlier versions, pages of a report."""
    page = place.context["version"].page if place.kind == "version" else place.address
    return place.kind == "report" or (entry_of(place) is not None and page not in _NOT_SHARED)


def entry_of(place: Place) -> Post | Page | Publication | None:
    """Return the post, standing page or publication that a place shows; None for any other page."""
    post, standing = place.context.get("post"), place.context.get("standing")
    if isinstance(post, PostView):
        return post.entry
    work = place.context.get("work")
    if isinstance(work, WorkView):
        return work.entry
    return standing if isinstance(standing, Page) else None
