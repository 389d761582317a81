"""Safe HTML of any shape → a tree of few, plain blocks, which Markdown can say."""

import re
from collections.abc import Callable

import lxml.html
from lxml.etree import SubElement
from lxml.html import HtmlElement

from review_site.importing.escaping import escape_code, escape_text
from review_site.importing.footnotes import take_footnotes
from review_site.importing.lines import Line, Page
from review_site.importing.tables import grid_of

_HEADING = re.compile(r"h[1-6]")
_LINES = ("p", "figcaption", "caption", "summary", "dd", "address")
_BOXES = (
    *("div", "section", "article", "header", "footer", "aside", "main", "nav", "center", "details", "dl"),
    *("li", "thead", "tbody", "tfoot", "tr", "td", "th"),
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
NO_ALT = "TODO: say what the picture shows"


def plain_blocks(html: str, page: Page, *, breaks: bool) -> HtmlElement:
    """Return a tree of headings, paragraphs, lists, quotations, tables, code and pictures, every text of it Markdown.

    With `breaks`, the line ends of text that stands in no paragraph count, as in WordPress's older editor.
    """
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    page.notes = take_footnotes(root)
    tree = lxml.html.Element("div")
    flow = _Flow(tree, page, is_top=True, breaks=breaks)
    flow.fill(root)
    flow.close()
    while page.notes.bodies and len(tree) and (_HEADING.fullmatch(str(tree[-1].tag)) or tree[-1].tag == "hr"):
        tree.remove(tree[-1])
    for number, body in enumerate(page.notes.bodies, 1):
        note = SubElement(tree, "p")
        note.text = f"[^{number}]: "
        line = Line(lambda note=note: note, page)  # type: ignore[misc]
        line.element(body)
        line.close()
    flow.show_pictures()
    _set_levels(tree)
    return tree


class _Flow:
    """Writes blocks into an element; words that stand in none of them make paragraphs of their own."""

    def __init__(self, out: HtmlElement, page: Page, *, is_top: bool = False, breaks: bool = False) -> None:
        self.out, self.page, self.is_top, self.breaks = out, page, is_top, breaks
        self.line: Line | None = None
        self.in_figure = False

    def fill(self, element: HtmlElement) -> None:
        """Write what stands in an element."""
        self.words(element.text)
        for child in element:
            tag = str(child.tag)
            if write := self.writer(tag):
                self.close()
                write(child)
                self.close()
            else:
                self.running().element(child)
            self.words(child.tail)

    def writer(self, tag: str) -> Callable[[HtmlElement], None] | None:
        """Return what writes a block of this name, None when it is no block."""
        if _HEADING.fullmatch(tag):
            return self.heading if self.is_top else self.strong
        if tag in _LINES:
            return self.paragraph
        if tag in _BOXES:
            return self.fill
        return {
            "dt": self.strong,
            "figure": self.figure,
            "ul": self.list,
            "ol": self.list,
            "blockquote": self.quotation,
            "pre": self.code,
            "table": self.table,
            "hr": self.rule,
        }.get(tag)

    def words(self, text: str | None) -> None:
        """Write text that stands in no paragraph of its own."""
        if not self.breaks or not text:
            self.running().words(text)
            return
        for number, paragraph in enumerate(_PARAGRAPH.split(text)):
            if number:
                self.close()
            for index, row in enumerate(paragraph.split("\n")):
                if index:
                    self.running().line_break()
                self.running().words(row)

    def running(self) -> Line:
        """Return the line that is being written."""
        if self.line is not None and self.line.ended:
            self.close()
        if self.line is None:
            self.line = Line(self.new_paragraph, self.page)
        return self.line

    def new_paragraph(self) -> HtmlElement:
        self.show_pictures()
        return SubElement(self.out, "p")

    def close(self) -> None:
        """End the paragraph that is being written."""
        if self.line is not None:
            self.line.close()
            if self.is_top and self.line.raw and not self.in_figure:
                self.page.said.append("".join(self.line.raw))
        self.line = None
        self.show_pictures()

    def show_pictures(self) -> None:
        """Write the pictures that wait, each in a paragraph of its own; only the page itself shows any."""
        if self.is_top:
            for name, alt in self.page.waiting:
                text = escape_text(alt, at_start=False) if alt else NO_ALT
                SubElement(SubElement(self.out, "p"), "img", src=name, alt=text)
            self.page.waiting.clear()

    def paragraph(self, element: HtmlElement) -> None:
        if any(self.writer(str(child.tag)) for child in element):
            self.fill(element)
            return
        self.running().words(element.text)
        for child in element:
            self.running().element(child)
            self.running().words(child.tail)

    def heading(self, element: HtmlElement) -> None:
        line = Line(lambda: SubElement(self.out, str(element.tag)), self.page, in_heading=True)
        line.element(element)
        line.close()

    def figure(self, element: HtmlElement) -> None:
        self.in_figure = True
        self.fill(element)
        self.close()
        self.in_figure = False

    def strong(self, element: HtmlElement) -> None:
        element.tag = "strong"
        self.running().element(element)

    def list(self, element: HtmlElement) -> None:
        made = SubElement(self.out, str(element.tag))
        start = element.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() and len(start) <= 4 else 1
        for child in element:
            item = SubElement(made, "li", n=str(number))
            flow = _Flow(item, self.page)
            if child.tag == "li":
                flow.fill(child)
            elif write := flow.writer(str(child.tag)):
                write(child)
            else:
                flow.running().element(child)
            flow.running().words(child.tail)
            flow.close()
            if len(item):
                number += 1
                _tighten(item)
            else:
                made.remove(item)
        if not len(made):
            self.out.remove(made)

    def quotation(self, element: HtmlElement) -> None:
        made = SubElement(self.out, "blockquote")
        flow = _Flow(made, self.page, breaks=self.breaks)
        flow.fill(element)
        flow.close()
        if not len(made):
            self.out.remove(made)

    def code(self, element: HtmlElement) -> None:
        for mark in element.iter("br"):
            mark.tail = "\n" + (mark.tail or "")
        if not self.is_top:  # a fence is read as one only at the start of a line
            element.tag = "code"
            self.running().element(element)
        elif text := "".join(element.itertext()).strip("\n"):
            SubElement(self.out, "pre").text = escape_code(text)

    def table(self, element: HtmlElement) -> None:
        for caption in element.iterchildren("caption"):
            self.paragraph(caption)
            self.close()
        grid = grid_of(element)
        if len(grid) < 2 or len(grid[0]) < 2:
            for cell in (cell for row in grid for cell in row if cell is not None):
                self.fill(cell)
                self.close()
            return
        made = SubElement(self.out, "table")
        for number, row in enumerate(grid):
            places = SubElement(made, "tr")
            for cell in row:
                place = SubElement(places, "td" if number else "th")
                if cell is not None:
                    line = Line(lambda place=place: place, self.page)  # type: ignore[misc]
                    line.element(cell)
                    line.close()

    def rule(self, _element: HtmlElement) -> None:
        SubElement(self.out, "hr")


def _tighten(item: HtmlElement) -> None:
    """Make the words of an item its own, when only lists follow them: Markdown then sets the list close."""
    first = item[0]
    if first.tag == "p" and all(other.tag in ("ul", "ol") for other in item[1:]):
        first.drop_tag()


def _set_levels(tree: HtmlElement) -> None:
    """Let headings start at the second level, the first being the title's, and skip none."""
    above: list[int] = []
    for heading in [block for block in tree if _HEADING.fullmatch(str(block.tag))]:
        level = int(str(heading.tag)[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{min(len(above) + 1, 6)}"
