"""What a page says of itself to machines, in the words of schema.org (JSON-LD 1.1)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from review_site.addresses import absolute
from review_site.content.dated import Event
from review_site.content.models import Page, Post
from review_site.content.register import Review
from review_site.content.when import When
from review_site.lifecycle.told import major_notes
from review_site.plugins.views import Link, PostView, piece_of

Node = dict[str, Any]
_ATTENDANCE = {
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "in person": "https://schema.org/OfflineEventAttendanceMode",
    "online and in person": "https://schema.org/MixedEventAttendanceMode",
}
_ARTICLES = {"blog": "BlogPosting", "guest blog": "BlogPosting", "news": "NewsArticle", "press notice": "NewsArticle"}
_ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def render_graph(nodes: Sequence[Node]) -> str:
    """Return nodes as JSON-LD that can stand in a `script` element, whatever writers wrote (HTML §4.12.1.3)."""
    graph = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def exact_date(when: When | None, *, uncertain: bool = False) -> str | None:
    """Return a date in the precision in which it is known (ISO 8601-1): a day, a month, a year, an instant.

    None for a span, which has no such form, and for a date that is not certain.
    """
    return None if when is None or uncertain else when.html


def describe_home(review: Review) -> list[Node]:
    """Return what the home page says: the website, and who keeps it."""
    site = without_none(
        {
            "@type": "WebSite",
            "name": review.name,
            "alternateName": review.short_name,
            "url": review.url,
            "description": review.about.strip(),
            "inLanguage": review.language,
            "publisher": keeper_of(review),
        }
    )
    return [site, {**keeper_of(review), "url": review.url, "description": review.maintainer.statement.strip()}]


def describe_post(post: PostView, review: Review, image: str | None) -> Node:
    """Return a post as an article.

    Of a summary the author is who keeps the site; the piece that it sums up is what it is about, with its own author
    and date.
    """
    entry = post.entry
    summary = entry.wording == "summary"
    authors = [_author(author, review) for author in entry.authors]
    published = exact_date(entry.published, uncertain=entry.date_uncertain)
    piece = {
        "@type": "CreativeWork",
        "name": f"{piece_of(entry).partition(' ')[2].capitalize()} by {post.byline.partition(' by ')[2]}",
        "author": authors,
        "datePublished": published,
    }
    sources = [source for source in entry.source or () if source.startswith("http")]
    return without_none(
        {
            "@type": "Article" if summary else _ARTICLES.get(entry.kind, "Article"),
            "headline": entry.title,
            "description": entry.summary,
            "url": absolute(review.url, post.address),
            "inLanguage": entry.language or review.language,
            "author": keeper_of(review) if summary else authors,
            "publisher": keeper_of(review),
            "datePublished": None if summary else published,
            "dateModified": _modified(entry),
            "image": image,
            "isPartOf": website_of(review),
            "keywords": [topic.words for topic in post.topics] or None,
            "about": without_none(piece) if summary else None,
            "isBasedOn": (sources or None) if summary else None,
        }
    )


def describe_page(page: Page, address: str, review: Review, image: str | None) -> Node:
    """Return a standing page. Its date is that of what it tells, and is left to it."""
    return without_none(
        {
            "@type": "WebPage",
            "name": page.title,
            "description": page.description,
            "url": absolute(review.url, address),
            "inLanguage": page.language or review.language,
            "publisher": keeper_of(review),
            "dateModified": _modified(page),
            "image": image,
            "isPartOf": website_of(review),
        }
    )


def describe_report(title: str, address: str, published: When | None, review: Review) -> Node:
    """Return a report of the review, of which `address` is the page."""
    url = absolute(review.url, address)
    author = {"@type": "Organization", "name": review.name}
    report = {"@type": "Report", "name": title, "url": url, "author": author, "datePublished": exact_date(published)}
    return without_none(report)


def describe_chapter(number: int, report: Node) -> Node:
    """Return a chapter of a report; its title is not told, which may be ours."""
    return {"@type": "Chapter", "position": number, "isPartOf": report}


def describe_events(events: Iterable[Event], review: Review, address: str) -> list[Node]:
    """Return the events whose date is known, each in its own precision; `address` is the page that lists them."""
    return [
        without_none(
            {
                "@type": "Event",
                "name": event.title,
                "startDate": begins,
                "endDate": exact_date(event.ends),
                "eventStatus": "https://schema.org/EventScheduled",
                "eventAttendanceMode": _ATTENDANCE.get(event.format),
                "url": absolute(review.url, event.page or address),
            }
        )
        for event in events
        if (begins := exact_date(event.on, uncertain=event.date_uncertain))
    ]


def describe_trail(trail: Sequence[Link], title: str, url: str, root: str) -> Node:
    """Return the breadcrumbs of a page: home, what stands between, and the page itself. `root` is that of the site."""
    steps = [("Home", absolute(root, "/")), *((step.words, absolute(root, step.address)) for step in trail)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": item}
            for number, (name, item) in enumerate([*steps, (title, url)], 1)
        ],
    }


def _author(author: str, review: Review) -> Node:
    return {"@type": "Person" if author in review.people else "Organization", "name": review.name_of(author)}


def keeper_of(review: Review) -> Node:
    """Return who keeps the site."""
    return {"@type": "Organization", "name": review.maintainer.name}


def website_of(review: Review) -> Node:
    """Return the site that a page is part of."""
    return {"@type": "WebSite", "name": review.name, "url": review.url}


def _modified(entry: Post | Page) -> str | None:
    updates = major_notes(entry.updates)
    return exact_date(updates[0].on) if updates else None


def without_none(node: Node) -> Node:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value is not None}
