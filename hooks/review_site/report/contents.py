"""The contents of a report: which pages it has, in reading order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from review_site.content.models import Page
from review_site.content.shelf import Sourced


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a report: a numbered chapter, or a part without a number before (summary) or after the chapters."""

    address: str
    title: str
    description: str
    chapter: int | None


def contents_of(pages: Mapping[str, Sourced[Page]], root: str) -> tuple[Leaf, ...]:
    """Return the pages of the report at `root` in reading order: summary, chapters by number, the rest by title."""
    leaves = [
        Leaf(address, page.entry.title, page.entry.description, page.entry.chapter)
        for address, page in pages.items()
        if address.startswith(root) and address != root
    ]
    return tuple(sorted(leaves, key=lambda leaf: (_rank(leaf, root), leaf.title)))


def neighbours(leaves: Iterable[Leaf], address: str) -> tuple[Leaf | None, Leaf | None]:
    """Return the pages before and after an address, None where there is none.

    Raises:
        ValueError: when the address is not a page of the report.
    """
    row = [None, *leaves, None]
    here = [leaf.address if leaf else None for leaf in row].index(address)
    return row[here - 1], row[here + 1]


def _rank(leaf: Leaf, root: str) -> int:
    if leaf.chapter is not None:
        return leaf.chapter
    return 0 if leaf.address == f"{root}summary/" else 1_000_000
