"""Long lists of pages in parts: how many links a page of the sitemap or the A to Z holds, and which parts there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from review_site.content.listings import page_of
from review_site.content.when import When
from review_site.plugins.place import Place
from review_site.plugins.views import Link

LINKS = 500
"""The most links to pages that one page of the sitemap or the A to Z lists (hooks/decisions/0050)."""


class Weighed(Protocol):
    """A line of a list, which holds a number of links."""

    @property
    def links(self) -> int:
        """How many links it holds."""


L = TypeVar("L", bound=Weighed)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A page of the site, or a part of a list, by its title.

    `published` is the date of a post; `span` when an earlier version stood; `note` what else is to be said of it;
    `pages` are more pages of the same, each with the words that lead to it, and `called` what stands before them.
    """

    title: str
    address: str
    published: When | None = None
    uncertain: bool = False
    span: str = ""
    note: str = ""
    pages: tuple[tuple[str, str], ...] = ()
    called: str = "Pages"

    @property
    def links(self) -> int:
        """How many links it holds."""
        return 1 + len(self.pages)


@dataclass(frozen=True, slots=True)
class Group(Generic[L]):
    """What is listed together: its name, the address of its first page, its lines; short ones stand in `columns`."""

    name: str
    address: str
    lines: tuple[L, ...]
    columns: bool = False

    @property
    def links(self) -> int:
        """How many links it holds."""
        return count_links(self.lines)


@dataclass(frozen=True, slots=True)
class Part(Generic[L]):
    """One page of a group: page `number` of `count`, with the lines that stand on it."""

    group: Group[L]
    number: int
    count: int
    lines: tuple[L, ...]

    @property
    def address(self) -> str:
        """Its address; that of the first is the group's own."""
        return page_of(self.group.address, self.number)

    @property
    def name(self) -> str:
        """The name of the group, with the number of the page from the second on."""
        return self.group.name if self.number == 1 else f"{self.group.name}, page {self.number} of {self.count}"


def count_links(lines: Iterable[Weighed]) -> int:
    """Return how many links some lines hold."""
    return sum(line.links for line in lines)


def is_long(lines: Iterable[Weighed]) -> bool:
    """Tell whether some lines are more than one page holds."""
    return count_links(lines) > LINKS


def in_parts(groups: Iterable[Group[L]]) -> tuple[Part[L], ...]:
    """Return the pages of some groups, in order: as many of each as its links need.

    A line is not cut: one that alone holds more links than a page may stands on a page of its own.
    """
    return tuple(part for group in groups for part in _pages_of(group))


def index_of(parts: Iterable[Part[Any]]) -> tuple[MapLine, ...]:
    """Return a line for each group: its first page, how many pages of the site it lists, its other pages."""
    return tuple(
        MapLine(
            title=first.name,
            address=first.address,
            note=f"{first.group.links:,} {'page' if first.group.links == 1 else 'pages'}",
            pages=tuple((str(part.number), part.address) for part in others),
            called="Continued on page",
        )
        for first, *others in (tuple(own) for _, own in groupby(parts, key=lambda part: part.group.address))
    )


def part_places(parts: Sequence[Part[Any]], whole: Link, template: str, context: dict[str, Any]) -> Iterator[Place]:
    """Give the place of each part of a list; `whole` leads to the list itself, `context` is for every template.

    Search, A to Z and feeds pass over them as over any page of a long list.
    """
    for part, before, after in zip(parts, (None, *parts), (*parts[1:], None), strict=False):
        group = part.group
        title = f"{whole.words}: {part.name}"
        yield Place(
            address=part.address,
            kind="listing",
            meta={"title": title, "description": f"{title}. A part of the list of every page.", "template": template},
            context={
                **context,
                "part": part,
                "before": before,
                "after": after,
                "trail": (whole, *((Link(group.name, group.address),) if part.number > 1 else ())),
            },
            deep=True,
        )


def _pages_of(group: Group[L]) -> Iterator[Part[L]]:
    pages: list[list[L]] = [[]]
    room = LINKS
    for line in group.lines:
        if line.links > room and pages[-1]:
            pages.append([])
            room = LINKS
        pages[-1].append(line)
        room -= line.links
    for number, lines in enumerate(pages, 1):
        yield Part(group, number, len(pages), tuple(lines))
