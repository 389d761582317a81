"""A new entry of any other kind than a post, with everything in place but the words."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from review_site.addresses import slugify
from review_site.content.drafts import quoted
from review_site.content.register import Review

_CALL = """---
# yaml-language-server: $schema=../schemas/call.json
title: {title}
id: {tag}:calls/{slug}
status: draft
# kind: advice, evidence, ideas, applications, feedback or sign-up
kind: advice
# announced: add this line with the day from which it may be shown as still to open
opens: {day}
# closes: its last day, or the London time at which it closes, such as 2021-02-05T17:00
closes: TODO
audiences: []
# page: the page that tells of it
page: /TODO/
asked: "TODO: one sentence on what is asked"
# questions, ways (to answer), word_limit, policy and results: see content/README.md, “Calls”
source: "TODO: where this is known from, https://…"
---

TODO: write here.
"""
_EVENT = """---
# yaml-language-server: $schema=../schemas/event.json
title: {title}
id: {tag}:events/{slug}
status: draft
# announced: add this line with the day from which it may be shown as still to come
on: {day}
# format: online, in person, or online and in person
format: online
audiences: []
source: "TODO: where this is known from, https://…"
---

TODO: write here.
"""
_PAGE = """---
# yaml-language-server: $schema=../content/schemas/page.json
title: {title}
description: "TODO: one sentence of at most 200 characters"
status: draft
---

TODO: write here.
"""
_PUBLICATION = """# yaml-language-server: $schema=../schemas/publication.json
title: {title}
id: {tag}:publications/{slug}
status: draft
# kind: report, plan, evidence, summary, analysis, submissions, film, statement or another of content/README.md
kind: report
published: {day}
about: "TODO: one sentence on what it is"
topics: []
audiences: []
# versions: for each what it is for its readers (form), its format, and where it can be had: see content/README.md
versions:
  - title: {title}
    form: full
    format: PDF
    # file: the name of its file in content/attachments/; or url: its full address elsewhere
source: "TODO: where this is known from, https://…"
"""
SKELETONS: Mapping[str, tuple[str, str]] = {
    "call": ("content/calls/{slug}.md", _CALL),
    "event": ("content/events/{slug}.md", _EVENT),
    "page": ("docs/{slug}.md", _PAGE),
    "publication": ("content/publications/{slug}.yml", _PUBLICATION),
}


def write_skeleton(kind: str, title: str, review: Review, instant: datetime, content: Path, docs: Path) -> Path:
    """Write a new call, event, publication or page as a draft, and return its path.

    Raises:
        ValueError: when the title makes no name for a file, or the file is there already.
    """
    slug = slugify(title)
    if not slug:
        raise ValueError(f"“{title}” has no letters or digits to make a name from (give it a title in words)")
    place, text = SKELETONS[kind]
    folder, _, inside = place.format(slug=slug).partition("/")
    file = (content if folder == "content" else docs) / inside
    if file.exists():
        raise ValueError(f"{folder}/{inside} is there already (give this one another title)")
    tag = f"tag:{review.tag.authority},{review.tag.date}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.format(title=quoted(title), slug=slug, tag=tag, day=instant.date().isoformat()), "utf-8")
    return file
