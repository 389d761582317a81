"""Which pages of a built site are tested: every standing page, and some of each other kind."""

from collections.abc import Iterable, Mapping
from typing import Any

NOT_FOUND = "/404.html"
_OF_A_KIND = 2
_LEAD_ON = "moved"  # such a page has no words: it leads on at once


def choose(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the addresses to test, from the entries of site-index.json, in order; last the page for no address."""
    chosen: list[str] = []
    taken: dict[str, int] = {}
    for entry in sorted(entries, key=lambda one: one["address"]):
        kind = entry["kind"]
        if not entry["file"].endswith(".html") or kind == _LEAD_ON or entry["address"] == NOT_FOUND:
            continue
        taken[kind] = taken.get(kind, 0) + 1
        if kind == "page" or taken[kind] <= _OF_A_KIND:
            chosen.append(entry["address"])
    return [*chosen, NOT_FOUND]
