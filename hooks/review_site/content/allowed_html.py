"""The HTML that a page's content may hold, whatever made it: an allow-list, which nh3 holds against it.

nh3 reads HTML as browsers do (HTML §13.2). It reads the content twice: once with the list, once with a list of all that
stands in it. Where both give the same, the content holds nothing beside the list, and stays the bytes that it is.
"""

import re
from collections import Counter
from collections.abc import Iterator

import lxml.html
import nh3

_WORDS = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
}
_SMALL_WORDS = {"rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
_BLOCKS = {"address", "article", "aside", "blockquote", "details", "div", "figcaption", "figure", "footer", "header"}
_PARTS = {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "main", "nav", "p", "pre", "section", "summary"}
_LISTS = {"dd", "dl", "dt", "li", "ol", "ul"}
_TABLES = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_MEDIA = {"audio", "img", "picture", "source", "track", "video"}
TAGS = frozenset(_WORDS | _SMALL_WORDS | _BLOCKS | _PARTS | _LISTS | _TABLES | _MEDIA)
ATTRIBUTES = {
    "*": {"class", "dir", "hidden", "id", "lang", "role", "style", "tabindex", "title", "translate"},
    "a": {"download", "href", "hreflang", "rel", "type"},
    "audio": {"controls", "loop", "muted", "preload", "src"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"name", "open"},
    "img": {"alt", "decorative", "decoding", "height", "loading", "sizes", "src", "srcset", "width"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "source": {"height", "media", "sizes", "src", "srcset", "type", "width"},
    "td": {"align", "colspan", "headers", "rowspan"},
    "th": {"abbr", "align", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"default", "kind", "label", "src", "srclang"},
    "video": {"controls", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"},
}
_PREFIXES = ("aria-", "data-")
MAX_DEPTH = 200  # elements in one another
_ADDRESSES = {"cite", "href", "poster", "src"}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_NAME = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*)")  # of a tag, HTML §13.2.5.8
_OPEN_OR_CLOSE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_NEVER_DEEP = {"br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "source", "td", "th", "tr", "track", "wbr"}
_OF_A_DOCUMENT = re.compile(
    r"<(body|frameset|head|html)(?=[\t\n\f\r />])", re.IGNORECASE
)  # joined to its own, §13.2.6.4.7
_SCHEME = re.compile(r"(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]*+):")
_RUNNING = {"javascript", "vbscript", "data"}
_END_ID = "the-end-of-the-content"
_END = f'<hr id="{_END_ID}">'
_NO_END = "a tag or comment without an end"
_LONGEST = 20  # characters of an address that is told
_LIST = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    generic_attribute_prefixes=set(_PREFIXES),
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def unlisted_html(html: str) -> list[str]:
    """Return, in words, what of a page's content is not on the list; nothing for a page that is fine.

    What would swallow the page behind it, such as a comment or a tag without an end, is not on it either.
    """
    whole = html.encode("utf-8", "replace").decode().replace("\0", "\ufffd") + _END
    if is_deep(whole):
        return [f"elements more than {MAX_DEPTH} deep in one another"]
    listed = _LIST.clean(whole)
    everything = nh3.clean(
        whole,
        tags={name.lower() for name in _NAME.findall(whole)} | TAGS,
        clean_content_tags=set(),
        attributes={},
        generic_attribute_prefixes=set(whole.lower()),
        url_schemes={scheme.lower() for scheme in _SCHEME.findall(whole)} | _RUNNING | SCHEMES,
        link_rel=None,
    )
    found = [f"<{name.lower()}>" for name in _OF_A_DOCUMENT.findall(whole)]
    if listed != everything:
        found += _lost(everything, listed)
    elif _END not in listed:
        found.append(_NO_END)
    return list(dict.fromkeys(found))


def is_deep(html: str) -> bool:
    """Tell whether elements may stand so deep in one another that parsers, and whoever reads with them, give up."""
    if html.count("<") <= MAX_DEPTH:
        return False
    depth = 0
    for tag in _OPEN_OR_CLOSE.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + (tag[2].lower() not in _NEVER_DEEP)
        if depth > MAX_DEPTH:
            return True
    return False


def unfollowed(address: str) -> str:
    """Return, in words, an address whose scheme is not on the list."""
    return f"an address that leads to no page ({address[:_LONGEST]}…)"


def _lost(everything: str, listed: str) -> list[str]:
    """Return what stands in the one and not in the other, in words: tags, else attributes and addresses."""
    elements = list(_elements(everything))
    tags = [f"<{element.tag}>" for element in elements if element.tag not in TAGS]
    if tags:
        return tags
    there = Counter(thing for element in elements for thing in _told(element))
    there.subtract(thing for element in _elements(listed) for thing in _told(element))
    return [thing for thing, count in there.items() if count > 0 and _END_ID not in thing] or [_NO_END]


def _elements(html: str) -> Iterator[lxml.html.HtmlElement]:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return (element for element in root.iterdescendants() if isinstance(element.tag, str))


def _told(element: lxml.html.HtmlElement) -> Iterator[str]:
    """Give the attributes of an element, in words, and of those on the list the addresses that they may hold."""
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(element.tag, set()) and not name.startswith(_PREFIXES):
            yield f"{name}="
        elif name in _ADDRESSES:
            yield unfollowed(value)
