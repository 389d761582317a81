"""A page while its copy is made: what it leads to, what is changed in it and where, what had to be left out."""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from urllib.parse import unquote

from review_site.archive.reading_copy.addressing import Site, Target, plain, relative
from review_site.archive.reading_copy.encodings import View
from review_site.archive.reading_copy.notes import render_note
from review_site.archive.reading_copy.phrases import ENGLISH, Phrases
from review_site.archive.reading_copy.stylesheet import Reference, rewrite_css
from review_site.archive.reading_copy.symbols import key_of
from review_site.archive.reading_copy.tags import Tag, escape, read_tag, render_tag, unescape
from review_site.archive.reading_copy.tokens import Token

Symbol = Callable[[str, str, str], str | None]
"""Gives a part of a drawing of the copy by the drawing's name, and the ids of the part there and in a page."""

Picture = Callable[[str], tuple[str, bytes] | None]
"""Gives the media type and the bytes of a small picture of the copy by its name; None for any other file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """What the pages of one copy have in common.

    `day` is that of the state of the site; `finder` the file that lists every page, by the alphabet or otherwise, with
    whether it is the former; `language` that of the site.
    """

    site: Site
    picture: Picture
    symbol: Symbol
    day: date | None = None
    language: str | None = None
    finder: tuple[str, bool] | None = None


@dataclass(slots=True, kw_only=True)
class Draft:
    """One page or drawing: `url` is where it stood, `file` its name in the copy, `base` what its addresses start from.

    `left_out` gathers kind and address of what other hosts would have given and has no place of its own on the page,
    `losses` all of it; `led_to` every file or full address that a link leads to.
    """

    copying: Copying
    view: View
    url: str
    file: str
    xml: bool = False
    depth: int = 0
    base: str = ""
    phrases: Phrases = ENGLISH
    tokens: Sequence[Token] = ()
    in_head: bool = True
    anchor: int | None = None
    left_out: dict[tuple[str, str], None] = field(default_factory=dict)
    losses: dict[tuple[str, str], None] = field(default_factory=dict)
    led_to: set[str] = field(default_factory=set)
    moved_to: str = ""
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    inner: "Inner | None" = None
    symbols: dict[str, bool] = field(default_factory=dict)
    _targets: dict[tuple[str, str], Target] = field(default_factory=dict, init=False, repr=False)

    def tag(self, token: Token) -> Tag:
        """Return the start tag that a token is."""
        return read_tag(self.view.text[token.start : token.end], closed=token.closed, xml=self.xml)

    def value(self, raw: str | None) -> str:
        """Return the text of an attribute's value as it stands in the view."""
        return unescape(self.view.decode(raw or ""))

    def target(self, written: str) -> Target:
        """Return what an address on the page leads to; menus ask for the same ones again."""
        found = self._targets.get((self.base, written))
        if found is None:
            found = self.copying.site.target(written, self.base)
            if found.kind == "here" and found.url and self.base != self.url:
                found = self.copying.site.target(self.base.partition("#")[0] + found.url, self.base)
            self._targets[self.base, written] = found
        return found

    def to(self, target: Target) -> str:
        """Return the address of a file of the copy as this page writes it."""
        return relative(target, self.file)

    def replace(self, start: int, end: int, text: str = "") -> None:
        """Put a text, which is ASCII or of the view, in the place of what stands from `start` up to `end`."""
        self.edits.append((start, end, text))

    def put(self, token: Token, tag: Tag) -> None:
        """Put a start tag in the place of the one that a token is."""
        self.replace(token.start, token.end, render_tag(tag))

    def lose(self, kind: str, target: Target, at: int | None) -> None:
        """Say that something is not in the copy: beside its place on the page, or where it has none in the notice."""
        address = _short(target)
        self.losses[kind, address] = None
        if at is None or self.in_head:
            self.left_out[kind, address] = None
            return
        place = at if self.anchor is None else self.anchor
        note = (place, place, render_note(self.phrases, self.phrases.kinds[kind].format(address=address)))
        if note not in self.edits[-4:]:
            self.edits.append(note)

    def css(self, text: str, *, decoded: bool = False) -> str:
        """Return CSS of the page, as its view has it or `decoded`, with its addresses changed."""
        return rewrite_css(text, partial(self.answer, decoded=decoded))

    def answer(self, reference: Reference, *, decoded: bool = False) -> str | None:
        """Return what stands in the place of an address in a stylesheet."""
        written = reference.written if decoded else self.view.decode(reference.written)
        if written.lower().startswith("data:"):
            return reference.written if reference.use != "import" else None
        target = self.target(written)
        if target.kind == "here":
            return reference.written
        if target.kind == "copy":
            if reference.use != "same origin":
                return self.to(target)
            return self.embedded(target)
        self.lose("stylesheet" if reference.use == "import" else "part", target, None)
        return None

    def embedded(self, target: Target) -> str | None:
        """Return a picture as an address that holds it: what masks and shapes a page, a browser takes from no file."""
        picture = self.copying.picture(target.file)
        if picture is None:
            return None
        mark = target.suffix.partition("#")
        return f"data:{picture[0]};base64,{base64.b64encode(picture[1]).decode()}{mark[1]}{mark[2]}"

    def symbol(self, target: Target) -> str | None:
        """Put a part of a drawing into the page, before what uses it; return its address there, None for none."""
        mark = unquote(target.suffix.partition("#")[2])
        key = key_of(target.file, mark)
        if key not in self.symbols and self.anchor is not None and not self.in_head and self.depth == 0:
            html = self.copying.symbol(target.file, mark, key) if mark else None
            self.symbols[key] = html is not None
            if html is not None:
                self.edits.append((self.anchor, self.anchor, html))
        return f"#{key}" if self.symbols.get(key) else None

    def finish(self) -> bytes:
        """Return the page with all changes made."""
        out, at = [], 0
        for start, end, text in sorted(self.edits, key=lambda edit: edit[:2]):
            if start < at:
                continue  # inside what is already taken away
            out += [self.view.text[at:start], text]
            at = end
        out.append(self.view.text[at:])
        return self.view.encode("".join(out))


Inner = Callable[[Draft, str], str | None]
"""Gives the page that a frame holds in its own attribute, changed as the page around it; None for one too deep."""


def _short(target: Target, limit: int = 120) -> str:
    """Return an address that people may read: without query, cut where it is very long; of no page the scheme."""
    if target.kind in ("harmful", "other"):
        return plain(f"{target.url.partition(':')[0][:limit]}:")
    told = plain(re.split(r"[?#]", target.url)[0])
    return told if len(told) <= limit else f"{told[:limit]}…"


def link_to(draft: Draft, target: Target) -> str:
    """Return a link in HTML to what a target is, with its full address as its words."""
    href = escape(draft.to(target) if target.kind == "copy" else target.url)
    out = "" if target.kind == "copy" else ' data-leads-out=""'
    return f'<a href="{href}"{out}>{escape(target.url)}</a>'
