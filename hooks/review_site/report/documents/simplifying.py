"""A page's content without what only makes sense on the web: disclosures stand open, panels and asides are plain.

What comes out has only what pandoc keeps: a class on a paragraph would be lost, so that it goes to a `<div>` around it.
"""

from collections.abc import Iterator

from lxml.html import Element, HtmlElement

_NEVER = frozenset(
    {"audio", "button", "form", "iframe", "input", "nav", "script", "select", "style", "template", "video"}
)
_WEB_ALONE = frozenset({"unseen", "footnote-backref", "headerlink"})
_TOLD = frozenset({"quiet", "source", "removed", "citation"})
_ALIGNED = {"left": "left", "right": "right", "centre": "center"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def simplify(root: HtmlElement) -> None:
    """Change a page's content, in place, to words, lists, tables, figures, panels and notes."""
    _number(root)
    for element in list(_web_alone(root)):
        element.drop_tree()
    for panel in list(root.iter("div")):
        if "admonition" in classes_of(panel):
            _to_panel(panel)
    for disclosure in reversed(list(root.iter("details"))):
        _open(disclosure)
    for cell in (*root.iter("th"), *root.iter("td")):
        _align(cell)
    for caption in root.iter("caption"):
        for small in caption.iter("small"):
            small.addprevious(Element("br"))
    for paragraph in list(root.iter("p")):
        if told := _TOLD & classes_of(paragraph):
            wrap(paragraph, sorted(told)[0])
    _expand(root)
    _level(root)


def classes_of(element: HtmlElement) -> set[str]:
    """Return the classes of an element."""
    return set((element.get("class") or "").split())


def wrap(element: HtmlElement, kind: str) -> HtmlElement:
    """Put an element into a `<div>` of a class, which takes its id and the words behind it; return that."""
    box = Element("div", {"class": kind})
    if (name := element.attrib.pop("id", None)) is not None:
        box.set("id", name)
    box.tail, element.tail = element.tail, None
    element.addprevious(box)
    box.append(element)
    return box


def words_of(element: HtmlElement) -> str:
    """Return the words of an element, white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def _web_alone(root: HtmlElement) -> Iterator[HtmlElement]:
    for element in root.iter():
        comment = not isinstance(element.tag, str)
        hidden = comment or element.tag in _NEVER or _WEB_ALONE & classes_of(element) or "hidden" in element.attrib
        if hidden and element is not root:
            yield element


def _number(root: HtmlElement) -> None:
    """Turn each numbered paragraph into a `<div class="numbered">` that says its number."""
    for link in [link for link in root.iter("a") if "para" in classes_of(link)]:
        paragraph = link.getparent()
        for hidden in link.findall("span"):
            hidden.drop_tree() if "unseen" not in classes_of(hidden) else _drop_words(hidden)
        number = words_of(link)
        paragraph.text = (link.tail or "").lstrip()
        own, anchor = paragraph.attrib.pop("id", None), link.get("id")
        paragraph.remove(link)
        gone = "removed" in classes_of(paragraph)
        paragraph.attrib.pop("class", None)
        box = wrap(paragraph, "numbered removed" if gone else "numbered")
        box.set("data-number", number)
        if own or anchor:
            box.set("id", anchor or own)
        if anchor and own:
            paragraph.set("id", own)


def _drop_words(element: HtmlElement) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)
    element.drop_tag()


def _to_panel(panel: HtmlElement) -> None:
    panel.set("class", "panel")
    for title in [child for child in panel if "admonition-title" in classes_of(child)]:
        title.attrib.pop("class")
        wrap(title, "panel-title")


def _open(disclosure: HtmlElement) -> None:
    """Turn a disclosure into a panel that begins with its summary; a question becomes its heading and its answer."""
    summary = disclosure.find("summary")
    if summary is not None and any(True for _ in summary.iter(*_HEADINGS)):
        summary.drop_tag()
        disclosure.drop_tag()
        return
    disclosure.tag = "div"
    disclosure.attrib.clear()
    disclosure.set("class", "panel")
    if summary is not None:
        summary.tag = "p"
        summary.attrib.clear()
        wrap(summary, "panel-title")


def _align(cell: HtmlElement) -> None:
    for name in classes_of(cell) & _ALIGNED.keys():
        cell.set("style", f"text-align: {_ALIGNED[name]}")
    cell.attrib.pop("class", None)


def _expand(root: HtmlElement) -> None:
    """Write out an abbreviation where it first stands: nobody can point at a word on paper."""
    seen: set[str] = set()
    for short in list(root.iter("abbr")):
        words, meaning = words_of(short), short.get("title", "")
        if meaning and words not in seen:
            short.tail = f" ({meaning}){short.tail or ''}"
        seen.add(words)
        short.drop_tag()


def _level(root: HtmlElement) -> None:
    """Let headings go down one level at a time, from 2 on, as PDF/UA-1 wants them (ISO 14289-1 §7.4.2)."""
    open_levels: list[int] = [1]
    for heading in list(root.iter(*_HEADINGS)):
        level = int(heading.tag[1])
        while len(open_levels) > 1 and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(max(level, 2))
        heading.tag = f"h{min(len(open_levels), 6)}"
