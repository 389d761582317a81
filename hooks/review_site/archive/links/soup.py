"""The elements of HTML in whatever state its markup is, as a parser of the HTML Standard finds them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree


class Element(NamedTuple):
    """One element: its name and its attributes' names in lower case, its line from 1, and a stylesheet's text.

    `line` is 0 in a page so deep that its lines cannot be told.
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    css: str = ""


def elements_of(text: str) -> Iterator[Element]:
    """Give each element of a page that has attributes or is a stylesheet, in order."""
    content = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    if not content.strip():
        return
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.HTML(content, parser)
    # A tree ends, without a word, where elements lie too deep in each other: events go on.
    if any(error.level_name == "FATAL" for error in parser.error_log):
        yield from etree.HTML(content, etree.HTMLParser(encoding="utf-8", huge_tree=True, target=_Events()))
    elif root is not None:
        # What stands after `</html>` becomes a second root beside the first.
        for top in (root, *root.itersiblings(etree.Element)):
            for element in top.iter(etree.Element):
                tag, named = str(element.tag), element.items()
                if named or tag == "style":
                    attributes = {str(name): str(value) for name, value in named}
                    css = str(element.text or "") if tag == "style" else ""
                    yield Element(tag=tag, attributes=attributes, line=line_of(element), css=css)


def line_of(element: etree._Element) -> int:
    """Return the line on which an element stands, from 1."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


class _Events:
    """Takes the events of a parser (the interface is lxml's)."""

    def __init__(self) -> None:
        self._found: list[Element] = []
        self._style: Mapping[str, str] | None = None
        self._css: list[str] = []

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        name, mine = str(tag), {str(key): str(value) for key, value in attrib.items()}
        if name == "style":
            self._style, self._css = mine, []
        elif mine:
            self._found.append(Element(tag=name, attributes=mine, line=0))

    def data(self, data: str | bytes) -> None:
        if self._style is not None:
            self._css.append(str(data))

    def end(self, tag: str | bytes) -> None:
        if self._style is not None and str(tag) == "style":
            css = "".join(self._css)
            self._found.append(Element(tag="style", attributes=self._style, line=0, css=css))
            self._style = None

    def comment(self, text: str | bytes) -> None:
        """Take no note: a browser reads nothing in a comment."""

    def close(self) -> list[Element]:
        return self._found
