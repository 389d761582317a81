"""Where a report uses a term or cites a work: the numbered paragraph, else the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import lxml.html
from markupsafe import Markup

from review_site.report.fragments import parse_fragment

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Use:
    """A place that a list leads back to: its words, its address, and whether the words are a paragraph's number."""

    words: str
    address: str
    is_number: bool


def gather_uses(pages: Iterable[tuple[str, str, str]], lists: Sequence[str]) -> dict[str, tuple[Use, ...]]:
    """Return, by its full target (`/report/glossary/#term-lamp`), where each entry of some lists is linked to.

    `pages` are address, title and HTML of the report's pages in reading order, links from the root; `lists` the
    addresses of the lists. What stands in a note counts where its mark stands. A place counts once.
    """
    found: dict[str, dict[Use, None]] = {}
    for address, title, html in pages:
        if any(f'href="{one}#' in html for one in lists):
            for target, use in _uses_on(parse_fragment(html), address, title, lists):
                found.setdefault(target, {})[use] = None
    return {target: tuple(uses) for target, uses in found.items()}


def uses_html(uses: Iterable[Use]) -> Markup:
    """Return links to places: 1.2, 3.4, Summary."""
    return Markup(", ").join(_link(use) for use in uses)


def anchored(uses: Mapping[str, tuple[Use, ...]], address: str) -> dict[str, tuple[Use, ...]]:
    """Return the uses of the entries of one list, by their anchors alone."""
    start = f"{address}#"
    return {target.removeprefix(start): found for target, found in uses.items() if target.startswith(start)}


def _uses_on(root: lxml.html.HtmlElement, address: str, title: str, lists: Sequence[str]) -> Iterator[tuple[str, Use]]:
    here = Use(title, address, is_number=False)
    notes: dict[str, Use] = {}
    within: dict[str, list[str]] = {}
    for element in root.iter():
        classes = (element.get("class") or "").split()
        if element.tag in _HEADINGS:
            here = Use(title, f"{address}#{element.get('id')}" if element.get("id") else address, is_number=False)
        elif element.tag == "a" and "para" in classes:
            here = Use(element.text_content().split()[-1], f"{address}{element.get('href')}", is_number=True)
        elif element.tag == "a" and "footnote-ref" in classes:
            notes.setdefault(element.get("href", "").removeprefix("#"), here)
        elif element.tag == "a" and element.get("href", "").partition("#")[0] in lists:
            target, note = element.get("href"), _note_of(element)
            if note is None:
                yield target, here
            else:
                within.setdefault(note, []).append(target)
    for note, targets in within.items():
        yield from ((target, notes.get(note, here)) for target in targets)


def _note_of(element: lxml.html.HtmlElement) -> str | None:
    """Return the id of the note that an element stands in; None for one that stands in the text."""
    for holder in element.iterancestors("li"):
        if (holder.get("id") or "").startswith("fn:"):
            return str(holder.get("id"))
    return None


def _link(use: Use) -> Markup:
    before = Markup('<span class="unseen">paragraph </span>') if use.is_number else ""
    return Markup('<a href="{}">{}{}</a>').format(use.address, before, use.words)
