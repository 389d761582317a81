"""The freeze: from some weeks before the website closes nothing new comes, so that a finished site is archived."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from review_site.clock import LONDON, is_due, spoken_date, start_of_day
from review_site.content.library import Library
from review_site.content.publication import publication_address
from review_site.content.register import Review
from review_site.content.when import When
from review_site.lifecycle.stage import EFFECTS
from review_site.problems import Problem, Problems


def frozen_from(review: Review) -> datetime | None:
    """Return from when the site is frozen, None for a review that names no freeze or no last stage."""
    last = next((start.from_.due for start in review.stages if EFFECTS[start.stage].last), None)
    if review.freeze is None or last is None:
        return None
    first = last.astimezone(LONDON).date() - timedelta(weeks=review.freeze.weeks)
    return start_of_day(first)


def frozen_out(library: Library) -> list[Problem]:
    """Return, each as a problem at its line, the posts, pages and publications that come out once the site is frozen.

    Notes of changes and withdrawals may come: they keep what stands right.
    """
    problems = Problems()
    first = frozen_from(library.review)
    if first is None or library.review.freeze is None:
        return []
    for address, path, line, published in _coming(library):
        if is_due(first, published.due) and address not in library.review.freeze.except_:
            what = f"it comes out {published.joined}, and the website is frozen from {spoken_date(first.date())} on"
            mend = (
                f"date it before {spoken_date(first.date())}, or name {address} with the reason under "
                f"`freeze:` `except:` in {library.register_path}"
            )
            problems.add(path, "published", what, mend, line=line)
    return list(problems)


def _coming(library: Library) -> Iterator[tuple[str, str, int, When]]:
    for post in library.posts:
        if post.entry.status == "ready":
            source = post.source
            yield post.entry.address, source.path, source.line(("published",)), post.entry.published
    for address, page in library.pages.items():
        if page.entry.status == "ready" and page.entry.published:
            yield address, page.source.path, page.source.line(("published",)), page.entry.published
    for name, work in library.publications.items():
        if work.entry.status == "ready":
            line = work.source.line(("published",))
            yield publication_address(name), work.source.path, line, work.entry.published
