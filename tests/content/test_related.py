from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from review_site.content.library import read_library
from review_site.content.models import Post
from review_site.content.related import related_posts
from review_site.content.shelf import Sourced
from review_site.content.source import Source

ROOT = Path(__file__).parents[2]


def post(number: int, topics: list[str]) -> Sourced[Post]:
    data = {
        "title": f"Post {number}",
        "slug": f"post-{number}",
        "id": f"tag:example.org,2021:{number}",
        "status": "ready",
        "kind": "news",
        "published": "2021-04-01",
        "authors": ["a"],
        "summary": "A sentence.",
        "topics": topics,
    }
    return Sourced(Post.model_validate(data), Source(f"content/blogs/{number}.md", data, {}))


def test_most_shared_topics_come_first_then_the_nearest_in_time() -> None:
    posts = [post(0, ["a"]), post(1, ["a", "b"]), post(2, ["a", "b"]), post(3, ["b"]), post(4, ["c"])]
    related = related_posts(posts)
    assert related["/post-1/"] == ("/post-2/", "/post-0/", "/post-3/")
    assert related["/post-4/"] == ()


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=4), max_size=30))
def test_what_is_related_is_another_post_with_a_shared_topic(topics: list[list[str]]) -> None:
    posts = [post(number, names) for number, names in enumerate(topics)]
    by_address = {one.entry.address: one.entry for one in posts}
    for address, found in related_posts(posts).items():
        assert len(found) == len(set(found)) <= 3
        assert all(other != address for other in found)
        assert all(set(by_address[other].topics) & set(by_address[address].topics) for other in found)


def test_the_real_posts_have_company() -> None:
    library = read_library(ROOT / "content", ROOT / "docs")
    found = related_posts(library.posts)
    assert sum(1 for others in found.values() if others) > 20
