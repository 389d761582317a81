"""What a reader meets on a page of HTML: its title, its blocks of words in order, and what it leads to and shows.

Scripts, styles and what the page hides are left out; the text that stands for a picture counts as words.
"""

import codecs
import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urldefrag, urljoin

from lxml import etree

from review_site.archive.compare.places import Root, without_fingerprint
from review_site.problems import printable

# Not `head`: where a page writes no `body` tag, as it need not, the parser puts `header` and `main` into it.
_UNSEEN = frozenset({"title", "script", "style", "template", "noscript", "svg", "math"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {"i", "img", "ins", "kbd", "label", "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source"}
    | {"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Digits that stand for notes and powers would else run into the word before them.
_RAISED = {"sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}
_TITLE_LIMIT = 300  # characters; a title that was never closed swallows its page
_TARGETS: dict[str, tuple[str, "ReferenceKind"]] = {
    "a": ("href", "link"),
    "area": ("href", "link"),
    "img": ("src", "picture"),
    "audio": ("src", "media"),
    "video": ("src", "media"),
    "source": ("src", "media"),
    "embed": ("src", "media"),
    "iframe": ("src", "media"),
    "object": ("data", "media"),
}

ReferenceKind = Literal["link", "picture", "media"]
Place = Literal["main", "frame"]
"""Where a block stands: in the page's `main`, or around it; everything is `main` on a page that marks none."""
PLACES: tuple[Place, ...] = ("main", "frame")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or cell: its words on one line, and the heading that it stands under."""

    text: str
    tag: str
    under: str


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """What a page leads to or shows: an address of the site, or a full one; a fingerprint in it stands as `*`."""

    place: Place
    kind: ReferenceKind
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page as it is compared; `name` is its first heading, else its title."""

    title: str
    name: str
    language: str
    blocks: dict[Place, tuple[Block, ...]]
    references: frozenset[Reference]


def read_page(content: bytes, media_type: str, url: str, root: Root) -> PageText | None:
    """Return what a reader meets on a page; None where its elements lie too deep in each other to be read to the end.

    Args:
        content: the page.
        media_type: its `Content-Type`, which may name an encoding; UTF-8 goes before it, the page's own word after it.
        url: where it stands, from which its links are read.
        root: the address of the site, below which addresses are told without it.
    """
    tree, whole = _parse(content, media_type)
    if not whole:
        return None
    if tree is None:  # the file holds no HTML
        return PageText(title="", name="", language="", blocks={"main": (), "frame": ()}, references=frozenset())
    titles = tree.findall(".//head/title") or tree.findall(".//title")
    title = printable(" ".join("".join(map(str, titles[0].itertext())).split()))[:_TITLE_LIMIT] if titles else ""
    base = tree.find(".//base[@href]")
    walk = _Walk(
        marked=tree.find(".//main") is not None,
        url=url,
        base=url if base is None else _joined(url, str(base.get("href"))),
        root=root,
    )
    walk.gather(tree)
    names = [block.text for place in PLACES for block in walk.blocks[place] if block.tag == "h1"]
    return PageText(
        title=title,
        name=names[0][:_TITLE_LIMIT] if names else title,
        language=" ".join((tree.get("lang") or "").split())[:35],
        blocks={place: tuple(found) for place, found in walk.blocks.items()},
        references=frozenset(walk.references),
    )


def read_lines(content: bytes) -> PageText:
    """Return a plain text as it is compared: each line a block."""
    lines = (printable(" ".join(line.split())) for line in content.decode("utf-8-sig", "replace").splitlines())
    blocks = tuple(Block(line, "line", "") for line in lines if line)
    return PageText(title="", name="", language="", blocks={"main": blocks, "frame": ()}, references=frozenset())


def _parse(content: bytes, media_type: str) -> tuple[etree._Element | None, bool]:
    """Return the root of a page, None where there is none, and whether all of it was read."""
    if not content.strip():
        return None, True
    encoding: str | None = "utf-8"
    try:
        content.decode()
    except UnicodeDecodeError:
        encoding = _told_encoding(media_type)  # None: as the page itself says
    try:
        parser = etree.HTMLParser(encoding=encoding, huge_tree=True)
    except LookupError:
        parser = etree.HTMLParser(huge_tree=True)
    root: etree._Element | None = etree.HTML(content, parser)
    return root, not any(fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for fault in parser.error_log)


def _told_encoding(media_type: str) -> str | None:
    match = re.search(r";\s*charset=\"?([A-Za-z0-9._:-]{1,40})", media_type, re.IGNORECASE)
    try:
        return codecs.lookup(match[1]).name if match else None
    except LookupError:
        return None


@dataclass(slots=True)
class _Walk:
    """Gathers what a reader meets while the tree of a page is walked."""

    marked: bool
    url: str
    base: str
    root: Root
    blocks: dict[Place, list[Block]] = field(default_factory=lambda: {"main": [], "frame": []})
    references: set[Reference] = field(default_factory=set)
    _met: set[tuple[str, str, str]] = field(default_factory=set)
    _pieces: list[str] = field(default_factory=list)
    _tag: str = "p"
    _under: dict[Place, str] = field(default_factory=lambda: {"main": "", "frame": ""})
    _main: int = 0
    _raised: list[str] = field(default_factory=list)

    def gather(self, tree: etree._Element) -> None:
        hidden = 0
        for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
            tag = element.tag if isinstance(element.tag, str) else ""
            unseen = tag in _UNSEEN or (tag != "" and element.get("hidden") is not None)
            if unseen:
                hidden += 1 if event == "start" else -1
            if hidden:
                continue
            if tag and tag not in _INLINE:
                self._turn(event, tag)
            if not unseen:
                self._enter_or_leave(event, element, tag)
            # A comment's or an instruction's own text is not seen, what follows it is.
            text = element.text if event == "start" else element.tail
            if text:
                self._pieces.append(text.translate(_RAISED[self._raised[-1]]) if self._raised else text)
        self._close()

    def _enter_or_leave(self, event: str, element: etree._Element, tag: str) -> None:
        if event == "start" and tag in _TARGETS:
            self._meet(element, tag)
        if tag == "main":
            self._main += 1 if event == "start" else -1
        elif tag in _RAISED and event == "start":
            self._raised.append(tag)
        elif tag in _RAISED:
            self._raised.pop()

    @property
    def _place(self) -> Place:
        return "frame" if self.marked and not self._main else "main"

    def _turn(self, event: str, tag: str) -> None:
        """End the block that was open, where another element begins or ends."""
        self._close()
        self._tag = tag if event == "start" else "p"

    def _close(self) -> None:
        text = printable(" ".join("".join(self._pieces).split()))
        self._pieces.clear()
        if not text:
            return
        place = self._place
        self.blocks[place].append(Block(text, self._tag, self._under[place]))
        if self._tag in _HEADINGS:
            self._under[place] = text

    def _meet(self, element: etree._Element, tag: str) -> None:
        """Note what an element leads to or shows, and the words that stand for a picture."""
        if tag == "img" and element.get("alt"):
            self._pieces.append(f" [picture: {element.get('alt')}] ")
        attribute, kind = _TARGETS[tag]
        written = " ".join((element.get(attribute) or "").split())
        if (kind, self._place, written) in self._met:
            return
        self._met.add((kind, self._place, written))
        target = _joined(self.base, written)
        if written and urldefrag(target).url != urldefrag(self.url).url:
            self.references.add(Reference(self._place, kind, without_fingerprint(self.root.address_of(target))))


def _joined(base: str, written: str) -> str:
    try:
        return urljoin(base, written)
    except ValueError:
        return written
