"""A new entry of any other kind than a post, with everything in place but the words."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from review_site.content.drafts import quoted, short_slug
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
_REPORT_PAGE = """---
# yaml-language-server: $schema=../../content/schemas/page.json
title: {title}
description: "TODO: one sentence of at most 200 characters"
status: draft
show: [contents]
---

TODO: write here what the report is. Then add it to the menu, `nav:` in mkdocs.yml.
"""
_CHAPTER = """---
# yaml-language-server: $schema=../../content/schemas/page.json
title: "TODO: the title of the first chapter"
description: "TODO: one sentence of at most 200 characters"
status: draft
chapter: 1
---

TODO: write here. Each further chapter is a file beside this one, with its own number.
"""
_REPORT = """# yaml-language-server: $schema=../schemas/report.json
# wording: original, the report itself; or summary, your account of it
wording: original
# cover: one line below the title on the cover
# figures: own, where the report is itself the source of its numbers
"""
_SUBMISSIONS = """# yaml-language-server: $schema=../schemas/submissions.json
title: {title}
status: draft
published: {day}
about: "TODO: one or two sentences on what was sent in, by whom and when"
policy: "TODO: how it was decided what is published, and under which names"
topics: {{}}
source: "TODO: where this is known from, https://…"
"""
_COLUMNS = "id,identity,contributor,kind,topic,date,title,text,file,url,archived,reason"
_ROWS = f"{_COLUMNS}\r\n0001,anonymous,,,,,,TODO: what was sent in,,,,\r\n"
SKELETONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "call": (("content/calls/{slug}.md", _CALL),),
    "event": (("content/events/{slug}.md", _EVENT),),
    "page": (("docs/{slug}.md", _PAGE),),
    "publication": (("content/publications/{slug}.yml", _PUBLICATION),),
    "report": (
        ("docs/{slug}/index.md", _REPORT_PAGE),
        ("docs/{slug}/chapter-1.md", _CHAPTER),
        ("content/reports/{slug}.yml", _REPORT),
    ),
    "submissions": (("content/submissions/{slug}.yml", _SUBMISSIONS), ("content/submissions/{slug}.csv", _ROWS)),
}
"""The files of each kind, from the project's folder, with what stands in them."""


def write_skeleton(
    kind: str, title: str, review: Review, instant: datetime, content: Path, docs: Path
) -> tuple[Path, ...]:
    """Write a new entry of a kind as a draft, and return the paths of its files.

    Raises:
        ValueError: when the title makes no name for a file, or one of the files is there already.
    """
    slug = short_slug(title)
    if not slug:
        raise ValueError(f"“{title}” has no letters or digits to make a name from (give it a title in words)")
    tag = f"tag:{review.tag.authority},{review.tag.date}"
    words = {"title": quoted(title), "slug": slug, "tag": tag, "day": instant.date().isoformat()}
    texts: dict[Path, str] = {}
    for place, text in SKELETONS[kind]:
        name = place.format(slug=slug)
        folder, _, inside = name.partition("/")
        file = (content if folder == "content" else docs) / inside
        if file.exists():
            raise ValueError(f"{name} is there already (give this one another title)")
        texts[file] = text.format(**words)
    for file, text in texts.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return tuple(texts)
