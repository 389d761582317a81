"""What stylesheets refer to: `url()`, `@import` and pictures by name (CSS Syntax 3, CSS Cascade 5 §2)."""

import re
from collections.abc import Iterator
from typing import Any

import tinycss2

from review_site.archive.links.found import Found

LONGEST = 1 << 22  # characters; the tokens of a stylesheet take a hundred times its room
TOO_LONG = "has a stylesheet of more than 4 million characters"

_MAY_REFER = re.compile(r"url\(|@import|image|src\(|\\", re.IGNORECASE)
_PICTURES = frozenset(
    {"image", "image-set", "-webkit-image-set", "src", "url"}
)  # functions that take an address as text


def read_css(text: str, found: Found, *, element: str = "css", line: int = 1) -> None:
    """Note every reference of a stylesheet, or of a list of declarations.

    Args:
        text: the stylesheet, or the value of a `style` attribute.
        found: gathers what is found; its base is what the stylesheet's references are read against.
        element: the element that holds it.
        line: that on which it begins.
    """
    if len(text) > LONGEST:
        found.unread = TOO_LONG
        return
    if not _MAY_REFER.search(text):
        return
    after = ""  # the at-rule whose first word is awaited
    # Component values stand for any grammar: what a parser of rules drops as invalid, a crawler may still ask for.
    for node, function in _walk(tinycss2.parse_component_value_list(text)):
        if node.type in ("whitespace", "comment"):
            continue
        if node.type == "at-keyword":
            after = node.lower_value
            continue
        takes_text = after == "import" or function in _PICTURES
        if (node.type == "url" or (node.type == "string" and takes_text)) and after != "namespace":
            attribute = "@import" if after == "import" else "url()"
            found.add("requisite", element, attribute, node.value, line + node.source_line - 1 if line else 0)
        # The prefix of a namespace stands before its address.
        if not (after == "namespace" and node.type == "ident") and node.type != "function":
            after = ""


def _walk(nodes: list[Any]) -> Iterator[tuple[Any, str]]:
    """Give each token with the function whose argument it is, whatever the depth of its nesting."""
    waiting: list[tuple[Iterator[Any], str]] = [(iter(nodes), "")]
    while waiting:
        tokens, function = waiting[-1]
        node = next(tokens, None)
        if node is None:
            waiting.pop()
            continue
        yield node, function
        if node.type == "function":
            waiting.append((iter(node.arguments), node.lower_name))
        elif node.type.endswith("block"):
            waiting.append((iter(node.content), ""))
