"""Film, sound, charts and maps of a page, with what stands in their place for those who cannot use them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from lxml import etree

Element = etree._Element
MEDIA = ("video", "audio", "iframe", "object", "embed")
_IN_WORDS = re.compile(r"transcript|text version|in words|described in text", re.IGNORECASE)
_CHART_CLASSES = frozenset({"chart", "graph", "map"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A film, a sound, or a frame that may be one.

    `sources` are the full addresses of what is played, `in_words` tells whether a transcript or another text is there.
    """

    element: str
    line: int
    sources: tuple[str, ...]
    in_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart or map that is declared as one; `data` are the captured addresses of its tables of values."""

    name: str
    line: int
    still: bool
    table: bool
    data: tuple[str, ...]


def media_of(
    root: Element,
    elements: Sequence[Element],
    full: Callable[[str], str | None],
    target: Callable[[str], str | None],
) -> tuple[Media, ...]:
    """Return what is played by film, sound and frames of a page.

    A text in their place is one that `aria-details` or `aria-describedby` names, or, in the same figure (else in the
    same parent), a `details` or a link to a captured address whose words say that it is one.

    Args:
        root: the page.
        elements: its film, sound and frames.
        full: gives the full address of a reference.
        target: gives the captured address of a reference, None where it leads to none.
    """
    if not elements:
        return ()
    ids = {str(one.get("id")): one for one in root.iter(etree.Element) if one.get("id") is not None}
    told: dict[Element, bool] = {}  # whether there is a text in a figure or parent, which may hold many films
    found = []
    for element in elements:
        references = [element.get("src"), element.get("data"), *(s.get("src") for s in element.iter("source"))]
        sources = [url for reference in references if reference and (url := full(str(reference)))]
        around = next(chain(element.iterancestors("figure"), element.iterancestors()), root)
        if around not in told:
            told[around] = _holds_words(around, ids, target)
        found.append(
            Media(
                element=str(element.tag),
                line=line_of(element),
                sources=tuple(dict.fromkeys(sources)),
                in_words=told[around] or _names_words(element, ids),
            )
        )
    return tuple(found)


def _names_words(element: Element, ids: Mapping[str, Element]) -> bool:
    names = f"{element.get('aria-details', '')} {element.get('aria-describedby', '')}".split()
    return any(_words(ids[name]) for name in names if name in ids)


def _holds_words(around: Element, ids: Mapping[str, Element], target: Callable[[str], str | None]) -> bool:
    for link in around.iter("a"):
        reference = str(link.get("href", ""))
        there = reference[1:] in ids if reference.startswith("#") else target(reference) is not None
        if there and _IN_WORDS.search(_words(link)):
            return True
    return any(
        _IN_WORDS.search(_words(summary)) and len(_words(details)) > len(_words(summary))
        for details in around.iter("details")
        for summary in details.iterfind("summary")
    )


def read_chart(element: Element, name: str, target: Callable[[str], str | None]) -> Chart:
    """Return what stands in a chart or map.

    Args:
        element: the chart.
        name: what it is, as `chart_name` gives it.
        target: gives the captured address of a reference, None where it leads to none.
    """
    links = (target(str(link.get("href", ""))) for link in element.iter("a"))
    return Chart(
        name=name,
        line=line_of(element),
        still=next(element.iter("img", "svg", "picture"), None) is not None,
        table=next(element.iter("table"), None) is not None,
        data=tuple(dict.fromkeys(a for a in links if a is not None and a.lower().endswith(".csv"))),
    )


def chart_name(element: Element) -> str:
    """Return `chart` or `map` for an element that is declared as one, else an empty text.

    These are each `figure` of class `chart`, `graph` or `map`, and whatever carries `data-chart` or `data-map`.
    """
    if element.get("data-map") is not None:
        return "map"
    if element.get("data-chart") is not None:
        return "chart"
    named = (
        _CHART_CLASSES.intersection(str(element.get("class", "")).lower().split()) if element.tag == "figure" else ()
    )
    return "map" if "map" in named else "chart" if named else ""


def _words(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


class Placed(Protocol):
    """Whatever stands on a line."""

    @property
    def sourceline(self) -> object:
        """The line, from 1."""


def line_of(element: Element | Placed) -> int:
    """Return the line on which an element begins, from 1; 0 where it cannot be told."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 1
