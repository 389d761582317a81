"""What pages of HTML refer to (HTML Standard §4), in whatever state their markup is."""

import re
from collections.abc import Mapping

from lxml import etree

from review_site.archive.links.css import read_css
from review_site.archive.links.encoding import decode_page
from review_site.archive.links.found import Found
from review_site.archive.links.graph import Kind
from review_site.archive.links.srcset import addresses_of_srcset

_ATTRIBUTES: Mapping[tuple[str, str], Kind] = {
    ("a", "href"): "link",
    ("area", "href"): "link",
    ("audio", "src"): "media",
    ("blockquote", "cite"): "link",
    ("body", "background"): "requisite",
    ("button", "formaction"): "form",
    ("del", "cite"): "link",
    ("embed", "src"): "frame",
    ("form", "action"): "form",
    ("frame", "longdesc"): "link",
    ("frame", "src"): "frame",
    ("html", "manifest"): "requisite",
    ("iframe", "longdesc"): "link",
    ("iframe", "src"): "frame",
    ("image", "src"): "requisite",  # which a browser takes for img
    ("img", "longdesc"): "link",
    ("img", "lowsrc"): "requisite",
    ("img", "src"): "requisite",
    ("input", "formaction"): "form",
    ("input", "src"): "requisite",
    ("ins", "cite"): "link",
    ("object", "data"): "frame",
    ("q", "cite"): "link",
    ("script", "src"): "requisite",
    ("source", "src"): "media",
    ("table", "background"): "requisite",
    ("td", "background"): "requisite",
    ("th", "background"): "requisite",
    ("track", "src"): "media",
    ("video", "poster"): "requisite",
    ("video", "src"): "media",
}
_SRCSETS = frozenset({("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")})
# Kinds of link that a browser fetches, or prepares to fetch, by itself to show the page (HTML Standard §4.6.7).
_FETCHED = frozenset(
    {"apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "dns-prefetch", "icon"}
    | {"fluid-icon", "image_src", "manifest", "mask-icon", "modulepreload", "preconnect", "preload", "stylesheet"}
)
_METADATA = re.compile(
    r"og:(?:image|video|audio)(?::(?:secure_)?url)?|og:url|twitter:(?:image(?::src)?|player(?::stream)?)|thumbnail"
    r"|image|msapplication-(?:tileimage|config|(?:square|wide)\d+x\d+logo)"
)
_REFRESH = re.compile(
    r"\s*[0-9.]*[0-9.]?\s*[;,\s]\s*(?:url\s*=\s*)?(?:(?P<quote>[\"'])(?P<quoted>.*)|(?P<plain>.*))", re.I | re.S
)
_DRAWN = frozenset(
    {"clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start", "mask", "stroke"}
)
_FRAMES_DEEP = 4


def read_html(content: bytes, found: Found, *, depth: int = 0) -> None:
    """Note every reference of a page; those of a frame's `srcdoc` are the page's own.

    Args:
        content: the page, in any encoding and any state.
        found: gathers what is found; its base is the page's own address.
        depth: how many `srcdoc` lie around it.
    """
    text, found.encoding = decode_page(content)
    root = _parse(text)
    if root is None:
        return
    _take_base(root, found)
    for element in root.iter(etree.Element):
        _read_element(element, found, depth)


def _parse(text: str) -> etree._Element | None:
    clean = text.replace("\0", "\ufffd")
    if not clean.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root: etree._Element | None = etree.HTML(clean.encode("utf-8", "replace"), parser)
    return root


def _take_base(root: etree._Element, found: Found) -> None:
    """Set what references are read against: the first `base` with an address (HTML Standard §4.2.3)."""
    for element in root.iter("base"):
        if (reference := element.get("href")) is not None:
            found.rebase(reference)
            return


def _read_element(element: etree._Element, found: Found, depth: int) -> None:
    tag, line = str(element.tag).lower(), _line_of(element)
    for name, value in element.items():
        _read_attribute(element, tag, str(name).lower(), str(value), found)
        if name == "srcdoc" and tag == "iframe" and depth < _FRAMES_DEEP:
            read_html(str(value).encode("utf-8", "replace"), found, depth=depth + 1)
    if tag == "link":
        _read_link(element, found, line)
    elif tag == "meta":
        _read_meta(element, found, line)
    elif tag == "style" and element.text:
        read_css(str(element.text), found, element=tag, line=line)


def _read_attribute(element: etree._Element, tag: str, attribute: str, value: str, found: Found) -> None:
    line = _line_of(element)
    kind = _ATTRIBUTES.get((tag, attribute))
    if kind:
        rel = str(element.get("rel", "")).lower().split() if tag in ("a", "area") else []
        found.add(kind, tag, attribute, value, line, rel=" ".join(rel))
    elif (tag, attribute) in _SRCSETS:
        for reference in addresses_of_srcset(value):
            found.add("requisite", tag, attribute, reference, line)
    elif attribute == "style" or attribute in _DRAWN:
        read_css(value, found, element=tag, line=line)
    elif attribute in ("href", "xlink:href") and tag not in ("base", "link"):
        found.add("link" if tag == "a" else "requisite", tag, attribute, value, line)


def _line_of(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def _read_link(element: etree._Element, found: Found, line: int) -> None:
    rel = str(element.get("rel", "")).lower().split()
    kind: Kind = "requisite" if _FETCHED.intersection(rel) else "link"
    found.add(kind, "link", "href", str(element.get("href", "")), line, rel=" ".join(rel))


def _read_meta(element: etree._Element, found: Found, line: int) -> None:
    content = str(element.get("content", ""))
    if str(element.get("http-equiv", "")).strip().lower() == "refresh":
        match = _REFRESH.fullmatch(content)
        if match:
            quoted = match["quoted"]
            reference = quoted.partition(match["quote"])[0] if quoted is not None else match["plain"]
            found.add("link", "meta", "refresh", reference, line)
        return
    names = (str(element.get(key, "")).strip().lower() for key in ("property", "name", "itemprop"))
    name = next((name for name in names if _METADATA.fullmatch(name)), None)
    if name:
        found.add("link", "meta", name, content, line)
