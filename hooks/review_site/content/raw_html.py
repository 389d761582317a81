"""HTML that writers may not put into a page: what runs, what frames, what asks another host, what restyles."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from html.parser import HTMLParser

import lxml.html

from review_site.character_references import unescape
from review_site.content.allowed_html import is_deep, unfollowed, unlisted_html
from review_site.content.balanced_html import check_balance
from review_site.content.converted import MAX_DEPTH, convert, may_hold_html, too_deep
from review_site.content.markdown_text import Text, without_comments
from review_site.content.source import Source
from review_site.problems import Problems

_TAGS = frozenset(
    {
        "script",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "style",
        "link",
        "meta",
        "base",
        "form",
        "input",
        "button",
    }
)
_LOADS = ("src", "srcset", "poster", "data", "background", "ping")
_LEADS = ("href", "xlink:href", "action", "formaction")
_RUNS = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(https?:)?//", re.IGNORECASE)
_OF_ADDRESSES = ("an address that runs", "a src on another host")
_PASSED_OVER = re.compile(r"[\x00-\x20]+")  # white space in an address, as the URL Standard §4.4 has it
_CELLS = ("td", "th")
_ALIGNED = re.compile(r"text-align:(left|right|center);?")  # as Markdown writes the columns of tables
_NOT_PUBLISHED = "which this site does not publish"
MEND = "delete it, or say it in Markdown"


def forbidden_html(html: str) -> list[str]:
    """Return, in words, what of a page's content this site does not publish; nothing for a page that is fine."""
    forbidden = [] if is_deep(html) else list(dict.fromkeys(_all_forbidden(html)))
    return [*forbidden, *_unlisted(html, forbidden)]


def tell(thing: str) -> str:
    """Return what is wrong with a text that holds something forbidden."""
    return f"holds {thing}, {_NOT_PUBLISHED}"


def check_html(source: Source, text: Text, problems: Problems) -> None:
    """Tell what of a text this site does not publish, each on its line.

    What the site makes of the text decides; the text says where it stands.
    """
    deep = too_deep(source.body)
    html = convert(source.body) if deep is None and may_hold_html(source.body) else ""
    if deep is not None or html is None:
        mend = f"keep lists, quotations and HTML within {MAX_DEPTH} levels of one another"
        line = source.body_line + (deep or 0)
        problems.add(source.path, "text", "stands too deep for a page to be made of it", mend, line=line)
        return
    tags = [(piece.line, _Tags(piece.text)) for piece in text.html]
    of_pictures = {thing for _, piece in tags for thing in piece.of_pictures} | _of_pictures(text)
    deep_html = is_deep(html)
    if html and not deep_html:
        check_balance(source, html, problems)
    found = [] if deep_html else list(_all_forbidden(html))
    found += _unlisted(without_comments(html), set(found))
    of_others = of_pictures | {unfollowed(unescape(link.target)) for link in text.links}
    forbidden = Counter(thing for thing in found if thing not in of_others)
    placed = [(line, thing) for line, thing in (*_in_links(text), *_in_tags(tags)) if thing in forbidden]
    for thing in forbidden - Counter(thing for _, thing in placed):
        known = {line for line, one in placed if one == thing}
        placed.extend((line, thing) for line in _lines_of(thing, source, known))
    for line, thing in dict.fromkeys(placed):
        problems.add(source.path, "text", tell(thing), MEND, line=line)


def _all_forbidden(html: str) -> Iterator[str]:
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except AssertionError:  # of a tag that is a whole document's, which the allow-list does not have
        return
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from _forbidden(element.tag, dict(element.attrib.items()))


def _unlisted(html: str, forbidden: Collection[str]) -> list[str]:
    """Return what the allow-list does not have, but for what is told as forbidden already, in better words."""
    told = any(thing.startswith(_OF_ADDRESSES) for thing in forbidden)
    return [thing for thing in unlisted_html(html) if thing not in forbidden and not (told and "address" in thing)]


def _forbidden(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if tag in _TAGS:
        yield f"<{tag}>"
        return
    for name, written in attributes.items():
        value = _PASSED_OVER.sub("", written)
        if name.lower().startswith("on"):
            yield f"{name}="
        elif _RUNS.match(value) and name in (*_LOADS, *_LEADS):
            yield f"an address that runs ({value[:20]}…)"
        elif name in _LOADS and _ELSEWHERE.match(value):
            yield f"a {name} on another host ({value[:40]})"
        elif name == "style" and not (tag in _CELLS and _ALIGNED.fullmatch(value)):
            yield "style="


def _of_pictures(text: Text) -> set[str]:
    """Return what is forbidden of the pictures of a text, which the check of pictures tells in its own words."""
    return {thing for picture in text.pictures for thing in _forbidden("img", {"src": picture.target})}


def _in_links(text: Text) -> Iterator[tuple[int, str]]:
    for link in text.links:
        yield from ((link.line, thing) for thing in _forbidden("a", {"href": unescape(link.target)}))


def _in_tags(tags: Iterable[tuple[int, "_Tags"]]) -> Iterator[tuple[int, str]]:
    for line, piece in tags:
        yield from ((line + row, thing) for row, thing in piece.found)


class _Tags(HTMLParser):
    """What is forbidden in a piece of HTML, each with its row, from 0; what is of pictures, apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.of_pictures: set[str] = set()
        with suppress(AssertionError):  # at a section that it does not know, such as <![a
            self.feed(html)

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        """Note what the tag has that is forbidden."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.of_pictures.update(_forbidden(tag, {"src": attributes.pop("src", "")}))
        self.found.extend((self.getpos()[0] - 1, thing) for thing in _forbidden(tag, attributes))


def _lines_of(thing: str, source: Source, known: Set[int]) -> list[int]:
    """Return the lines, beside those known, on which something forbidden seems to stand; the first when none does."""
    rows = enumerate(source.body.split("\n"), source.body_line)
    sign = _sign_of(thing)
    found = [line for line, row in rows if line not in known and sign.search(row)]
    return found or ([] if known else [source.body_line])


def _sign_of(thing: str) -> re.Pattern[str]:
    """Return by what something forbidden is known in a line, from the words that tell it."""
    address = re.search(r"\(([^…]*)…?\)$", thing)
    sign = re.escape(address[1] if address else thing.rstrip(">="))
    if thing.endswith("=") and not address:
        sign = rf"{sign}\s*=|<[^<>]*\s{sign}(?=[\s/>])"
    return re.compile(sign, re.IGNORECASE)
