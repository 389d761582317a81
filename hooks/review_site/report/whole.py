"""A report on one page: its parts one after another, each with its headings a level down and no id twice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import lxml.html

from review_site.report.fragments import parse_fragment, render_fragment

LASTING = re.compile(r"(?=\D*\d)(?:p|figure|table)(?:-(?:[a-z]{0,3}\d+[a-z]*|[a-z]{1,2}))+")
"""The anchors of numbered paragraphs, figures and tables, which are the same wherever these stand."""

_LISTS_OF_IDS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "headers", "for", "list")
_NAMED = ("details", "input")
_URL = re.compile(r"url\((['\"]?)#([^)'\"]+)\1\)")
_LOWEST = 6


@dataclass(frozen=True, slots=True)
class WholePart:
    """A part of the whole: its address, its HTML with links from the root, and whether its ids stay as they are."""

    address: str
    html: str
    keeps_ids: bool = False


def anchor_of_part(address: str, root: str) -> str:
    """Return the anchor of a part on the page of the whole: `/report/annex/a/` gives `part-annex.a`."""
    return f"part-{_name(address, root)}"


def join_parts(parts: Sequence[WholePart], root: str) -> tuple[str, ...]:
    """Return the HTML of the parts of the report at `root` as they stand together on one page, links from the root.

    Numbered paragraphs, figures and tables keep their anchors; every other id gets the name of its part before it.
    Links between parts become anchors of the page.
    """
    trees = [parse_fragment(part.html) for part in parts]
    taken: set[str] = set()
    ids = {
        part.address: _new_ids(tree, "" if part.keeps_ids else f"{_name(part.address, root)}--", taken)
        for part, tree in zip(parts, trees, strict=True)
    }
    for part, tree in zip(parts, trees, strict=True):
        for element in tree.iter():
            if isinstance(element.tag, str):
                _join(element, part.address, ids, root)
                _lower(element)
    return tuple(render_fragment(tree) for tree in trees)


def _name(address: str, root: str) -> str:
    return address.removeprefix(root).strip("/").replace("/", ".")


def _new_ids(tree: lxml.html.HtmlElement, prefix: str, taken: set[str]) -> dict[str, str]:
    """Return the ids of a part with those that they get; two dashes, which no name of a part has, keep them apart."""
    found: dict[str, str] = {}
    for element in tree.iter():
        own = element.get("id") if isinstance(element.tag, str) else None
        if own is not None:
            lasts = LASTING.fullmatch(own) is not None and own not in taken
            found[own] = own if lasts else f"{prefix}{own}"
            taken.add(found[own])
    return found


def _join(element: lxml.html.HtmlElement, address: str, ids: Mapping[str, Mapping[str, str]], root: str) -> None:
    own = ids[address]
    for name, value in list(element.items()):
        if name == "id":
            element.set(name, own[value])
        elif name in ("href", "xlink:href"):
            element.set(name, _target(value, address, ids, root))
        elif name in _LISTS_OF_IDS:
            element.set(name, " ".join(own.get(one, one) for one in value.split()))
        elif name == "name" and element.tag in _NAMED:
            element.set(name, f"{_name(address, root)}--{value}")
        elif "url(" in value:
            element.set(name, _URL.sub(lambda found: f"url(#{own.get(found[2], found[2])})", value))


def _target(href: str, address: str, ids: Mapping[str, Mapping[str, str]], root: str) -> str:
    page, mark, anchor = href.partition("#")
    page = page or address
    if page not in ids:
        return href
    return f"#{ids[page][anchor]}" if mark and anchor in ids[page] else f"#{anchor_of_part(page, root)}"


def _lower(element: lxml.html.HtmlElement) -> None:
    """Put a heading a level down: that of the part stands above it."""
    found = re.fullmatch(r"h([1-6])", element.tag)
    if found:
        element.tag = f"h{min(int(found[1]) + 1, _LOWEST)}"


def outline_of(html: str, level: str = "h2") -> tuple[tuple[tuple[str, str], ...], int]:
    """Return the headings of one level on a page, each with its anchor and words, and the number of its paragraphs."""
    tree = parse_fragment(html)
    headings = tuple(
        (str(heading.get("id") or ""), " ".join(heading.text_content().split())) for heading in tree.iter(level)
    )
    return headings, len(tree.find_class("numbered"))
