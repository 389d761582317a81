"""One update that readers are told of: what it says, and how it is known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from review_site.content.library import Library
from review_site.content.models import Page
from review_site.content.parts import Update
from review_site.content.register import Review
from review_site.content.when import When
from review_site.problems import Problem, Problems

UpdateKind = Literal["post", "page", "publication", "call", "recommendations", "notice", "submissions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteUpdate:
    """Something that was published or that changed, and that readers are told of.

    `address` is on the site, with an anchor where there is one; `label` says in a word what it is (Speech, Call).
    `published` and `updated` are instants in London, `seen_from` that from which it may be seen. Where the day is not
    certain this is later than `published`, and `dated` tells the date in words. `notes` are the major notes of changes
    so far, the newest first; `paragraphs` and `points` are plain text that tells more, `points` as a list. `audiences`
    are ids of the register.
    """

    id: str
    kind: UpdateKind
    label: str
    title: str
    summary: str
    address: str
    published: datetime
    updated: datetime
    seen_from: datetime
    notes: tuple[Update, ...] = ()
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    dated: str = ""


def page_id(page: Page, address: str, review: Review) -> str:
    """Return the id of a page in feeds: its own, else one that is made of where its file lies."""
    return page.id or made_id(review, f"pages/{address.strip('/') or 'index'}")


def made_id(review: Review, specific: str) -> str:
    """Return a `tag:` address of the site (RFC 4151 §2.1)."""
    return f"tag:{review.tag.authority},{review.tag.date}:{specific}"


def moved_without_id(library: Library) -> list[Problem]:
    """Return, each as a problem at its line, the pages that were moved and would come to subscribers once more."""
    problems = Problems()
    for page in library.pages.values():
        own = [name for name in page.entry.aliases if name in library.record.recorded and name not in library.pages]
        if own and page.entry.id is None and page.entry.status == "ready":
            mend = f"add a line `id: {page_id(page.entry, own[0], library.review)}`"
            what = f"the page was moved from {own[0]}, and subscribers to the feeds know it by an id"
            problems.add(page.source.path, "aliases", what, mend, line=page.source.line(("aliases",)))
    return list(problems)


def is_seen(address: str, library: Library) -> bool:
    """Tell whether a page or post may be seen at an address of a library as at an instant."""
    page = library.pages.get(address)
    if page is not None:
        return page.entry.withdrawn is None
    return any(post.entry.address == address for post in library.posts)


def dated_words(when: When, *, uncertain: bool = False) -> str:
    """Return a date in words where it is not known to the day; else nothing."""
    if when.exact and not uncertain:
        return ""
    return with_capital(when.spoken) + (" (date uncertain)" if uncertain else "")


def with_capital(words: str) -> str:
    """Return words as they begin a line."""
    return words[0].upper() + words[1:]
