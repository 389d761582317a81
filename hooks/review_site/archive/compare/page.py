"""What a reader meets on a page of HTML: its title, its blocks of words in order, and what it leads to and shows.

Scripts, styles and what the page hides are left out; the text that stands for a picture counts as words.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urldefrag, urljoin

from lxml import etree

from review_site.archive.compare.places import Root, without_fingerprint

_UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "svg", "math"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {"i", "img", "ins", "kbd", "label", "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source"}
    | {"span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
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


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or cell: its words on one line, and the heading that it stands under."""

    text: str
    tag: str
    under: str


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """What a page leads to or shows: an address of the site, or a full one; a fingerprint in it stands as `*`."""

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


def read_page(content: bytes, media_type: str, url: str, root: Root) -> PageText:
    """Return what a reader meets on a page; nothing where the file holds no HTML.

    Args:
        content: the page.
        media_type: its `Content-Type`, which may name an encoding; UTF-8 goes before it, the page's own word after it.
        url: where it stands, from which its links are read.
        root: the address of the site, below which addresses are told without it.
    """
    tree = _parse(content, media_type)
    if tree is None:
        return PageText(title="", name="", language="", blocks={"main": (), "frame": ()}, references=frozenset())
    titles = tree.findall(".//head/title") or tree.findall(".//title")
    title = " ".join("".join(map(str, titles[0].itertext())).split())[:_TITLE_LIMIT] if titles else ""
    blocks = _Blocks(marked=tree.find(".//main") is not None)
    blocks.gather(tree)
    names = [block.text for place in ("main", "frame") for block in blocks.found[place] if block.tag == "h1"]
    return PageText(
        title=title,
        name=names[0][:_TITLE_LIMIT] if names else title,
        language=" ".join((tree.get("lang") or "").split())[:35],
        blocks={place: tuple(found) for place, found in blocks.found.items()},
        references=frozenset(_references(tree, url, root)),
    )


def read_lines(content: bytes) -> PageText:
    """Return a plain text as it is compared: each line a block."""
    lines = (" ".join(line.split()) for line in content.decode("utf-8-sig", "replace").splitlines())
    blocks = tuple(Block(line, "line", "") for line in lines if line)
    return PageText(title="", name="", language="", blocks={"main": blocks, "frame": ()}, references=frozenset())


def _parse(content: bytes, media_type: str) -> etree._Element | None:
    if not content.strip():
        return None
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
    return root


def _told_encoding(media_type: str) -> str | None:
    match = re.search(r";\s*charset=\"?([A-Za-z0-9._:-]{1,40})", media_type, re.IGNORECASE)
    try:
        return codecs.lookup(match[1]).name if match else None
    except LookupError:
        return None


@dataclass(slots=True)
class _Blocks:
    """Gathers the blocks of a page while its tree is walked."""

    marked: bool
    found: dict[Place, list[Block]] = field(default_factory=lambda: {"main": [], "frame": []})
    pieces: list[str] = field(default_factory=list)
    tag: str = "p"
    under: dict[Place, str] = field(default_factory=lambda: {"main": "", "frame": ""})
    main: int = 0

    def gather(self, tree: etree._Element) -> None:
        hidden = 0
        for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
            tag = element.tag
            inside = isinstance(tag, str)  # a comment's or an instruction's own text is not seen, what follows it is
            if inside and (tag in _UNSEEN or element.get("hidden") is not None):
                hidden += 1 if event == "start" else -1
            if hidden == 0 and inside and tag not in _INLINE:
                self._turn(event, str(tag))
            if hidden == 0 and event == "start" and tag == "img" and element.get("alt"):
                self.pieces.append(f" [picture: {element.get('alt')}] ")
            text = element.text if event == "start" else element.tail
            if text and hidden == 0:
                self.pieces.append(text)
        self._close()

    def _turn(self, event: str, tag: str) -> None:
        """End the block that was open, where another element begins or ends."""
        self._close()
        self.tag = tag if event == "start" else "p"
        if tag == "main":
            self.main += 1 if event == "start" else -1

    def _close(self) -> None:
        text = " ".join("".join(self.pieces).split())
        self.pieces.clear()
        if not text:
            return
        place: Place = "frame" if self.marked and not self.main else "main"
        self.found[place].append(Block(text, self.tag, self.under[place]))
        if self.tag in _HEADINGS:
            self.under[place] = text


def _references(tree: etree._Element, url: str, root: Root) -> Iterator[Reference]:
    base = tree.find(".//base[@href]")
    here = url if base is None else _joined(url, str(base.get("href")))
    for element in tree.iter(*_TARGETS):
        attribute, kind = _TARGETS[str(element.tag)]
        written = " ".join((element.get(attribute) or "").split())
        target = _joined(here, written)
        if written and urldefrag(target).url != urldefrag(url).url:
            yield Reference(kind, without_fingerprint(root.address_of(target)))


def _joined(base: str, written: str) -> str:
    try:
        return urljoin(base, written)
    except ValueError:
        return written
