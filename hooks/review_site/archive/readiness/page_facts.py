"""What the rules need to know of one page, read once; nothing of its words is kept."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from review_site.archive.links import soup
from review_site.archive.links.addressing import resolve
from review_site.archive.links.encoding import decode_page
from review_site.archive.readiness.figures import MEDIA, Chart, Media, chart_name, line_of, media_of, read_chart

Element = etree._Element
_MENU_ROLES = frozenset({"navigation", "menu", "menubar"})
_FOOT_NAMES = frozenset({"footer", "copyright", "license", "licence", "contentinfo"})
_STATEMENT = re.compile(r"©|\(c\)\s*\d{4}|copyright|licen[cs]e", re.IGNORECASE)
_RIGHTS = re.compile(
    r"/(?:[^/]*[-_])?(?:copyright|licen[cs]e|licen[cs]es|licensing|terms)(?:[-_.][^/]*)?/?$", re.IGNORECASE
)
FETCHES = re.compile(
    rb"\bfetch\s*\(|\bXMLHttpRequest\b|\bEventSource\s*\(|\bWebSocket\s*\(|\.(?:ajax|getJSON)\s*\(", re.ASCII
)
_SCRIPT_TYPES = re.compile(r"|module|(?:text|application)/(?:x-)?(?:java|ecma)script", re.IGNORECASE)
_FETCHING_ATTRIBUTES = frozenset(
    {"hx-get", "hx-post", "hx-put", "data-hx-get", "data-hx-post", "ic-get-from", "up-poll"}
)
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_PLACES = _UNSEEN | {"nav", "menu", "footer", "form", "select", "button"}
_TELLING = frozenset({"class", "data-chart", "data-map", "id", "role"})  # attributes that make an element a place
_LONGEST = 2000  # characters of an address that is looked at for its name

Told = tuple[int, str]
"""The line of something, from 1, and what stands there."""


@dataclass(slots=True, kw_only=True)
class PageFacts:
    """What one page holds that the rules ask for, each thing with its line.

    `ways` are the captured addresses that links outside menus and forms lead to, `rights` those that look like a page
    on copyright or licences; `statement` tells whether the foot of the page speaks of either. `pictures` counts the
    pictures, `undescribed` are those without a text in their place, an empty one included for none. `fetching` are
    scripts inside the page that can fetch something.
    """

    ways: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    statement: bool = False
    robots: list[Told] = field(default_factory=list)
    posts: list[Told] = field(default_factory=list)
    passwords: list[Told] = field(default_factory=list)
    hashbangs: list[Told] = field(default_factory=list)
    scripted_links: list[Told] = field(default_factory=list)
    fetching: list[Told] = field(default_factory=list)
    undescribed: list[Told] = field(default_factory=list)
    canvases: list[Told] = field(default_factory=list)
    pictures: int = 0
    media: tuple[Media, ...] = ()
    charts: tuple[Chart, ...] = ()


def read_page_facts(content: bytes, url: str, captured: Callable[[str], str | None]) -> PageFacts:
    """Return the facts of a page of HTML, in any encoding and any state.

    Args:
        content: the page.
        url: its full address.
        captured: gives the captured address that a full address on this site leads to, None for all others.
    """
    facts = PageFacts()
    text, encoding = decode_page(content)
    clean = text.replace("\0", "\ufffd")
    if not clean.strip():
        return facts
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root: Element | None = etree.HTML(clean.encode("utf-8", "replace"), parser)
    if root is None:
        return facts
    if any(error.level_name == "FATAL" for error in parser.error_log):
        # The tree ends, without a word, where elements lie too deep in each other: what they say by themselves counts.
        for flat in soup.elements_of(text):
            _read_alone(_Alone(flat), facts)
        return facts
    base = next((b.get("href", "") for b in root.iter("base") if b.get("href") is not None), "")
    start = resolve(url, str(base), encoding) or url

    def target(reference: str) -> str | None:
        full = resolve(start, reference, encoding)
        return captured(full) if full is not None else None

    reading = _Reading(facts, target)
    media: list[Element] = []
    for element, tag, place in _walk(root):
        if tag in MEDIA:
            media.append(element)
        _read(element, tag, place, reading)
    facts.ways, facts.rights = tuple(reading.ways), tuple(reading.rights)
    facts.media = media_of(root, media, lambda reference: resolve(start, reference, encoding), target)
    facts.charts = tuple(reading.charts)
    return facts


@dataclass(slots=True)
class _Place:
    """How many menus, feet of the page, forms, unseen elements and charts lie around an element, itself included."""

    menu: int = 0
    foot: int = 0
    form: int = 0
    unseen: int = 0
    chart: int = 0

    def add(self, other: "_Place", sign: int) -> None:
        """Enter an element that is some of these, or leave it."""
        self.menu += sign * other.menu
        self.foot += sign * other.foot
        self.form += sign * other.form
        self.unseen += sign * other.unseen
        self.chart += sign * other.chart


@dataclass(slots=True)
class _Reading:
    """What is gathered while a page is read; `target` gives the captured address of a reference."""

    facts: PageFacts
    target: Callable[[str], str | None]
    ways: dict[str, None] = field(default_factory=dict)
    rights: dict[str, None] = field(default_factory=dict)
    charts: list[Chart] = field(default_factory=list)


def _walk(root: Element) -> Iterator[tuple[Element, str, _Place]]:
    place = _Place()
    entered: list[_Place | None] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            left = entered.pop()
            if left is not None:
                place.add(left, -1)
            continue
        tag = str(element.tag).lower()
        step = _step(element, tag)
        entered.append(step)
        if step is not None:
            place.add(step, 1)
        yield element, tag, place


def _step(element: Element, tag: str) -> _Place | None:
    """Return which of the places an element is, None for one that is none."""
    if tag not in _PLACES and _TELLING.isdisjoint(map(str, element.keys())):
        return None
    role = str(element.get("role", "")).lower()
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
    step = _Place(
        menu=tag in ("nav", "menu") or role in _MENU_ROLES,
        foot=tag == "footer" or role == "contentinfo" or not _FOOT_NAMES.isdisjoint(names),
        form=tag in ("form", "select", "button"),
        unseen=tag in _UNSEEN,
        chart=bool(chart_name(element)),
    )
    return step if step != _NOWHERE else None


_NOWHERE = _Place()


def _read(element: Element, tag: str, place: _Place, reading: _Reading) -> None:
    facts = reading.facts
    if tag in ("a", "area"):
        _read_way(element, place, reading)
    elif tag == "canvas" and not place.chart:
        facts.canvases.append((line_of(element), "a canvas shows only what a script draws on it"))
    elif tag in _READERS:
        _READERS[tag](element, facts, line_of(element))
    if place.chart == 1 and (name := chart_name(element)):
        reading.charts.append(read_chart(element, name, reading.target))
    if place.foot and not place.unseen and not facts.statement:
        words = (element.text, element.get("alt"), *(below.tail for below in element))
        facts.statement = any(_STATEMENT.search(str(text)) for text in words if text)
    # Names alone first: to read all values of an element takes the square of their number.
    for name in _FETCHING_ATTRIBUTES.intersection(map(str, element.keys())):
        facts.fetching.append((line_of(element), f"{name}=“{element.get(name)!s}”"))


def _read_way(element: Element, place: _Place, reading: _Reading) -> None:
    reference, line = str(element.get("href", "")).strip(), line_of(element)
    if "license" in str(element.get("rel", "")).lower().split():
        reading.facts.statement = True
    if "#!" in reference:
        reading.facts.hashbangs.append((line, reference))
    if reference[:11].lower() == "javascript:" and len(reference) > 11:
        reading.facts.scripted_links.append((line, reference))
    plain = bool(reference) and not (place.menu and not place.foot) and not place.form and not place.unseen
    rights = len(reference) < _LONGEST and _RIGHTS.search(reference.partition("#")[0].partition("?")[0]) is not None
    address = reading.target(reference) if plain or rights else None
    if address is not None and plain:
        reading.ways[address] = None
    if address is not None and rights and _RIGHTS.search(address):
        reading.rights[address] = None


def _read_link(element: "Element | _Alone", facts: PageFacts, line: int) -> None:  # noqa: ARG001 - one form for all
    if "license" in str(element.get("rel", "")).lower().split():
        facts.statement = True


def _read_meta(element: "Element | _Alone", facts: PageFacts, line: int) -> None:
    if str(element.get("name", "")).strip().lower() == "robots":
        facts.robots.append((line, str(element.get("content", "")).strip()))


def _read_control(element: "Element | _Alone", facts: PageFacts, line: int) -> None:
    tag = str(element.tag).lower()
    if tag == "form" and str(element.get("method", "")).strip().lower() == "post":
        facts.posts.append((line, f"a form is sent by POST to “{element.get('action', '')}”"))
    elif str(element.get("formmethod", "")).strip().lower() == "post":
        facts.posts.append((line, f"a button sends its form by POST to “{element.get('formaction', '')}”"))
    if tag == "input" and str(element.get("type", "")).strip().lower() == "password":
        facts.passwords.append((line, "a field asks for a password"))


def _read_script(element: "Element | _Alone", facts: PageFacts, line: int) -> None:
    kind = str(element.get("type", "")).strip()
    found = FETCHES.search("".join(map(str, element.itertext())).encode("utf-8", "replace"))
    if found and _SCRIPT_TYPES.fullmatch(kind):
        facts.fetching.append((line, f"a script of the page uses {found[0].decode()}"))


def _read_picture(element: "Element | _Alone", facts: PageFacts, line: int) -> None:
    facts.pictures += 1
    if element.get("alt") is None and str(element.get("role", "")) not in ("presentation", "none"):
        facts.undescribed.append((line, f"the picture {element.get('src', '')} has no text in its place"))


_READERS: Mapping[str, Callable[["Element | _Alone", PageFacts, int], None]] = {
    "button": _read_control,
    "form": _read_control,
    "img": _read_picture,
    "input": _read_control,
    "link": _read_link,
    "meta": _read_meta,
    "script": _read_script,
}


class _Alone:
    """An element of a page that has no tree, as readers of single elements take it."""

    def __init__(self, element: soup.Element) -> None:
        self.tag, self.sourceline = element.tag, element.line
        self.get = element.attributes.get

    def itertext(self) -> Iterator[str]:
        """Give no text: it is not known which is inside."""
        yield from ()


def _read_alone(element: Element | _Alone, facts: PageFacts) -> None:
    tag = str(element.tag).lower()
    if tag in _READERS:
        _READERS[tag](element, facts, line_of(element))
