"""An entry of a feed → the text of a post: a draft, with the fields in their usual order."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from urllib.parse import unquote, urlsplit

from review_site.addresses import is_slug, slugify
from review_site.content.drafts import quoted, short_slug
from review_site.content.register import Review
from review_site.importing.entries import Found
from review_site.importing.markdown import Text
from review_site.importing.words import first_sentences, shorten

_NO_SUMMARY = "TODO: one sentence of at most 160 characters"
_NO_PUBLICATION = "TODO: the publication it first appeared in"
_NO_TITLE = "TODO: a headline"
_NO_TEXT = "TODO: write here.\n"
_ENDINGS = (".html", ".htm", ".php", ".aspx", ".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An entry with its place on our site: what it is known by, where it will stand, and whose it is."""

    found: Found
    id: str
    slug: str
    stem: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address that the post will have."""
        return f"/{self.slug}/"


def mint_id(found: Found, review: Review) -> str:
    """Return the id of an entry: the same at every import (RFC 4151)."""
    key = found.key or f"{found.title}\n{found.published}"
    digest = sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
    return f"tag:{review.tag.authority},{review.tag.date}:imported/{digest}"


def slug_of(found: Found, id_: str) -> str:
    """Return the slug that the entry had, else one of its title, else one of its id."""
    candidates = (slugify(unquote(found.slug)), _last_step(found.link), short_slug(found.title))
    return next(filter(is_slug, candidates), f"imported-{id_[-8:]}")


def stem_of(published: str, slug: str) -> str:
    """Return the name of a post's file, without its ending."""
    return f"{published[:10]}-{short_slug(slug)}"


def free_name(name: str, taken: Container[str], last: dict[str, int]) -> str:
    """Return a name, with a number behind it when it is taken; `last` keeps the last number that each was given."""
    if name not in taken:
        return name
    number = next(number for number in count(last.get(name, 1) + 1) if f"{name}-{number}" not in taken)
    last[name] = number
    return f"{name}-{number}"


def render_post(placed: Placed, text: Text, kind: str, publication: str) -> str:
    """Return the whole text of the post's file; a reprint says that it stood first in `publication`."""
    found = placed.found
    title = found.title or shorten(text.words, 80) or _NO_TITLE
    source = f"source: {quoted(found.link)}\n" if found.out and found.link.startswith(("https://", "http://")) else ""
    first = f"first_published:\n  in: {quoted(publication or _NO_PUBLICATION)}\n  on: {found.published[:10]}\n"
    return f"""---
# yaml-language-server: $schema=../schemas/post.json
title: {quoted(title)}
slug: {placed.slug}
id: {placed.id}
status: draft
kind: {kind}
published: {found.published}
authors: {_listed(placed.authors)}
wording: original
summary: {quoted(shorten(found.summary) or first_sentences(text.words) or _NO_SUMMARY)}
topics: {_listed(placed.topics)}
audiences: []
{source}{first if kind == "reprint" else ""}---

{text.markdown or _NO_TEXT}"""


def _last_step(link: str) -> str:
    """Return the last step of an address's path as a slug, "" when it has none or a query tells the pages apart."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    if parts.query:
        return ""
    steps = [step for step in unquote(parts.path).split("/") if step]
    names = (next((step.removesuffix(end) for end in _ENDINGS if step.endswith(end)), step) for step in reversed(steps))
    return next((slug for name in names if (slug := slugify(name)) and slug != "index"), "")


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(name if is_slug(name) else quoted(name) for name in names)}]"
