"""The HTML that the site makes of a text, for checks that must know it before the build."""

import re
from functools import lru_cache

from markdown import Markdown

from review_site.content.state_blocks import without_fences

_REMEMBERED = 4096
MAX_DEPTH = 20
_DEEP = re.compile(
    rf"^(?:(?: {{4}}|\t){{{MAX_DEPTH},}}(?:[-*+]|\d+\.) |(?: {{0,3}}>){{{MAX_DEPTH + 1}}}"
    rf"|[ \t]*(?:(?:[-*+]|\d+\.)[ \t]+|>[ \t]*){{{MAX_DEPTH + 1}}})",
    re.MULTILINE,
)
_HTML = re.compile(r"<[A-Za-z!?/]|&[#A-Za-z]|\{|(?:script|data)\s*:")

# As in mkdocs.yml, with what MkDocs itself adds, as far as it bears on anchors and HTML.
EXTENSIONS: tuple[str, ...] = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.smartsymbols",
    "pymdownx.tabbed",
    "review_site.content.footnotes",
    "review_site.content.tabs",
    "tables",
    "toc",
)
_OPTIONS = {"pymdownx.tabbed": {"alternate_style": True}}


@lru_cache(maxsize=_REMEMBERED)
def convert(body: str) -> str | None:
    """Return the HTML of a Markdown body, None when the converter gives up on it."""
    try:
        return Markdown(extensions=list(EXTENSIONS), extension_configs=_OPTIONS).convert(without_fences(body))
    except Exception:  # whatever a converter says of a text without end
        return None


def may_hold_html(body: str) -> bool:
    """Tell whether a text has anything in it that may become other HTML than that of links, lists and the like."""
    return _HTML.search(body) is not None or ("![" in body and "//" in body)


def too_deep(body: str) -> int | None:
    """Return the row, from 0, on which lists or quotations in one another pass MAX_DEPTH; None when they do not."""
    found = _DEEP.search(body)
    return None if found is None else body.count("\n", 0, found.start())
