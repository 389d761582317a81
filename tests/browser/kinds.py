"""The kinds of pages of a built site, found in the pages themselves, so that none can be forgotten.

A kind is whatever can be told apart: what stands at an address (its kind in site-index.json), the template that made
it, each element, class and state of an element on it. The fewest pages that show every one of these are judged as
readers would meet them, with those that go farthest: the longest title and word, the widest table, the most links.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml.etree import _Element

NOT_FOUND = "/404.html"
_STATES = ("aria-current", "hreflang", "lang", "open", "rel", "role", "scope", "type")

Feature = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageKind:
    """One page of a site: `features` are what can be told of it, `measures` how far it goes in what strains a page."""

    address: str
    features: frozenset[Feature]
    measures: Mapping[str, int]


def read_pages(site: Path) -> dict[str, tuple[str, Path]]:
    """Return the kind and the file of every page of a site by its address."""
    entries = json.loads((site / "site-index.json").read_text(encoding="utf-8"))["entries"]
    pages = {one["address"]: (one["kind"], site / one["file"]) for one in entries if one["file"].endswith(".html")}
    return pages | {NOT_FOUND: ("not found", site / "404.html")}


def read_kinds(site: Path, templates: Mapping[str, str]) -> list[PageKind]:
    """Return what can be told of every page of a site; `templates` names the template of each address."""
    kinds = []
    for address, (kind, file) in read_pages(site).items():
        root = lxml.html.fromstring(file.read_text(encoding="utf-8"))
        features = {("kind", kind), ("template", templates[address]), *_features(root)}
        kinds.append(PageKind(address, frozenset(features), _measures(root)))
    return sorted(kinds, key=lambda one: one.address)


def choose(pages: Iterable[PageKind], judged: Iterable[PageKind] = ()) -> list[PageKind]:
    """Return few pages (greedily) that show whatever those `judged` do not, and that go farther than those."""
    pages, judged = list(pages), list(judged)
    missing = set().union(*(page.features for page in pages)) - set().union(*(page.features for page in judged))
    chosen: list[PageKind] = []
    while missing:
        best = max(pages, key=lambda page: len(page.features & missing))
        missing -= best.features
        chosen.append(best)
    for measure in pages[0].measures:
        reached = max((page.measures[measure] for page in (*judged, *chosen)), default=0)
        farthest = max(pages, key=lambda page: page.measures[measure])
        if farthest.measures[measure] > reached:
            chosen.append(farthest)
    return chosen


def _features(root: _Element) -> Iterable[Feature]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        yield (element.tag,)
        for name in (element.get("class") or "").split():
            yield (element.tag, re.sub(r"\d+", "", name))
        for state in _STATES:
            if element.get(state) is not None:
                yield (element.tag, state, re.sub(r"\d+", "", element.get(state)))


def _measures(root: _Element) -> dict[str, int]:
    main = root.find(".//main")
    words = main.text_content().split()
    return {
        "longest title": len(main.findtext(".//h1") or ""),
        "longest word": max(map(len, words)),
        "widest table": max((len(row) for row in main.iter("tr")), default=0),
        "most links": len(root.findall(".//a[@href]")),
    }
