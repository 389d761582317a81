"""What HTML and SVG refer to (HTML Standard §4, SVG 2 §16), in whatever state their markup is."""

import re
from collections.abc import Mapping
from functools import lru_cache

from review_site.archive.links.css import read_css
from review_site.archive.links.encoding import decode_page
from review_site.archive.links.found import Found
from review_site.archive.links.graph import Kind
from review_site.archive.links.soup import elements_of
from review_site.archive.links.srcset import addresses_of_srcset

_ATTRIBUTES: Mapping[tuple[str, str], Kind] = {
    ("a", "href"): "link",
    ("a", "xlink:href"): "link",
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
# Elements of SVG that take something from elsewhere (SVG 2 §16.1.2); `a` alone is a link.
_SVG = frozenset(
    {"altglyph", "animate", "animatemotion", "animatetransform", "color-profile", "cursor", "feimage", "filter"}
    | {"font-face-uri", "glyphref", "image", "lineargradient", "mpath", "pattern", "radialgradient", "script", "set"}
    | {"textpath", "tref", "use"}
)
_PAINTED = frozenset(
    {"clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start", "mask", "stroke"}
    | {"style"}
)
_SRCSETS = frozenset({("img", "srcset"), ("link", "imagesrcset"), ("source", "srcset")})
# Kinds of link that a browser fetches, or prepares to fetch, by itself (HTML Standard §4.6.7).
_FETCHED = frozenset(
    {"apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "dns-prefetch", "fluid-icon"}
    | {"icon", "image_src", "manifest", "mask-icon", "modulepreload", "preconnect", "preload", "stylesheet"}
)
_TELLING = _PAINTED | {attribute for _, attribute in (*_ATTRIBUTES, *_SRCSETS)}
_METADATA = re.compile(
    r"og:url|og:(?:image|video|audio)(?::(?:secure_)?url)?|twitter:(?:image(?::src)?|player(?::stream)?)|image"
    r"|thumbnail(?:url)?|msapplication-(?:tileimage|config|(?:square|wide)[0-9]{1,4}x[0-9]{1,4}logo)"
)
_SPACE = " \t\n\f\r"
_DELAY = re.compile(r"[0-9.]+(?=[;, \t\n\f\r])")
_NAMED = re.compile(r"url[ \t\n\f\r]*=[ \t\n\f\r]*", re.IGNORECASE)
_DEEPEST = 4
_REMEMBERED = 1 << 15  # characters of a fragment that is worth remembering


def read_html(content: bytes, found: Found) -> None:
    """Note every reference of a page or a picture in SVG; those of a frame's `srcdoc` are the page's own.

    Args:
        content: the file, in any encoding and any state.
        found: gathers what is found; its base is the file's own address.
    """
    text, found.encoding = decode_page(content)
    _read_text(text, found, depth=0)


def read_fragment(text: str, found: Found, line: int) -> None:
    """Note every reference of HTML that another file holds on one of its lines."""
    told = _read_apart(text) if len(text) <= _REMEMBERED else None
    with found.inside(line):
        if told is None or told.rebased:
            _read_text(text, found, depth=1)
            return
        found.unread = told.unread or found.unread
        for link in told.links:
            found.add(link.kind, link.element, link.attribute, link.url, link.line, rel=link.rel)


@lru_cache(maxsize=1 << 12)  # the same entries stand in many feeds, and in each form of a feed
def _read_apart(text: str) -> Found:
    found = Found("", as_written=True)
    _read_text(text, found, depth=1)
    return found


def read_element(tag: str, attributes: Mapping[str, str], line: int, found: Found, *, depth: int = 0) -> None:
    """Note every reference of one element.

    Args:
        tag: its name, in lower case.
        attributes: their names, in lower case, with their values.
        line: that on which it stands.
        found: gathers what is found.
        depth: how many texts lie around the one that it is in.
    """
    rel = " ".join(attributes["rel"].lower().split()) if "rel" in attributes else ""
    for attribute, value in attributes.items():
        if attribute in _TELLING:
            _read_attribute(tag, attribute, value, rel, line, found)
    if tag == "meta":
        _read_meta(attributes, line, found)
    elif tag == "iframe" and "srcdoc" in attributes and depth < _DEEPEST:
        with found.inside(line):
            _read_text(attributes["srcdoc"], found, depth=depth + 1)


def _read_text(text: str, found: Found, *, depth: int) -> None:
    elements = list(elements_of(text))
    # The first base with an address counts for what stands before it too (HTML Standard §4.2.3).
    base = next((one.attributes["href"] for one in elements if one.tag == "base" and "href" in one.attributes), None)
    if base is not None:
        found.rebase(base)
    for element in elements:
        tag = element.tag.rpartition(":")[2]
        read_element(tag, element.attributes, element.line, found, depth=depth)
        if element.css:
            read_css(element.css, found, element=tag, line=element.line)


def _read_attribute(tag: str, attribute: str, value: str, rel: str, line: int, found: Found) -> None:
    kind = _kind(tag, attribute, rel)
    if kind:
        found.add(kind, tag, attribute, value, line, rel=rel if tag in ("a", "area", "link") else "")
    elif (tag, attribute) in _SRCSETS:
        for reference in addresses_of_srcset(value):
            found.add("requisite", tag, attribute, reference, line)
    elif attribute in _PAINTED:
        read_css(value, found, element=tag, line=line)


def _kind(tag: str, attribute: str, rel: str) -> Kind | None:
    if tag == "link" and attribute == "href":
        return "requisite" if _FETCHED.intersection(rel.split()) else "link"
    if attribute in ("href", "xlink:href") and tag in _SVG:
        return "requisite"
    return _ATTRIBUTES.get((tag, attribute))


def _read_meta(attributes: Mapping[str, str], line: int, found: Found) -> None:
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").strip().lower() == "refresh":
        found.add("link", "meta", "refresh", _refreshed(content), line)
        return
    names = [attributes.get(key, "").strip().lower() for key in ("property", "name", "itemprop")]
    name = next((name for name in names if _METADATA.fullmatch(name)), None)
    if name:
        found.add("link", "meta", name, content, line)


def _refreshed(content: str) -> str:
    """Return the address that a page sends its reader to; empty where it names none (HTML Standard §4.2.5.3)."""
    delay = _DELAY.match(content.lstrip(_SPACE))
    if not delay:
        return ""
    rest = content.lstrip(_SPACE)[delay.end() :].lstrip(_SPACE)
    rest = (rest[1:] if rest[:1] in ";," else rest).lstrip(_SPACE)
    if named := _NAMED.match(rest):
        rest = rest[named.end() :]
    return rest[1:].partition(rest[0])[0] if rest[:1] in ("'", '"') else rest
