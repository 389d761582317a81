"""HTML of a post elsewhere → Markdown of a post here."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import lxml.html
from markdownify import ATX, MarkdownConverter

from review_site.importing.blocks import plain_blocks
from review_site.importing.html import clean_html
from review_site.importing.lines import Page
from review_site.importing.words import one_line, seen


@dataclass(frozen=True, slots=True)
class Text:
    """The Markdown of a post, the words of its paragraphs on one line, and what was left out, counted."""

    markdown: str
    words: str
    left_out: Counter[str]


def markdown_of(
    html: str, link: Callable[[str], str | None], picture: Callable[[str], str | None], *, wordpress: bool
) -> Text:
    """Turn HTML into Markdown.

    `link` gives the address to write for one that was found, and `picture` the name to write for a picture's address;
    both give None for what is not to be written.
    """
    left_out: Counter[str] = Counter()
    page = Page(link, picture)
    clean = seen(clean_html(html, left_out, wordpress=wordpress))
    tree = plain_blocks(clean, page, breaks=wordpress)
    converter = _Converter(
        heading_style=ATX, autolinks=False, escape_asterisks=False, escape_underscores=False, table_infer_header=True
    )
    markdown = seen(converter.convert(lxml.html.tostring(tree, method="xml", encoding="unicode")))
    # A word may have come together out of pieces: `TO` and `DO`.
    markdown = re.sub(r"^TODO", "&#84;ODO", markdown, flags=re.MULTILINE)
    return Text(f"{markdown.rstrip()}\n" if markdown.strip() else "", one_line(" ".join(page.said)), left_out)


class _Converter(MarkdownConverter):
    """Python-Markdown's own ways: four spaces for what belongs to an item, and fences longer than any within."""

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - as markdownify calls it
        mark = f"{el['n']}. " if el.parent.name == "ol" else "- "
        return mark + re.sub(r"\n(?=.)", "\n    ", text.strip()) + "\n"

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - as markdownify calls it
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text) or [""]))
        return f"\n\n{fence}\n{text}\n{fence}\n\n"
