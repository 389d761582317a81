"""HTML of a page's content ⇄ elements."""

import re

import lxml.html

_NO_END = re.compile(r"</(?:source|track|wbr|embed)>")  # void in HTML §13.1.2, and not so to libxml2


def parse_fragment(html: str) -> lxml.html.HtmlElement:
    """Return an element that holds what a fragment of HTML says."""
    return lxml.html.fragment_fromstring(html, create_parent="div")


def render_fragment(root: lxml.html.HtmlElement) -> str:
    """Return the HTML of what an element from `parse_fragment` holds."""
    text: str = lxml.html.tostring(root, encoding="unicode")
    return _NO_END.sub("", text[len("<div>") : -len("</div>")])
