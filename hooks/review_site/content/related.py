"""Posts that belong together by their topics."""

from collections import Counter
from collections.abc import Sequence

from review_site.content.models import Post
from review_site.content.shelf import Sourced

_MOST, _REACH = 3, 6


def related_posts(posts: Sequence[Sourced[Post]]) -> dict[str, tuple[str, ...]]:
    """Return up to three addresses for each post's address: those that share most topics, then the nearest in time.

    `posts` are in the order of time. Of each topic only the posts next to it in time are weighed, so that the work
    grows with the number of posts and not with its square.
    """
    rows: dict[str, list[int]] = {}
    for place, post in enumerate(posts):
        for topic in dict.fromkeys(post.entry.topics):
            rows.setdefault(topic, []).append(place)
    shared: list[Counter[int]] = [Counter() for _ in posts]
    for row in rows.values():
        for index, place in enumerate(row):
            near = row[max(0, index - _REACH) : index + _REACH + 1]
            shared[place].update(other for other in near if other != place)
    return {
        post.entry.address: tuple(posts[other].entry.address for other in _best(place, shared[place]))
        for place, post in enumerate(posts)
    }


def _best(place: int, shared: Counter[int]) -> list[int]:
    return sorted(shared, key=lambda other: (-shared[other], abs(other - place), other))[:_MOST]
