"""The two pages that are compared, the recorded one and the one of the copy, each in one plain form.

What a copy leaves out or changes by its nature (scripts, handlers, what other hosts would give) is left out of both.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from review_site.archive.verify.copied_markup import Piece, read_pieces
from review_site.archive.verify.copied_notes import MARK, split_added
from review_site.archive.verify.copied_style import Style, copied_style, recorded_style
from review_site.archive.verify.copied_symbols import key_of
from review_site.archive.verify.copy_places import Lead, Places, place_of
from review_site.archive.verify.location import Location

_DROPPED_WORDS = (
    "action archive attributionsrc classid code codebase codetype crossorigin dynsrc formaction formmethod "
    "formtarget integrity lowsrc manifest nonce ping xml:base"
)
DROPPED = frozenset(_DROPPED_WORDS.split())
GONE = frozenset({"script", "noscript", "base", "noembed", "noframes"})
_ORDERS_WORDS = (
    "refresh content-security-policy content-security-policy-report-only set-cookie origin-trial "
    "x-dns-prefetch-control accept-ch delegate-ch permissions-policy"
)
ORDERS = frozenset(_ORDERS_WORDS.split())
ICONS = frozenset({"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"})
_RELS_WORDS = (
    "stylesheet shortcut canonical shortlink alternate author bookmark chapter contents copyright first "
    "glossary help index last license me next prev previous privacy-policy start terms-of-service up"
)
RELS = ICONS | frozenset(_RELS_WORDS.split())
_AS_WRITTEN_WORDS = (
    "alt aria-controls aria-current aria-expanded aria-hidden aria-label aria-labelledby charset class content "
    "datetime decoding dir for height id itemprop lang loading maxlength name placeholder property role tabindex type "
    "viewbox width"
)
AS_WRITTEN = frozenset(_AS_WRITTEN_WORDS.split())
"""Attributes that a copy has as they were, in any element."""
PICTURES = frozenset({"img", "image", "feimage", "input"})
SHOWN = PICTURES | {"audio", "video", "source", "track"}
CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+([^,(]*(?:\([^)]*\)[^,(]*)*))?(?:,|$)")
PAINT = re.compile(r"style|fill|stroke|filter|clip-path|mask|cursor|marker(?:-start|-mid|-end)?|color-profile|src")
_OURS = frozenset({MARK, "data-leads-out", "data-not-here"})
_HELD = frozenset({"script", "noembed", "noframes", "iframe"})
_MOVING = frozenset({"set", "animate", "animatetransform", "animatemotion", "animatecolor"})
_MOVED_ADDRESS = re.compile(r"\s*(?:[\w-]+:)?(?:href|on\w+|style|src)\s*$", re.IGNORECASE)
CONTROLS = frozenset({"input", "button", "select", "textarea"})
_GONE_WITHOUT = {"iframe": ("src", "srcdoc"), "embed": ("src",), "source": ("src", "srcset"), "track": ("src",)}
# Elements that a copy does not have as they were, even where their attributes lead nowhere.
_BY_RULES = GONE | _HELD | _GONE_WITHOUT.keys() | {"img", "link", "meta", "object", "plaintext", "style", "xmp"}
_NOT_HERE = ("Not in this copy", "Heb fod yn y copi hwn")
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Side:
    """How one of the two is read: as `recorded`, or as a file of the copy.

    `base` is what the recorded page's addresses start from, `page` where it stood, `file` the copy's name; `symbols`
    are the ids of parts of drawings that stand in the page of the copy.
    """

    places: Places
    recorded: bool
    base: Location
    page: Location
    file: str
    symbols: frozenset[str] = frozenset()
    _known: dict[str, Lead] = field(default_factory=dict, init=False, repr=False, compare=False)

    def lead(self, written: str) -> Lead:
        """Return where an address leads, or must lead, in the copy; asked for several times of each."""
        lead = self._known.get(written)
        if lead is None:
            recorded, copied = self.places.recorded, self.places.copied
            lead = recorded(written, self.base, self.page) if self.recorded else copied(written, self.file)
            self._known[written] = lead
        return lead

    def style(self, text: str) -> Style:
        """Return a stylesheet, or some declarations, apart."""
        return (recorded_style if self.recorded else copied_style)(text, self.lead)


_NONE: Mapping[str, Style] = MappingProxyType({})


class Plain(NamedTuple):
    """A tag, or words, as they are compared; `styles` and `inner` (pages in frames) by the attribute that has them.

    All but `line` is compared.
    """

    kind: str
    text: str
    line: int
    attributes: Mapping[str, object] = _NONE
    styles: Mapping[str, Style] = _NONE
    inner: Sequence["Plain"] = ()


def based(side: Side, pieces: Sequence[Piece]) -> Side:
    """Return a recorded side whose addresses start from what the page's own `base` says."""
    named = (piece.attributes["href"] for piece in pieces if _is_start(piece, "base") and "href" in piece.attributes)
    first = next(named, None)
    place = place_of(side.base, first) if first is not None and side.recorded else None
    base = place if place is not None and place.scheme in ("http", "https") else side.base
    return replace(side, base=base)


def plain_form(side: Side, pieces: Sequence[Piece], depth: int = 0) -> list[Plain]:
    """Return a page in the form in which it is compared."""
    out: list[Plain] = []
    words: list[str] = []
    frames_gone = at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        if piece.kind == "words":
            words.append(piece.text)
            continue
        name = local_name(piece.text)
        made: Plain | None
        if piece.kind == "start" and name not in _BY_RULES and AS_WRITTEN.issuperset(piece.attributes):
            _add_words(out, words, piece.line)
            out.append(Plain("start", name, piece.line, piece.attributes))
            continue
        if piece.kind == "doctype":
            made = Plain("doctype", name, piece.line)
        elif piece.kind == "end":
            made = None if name in GONE else Plain("end", _one_name(name), piece.line)
            if name == "iframe" and frames_gone:
                made, frames_gone = None, frames_gone - 1
        else:
            made = _plain_tag(side, piece, name, depth)
            if made is None and at < len(pieces) and "/" in pieces[at].attributes:
                at += 1
                continue
            frames_gone += name == "iframe" and made is None
        if made is not None:
            _add_words(out, words, piece.line)
            out.append(made)
        at = _past_held(side, pieces, at, name, out) if piece.kind == "start" else at
    _add_words(out, words, pieces[-1].line if pieces else 1)
    return out


def _past_held(side: Side, pieces: Sequence[Piece], at: int, name: str, out: list[Plain]) -> int:
    """Return the number of the piece after what an element holds that is not read as a page."""
    if name in _HELD:
        while at < len(pieces) and not (pieces[at].kind == "end" and local_name(pieces[at].text) == name):
            at += 1
    elif name == "style" and at < len(pieces) and pieces[at].kind == "words":
        text = ""
        while at < len(pieces) and pieces[at].kind == "words":
            text += pieces[at].text
            at += 1
        out.append(Plain("style", "", pieces[at - 1].line, styles={"": side.style(text)}))
    return at


def _add_words(out: list[Plain], words: list[str], line: int) -> None:
    if words:
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            out.append(Plain("words", text, line))


def _plain_tag(side: Side, piece: Piece, name: str, depth: int) -> Plain | None:
    attributes = piece.attributes
    if name in GONE or (name == "meta" and _is_gone_meta(attributes)):
        return None
    if name == "link":
        return _plain_link(side, piece)
    kept, styles = _plain_attributes(side, name, attributes)
    if name == "object" and "data" in attributes and "data" not in kept:
        kept.pop("type", None)
    inner = _inner(side, attributes["srcdoc"], depth) if name == "iframe" and "srcdoc" in attributes else ()
    needed = _GONE_WITHOUT.get(name)
    if needed and set(needed) & attributes.keys() and not set(needed) & kept.keys() and not inner:
        return None
    if name == "img" and not kept.keys() & {"src", "srcset"} and not attributes.get("alt"):
        return None
    return Plain("start", _one_name(name), piece.line, kept, styles, inner)


def _plain_attributes(
    side: Side, name: str, attributes: Mapping[str, str]
) -> tuple[dict[str, object], dict[str, Style]]:
    if AS_WRITTEN.issuperset(attributes):
        return dict(attributes), {}
    kept: dict[str, object] = {}
    styles: dict[str, Style] = {}
    for key, value in attributes.items():
        if _is_left_out(side, name, key, value, attributes) or key == "srcdoc":
            continue
        if PAINT.fullmatch(key) and (key == "style" or (key != "src" and "(" in value)):
            styles[key] = side.style(value if key == "style" else f"{key}:{value}")
        elif (found := _plain_value(side, name, key, value)) is not None:
            leads_nowhere = isinstance(found, Lead) and found.kind in ("missing", "harmful")
            kept["data-not-here" if leads_nowhere else key] = found
    if name in ("a", "area") and not side.recorded and "data-not-here" in attributes:
        kept["data-not-here"] = _not_here(side, attributes["data-not-here"])
    return kept, styles


def _not_here(side: Side, written: str) -> Lead:
    """Return the lead of a link that leads nowhere, and tells where it led."""
    lead = side.lead(written)
    return Lead("missing", lead.url, lead.tail) if lead.url else Lead("harmful")


def _is_left_out(side: Side, name: str, key: str, value: str, attributes: Mapping[str, str]) -> bool:
    if key.startswith("on") or key in DROPPED or key in _OURS or (key == "disabled" and name in CONTROLS):
        return True
    if key == "title" and not side.recorded and "data-not-here" in attributes:
        return value in [f"{words}: {attributes['data-not-here']}".removesuffix(": ") for words in _NOT_HERE]
    moving = name in _MOVING and _MOVED_ADDRESS.match(attributes.get("attributename", "")) is not None
    unused = key == "src" and (name == "object" or "srcdoc" in attributes)
    return unused or (moving and key in ("to", "from", "by", "values", "attributename"))


def _plain_value(side: Side, name: str, key: str, value: str) -> object | None:
    """Return an attribute's value as it is compared, None for one that a copy leaves out."""
    if key in ("href", "xlink:href"):
        return _plain_href(side, name, value)
    if key in ("src", "poster", "background") or (key == "data" and name == "object"):
        return _loaded(side, value, "img" if key in ("poster", "background") else name)
    if key in ("srcset", "imagesrcset"):
        found = [(_loaded(side, match[1], "img"), (match[2] or "").strip()) for match in CANDIDATE.finditer(value)]
        return [one for one in found if one[0] is not None and one[0].kind != "here"] or None
    if key in ("cite", "longdesc"):
        lead = side.lead(value)
        return Lead("out", lead.url, lead.tail) if lead.kind == "missing" else None if lead.kind == "harmful" else lead
    return value


def _plain_href(side: Side, name: str, value: str) -> Lead | None:
    lead = side.lead(value)
    if name in ("a", "area"):
        return Lead("missing", lead.url, lead.tail) if lead.kind == "missing" else lead
    if lead.kind == "here":
        return lead
    if name == "use" and lead.kind == "file" and key_of(lead) in side.symbols:
        return Lead("here", tail=f"#{key_of(lead)}")
    return _loaded(side, value, name) if name in PICTURES else None


def _loaded(side: Side, value: str, name: str) -> Lead | None:
    if value.strip().lower().startswith("data:"):
        return Lead("data", value.strip()) if name in SHOWN else None
    lead = side.lead(value)
    return lead if lead.kind in ("file", "here") else None


def _plain_link(side: Side, piece: Piece) -> Plain | None:
    """Return a `link` as it is compared, None where a copy has none in its place."""
    written = piece.attributes.get("href", "")
    words = piece.attributes.get("rel", "").lower().split()
    kept = [word for word in words if word in RELS]
    if not written.strip() or ("rel" in piece.attributes and not set(kept) - {"shortcut"}):
        return None
    lead: Lead | None = side.lead(written)
    if {"canonical", "shortlink"} & set(kept) and lead and lead.url:
        lead = Lead("out", lead.url, lead.tail)
    elif "stylesheet" in kept or ICONS & set(kept):
        lead = _loaded(side, written, "link" if "stylesheet" in kept else "img")
        lead = None if lead is not None and lead.kind == "here" else lead
    elif lead and lead.kind in ("missing", "harmful"):
        lead = None
    if lead is None:
        return None
    others = {key: value for key, value in piece.attributes.items() if key not in ("href", "rel", "xlink:href")}
    attributes, styles = _plain_attributes(side, "link", others)
    return Plain("start", "link", piece.line, {**attributes, "rel": sorted(set(kept)), "href": lead}, styles)


def _is_gone_meta(attributes: Mapping[str, str]) -> bool:
    order = attributes.get("http-equiv", "").strip().lower()
    return "charset" in attributes or order in ORDERS or order == "content-type"


def _inner(side: Side, page: str, depth: int) -> Sequence[Plain]:
    if depth >= DEEPEST:
        return ()
    pieces = read_pieces(page)
    if not side.recorded:
        pieces = split_added(pieces)[0]
    return plain_form(based(side, pieces), pieces, depth + 1)


def _is_start(piece: Piece, name: str) -> bool:
    return piece.kind == "start" and piece.text == name


def local_name(name: str) -> str:
    """Return the name of an element without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def _one_name(name: str) -> str:
    return "pre" if name in ("xmp", "plaintext") else name
