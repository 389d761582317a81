from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review_site.content.library import Library, read_library
from review_site.content.listings import (
    Listing,
    audience_address,
    author_address,
    kind_address,
    list_posts,
    paginate,
    plural,
    topic_address,
    year_address,
)
from review_site.content.models import Post
from review_site.content.shelf import Sourced
from review_site.content.source import Source

EXAMPLE = Path(__file__).parents[1] / "example"


def make_post(
    number: int, kind: str, authors: list[str], topics: list[str], audiences: list[str], day: date
) -> Sourced[Post]:
    fields = {
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "id": f"tag:lighthouses.example.org,2021-01-04:posts/{number}",
        "status": "ready",
        "kind": kind,
        "published": day.isoformat(),
        "authors": authors,
        "summary": "One sentence.",
        "topics": topics,
        "audiences": audiences,
    }
    return Sourced(Post.model_validate(fields), Source(f"content/blogs/{number}.md", fields, {}))


POSTS = st.lists(
    st.tuples(
        st.sampled_from(["blog", "guest blog", "news", "speech"]),
        st.lists(st.sampled_from(["ada-lamp", "keepers-panel"]), min_size=1, max_size=3),
        st.lists(st.sampled_from(["lamps", "rocks"]), max_size=3),
        st.lists(st.sampled_from(["sailors", "keepers"]), max_size=3),
        st.dates(date(2020, 12, 1), date(2023, 2, 1)),
    ),
    max_size=30,
).map(lambda rows: tuple(make_post(number, *row) for number, row in enumerate(rows)))


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(EXAMPLE / "content", EXAMPLE / "docs")


def facets_of(post: Post) -> Counter[str]:
    return Counter(
        {
            "/news/",
            kind_address(post.kind),
            year_address(post.published.placed.year),
            *map(author_address, post.authors),
            *map(topic_address, post.topics),
            *map(audience_address, post.audiences),
        }
    )


@given(posts=POSTS)
@settings(deadline=None)
def test_each_post_stands_once_in_each_of_its_lists_and_in_no_other(
    library: Library, posts: tuple[Sourced[Post], ...]
) -> None:
    listings = list_posts(replace(library, posts=posts))
    for post in posts:
        found = Counter(listing.address for listing in listings for listed in listing.posts if listed is post)
        assert found == facets_of(post.entry)


@given(posts=POSTS)
@settings(deadline=None)
def test_lists_keep_the_order_of_the_posts_and_have_addresses_of_their_own(
    library: Library, posts: tuple[Sourced[Post], ...]
) -> None:
    listings = list_posts(replace(library, posts=posts))
    assert listings[0].posts == posts
    assert len({listing.address for listing in listings}) == len(listings)
    for listing in listings[1:]:
        assert listing.posts
        places = [posts.index(post) for post in listing.posts]
        assert places == sorted(places)


@given(posts=POSTS, size=st.integers(1, 12))
@settings(deadline=None)
def test_paging_loses_and_repeats_nothing(posts: tuple[Sourced[Post], ...], size: int) -> None:
    pages = paginate(Listing("all", "News", "About.", "/news/", posts), size)
    assert tuple(post for page in pages for post in page.posts) == posts
    assert all(len(page.posts) == size for page in pages[:-1])
    assert len(pages[-1].posts) <= size
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    addresses = [page.address for page in pages]
    assert addresses[0] == "/news/"
    assert len(set(addresses)) == len(addresses) == pages[0].count
    assert [page.newer for page in pages] == [None, *addresses[:-1]]
    assert [page.older for page in pages] == [*addresses[1:], None]


def test_an_empty_list_has_one_empty_page() -> None:
    (page,) = paginate(Listing("all", "News", "About.", "/news/", ()), 10)
    assert (page.posts, page.title, page.newer, page.older) == ((), "News", None, None)


def test_the_heading_of_a_later_page_names_its_number() -> None:
    posts = tuple(make_post(number, "blog", ["ada-lamp"], [], [], date(2021, 1, 1)) for number in range(3))
    pages = paginate(Listing("kind", "Blogs", "About.", "/news/kind/blog/", posts), 2)
    assert [page.title for page in pages] == ["Blogs", "Blogs, page 2 of 2"]
    assert pages[1].address == "/news/kind/blog/page/2/"


def test_lists_are_named_from_the_register(library: Library) -> None:
    names = {listing.address: listing.name for listing in list_posts(library)}
    assert names == {
        "/news/": "News and blogs",
        "/news/kind/blog/": "Blogs",
        "/news/kind/news/": "News",
        "/news/kind/open-letter/": "Open letters",
        "/news/topic/lamps/": "Lamps",
        "/news/topic/rocks/": "Rocks",
        "/news/for/sailors/": "Sailors",
        "/news/for/keepers/": "Keepers",
        "/author/ada-lamp/": "Ada Lamp",
        "/author/keepers-panel/": "The Keepers’ Panel",
        "/news/2099/": "2099",
        "/news/2021/": "2021",
    }


@pytest.mark.parametrize(
    ("kind", "heading"),
    [("news", "News"), ("speech", "Speeches"), ("guest blog", "Guest blogs"), ("press notice", "Press notices")],
)
def test_the_heading_of_a_kind(kind: str, heading: str) -> None:
    assert plural(kind) == heading
