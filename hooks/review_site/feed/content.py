"""A page's HTML made fit to travel: safe, and with absolute addresses."""

import re
from urllib.parse import urljoin, urlsplit

import lxml.html
import nh3

_TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption", "picture", "source", "audio", "video", "track"}
_LEFT_OUT_WHOLE = {"script", "style", "title", "iframe", "noscript", "noembed", "noframes", "svg"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"id", "lang", "dir", "title", "hidden"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster"},
    "track": {"src", "kind", "label", "srclang"},
}
_ADDRESSES = ("href", "src", "poster", "cite")
_HOSTED, _HOSTLESS = {"http", "https"}, {"mailto", "tel"}
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+([^,]*))?(?:,|$)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character, which has no bytes
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_END = re.compile(r"</(?:source|track|wbr)>")  # void in HTML §13.1.2, and not so to libxml2


def portable(html: str, page: str) -> str:
    """Return the HTML of a page without scripts, styles, frames and what is hidden, its addresses made absolute."""
    clean = nh3.clean(
        _SURROGATE.sub("\ufffd", html),
        tags=_TAGS,
        clean_content_tags=_LEFT_OUT_WHOLE,
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes=_HOSTED | _HOSTLESS,
    )
    # Of what is nested more than 256 deep, and of all that follows, nothing would be read otherwise.
    parser = lxml.html.HTMLParser(huge_tree=True)
    root = lxml.html.fragment_fromstring(_UNWRITABLE.sub("\ufffd", clean), create_parent="div", parser=parser)
    for element in root.findall(".//*[@hidden]"):
        element.drop_tree()
    for element in root.iter():
        for name in _ADDRESSES:
            if name in element.attrib:
                _set_or_drop(element, name, _absolute(element.get(name, ""), page))
        if "srcset" in element.attrib:
            _set_or_drop(element, "srcset", _absolute_srcset(element.get("srcset", ""), page))
    text: str = lxml.html.tostring(root, encoding="unicode")
    return _NO_END.sub("", text[len("<div>") : -len("</div>")])


def _set_or_drop(element: lxml.html.HtmlElement, name: str, value: str | None) -> None:
    if value:
        element.set(name, value)
    else:
        del element.attrib[name]


def _absolute(address: str, page: str) -> str | None:
    """Return the full address; None when it is not one that a reader may follow."""
    try:
        full = urljoin(page, address.strip())
        parts = urlsplit(full)
    except ValueError:
        return None
    fit = parts.scheme in _HOSTLESS or (parts.scheme in _HOSTED and parts.netloc)
    return full if fit else None


def _absolute_srcset(srcset: str, page: str) -> str:
    """HTML §4.8.4.2.2: an address ends at white space, so that it may hold commas."""
    candidates = ((_absolute(address, page), descriptor.strip()) for address, descriptor in _CANDIDATE.findall(srcset))
    return ", ".join(f"{address} {descriptor}".strip() for address, descriptor in candidates if address)
