"""Updates as the feeds tell them: what each page gives to `update-feed` as its entries."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from review_site.addresses import absolute
from review_site.content.library import Library
from review_site.content.listings import NEWS, year_address
from review_site.content.models import Page, Post
from review_site.content.publication import Publication
from review_site.content.recommendation_lists import REGISTER, anchor_of
from review_site.content.routes import is_for, route_address, routes_of
from review_site.content.shelf import Sourced
from review_site.content.source import Source
from review_site.lifecycle.recommendation_updates import Change, changes_of
from review_site.lifecycle.site_update import SiteUpdate, dated_words, made_id, page_id
from review_site.lifecycle.told import as_told, is_told, major_notes
from review_site.lifecycle.updates import audiences_of, updates_of
from review_site.plugins.support import ways_to_support
from review_site.plugins.views import Link, PostView, titles_of, view_post, view_sources

_BEFORE = {"page": "Page: ", "publication": "Document: ", "notice": "Notice: ", "submissions": "Submissions: "}


def entries_of(library: Library, instant: datetime) -> dict[str, list[dict[str, Any]]]:
    """Return the entries that pages have in the feeds, by the pages' addresses: the keys that `update-feed` reads.

    `library` is what may be seen at an instant. The text of a post is left to its page.
    """
    posts = {post.entry.address: post for post in library.posts}
    found: dict[str, list[dict[str, Any]]] = {}
    for update in updates_of(library, instant):
        address, mark, anchor = update.address.partition("#")
        of_update = _of_post(posts[address], library, instant) if update.kind == "post" else _html_of(update, library)
        entry = {
            "id": update.id,
            "title": f"{_BEFORE[update.kind]}{update.title}" if update.kind in _BEFORE else update.title,
            "date": update.published,
            "updated": update.updated,
            "description": update.summary,
            "anchor": mark + anchor,
            "dated": update.dated,
            **of_update,
        }
        found.setdefault(address, []).append(entry)
    titles = titles_of(library)
    for change in changes_of(library):
        found.setdefault(REGISTER, []).append(_of_change(change, library, titles))
    return found


def told_source(post: Sourced[Post], library: Library, instant: datetime) -> Source | None:
    """Return the text of a post that feeds tell in place of the one that stands; None where it is the same."""
    told = as_told(post, library, instant).source
    return told if told.body != post.source.body else None


def deleted_of(one: Sourced[Any], address: str, library: Library) -> dict[str, Any]:
    """Return what feeds say of an entry that was withdrawn, and in which; empty for one that they never told of."""
    entry: Post | Page | Publication = one.entry
    if entry.withdrawn is None or (isinstance(entry, Page) and not is_told(entry)):
        return {}
    if isinstance(entry, Page):
        name, feeds = page_id(entry, address, library.review), _routes(entry.audiences, library, exact=False)
    elif isinstance(entry, Publication):
        name, feeds = entry.id, _routes(audiences_of(one, library), library, exact=True)
    else:
        name, feeds = entry.id, lists_of(view_post(one, library), library)
    deleted = {"id": name, "when": entry.withdrawn.on.placed, "reason": entry.withdrawn.reason}
    return {"feed_deleted": deleted, "feeds": feeds}


def lists_of(view: PostView, library: Library) -> tuple[str, ...]:
    """Return the lists with a feed in which a post stands: that of all posts, and those by what it is and for whom."""
    lists = (address for address in view.lists if address != year_address(view.entry.published.placed.year))
    return (NEWS, *lists, *_routes(view.entry.audiences, library, exact=True))


def _of_post(post: Sourced[Post], library: Library, instant: datetime) -> dict[str, Any]:
    """Return what a post's page gives: whose it is, under what it is gathered, and the lines before its text."""
    view, told = view_post(post, library), view_post(as_told(post, library, instant), library)
    entry, review = told.entry, library.review
    summarised = post.entry.wording == "summary"
    warning = [entry.content_note, ways_to_support(review)] if entry.content_note or entry.support else []
    changes = [f"Updated {update.on.spoken}: {update.note}" for update in major_notes(post.entry.updates)]
    topics = [{"term": topic.words, "scheme": made_id(review, "topics")} for topic in view.topics]
    return {
        "authors": [review.maintainer.name] if summarised else [author.words for author in view.authors],
        "tags": [{"term": view.kind.words, "scheme": made_id(review, "kinds")}, *topics],
        "preface": [line for line in (view.byline, told.dated, *changes, entry.date_note, *warning) if line],
        "feeds": lists_of(view, library),
        "language": entry.language,
        "html": None,
    }


def _of_change(change: Change, library: Library, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return what the feed of the recommendations alone tells of one of them: that it was listed or answered."""
    sources = change.given.source if change.given else change.entry.source or ()
    linked = view_sources(sources, library.review.publishers, titles)
    return {
        "id": change.id,
        "title": change.title,
        "date": change.on.placed,
        "description": change.told,
        "anchor": f"#{anchor_of(change.entry)}",
        "dated": dated_words(change.on),
        "tags": [{"term": "Recommendations", "scheme": made_id(library.review, "kinds")}],
        "feeds": (REGISTER,),
        "lists_only": True,
        "html": Markup("").join(
            (
                *_paragraphs([change.entry.wording] if change.given is None else [change.entry.wording, change.told]),
                *_list("Sources:", (_link(source) for source in linked)),
                *_paragraphs([_link(Link("Read more on the site", absolute(library.review.url, change.address)))]),
            )
        ),
    }


def _link(link: Link) -> Markup:
    return Markup('<a href="{}">{}</a>').format(link.address, link.words) if link.address else escape(link.words)


def _html_of(update: SiteUpdate, library: Library) -> dict[str, Any]:
    """Return what an update that has no page of its own says, as HTML."""
    link = _link(Link("Read more on the site", absolute(library.review.url, update.address)))
    notes = (f"{note.on.spoken}: {note.note}" for note in update.notes)
    return {
        "tags": [{"term": update.label, "scheme": made_id(library.review, "kinds")}],
        "feeds": _routes(update.audiences, library, exact=update.kind == "publication"),
        "html": Markup("").join(
            (
                *_paragraphs(update.paragraphs),
                *_list("What changed:", notes),
                *_list("In it:" if update.kind == "publication" else "One by one:", update.points),
                *_paragraphs([link]),
            )
        ),
    }


def _paragraphs(lines: Iterable[str]) -> Iterator[Markup]:
    return (Markup("<p>{}</p>").format(line) for line in lines)


def _list(heading: str, lines: Iterable[str]) -> Iterator[Markup]:
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    if items:
        yield Markup("<p>{}</p><ul>{}</ul>").format(heading, items)


def _routes(audiences: tuple[str, ...], library: Library, *, exact: bool) -> tuple[str, ...]:
    """Return the pages of the audiences that something is for; what is for everyone is for each, unless `exact`."""
    return tuple(
        route_address(name)
        for name in routes_of(library.review)
        if (name in audiences if exact else is_for(name, audiences))
    )
