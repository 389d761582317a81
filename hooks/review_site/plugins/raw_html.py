"""HTML that writers may not put into a page: what runs, what frames, what asks another host, what restyles."""

import re

import lxml.html

_TAGS = frozenset(
    {
        "script",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "style",
        "link",
        "meta",
        "base",
        "form",
        "input",
        "button",
    }
)
_LOADS = ("src", "srcset", "poster", "data")
_RUNS = re.compile(r"^\s*(javascript|vbscript|data)\s*:", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->\s?", re.DOTALL)


def without_comments(html: str) -> str:
    """Return HTML without its comments: what a writer noted to colleagues is not for readers."""
    return _COMMENT.sub("", html)


def forbidden_html(html: str) -> list[str]:
    """Return, in words, what of a page's content this site does not publish; nothing for a page that is fine."""
    found: dict[str, None] = {}
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _TAGS:
            found[f"<{element.tag}>"] = None
        for name, value in element.attrib.items():
            if name.lower().startswith("on"):
                found[f"{name}="] = None
            elif _RUNS.match(value) and name in (*_LOADS, "href", "action"):
                found[f"an address that runs ({value.strip()[:20]}…)"] = None
            elif name in _LOADS and _ELSEWHERE.match(value):
                found[f"a {name} on another host ({value[:40]})"] = None
    return list(found)
