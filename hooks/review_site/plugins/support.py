"""Whom readers are shown to turn to: each line with the ways to reach it, at the instant of a build."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from review_site.addresses import absolute
from review_site.clock import is_due
from review_site.content.models import Page, Post
from review_site.content.parts import SUPPORT_PAGES, SupportFor
from review_site.content.register import Review
from review_site.content.register_parts import SupportLine
from review_site.content.when import When
from review_site.lifecycle.support import IN_DANGER, lines_ended, lines_now
from review_site.plugins.views import Link, view_sources

PAGES = ("/support/", *SUPPORT_PAGES.values())
"""The pages that are about support, where the lines come before the words."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A support line: `ways` are how it may be reached, each with its label; of one that has ended, none is a link.

    `checked` is the day on which its details were last checked, once that day has come.
    """

    entry: SupportLine
    ways: tuple[tuple[str, Link], ...]
    checked: When | None
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SupportView:
    """Whom one kind of reader may turn to now, and what is kept as a record; `address` is the page for that reader."""

    reader: SupportFor
    address: str
    now: tuple[LineView, ...]
    ended: tuple[LineView, ...]

    @property
    def names(self) -> str:
        """The names of those to turn to now, as a sentence joins them: one, two or three."""
        *most, last = (line.entry.who for line in self.now) if self.now else ("",)
        return f"{', '.join(most)} or {last}" if most else last


def view_support(entry: Post | Page, review: Review, instant: datetime) -> list[SupportView]:
    """Return what a post or page shows of whom to turn to at an instant, for each kind of reader that it names."""
    return [view_lines(reader, review, instant) for reader in dict.fromkeys(entry.support)]


def view_lines(reader: SupportFor, review: Review, instant: datetime) -> SupportView:
    """Return the support lines for one kind of reader at an instant."""
    return SupportView(
        reader,
        SUPPORT_PAGES[reader],
        tuple(_view(line, _ways(line), review, instant) for line in lines_now(review, reader, instant)),
        tuple(_view(line, _numbers(line), review, instant) for line in lines_ended(review, reader, instant)),
    )


def ways_out(review: Review) -> list[tuple[str, str]]:
    """Return the ways that every page has to offer, for readers of a feed in a browser: help, and a harmless page."""
    leave = review.exit_page is not None and review.exit_page.on == "every page"
    away = [("Exit this page", review.exit_page.url)] if review.exit_page and leave else []
    return [("Find support", absolute(review.url, "/support/")), *away]


def ways_to_support(review: Review) -> Markup:
    """Return the line that leads a reader of a feed to the support pages, with their full addresses."""
    links = (
        Markup('<a href="{}">support for {}</a>').format(absolute(review.url, address), reader)
        for reader, address in SUPPORT_PAGES.items()
    )
    return Markup("Where to turn: {}; ").format(IN_DANGER) + Markup(", ").join(links)


def _view(line: SupportLine, ways: Iterable[tuple[str, Link]], review: Review, instant: datetime) -> LineView:
    checked = line.checked if line.checked is not None and is_due(line.checked.due, instant) else None
    return LineView(line, tuple(ways), checked, view_sources(line.source, review.publishers, {}))


def _ways(line: SupportLine) -> Iterable[tuple[str, Link]]:
    if line.phone:
        yield "Call", Link(line.phone, f"tel:{line.phone.replace(' ', '')}")
    if line.text:
        yield "Text", Link(line.text)
    if line.chat:
        yield "Chat", Link(f"Chat online with {line.who}", line.chat)
    if line.email:
        yield "Email", Link(line.email, f"mailto:{line.email}")
    if line.web:
        yield "Website", Link(urlsplit(line.web).hostname or line.web, line.web)
    if line.hours:
        yield "Open", Link(line.hours)


def _numbers(line: SupportLine) -> Iterable[tuple[str, Link]]:
    """Give what is kept of a line as a record, as words alone, so that no telephone offers to ring it."""
    labelled = (("Telephone number", line.phone), ("Number for text messages", line.text), ("Email", line.email))
    return ((label, Link(words)) for label, words in labelled if words)
