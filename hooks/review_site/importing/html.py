"""HTML of anybody → HTML that is safe, shallow and short enough to work on; what was left out is counted."""

import re
from collections import Counter
from html import escape
from urllib.parse import urlsplit

import nh3

from review_site.importing.shortcodes import without_shortcodes

MAX_DEPTH = 80
MAX_ATTRIBUTES = 1_000

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "figure", "figcaption", "dl", "dt", "dd", "hr", "div"}
_BOXES = {"section", "article", "header", "footer", "aside", "main", "nav", "center", "address", "details", "summary"}
_TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_INLINE = {"a", "b", "strong", "i", "em", "br", "code", "kbd", "samp", "sup", "sub", "q", "img"}
_TAGS = _HEADINGS | _BLOCKS | _BOXES | _TABLE | _INLINE
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href"},
    "img": {"src", "data-src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_EMPTIED = {
    *("script", "style", "iframe", "object", "form", "button", "select", "textarea", "noscript", "noembed"),
    *("svg", "math", "template", "title", "canvas", "audio", "video"),
}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>])*+)>")
_OPENING = re.compile(r"</?[A-Za-z]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "track", "wbr", "col", "embed", "area", "base", "param"}
_CLOSED_BY_THE_NEXT = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"}
_TOLD = {"script", "iframe", "object", "embed", "form", "svg", "canvas", "audio", "video", "del", "s", "strike"}
_SRC = re.compile(r"\ssrc\s*=\s*[\"']?(https?://[^\"'\s<>]{1,200})", re.IGNORECASE)


def clean_html(html: str, left_out: Counter[str], *, wordpress: bool) -> str:
    """Return HTML of allowed tags and addresses alone, well-formed, noting in `left_out` what a reader will miss.

    What is nested or loaded with attributes beyond all sense, which costs a parser the square of its length, keeps its
    words alone.
    """
    html = without_shortcodes(html, left_out, wordpress=wordpress)
    if not _is_sensible(html, left_out):
        left_out["markup nested too deeply to follow"] += 1
        html = escape(re.sub(r"<[^<>]*>", " ", html))
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_EMPTIED,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def _is_sensible(html: str, left_out: Counter[str]) -> bool:
    """Tell whether a parser can be given the HTML, from its tags alone, in one pass."""
    depth = place = 0
    while opening := _OPENING.search(html, place):
        match = _TAG.match(html, opening.start())
        if match is None:  # it runs to the end of the text, and HTML §13.2.5.8 drops it
            return True
        place = match.end()
        name, rest = match[2].lower(), match[3]
        if name in _TOLD and not match[1]:
            left_out[_called(name, rest)] += 1
        if name not in _VOID and name not in _CLOSED_BY_THE_NEXT:
            depth = max(0, depth - 1) if match[1] else depth + 1
        bare = _QUOTED.sub(" ", rest)
        if depth > MAX_DEPTH or sum(map(bare.count, " \t\n/=")) > MAX_ATTRIBUTES:
            return False
    return True


def _called(name: str, rest: str) -> str:
    if name in ("del", "s", "strike"):
        return "struck-out text, which now reads as any other"
    source = _SRC.search(rest)
    host = _host(source[1]) if source else ""
    return f"<{name}>" + (f" of {host}" if host else "")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
