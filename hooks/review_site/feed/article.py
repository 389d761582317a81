"""What an entry takes of a page's HTML: its text without title and permalinks, its first words, its pictures."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import lxml.html

_SUMMARY = 300  # characters
_SENTENCE_END = re.compile(r"[.!?…][’”\"')\]]*(?=\s)")
_SHORTEST = 60  # characters, of a sentence that may stand for a whole page


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a page shows: its full address, without fragment, and its text alternative."""

    address: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page's HTML for an entry: `opening` are the words of its first paragraph, at most 300 characters."""

    html: str
    opening: str
    pictures: tuple[Picture, ...]


def read_article(html: str, title: str, page: str) -> Article:
    """Return what an entry takes of the HTML of a page, whose full address is `page`.

    A first `h1` that repeats the title is left out, and so is each permalink.
    """
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for link in root.xpath(".//a[contains(concat(' ', @class, ' '), ' headerlink ')]"):
        link.drop_tree()
    heading = next(root.iter("h1"), None)
    if heading is not None and words_of(heading) == " ".join(title.split()):
        heading.drop_tree()
    text: str = lxml.html.tostring(root, encoding="unicode")
    return Article(
        html=text[len("<div>") : -len("</div>")].strip(),
        opening=shortened(_opening(root)),
        pictures=tuple(_pictures(root, page)),
    )


def words_of(element: lxml.html.HtmlElement) -> str:
    """Return the words of an element on one line: pictures by their alternative, without references to notes."""
    words: list[str] = []
    _gather(element, words)
    return " ".join("".join(words).split())


def plain(html: str) -> str:
    """Return the words of a piece of HTML, such as a copyright line, on one line."""
    return words_of(lxml.html.fragment_fromstring(html, create_parent="div"))


def shortened(text: str) -> str:
    """Return the beginning of a text, at most 300 characters of it: whole sentences, else whole words and a mark."""
    if len(text) <= _SUMMARY:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: _SUMMARY + 1])]
    if ends and ends[-1] >= _SHORTEST:
        return text[: ends[-1]]
    words, space, _ = text[:_SUMMARY].rpartition(" ")
    return f"{words.rstrip(',;:–—-') if space else text[: _SUMMARY - 1]}…"


def _opening(root: lxml.html.HtmlElement) -> str:
    """Return the words of the first paragraph that is one, and not the heading of a box."""
    paragraphs = (one for one in root.iter("p") if "admonition-title" not in one.get("class", "").split())
    return next(filter(None, map(words_of, paragraphs)), "")


def _pictures(root: lxml.html.HtmlElement, page: str) -> Iterator[Picture]:
    for one in root.iter("img"):
        with suppress(ValueError):  # of an address that is none
            address, _ = urldefrag(urljoin(page, one.get("src", "").strip()))
            yield Picture(address, " ".join(one.get("alt", "").split()))


def _gather(element: lxml.html.HtmlElement, words: list[str]) -> None:
    words.append(element.text or "")
    for child in element:
        if child.tag == "img":
            words.append(child.get("alt", ""))
        elif child.tag in ("br", "hr"):
            words.append(" ")
        elif isinstance(child.tag, str) and not _is_reference(child):
            _gather(child, words)
        words.append(child.tail or "")


def _is_reference(element: lxml.html.HtmlElement) -> bool:
    return element.tag in ("script", "style", "svg") or element.get("id", "").startswith("fnref")
