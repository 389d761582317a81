"""What templates are given: words, links and dates, ready to show."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from urllib.parse import urlsplit

from review_site.content.dated import Call
from review_site.content.library import Library
from review_site.content.listings import (
    audience_address,
    author_address,
    kind_address,
    topic_address,
    year_address,
)
from review_site.content.models import Post
from review_site.content.parts import Result, Update
from review_site.content.register import Review
from review_site.content.shelf import Sourced
from review_site.content.when import When
from review_site.lifecycle.calls import State, deadline, results_at, state_at
from review_site.lifecycle.submissions import collections_for
from review_site.lifecycle.texts import text_at
from review_site.lifecycle.told import major_notes


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; an empty address means words alone."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with everything that its page and its lines in listings show."""

    entry: Post
    address: str
    kind: Link
    label: str
    authors: tuple[Link, ...]
    byline: str
    dated: str
    topics: tuple[Link, ...]
    sources: tuple[Link, ...]
    people: tuple["AuthorView", ...]
    updates: tuple[Update, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthorView:
    """A person or group that a post is from, with the part they have in the review."""

    link: Link
    role: str
    group: str


@dataclass(frozen=True, slots=True)
class CallView:
    """A call with its state at the instant of the build; `text` is the Markdown of it that is shown then."""

    entry: Call
    name: str
    state: State
    word: str
    deadline: str
    text: str
    audiences: tuple[str, ...]
    results: tuple[Result, ...]
    submissions: tuple[Link, ...] = ()


def view_post(post: Sourced[Post], library: Library) -> PostView:
    """Return what is shown of a post."""
    entry, review = post.entry, library.review
    return PostView(
        entry=entry,
        address=entry.address,
        kind=Link(entry.kind.capitalize(), kind_address(entry.kind)),
        label=f"Summary of {piece_of(entry)}" if entry.wording == "summary" else entry.kind.capitalize(),
        authors=tuple(Link(in_a_sentence(review.name_of(author)), author_address(author)) for author in entry.authors),
        byline=byline(entry, [review.name_of(author) for author in entry.authors]),
        dated=dated(entry.published, uncertain=entry.date_uncertain),
        topics=tuple(Link(review.topics[topic].name, topic_address(topic)) for topic in entry.topics),
        sources=view_sources(entry.source or (), review.publishers, {entry.address: entry.title}),
        people=tuple(view_author(author, review) for author in entry.authors),
        updates=major_notes(entry.updates),
        lists=(
            kind_address(entry.kind),
            *map(topic_address, entry.topics),
            *map(audience_address, entry.audiences),
            *map(author_address, entry.authors),
            year_address(entry.published.placed.year),
        ),
    )


def view_author(author: str, review: Review) -> AuthorView:
    """Return what is shown of an author: a group has no role and no group of its own."""
    link = Link(review.name_of(author), author_address(author))
    person = review.people.get(author)
    if person is None:
        return AuthorView(link, "", "")
    group = review.groups[person.group].name if person.group else ""
    return AuthorView(link, person.role, "" if group in person.role else group)


def view_call(name: str, call: Sourced[Call], whole: Library, instant: datetime) -> CallView:
    """Return what is shown of a call at an instant; `whole` is the library with what is still to come."""
    entry, state = call.entry, state_at(call.entry, instant)
    return CallView(
        entry=entry,
        name=name,
        state=state,
        word={"upcoming": "Not yet open", "open": "Open"}.get(state, "Closed"),
        deadline=deadline(entry.closes),
        text=text_at(call.source.body, whole, instant),
        audiences=tuple(whole.review.audiences[audience].name for audience in entry.audiences),
        results=results_at(entry, instant),
        submissions=link_submissions("call", name, whole, instant),
    )


def link_submissions(field: str, name: str, whole: Library, instant: datetime) -> tuple[Link, ...]:
    """Return the collections of submissions that belong to a call or a report (`field`) and may be seen."""
    return tuple(Link(one.entry.title, one.address) for one in collections_for(whole, field, name, instant))


def byline(post: Post, names: Iterable[str]) -> str:
    """Return who a post is from; a summary says so first, so that nobody is made to say our words."""
    who = and_list(map(in_a_sentence, names))
    if post.wording == "summary":
        return f"Our summary of {piece_of(post)} by {who}"
    return f"By {who}"


def dated(when: When, *, uncertain: bool) -> str:
    """Return a date as readers see it, marked when it is not certain."""
    words = when.spoken[0].upper() + when.spoken[1:]
    return f"{words} (date uncertain)" if uncertain else words


def and_list(words: Iterable[str]) -> str:
    """Join words as a sentence does: one, two and three."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def titles_of(library: Library) -> dict[str, str]:
    """Return the titles of sources: of the posts of the former website, and of works that a report refers to."""
    works = (work for report in library.reports.values() for work in report.entry.bibliography if work.url)
    return {work.url: work.title for work in works if work.url} | {
        post.entry.address: post.entry.title for post in library.posts
    }


def view_sources(sources: Iterable[str], publishers: Mapping[str, str], titles: Mapping[str, str]) -> tuple[Link, ...]:
    """Return sources in words; pages of the review's former website are named and not linked, for they are gone.

    Those of which `titles` knows the title are named by it, others by their address.
    """
    return tuple(
        Link(f"The review’s website: {titles.get(path := source.removeprefix('review:'), path)} (stored copy)")
        if source.startswith("review:")
        else Link(_source_words(source, publishers, titles.get(source, "")), source)
        for source in sources
    )


def _source_words(source: str, publishers: Mapping[str, str], title: str) -> str:
    """Return the publisher of a source and its title, or the last step of its address where that reads as words."""
    parts = urlsplit(source)
    host = (parts.hostname or source).removeprefix("www.")
    step = re.sub(r"\.[a-z]{2,5}$", "", parts.path.rstrip("/").rpartition("/")[2])
    words = shorten(re.sub(r"[-_]+", " ", step).strip(), 90, placeholder=" …")
    readable = re.fullmatch(r"[a-z0-9 …]+", words) and len(re.findall(r"[a-z]{3,}", words)) > 2
    publisher = publishers.get(host, host)
    if title:
        return f"{publisher}: {title}"
    return f"{publisher}: {words[0].upper()}{words[1:]}" if readable else publisher


def in_a_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: The review team gives the review team."""
    return re.sub(r"^(The|A)\b", lambda article: article[0].lower(), name)


def piece_of(post: Post) -> str:
    """Return what a post is, as a noun with its article: an open letter."""
    noun = {"news": "news item", "reprint": "reprinted piece"}.get(post.kind, post.kind)
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
