"""Listings of posts: all of them, and by kind, topic, audience, author and year, with paging."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from review_site.addresses import slugify
from review_site.content.library import Library
from review_site.content.models import Post
from review_site.content.register import Review
from review_site.content.register_parts import Term
from review_site.content.shelf import Sourced

K = TypeVar("K", bound=Hashable)
NEWS = "/news/"


@dataclass(frozen=True, slots=True)
class Listing:
    """A set of posts that has a page (or several) of its own; `facet` says by what it was gathered.

    `name` is what it is called among others of its facet, `title` what it is called alone.
    """

    facet: str
    name: str
    about: str
    address: str
    posts: tuple[Sourced[Post], ...]

    @property
    def title(self) -> str:
        """The heading of its page."""
        before = {"author": "Posts from ", "year": "News and blogs of "}.get(self.facet, "")
        return before + self.name


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing: page `number` of `count`, with its own `address`."""

    listing: Listing
    number: int
    count: int
    address: str
    posts: tuple[Sourced[Post], ...]

    @property
    def title(self) -> str:
        """The heading of the page, which names its number from the second on."""
        title = self.listing.title
        return title if self.number == 1 else f"{title}, page {self.number} of {self.count}"

    @property
    def newer(self) -> str | None:
        """The address of the page before, None on the first."""
        return page_of(self.listing.address, self.number - 1) if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """The address of the page after, None on the last."""
        return page_of(self.listing.address, self.number + 1) if self.number < self.count else None


def page_of(address: str, number: int) -> str:
    """Return the address of a page of a listing; the first is the listing's own."""
    return address if number == 1 else f"{address}page/{number}/"


def kind_address(kind: str) -> str:
    """Return where the posts of a kind are listed."""
    return f"{NEWS}kind/{slugify(kind)}/"


def topic_address(topic: str) -> str:
    """Return where the posts on a topic are listed."""
    return f"{NEWS}topic/{slugify(topic)}/"


def audience_address(audience: str) -> str:
    """Return where the posts for an audience are listed."""
    return f"{NEWS}for/{slugify(audience)}/"


def author_address(author: str) -> str:
    """Return where the posts by, or about the words of, a person or group are listed."""
    return f"/author/{slugify(author)}/"


def year_address(year: int) -> str:
    """Return where the posts of a year are listed."""
    return f"{NEWS}{year}/"


def list_posts(library: Library) -> tuple[Listing, ...]:
    """Return every listing that holds a post, or held one before it was withdrawn; that of all posts is first."""
    review, posts = library.review, library.posts
    about = f"News, blogs, speeches and letters of {review.short_name}."
    by_kind = _gather(library, lambda post: (post.kind,))
    by_topic = _gather(library, lambda post: post.topics)
    by_audience = _gather(library, lambda post: post.audiences)
    by_author = _gather(library, lambda post: post.authors)
    by_year = _gather(library, lambda post: (post.published.placed.year,))
    return (
        Listing("all", "News and blogs", about, NEWS, posts),
        *(
            Listing(
                "kind",
                plural(kind),
                f"{plural(kind)} on this site, or summaries of them.",
                kind_address(kind),
                found,
            )
            for kind, found in sorted(by_kind.items())
        ),
        *(
            _of_term("topic", term, topic_address(name), by_topic[name])
            for name, term in review.topics.items()
            if name in by_topic
        ),
        *(
            _of_term("audience", term, audience_address(name), by_audience[name])
            for name, term in review.audiences.items()
            if name in by_audience
        ),
        *(
            Listing("author", review.name_of(name), _about_author(review, name), author_address(name), found)
            for name, found in sorted(by_author.items())
        ),
        *(
            Listing("year", str(year), f"Everything published in {year}.", year_address(year), found)
            for year, found in sorted(by_year.items(), reverse=True)
        ),
    )


def paginate(listing: Listing, size: int) -> tuple[ListingPage, ...]:
    """Cut a listing into pages of at most `size` posts; an empty listing has one empty page."""
    slices = [listing.posts[start : start + size] for start in range(0, len(listing.posts), size)] or [()]
    return tuple(
        ListingPage(listing, number, len(slices), page_of(listing.address, number), posts)
        for number, posts in enumerate(slices, 1)
    )


def plural(kind: str) -> str:
    """Return the heading for posts of a kind: `speech` gives `Speeches`, `news` gives `News`."""
    if kind == "news":
        return "News"
    return (f"{kind}es" if kind.endswith("ch") else f"{kind}s").capitalize()


def _gather(library: Library, keys: Callable[[Post], Iterable[K]]) -> dict[K, tuple[Sourced[Post], ...]]:
    """Return the posts by key; a list whose posts were all withdrawn is empty, and its address stays."""
    found: dict[K, list[Sourced[Post]]] = {key: [] for post in library.withdrawn for key in keys(post.entry)}
    for post in library.posts:
        for key in dict.fromkeys(keys(post.entry)):
            found.setdefault(key, []).append(post)
    return {key: tuple(group) for key, group in found.items()}


def _of_term(facet: str, term: Term, address: str, posts: tuple[Sourced[Post], ...]) -> Listing:
    return Listing(facet, term.name, term.about, address, posts)


def _about_author(review: Review, author: str) -> str:
    person = review.people.get(author)
    return f"{person.role}. {person.about}" if person else review.groups[author].about
