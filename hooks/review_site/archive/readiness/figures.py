"""Film, sound, charts and maps of a page, with what stands in their place for those who cannot use them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from lxml import etree

Element = etree._Element
_MEDIA = ("video", "audio", "iframe", "object", "embed")
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
    root: Element, full: Callable[[str], str | None], target: Callable[[str], str | None]
) -> tuple[Media, ...]:
    """Return the film, sound and frames of a page.

    A text in their place is one that `aria-details` or `aria-describedby` names, or, in the same figure (else in the
    same parent), a `details` or a link to a captured address whose words say that it is one.

    Args:
        root: the page.
        full: gives the full address of a reference.
        target: gives the captured address of a reference, None where it leads to none.
    """
    found = []
    for element in root.iter(*_MEDIA):
        references = [element.get("src"), element.get("data"), *(s.get("src") for s in element.iter("source"))]
        sources = [url for reference in references if reference and (url := full(str(reference)))]
        found.append(
            Media(
                element=str(element.tag),
                line=line_of(element),
                sources=tuple(dict.fromkeys(sources)),
                in_words=_is_in_words(root, element, target),
            )
        )
    return tuple(found)


def _is_in_words(root: Element, element: Element, target: Callable[[str], str | None]) -> bool:
    names = f"{element.get('aria-details', '')} {element.get('aria-describedby', '')}".split()
    for name in names:
        described = _by_id(root, name)
        if described is not None and _words(described):
            return True
    around = next(chain(element.iterancestors("figure"), element.iterancestors()), root)
    for link in around.iter("a"):
        reference = str(link.get("href", ""))
        if _IN_WORDS.search(_words(link)) and _leads_somewhere(root, reference, target):
            return True
    return any(
        _IN_WORDS.search(_words(one)) and len(_words(details)) > len(_words(one))
        for details in around.iter("details")
        for one in details.iterfind("summary")
    )


def _leads_somewhere(root: Element, reference: str, target: Callable[[str], str | None]) -> bool:
    if reference.startswith("#"):
        return _by_id(root, reference[1:]) is not None
    return target(reference) is not None


def _by_id(root: Element, name: str) -> Element | None:
    return next((one for one in root.iter(etree.Element) if one.get("id") == name), None)


def charts_of(root: Element, target: Callable[[str], str | None]) -> tuple[Chart, ...]:
    """Return the charts and maps of a page, each with what it holds.

    These are each `figure` of class `chart`, `graph` or `map`, and whatever carries `data-chart` or `data-map`.
    """
    found = []
    for element in root.iter(etree.Element):
        name = chart_name(element)
        if name and not any(chart_name(above) for above in element.iterancestors()):
            links = (target(str(link.get("href", ""))) for link in element.iter("a"))
            found.append(
                Chart(
                    name=name,
                    line=line_of(element),
                    still=next(element.iter("img", "svg", "picture"), None) is not None,
                    table=next(element.iter("table"), None) is not None,
                    data=tuple(dict.fromkeys(a for a in links if a is not None and a.lower().endswith(".csv"))),
                )
            )
    return tuple(found)


def chart_name(element: Element) -> str:
    """Return `chart` or `map` for an element that is declared as one, else an empty text."""
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
