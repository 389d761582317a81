"""The title and the plain words of a page of HTML.

A player of web archives searches these words, so what no reader sees (scripts, styles, templates) stays out.
"""

from pathlib import Path

from lxml import etree

_UNSEEN = frozenset({"title", "script", "style", "template", "noscript", "svg", "math"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s"}
    | {"samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)
_TITLE_LIMIT = 1000  # a title that was never closed swallows its page


def read_title(file: Path) -> str:
    """Return the title of a page, on one line; empty where it has none."""
    root = _parse(file)
    titles = [] if root is None else root.findall(".//head/title") or root.findall(".//title")
    return " ".join("".join(map(str, titles[0].itertext())).split())[:_TITLE_LIMIT] if titles else ""


def read_words(file: Path) -> str:
    """Return what a reader of a page sees as text, on one line: its `main` alone, where it has one."""
    root = _parse(file)
    main = None if root is None else root.find(".//main")
    shown = root if main is None else main
    return "" if shown is None else " ".join("".join(_seen(shown)).split())


def _parse(file: Path) -> etree._Element | None:
    """Return the root of a page, or None where the file holds no HTML."""
    content = file.read_bytes()
    if not content.strip():
        return None
    try:
        content.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None  # as the page itself says
    root: etree._Element | None = etree.HTML(content, etree.HTMLParser(encoding=encoding, huge_tree=True))
    return root


def _seen(root: etree._Element) -> list[str]:
    """Return the pieces of text that a reader sees, with a space wherever a block begins or ends."""
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        inside = isinstance(tag, str)  # a comment's or an instruction's own text is not seen, what follows it is
        if inside and tag in _UNSEEN:
            hidden += 1 if event == "start" else -1
        if hidden == 0 and inside and tag not in _INLINE:
            pieces.append(" ")
        text = element.text if event == "start" else element.tail
        if text and hidden == 0:
            pieces.append(text)
    return pieces
