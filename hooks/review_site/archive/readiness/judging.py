"""Findings as rules make them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from review_site.archive.readiness.model import Context, Finding, Place, Result
from review_site.media_types import is_html
from review_site.problems import printable

_FIRST: tuple[Result, ...] = ("fail", "not told", "not checked here", "pass")
_LONGEST = 400  # characters of what is told of one place


def judge(places: Iterable[Place], *, holds: str, fails: str, notes: Iterable[Place] = ()) -> Finding:
    """Return a finding that fails where there is any place, with the words for either case."""
    found = in_order(places)
    return Finding(
        result="fail" if found else "pass",
        evidence=fails if found else holds,
        places=found,
        notes=in_order(notes),
    )


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places by file and line, each once, their words on one line and of bounded length."""
    return tuple(sorted({_bounded(place) for place in places}, key=_order))


def combine(parts: Sequence[Finding]) -> Finding:
    """Return one finding of several parts of a rule: failed where one failed, not told where one was not told."""
    found = {part.result for part in parts}
    return Finding(
        result=next((result for result in _FIRST if result in found), "does not apply"),
        evidence=" ".join(part.evidence for part in parts),
        places=tuple(place for part in parts for place in part.places),
        notes=tuple(note for part in parts for note in part.notes),
    )


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 page`, `2,100 pages`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def pages_of(context: Context) -> list[str]:
    """Return the addresses of the pages that readers come to, in order.

    These are pages of HTML that are found where they are asked for; one that sends its reader on at once is none.
    """
    return [
        resource.address
        for resource in context.inventory.resources
        if resource.status == 200 and is_html(resource.media_type) and not _sends_on(context, resource.address)
    ]


def _sends_on(context: Context, address: str) -> bool:
    page = context.graph.pages.get(address)
    return page is not None and any(one.element == "meta" and one.attribute == "refresh" for one in page.links)


def _bounded(place: Place) -> Place:
    words = printable(" ".join(place.what.split()))
    shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]}…{words[-_LONGEST // 2 :]}"
    return replace(place, line=place.line or None, what=shown)  # line 0 is one that cannot be told


def _order(place: Place) -> tuple[str, int, str]:
    return place.file, place.line or 0, place.what
