"""What the public may see at an instant."""

from dataclasses import replace
from datetime import datetime

from review_site.clock import LONDON, is_due, start_of_day
from review_site.content.library import Library, Sourced
from review_site.content.models import Post
from review_site.problems import Problems


def is_public(post: Post, instant: datetime) -> bool:
    """Tell whether a post is ready and due."""
    return post.status == "ready" and is_due(post.published.due, instant)


def as_at(library: Library, instant: datetime) -> Library:
    """Return the library with nothing in it that is not due at an instant (London)."""
    review = library.review
    known = {
        "timeline": tuple(step for step in review.timeline if is_due(step.date.due, instant)),
        "figures": tuple(one for one in review.figures if one.as_at is None or is_due(one.as_at.due, instant)),
    }
    return replace(
        library,
        review=review.model_copy(update=known),
        posts=tuple(post for post in library.posts if is_public(post.entry, instant)),
        calls={name: call for name, call in library.calls.items() if is_due(call.entry.seen_from, instant)},
        events=tuple(event for event in library.events if is_due(event.entry.on.due, instant)),
        publications={
            name: work for name, work in library.publications.items() if is_due(work.entry.published.due, instant)
        },
    )


def set_aside(library: Library, instant: datetime) -> tuple[Sourced[Post], ...]:
    """Return the posts that the public may not see at an instant."""
    return tuple(post for post in library.posts if not is_public(post.entry, instant))


def refuse_to_take_back(library: Library, instant: datetime) -> None:
    """Raise ProblemsError when something that was published would be seen no more at an instant."""
    problems = Problems()
    for post in set_aside(library, instant):
        if post.entry.address not in library.ledger:
            continue
        field = "status" if post.entry.status != "ready" else "published"
        what = f"{post.entry.address} was published (content/addresses.txt), and this would take it away"
        mend = "set status: ready, and the date on which it came out"
        problems.add(post.source.path, field, what, mend, line=post.source.line((field,)))
    problems.raise_if_any()


def unrecorded(library: Library, instant: datetime) -> list[str]:
    """Return the addresses of posts that are out at an instant and stand in no ledger yet, in order."""
    out = (post.entry.address for post in library.posts if is_public(post.entry, instant))
    return sorted(address for address in out if address not in library.ledger)


def standing_since(library: Library, instant: datetime) -> datetime:
    """Return since when the site has stood as it does at an instant, looking no further back than London's midnight.

    Builds of one day in which nothing fell due carry this same instant, and so the same bytes.
    """
    local = instant.astimezone(LONDON)
    review = library.review
    turns = [
        *(post.entry.published.due for post in library.posts if post.entry.status == "ready"),
        *(event.entry.on.due for event in library.events),
        *(work.entry.published.due for work in library.publications.values()),
        *(step.date.due for step in review.timeline),
        *(figure.as_at.due for figure in review.figures if figure.as_at),
        *(turn for call in library.calls.values() for turn in (call.entry.seen_from, call.entry.closes.over) if turn),
        *(turn.due for notice in review.notices for turn in (notice.from_, notice.until) if turn),
        *(start.from_.due for start in review.stages),
    ]
    due = (turn for turn in turns if is_due(turn, local))
    return max([start_of_day(local.date()), *due], key=datetime.timestamp)
