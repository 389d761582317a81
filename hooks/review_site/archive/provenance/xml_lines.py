"""XML written line by line, so that a document of any length needs no memory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its prefixed name, and either text or other elements in it."""

    name: str
    inner: "str | tuple[Element, ...]"
    attributes: tuple[tuple[str, str], ...] = ()


def render_lines(element: Element, depth: int = 0) -> Iterator[str]:
    """Give the lines of an element, two spaces deeper at each step; what XML cannot hold becomes U+FFFD."""
    indent = "  " * depth
    start = f"{indent}<{element.name}{render_attributes(element.attributes)}>"
    if isinstance(element.inner, str):
        yield f"{start}{escape(_clean(element.inner))}</{element.name}>\n"
        return
    yield f"{start}\n"
    for inner in element.inner:
        yield from render_lines(inner, depth + 1)
    yield f"{indent}</{element.name}>\n"


def render_attributes(attributes: tuple[tuple[str, str], ...]) -> str:
    """Return attributes as a start tag holds them, each with a space before it."""
    return "".join(f" {name}={quoteattr(_clean(value))}" for name, value in attributes)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
