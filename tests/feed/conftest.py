"""Feeds and entries for the tests of the feed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from review_site.feed.model import FORMS, Category, Feed, FeedEntry


def make_entry(number: int = 1, **changes: object) -> FeedEntry:
    fields: dict[str, object] = {
        "id": f"tag:lighthouses.example.org,2021-01-04:posts/{number}",
        "title": f"Post {number}",
        "address": f"https://lighthouses.example.org/post-{number}/",
        "published": datetime(2021, 2, 3, 9, 30, tzinfo=UTC),
        "updated": datetime(2021, 2, 4, 10, 0, tzinfo=UTC),
        "summary": "One sentence.",
        "content": "<p>The lamps are few.</p>",
        "authors": ("Ada Lamp",),
        "categories": (Category("Blog"), Category("Lamps", "https://lighthouses.example.org/news/topic/")),
    }
    return FeedEntry(**fields | changes)  # type: ignore[arg-type]


def make_feed(*entries: FeedEntry, **changes: object) -> Feed:
    whole = Feed(
        id="tag:lighthouses.example.org,2021-01-04:feed",
        title="Review of Lighthouses",
        subtitle="A made-up review.",
        addresses={form: f"https://lighthouses.example.org/feed.{form}" for form in FORMS},
        site="https://lighthouses.example.org/",
        language="en-GB",
        author="Example project",
        rights="These words may be used by anyone.",
        begun=datetime(2021, 1, 4, tzinfo=UTC),
        entries=entries,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def entry() -> Callable[..., FeedEntry]:
    return make_entry


@pytest.fixture(scope="session")
def feed() -> Callable[..., Feed]:
    return make_feed
