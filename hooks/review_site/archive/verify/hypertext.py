"""What HTML and SVG refer to (HTML Standard §4, SVG 2 §16), tag by tag."""

import re
from collections.abc import Mapping
from functools import lru_cache

from review_site.archive.verify.location import Location
from review_site.archive.verify.markup import Tag, tags_of
from review_site.archive.verify.reference import References
from review_site.archive.verify.styles import LONGEST_STYLE, TOO_LONG, addresses_of

_KINDS = {
    "link": "a.href a.xlink:href area.href blockquote.cite del.cite frame.longdesc iframe.longdesc img.longdesc "
    "ins.cite q.cite",
    "requisite": "body.background html.manifest image.src img.lowsrc img.src input.src script.src table.background "
    "td.background th.background video.poster",
    "frame": "embed.src frame.src iframe.src object.data",
    "form": "button.formaction form.action input.formaction",
    "media": "audio.src source.src track.src video.src",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_TAKING = [
    "altglyph",
    "animate",
    "animatemotion",
    "animatetransform",
    "color-profile",
    "cursor",
    "feimage",
    "filter",
    "font-face-uri",
    "glyphref",
    "image",
    "lineargradient",
    "mpath",
    "pattern",
    "radialgradient",
    "script",
    "set",
    "textpath",
    "tref",
    "use",
]
_KIND_OF |= {f"{name}.{attribute}": "requisite" for name in _TAKING for attribute in ("href", "xlink:href")}
_STYLED = frozenset(
    [
        "clip-path",
        "cursor",
        "fill",
        "filter",
        "marker",
        "marker-end",
        "marker-mid",
        "marker-start",
        "mask",
        "stroke",
        "style",
    ]
)
_PICTURES = frozenset(("img.srcset", "source.srcset", "link.imagesrcset"))
_FETCHED = frozenset(
    [
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "apple-touch-startup-image",
        "dns-prefetch",
        "fluid-icon",
        "icon",
        "image_src",
        "manifest",
        "mask-icon",
        "modulepreload",
        "preconnect",
        "preload",
        "stylesheet",
    ]
)
_TOLD = re.compile(
    r"og:(?:url|(?:image|video|audio)(?::(?:secure_)?url)?)|twitter:(?:image|image:src|player|player:stream)|image"
    r"|thumbnail|thumbnailurl|msapplication-(?:tileimage|config|(?:square|wide)[0-9]{1,4}x[0-9]{1,4}logo)"
)
_GAP = " \t\n\f\r"
_WAIT = re.compile(r"[0-9.]+(?=[;,\s])", re.ASCII)
_URL = re.compile(r"url[ \t\n\f\r]*=[ \t\n\f\r]*", re.IGNORECASE)
_TELLING = _STYLED | {"href"} | {name.partition(".")[2] for name in (*_KIND_OF, *_PICTURES)}
_COMMAS = re.compile(r"[ \t\n\f\r,]*")
_SOLID = re.compile(r"[^ \t\n\f\r]*")
_PURPOSE = re.compile(r"(?:[^,(]|\([^)]*\)?)*")
_BEGUN_BY = {"html": {"html"}, "head": {"html", "head"}} | {
    name: {"html", "head"} for name in ("base", "link", "meta", "script", "style", "title")
}
_FRAME_DEPTH = 4
_REMEMBERED = 1 << 15  # characters of a piece that is worth remembering
_NOWHERE = Location("", "", "", "/", "")


def read_hypertext(text: str, references: References, *, depth: int = 0) -> None:
    """Note every reference of a page, or of a piece of one, with those of the `srcdoc` frames in it."""
    tags = list(tags_of(text))
    before = references.base
    named = [tag.attributes["href"] for tag in tags if tag.name == "base" and "href" in tag.attributes]
    if named:
        references.base = references.rebased(named[0])
    begun: set[str] = set()
    for tag in tags:
        begun |= {"html", "head", "body"} if tag.after_words else set()
        read_tag(tag, references, certain=tag.name not in begun, depth=depth)
        # A page, its head and its body begin once: a second tag for one is kept by some readers, left out by others.
        begun |= _BEGUN_BY.get(tag.name, {"html", "head", "body"})
    references.base = before


def read_piece(text: str, references: References) -> None:
    """Note every reference of a piece of a page that a feed holds: the same ones stand in many feeds."""
    told = _read_apart(text) if len(text) <= _REMEMBERED else None
    if told is None or told.is_rebased:
        read_hypertext(text, references, depth=1)
        return
    references.unread = told.unread or references.unread
    for kind, element, attribute, written, certain in told.written or ():
        references.note(kind, element, attribute, written, certain=certain)


@lru_cache(maxsize=1 << 12)
def _read_apart(text: str) -> References:
    references = References(_NOWHERE, written=[])
    read_hypertext(text, references, depth=1)
    return references


def read_tag(tag: Tag, references: References, *, certain: bool = True, depth: int = 0) -> None:
    """Note every reference of one tag."""
    name = tag.name.rpartition(":")[2]
    for attribute, value in tag.attributes.items():
        if attribute in _TELLING:
            _read_attribute(name, attribute, value, tag, references, certain=certain)
    if name == "meta":
        _read_meta(tag.attributes, references)
    if name == "iframe" and "srcdoc" in tag.attributes and depth < _FRAME_DEPTH:
        read_hypertext(tag.attributes["srcdoc"], references, depth=depth + 1)
    if tag.inside:
        read_style(tag.inside, references, name)


def _read_attribute(name: str, attribute: str, value: str, tag: Tag, references: References, *, certain: bool) -> None:
    kind = _KIND_OF.get(f"{name}.{attribute}", "")
    if name == "link" and attribute == "href":
        kind = "requisite" if _FETCHED.intersection(tag.attributes.get("rel", "").lower().split()) else "link"
    if kind:
        references.note(kind, name, attribute, value, certain=certain)
    elif f"{name}.{attribute}" in _PICTURES:
        for address in _of_srcset(value):
            references.note("requisite", name, attribute, address)
    elif attribute in _STYLED:
        read_style(value, references, name, certain=certain)


def read_style(text: str, references: References, element: str, *, certain: bool = True) -> None:
    """Note every reference of a stylesheet or some declarations."""
    if len(text) > LONGEST_STYLE:
        references.unread = TOO_LONG
        return
    for attribute, address in addresses_of(text):
        references.note("requisite", element, attribute, address, certain=certain)


def _read_meta(attributes: Mapping[str, str], references: References) -> None:
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").strip().lower() == "refresh":
        references.note("link", "meta", "refresh", _address_of_refresh(content))
        return
    for key in ("property", "name", "itemprop"):
        name = attributes.get(key, "").strip().lower()
        if _TOLD.fullmatch(name):
            references.note("link", "meta", name, content)
            return


def _address_of_refresh(content: str) -> str:
    wait = _WAIT.match(content.strip(_GAP) + " ")
    rest = content.strip(_GAP)[wait.end() :].strip(_GAP) if wait else ""
    if rest[:1] in (";", ","):
        rest = rest[1:].strip(_GAP)
    named = _URL.match(rest)
    rest = rest[named.end() :] if named else rest
    return rest[1:].split(rest[0])[0] if rest[:1] in ("'", '"') and rest else rest


def _of_srcset(value: str) -> list[str]:
    """Return the addresses of a `srcset` (HTML Standard §4.8.4.2.1)."""
    addresses = []
    place = _past(_COMMAS, value, 0)
    while place < len(value):
        end = _past(_SOLID, value, place)
        address = value[place:end]
        # An address without a comma is followed by what it is for, up to the next one outside brackets.
        place = end if address.endswith(",") else _past(_PURPOSE, value, end)
        place = _past(_COMMAS, value, place)
        addresses.append(address.rstrip(","))
    return addresses


def _past(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place
