"""The tokens of a page, one after the other: what becomes of each in the copy."""

import re
from collections.abc import Callable
from functools import lru_cache

from review_site.archive.reading_copy.attributes import DROPPED, change_attributes
from review_site.archive.reading_copy.draft import Draft
from review_site.archive.reading_copy.forms import CONTROLS, change_form, disable, end_of_form
from review_site.archive.reading_copy.heads import change_link_tag, change_meta_tag
from review_site.archive.reading_copy.notes import OURS
from review_site.archive.reading_copy.stylesheet import without_tags
from review_site.archive.reading_copy.tags import Tag, unescape
from review_site.archive.reading_copy.tokens import Token

_UNSHOWN = frozenset({"iframe", "noembed", "noframes"})  # no browser shows what stands in them
_STRAY = frozenset({"script", "noscript", "noembed", "noframes"})  # their start tags are gone
_AS_WRITTEN = frozenset({"xmp", "plaintext"})
_HOLDERS = frozenset({"picture", "video", "audio", "svg", "math"})  # notes stand before, not in them
_WITH_ADDRESSES = re.compile(
    r"[\s/\"'](?:on|(?:xlink:)?href|src|imagesrcset|style|data|poster|background|cite|longdesc|attributename|form|"
    + "|".join(DROPPED)
    + r"|data-|fill|stroke|filter|clip-path|mask|cursor|marker|color-profile)",
    re.IGNORECASE,
)
_REMEMBERED = 1 << 9  # characters of a tag that is worth remembering
_ALWAYS_WORDS = "script noscript base meta link iframe frame embed form xmp plaintext noembed noframes"
_ALWAYS = frozenset(_ALWAYS_WORDS.split())
_PLAIN_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!<!--|--!?>).)*+-->", re.DOTALL)
_CONDITIONAL = re.compile(r"<!--\s*\[if|<!--\s*<!\[|\[endif\]\s*-->", re.IGNORECASE)


def change_tokens(draft: Draft, first: int | None) -> None:
    """Change all tokens of a page whose body begins with token number `first`; None for what is no page (SVG)."""
    Walk(draft, first).go()


class Walk:
    """Goes through the tokens of a page once; knows which elements that matter are open."""

    def __init__(self, draft: Draft, first: int | None) -> None:
        self._draft, self._first = draft, first
        self._at = 0
        self._form_end = 0
        self._holder = ""
        self._depth = 0
        self._in_style = False
        self._in_xmp = False

    def go(self) -> None:
        """Change every token."""
        tokens = self._draft.tokens
        changing: dict[str, Callable[[Token], None]] = {
            "bogus": self._bogus,
            "cdata": self._cdata,
            "comment": self._comment,
            "end": self._end,
            "instruction": self._instruction,
            "raw": self._raw,
            "start": self._start,
            "text": self._text,
        }
        while self._at < len(tokens):
            token = tokens[self._at]
            self._draft.in_head = self._first is None or self._at < self._first
            if change := changing.get(token.kind):
                change(token)
            self._at += 1

    def _bogus(self, token: Token) -> None:
        # No two readers agree where it ends, and none shows it.
        self._draft.replace(token.start, token.end)

    def _comment(self, token: Token) -> None:
        text = self._draft.view.text[token.start : token.end]
        if not self._draft.xml and (not _PLAIN_COMMENT.fullmatch(text) or _CONDITIONAL.search(text)):
            self._draft.replace(token.start, token.end)

    def _text(self, token: Token) -> None:
        """Change a stylesheet among tags, which stands so in XML and SVG alone, and a sign that might begin a tag."""
        text = self._draft.view.text[token.start : token.end]
        if text == "<":
            self._draft.replace(token.start, token.end, "&lt;")  # what follows it may go, and what then follows not
        elif self._in_style:
            text = unescape(text)
            changed = self._draft.css(text)
            if changed != text:
                self._draft.replace(token.start, token.end, _as_text(changed))

    def _cdata(self, token: Token) -> None:
        text = self._draft.view.text[token.start + 9 : token.end].removesuffix("]]>")
        changed = self._draft.css(text) if self._in_style else text
        if changed != text or not self._draft.xml:
            self._draft.replace(token.start, token.end, _as_text(changed))

    def _instruction(self, token: Token) -> None:
        if re.match(r"<\?xml-stylesheet\b", self._draft.view.text[token.start : token.end]):
            self._draft.replace(token.start, token.end)

    def _raw(self, token: Token) -> None:
        draft = self._draft
        text = draft.view.text[token.start : token.end]
        if token.name == "style":
            changed = without_tags(draft.css(text))
        elif token.name in _UNSHOWN:
            changed = ""
        elif token.name in _AS_WRITTEN:
            changed = _as_text(text)
        else:
            changed = text.replace("<", "&lt;")  # title and textarea: the same words, and no tag to any reader
        if changed != text:
            draft.replace(token.start, token.end, changed)

    def _end(self, token: Token) -> None:
        draft = self._draft
        if token.name in _STRAY or token.name == "base":
            draft.replace(token.start, token.end)
        elif token.name == "xmp" and self._in_xmp:
            draft.replace(token.start, token.end, "</pre>")
            self._in_xmp = False
        self._in_style = self._in_style and token.name != "style"
        if token.name == self._holder:
            self._depth -= 1
            if self._depth == 0:
                self._holder, draft.anchor = "", None

    def _start(self, token: Token) -> None:
        draft = self._draft
        text = draft.view.text[token.start : token.end]
        in_form = self._at < self._form_end and token.name in CONTROLS
        self._note_holder(token)
        self._in_style = token.name == "style" and (token.foreign or draft.xml) and not token.closed
        if token.name in _ALWAYS or token.name in CONTROLS or _may_hold_addresses(text):
            tag = draft.tag(token)
            before = [(one.written, one.raw) for one in tag.attributes]
            if not self._change(token, tag, in_form=in_form):
                self._remove(token)
            elif before != [(one.written, one.raw) for one in tag.attributes] or token.name in _AS_WRITTEN:
                draft.put(token, tag)

    def _change(self, token: Token, tag: Tag, *, in_form: bool) -> bool:
        """Change a start tag; tell whether it stands."""
        draft, name = self._draft, token.name
        tag.drop(*OURS)
        if name in _STRAY or name == "base":
            return False
        if name == "link" and not change_link_tag(draft, tag):
            return False
        if name == "meta" and not change_meta_tag(draft, tag):
            return False
        if name == "form" and not token.foreign:
            self._form_end = 0
            end = end_of_form(draft.tokens, self._at)
            if change_form(draft, tag, self._at, end):
                self._form_end = end
        if in_form or (name in CONTROLS and tag.has("form", "formaction")):
            disable(draft, name, tag)
        if name in _AS_WRITTEN and not token.foreign:
            tag.written = "pre"
            self._in_xmp = True
        if name == "iframe":
            self._change_inner_page(tag)
        shows = change_attributes(draft, name, tag, token.start)
        # Before the body, what counts readers would begin it.
        return shows and not (name == "img" and draft.in_head and self._first and _shows_nothing(tag))

    def _remove(self, token: Token) -> None:
        """Take a tag away; of a script, a frame and what is never shown, all up to its end."""
        draft, tokens = self._draft, self._draft.tokens
        draft.replace(token.start, token.end)
        by_tags = token.foreign or draft.xml
        if token.name not in {"script"} | _UNSHOWN or (token.closed and by_tags):
            return
        number = self._at + 1
        while number < len(tokens) and (tokens[number].kind, tokens[number].name) != ("end", token.name):
            if not by_tags and tokens[number].kind != "raw":
                return  # it holds nothing, and its file ends before it does
            number += 1
        last = min(number, len(tokens) - 1)
        draft.replace(token.end, tokens[last].end)
        self._at = last

    def _change_inner_page(self, tag: Tag) -> None:
        """Change the page that a frame holds in its own attribute."""
        one = tag.find("srcdoc")
        if one is None:
            return
        inner = self._draft.inner(self._draft, self._draft.value(one.raw)) if self._draft.inner else None
        tag.drop("src")
        if inner is None:
            tag.drop("srcdoc")
        else:
            tag.set("srcdoc", inner)

    def _note_holder(self, token: Token) -> None:
        if token.name in _HOLDERS and not (token.closed and (token.foreign or self._draft.xml)):
            if not self._holder:
                self._holder, self._draft.anchor = token.name, token.start
            if token.name == self._holder:
                self._depth += 1


def _may_hold_addresses(text: str) -> bool:
    """Tell whether a tag may hold an address, or something else that runs or leads anywhere."""
    return _remembered(text) if len(text) <= _REMEMBERED else _WITH_ADDRESSES.search(text) is not None


@lru_cache(maxsize=1 << 13)  # the same tags stand on every page
def _remembered(text: str) -> bool:
    return _WITH_ADDRESSES.search(text) is not None


def _shows_nothing(tag: Tag) -> bool:
    words = tag.find("alt")
    return not tag.has("src", "srcset") and not (words and words.raw)


def _as_text(text: str) -> str:
    """Write as text what may be of the view or decoded from references."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(sign if sign < "\u0100" else f"&#{ord(sign)};" for sign in text)
