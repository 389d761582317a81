"""What an entry takes of a page's HTML: its text without title and permalinks, its first words, its pictures."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import lxml.html
from lxml import etree

_MACHINERY = "|".join(
    f".//{name}[contains(concat(' ', @class, ' '), ' {one} ')]"
    for name, one in (("a", "headerlink"), ("td", "linenos"))
)
"""What only works on the page: permalinks of headings, the column of line numbers beside a program."""
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#?\w+;")
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
    """A page's HTML for an entry: `opening` are the words of its first paragraph, at most 300 characters of them."""

    html: str
    opening: str
    pictures: tuple[Picture, ...]


def read_article(html: str, title: str, page: str) -> Article:
    """Return what an entry takes of the HTML of a page, whose full address is `page`.

    A first `h1` that repeats the title is left out, and so are permalinks and line numbers.
    """
    root = _parsed(html)
    for element in root.findall(".//*[@hidden]"):
        element.drop_tree()
    for machinery in root.xpath(_MACHINERY):
        machinery.drop_tree()
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
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and _is_left_out(node):
            walk.skip_subtree()
        elif event == "start":
            words.append({"img": node.get("alt", ""), "br": " ", "hr": " "}.get(node.tag, node.text or ""))
        elif node is not element:
            words.append(node.tail or "")
    return " ".join("".join(words).split())


def plain(html: str) -> str:
    """Return the words of a piece of HTML, such as a copyright line, on one line."""
    return words_of(_parsed(html))


def shortened(text: str) -> str:
    """Return the beginning of a text, at most 300 characters of it: whole sentences, else whole words and a mark."""
    if len(text) <= _SUMMARY:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: _SUMMARY + 1])]
    if ends and ends[-1] >= _SHORTEST:
        return text[: ends[-1]]
    words, space, _ = text[:_SUMMARY].rpartition(" ")
    return f"{words.rstrip(',;:–—-') if space else text[: _SUMMARY - 1]}…"


def _parsed(html: str) -> lxml.html.HtmlElement:
    """Return a piece of HTML below one element; a character that XML has no way to write ends no text."""
    parser = lxml.html.HTMLParser(
        huge_tree=True
    )  # of what is nested more than 256 deep, nothing would be read otherwise
    return lxml.html.fragment_fromstring(_UNWRITABLE.sub("\ufffd", html), create_parent="div", parser=parser)


def _opening(root: lxml.html.HtmlElement) -> str:
    """Return the words of the first paragraph that is one, and not the heading of a box.

    One that shows a character reference as text is passed over: many readers would show the character.
    """
    paragraphs = (one for one in root.iter("p") if "admonition-title" not in one.get("class", "").split())
    return next((words for words in map(words_of, paragraphs) if words and not _REFERENCE.search(words)), "")


def _pictures(root: lxml.html.HtmlElement, page: str) -> Iterator[Picture]:
    for one in root.iter("img"):
        with suppress(ValueError):  # of an address that is none
            address, _ = urldefrag(urljoin(page, one.get("src", "").strip()))
            yield Picture(address, " ".join(one.get("alt", "").split()))


def _is_left_out(element: lxml.html.HtmlElement) -> bool:
    """Tell whether an element is a reference to a note, or none of its text is words."""
    return element.tag in ("script", "style", "svg") or element.get("id", "").startswith("fnref")
