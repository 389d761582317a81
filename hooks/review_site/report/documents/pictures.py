"""The pictures and charts of a report: from a page's content to files that stand alone, each with its words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree
from lxml.html import Element, HtmlElement

from review_site.report.documents.simplifying import classes_of, words_of

_SVG = "http://www.w3.org/2000/svg"
TYPEFACE = "Atkinson Hyperlegible Next"
_EM, _WIDE = 16, 576  # pixels: of the letters of a chart, and its width where a page leaves that to the reader's screen
_EMS = re.compile(r"([\d.]+)em")
# HTML §13.2.6.5: what parsers of HTML make small and SVG does not
_ELEMENTS = {
    name.lower(): name for name in ("clipPath", "foreignObject", "linearGradient", "radialGradient", "textPath")
}
_ATTRIBUTES = {
    name.lower(): name
    for name in (
        "clipPathUnits",
        "gradientTransform",
        "gradientUnits",
        "lengthAdjust",
        "markerHeight",
        "markerUnits",
        "markerWidth",
        "maskContentUnits",
        "maskUnits",
        "pathLength",
        "patternContentUnits",
        "patternTransform",
        "patternUnits",
        "preserveAspectRatio",
        "refX",
        "refY",
        "spreadMethod",
        "startOffset",
        "textLength",
        "viewBox",
    )
}


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture in a document: the name of its file, its bytes, what it shows in words; `drawn` tells a chart."""

    name: str
    data: bytes
    alt: str
    drawn: bool


class Gathered:
    """The pictures of one document, in the order in which they stand, each file named by its number."""

    def __init__(self, known: Mapping[str, bytes], style: str) -> None:
        """Begin; `known` are the bytes of pictures by address and of charts by anchor, `style` the CSS of others."""
        self.known, self.style = known, style
        self.shown: list[ShownPicture] = []

    def gather(self, root: HtmlElement) -> None:
        """Change a page's content, in place: what it draws or shows becomes an image, with table and source below."""
        for chart in [chart for chart in root.iter("svg") if next(chart.iterancestors("svg"), None) is None]:
            figure = next(chart.iterancestors("figure"), None)
            drawn = None if figure is None else self.known.get(f"#{figure.get('id')}")
            self._take(chart, _alt_of(chart), drawn or standalone(chart, self.style), "svg")
        for image in list(root.iter("img")):
            address = image.get("src", "")
            if address in self.known:
                ending = PurePosixPath(address).suffix.lstrip(".").lower()
                self._take(image, image.get("alt", ""), self.known[address], ending)
            elif not image.get("data-shown"):
                _tell(image)
        for picture in list(root.iter("picture")):
            for source in picture.findall(".//source"):
                source.drop_tag()  # to libxml2 the image lies in it
            picture.drop_tag()
        for figure in list(root.iter("figure")):
            _unfold(figure)

    def _take(self, old: HtmlElement, alt: str, data: bytes, ending: str) -> None:
        name = f"picture-{len(self.shown) + 1}.{ending}"
        self.shown.append(ShownPicture(name, data, alt, drawn=ending == "svg"))
        image = Element("img", {"src": name, "alt": alt, "data-shown": "yes"})
        image.tail, old.tail = old.tail, None
        parent = old.getparent()
        parent.replace(old, image)


def standalone(chart: HtmlElement, style: str) -> bytes:
    """Return a chart of a page as a file of its own (SVG 2 §5.1), with a style in it.

    One that is as wide as its column gets a width, and letters of a size.
    """
    root = _copy(chart)
    if root.get("viewBox") is None:
        height = _EMS.fullmatch(root.get("height", ""))
        tall = f"{float(height[1]) * _EM:g}" if height else root.get("height", "").removesuffix("px")
        wide = root.get("width", "").removesuffix("px")
        wide = wide if wide.isdecimal() else str(_WIDE)
        size = {"width": wide, "height": tall, "viewBox": f"0 0 {wide} {tall}", "font-size": str(_EM)}
        for name, value in (*size.items(), ("font-family", f"{TYPEFACE}, Arial, sans-serif")):
            root.set(name, value)
    if style:
        css = etree.Element(f"{{{_SVG}}}style")
        css.text = style
        root.insert(0, css)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _copy(old: HtmlElement) -> etree._Element:
    name = _ELEMENTS.get(old.tag, old.tag)
    new = etree.Element(f"{{{_SVG}}}{name}", nsmap={None: _SVG})  # type: ignore[dict-item]  # lxml-stubs miss it
    for attribute, value in old.attrib.items():
        if ":" not in attribute and not attribute.startswith(("xmlns", "on")):
            new.set(_ATTRIBUTES.get(attribute, attribute), value)
    new.text, new.tail = old.text, old.tail
    new.extend(_copy(child) for child in old if isinstance(child.tag, str))
    return new


def _alt_of(chart: HtmlElement) -> str:
    title, desc = (words_of(one) if (one := chart.find(tag)) is not None else "" for tag in ("title", "desc"))
    words = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in (title, desc) if part)
    return words or chart.get("aria-label", "")


def _tell(image: HtmlElement) -> None:
    """Let the words of a picture stand for one whose bytes are not at hand."""
    alt = image.get("alt", "")
    words = Element("span")
    words.text = f"[Picture: {alt}]" if alt else ""
    words.tail, image.tail = image.tail, None
    image.getparent().replace(image, words)


def _unfold(figure: HtmlElement) -> None:
    """Leave a figure its picture and caption alone, with its table and source below; a table takes its caption.

    One that shows neither is a block with a last line.
    """
    image, caption = next(figure.iter("img"), None), figure.find("figcaption")
    parts = [part for part in _parts(figure) if part is not caption and part is not image]
    parts = [part for part in parts if words_of(part) or next(part.iter("img"), None) is not image]
    table = next((part for part in parts if part.tag == "table"), None)
    if image is not None:
        image.tail = None
        figure.text = None
        figure[:] = [image] if caption is None else [image, caption]
    elif table is not None and caption is not None:
        _put_caption(table, caption, figure.attrib.pop("id", None))
        figure[:] = []
    else:
        figure.tag = "div"
        if caption is not None:
            caption.tag = "p"
        return
    for part in reversed(parts):
        part.tail = None
        figure.addnext(part)
    if image is None:
        figure.drop_tree()


def _parts(figure: HtmlElement) -> Iterator[HtmlElement]:
    """Give the parts of a figure, those of its panels one by one: a panel's title is the caption of the table in it."""
    for child in list(figure):
        if "panel" not in classes_of(child):
            yield child
            continue
        title = next((one for one in child if "panel-title" in classes_of(one)), None)
        for part in list(child):
            if part.tag == "table" and title is not None and part.find("caption") is None:
                _put_caption(part, title[0], None)
            if part is not title:
                yield part


def _put_caption(table: HtmlElement, caption: HtmlElement, anchor: str | None) -> None:
    for old in table.findall("caption"):
        old.drop_tree()
    caption.tag, caption.tail = "caption", None
    caption.attrib.clear()
    table.insert(0, caption)
    if anchor:
        table.set("id", anchor)
