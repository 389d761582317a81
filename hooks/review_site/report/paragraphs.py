"""Numbered paragraphs: 3.1, 3.2 … each with an anchor that a reader can cite, and what stands where one was removed."""

from collections.abc import Iterable, Mapping, Sequence

import lxml.html

from review_site.content.exhibits import anchor_of as exhibit_anchor
from review_site.content.paragraph_ledger import Numbered, numbers_shown
from review_site.content.paragraph_numbers import anchor_of
from review_site.content.paragraph_words import numbered_elements
from review_site.report.fragments import parse_fragment, render_fragment

_SHORT = 5  # characters, of a number that fits into the margin
_ENDS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "hr")


def number_paragraphs(
    html: str, numbered: Sequence[Numbered], removed: Mapping[str, str] | None = None, order: Sequence[str] = ()
) -> str:
    """Return the HTML of a chapter with the paragraphs that stand directly in it numbered.

    `numbered` are all that the chapter has, of which the HTML may show some. Paragraphs in lists, tables, quotations
    and notes keep none, nor do such as hold a picture alone. A numbered one gets the anchor `p-3-1`, and starts with a
    link to itself that shows its number. One that has an id already keeps it; the anchor then stands on the link.
    `removed` gives for the number of each that is there no more the words to stand in its place, which `order`, the
    numbers that were recorded in the order of the text, tells.
    """
    root = parse_fragment(html)
    found = numbered_elements(root)
    shown: dict[str, lxml.html.HtmlElement] = {}
    for (element, _), number in zip(found, numbers_shown([one.words for _, one in found], numbered), strict=True):
        if number is not None and number not in shown:
            _number(element, number)
            shown[number] = element
    if removed:
        _put_lines(root, found[0][0] if found else None, shown, removed, order)
    return render_fragment(root)


def name_removed_exhibits(html: str, removed: Sequence[tuple[str, str, str]]) -> str:
    """Return the HTML of a chapter with a line at its end for each figure and table that was removed from it.

    `removed` gives `figure` or `table`, the number, and the words to stand there; one that is shown has no line.
    """
    root = parse_fragment(html) if removed else None
    if root is None:
        return html
    there = {element.get("id") for element in root.iter() if element.get("id")}
    notes = next((element for element in root if "footnote" in element.get("class", "").split()), None)
    for kind, number, words in removed:
        anchor = exhibit_anchor(kind, number)
        if anchor not in there:
            line = lxml.html.Element("p", {"class": "removed", "id": anchor})
            link = lxml.html.Element("a", {"href": f"#{anchor}"})
            link.text, link.tail, line.tail = f"{kind.capitalize()} {number}", f" {words}", "\n"
            line.append(link)
            if notes is None:
                root.append(line)
            else:
                notes.addprevious(line)
    return render_fragment(root)


def _number(element: lxml.html.HtmlElement, number: str) -> None:
    anchor = anchor_of(number)
    link = lxml.html.Element("a", {"class": "para", "href": f"#{anchor}"})
    if element.get("id", anchor) == anchor:
        element.set("id", anchor)
    else:
        link.set("id", anchor)
    classes = [*element.get("class", "").split(), "numbered", *(["long"] if len(number) > _SHORT else ())]
    element.set("class", " ".join(classes))
    hidden = lxml.html.Element("span", {"class": "unseen"})
    hidden.text, hidden.tail = "Paragraph ", number
    link.append(hidden)
    link.tail, element.text = f" {element.text or ''}", None
    element.insert(0, link)


def _put_lines(
    root: lxml.html.HtmlElement,
    first: lxml.html.HtmlElement | None,
    shown: Mapping[str, lxml.html.HtmlElement],
    removed: Mapping[str, str],
    order: Iterable[str],
) -> None:
    """Put a line for each paragraph that was removed below the one before it, else above the first."""
    before: lxml.html.HtmlElement | None = None
    for number in order:
        if number in shown:
            before = shown[number]
        elif number in removed:
            line = lxml.html.Element("p", {"class": "removed"})
            line.text = removed[number]
            _number(line, number)
            if before is not None:
                _put_below(line, before)
            elif first is not None:
                first.addprevious(line)
                line.tail = "\n"
            else:
                root.append(line)
            before = line


def _put_below(line: lxml.html.HtmlElement, before: lxml.html.HtmlElement) -> None:
    """Put a line below a paragraph and what belongs to it, up to the next paragraph, heading or the notes."""
    last = before
    for below in before.itersiblings():
        if below.tag in _ENDS or "footnote" in below.get("class", "").split():
            break
        last = below
    last.addnext(line)  # which takes the text after the last one along
    line.tail, last.tail = last.tail or line.tail, "\n"
