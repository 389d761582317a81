"""A new post, with everything in place but the words."""

from datetime import datetime
from pathlib import Path
from typing import get_args

from review_site.addresses import is_reserved, slugify
from review_site.content.models import PostKind
from review_site.content.register import Review

KINDS: tuple[str, ...] = get_args(PostKind)
_LONGEST = 100
_REPRINT = """first_published:
  in: "TODO: the publication it first appeared in"
"""


def render_draft(kind: str, title: str, review: Review, instant: datetime) -> str:
    """Return the text of a new post: a draft, dated on the London day of `instant`, with an id of its own (RFC 4151).

    The fields marked TODO are those that `review-site check` will ask for.
    """
    slug, day = short_slug(title), instant.date().isoformat()
    reprint = _REPRINT if kind == "reprint" else ""
    return f"""---
# yaml-language-server: $schema=../schemas/post.json
title: {quoted(title)}
slug: {slug}
id: tag:{review.tag.authority},{review.tag.date}:posts/{day}/{slug}
status: draft
kind: {kind}
published: {day}
authors: [TODO]
wording: original
summary: "TODO: one sentence of at most 160 characters"
topics: []
audiences: []
{reprint}---

TODO: write here.
"""


def quoted(text: str) -> str:
    """Return a text in quotation marks, as YAML reads it back (YAML 1.2 §7.3.1)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def write_draft(kind: str, title: str, review: Review, instant: datetime, content: Path) -> Path:
    """Write a new post into content/blogs/ and return its path.

    Raises:
        ValueError: when the title makes no slug, or the file or the slug is there already.
    """
    slug = short_slug(title)
    if not slug:
        raise ValueError(f"“{title}” has no letters or digits to make an address from (give it a title in words)")
    file = content / "blogs" / f"{instant.date().isoformat()}-{slug}.md"
    if any(content.glob(f"blogs/????-??-??-{slug}.md")):
        raise ValueError(f"a post with the address /{slug}/ is there already (give this one another title)")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render_draft(kind, title, review, instant), encoding="utf-8")
    return file


def short_slug(title: str) -> str:
    """Return the slug of a title, cut between words where it would make too long a file name.

    A name that Windows keeps for itself has “the” before it.
    """
    slug = f"the-{slugify(title)}" if is_reserved(slugify(title)) else slugify(title)
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
