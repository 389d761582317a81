"""Exhibits put where the marks of a text stand, and the captions of tables and pictures joined to them."""

from collections.abc import Callable, Mapping

import lxml.html

from review_site.content.exhibit_marks import Caption, exhibit_paragraphs
from review_site.content.exhibits import Exhibited
from review_site.report.fragments import parse_fragment, render_fragment


def place_exhibits(html: str, exhibits: Mapping[str, Exhibited], render: Callable[[Exhibited], str]) -> str:
    """Return the content of a page of a report with its exhibits in place, and none of their marks.

    Args:
        html: the content, as Markdown gives it.
        exhibits: the exhibits of the report, by name; the paragraph of any other name is left as it is.
        render: gives the HTML of an exhibit: one element.
    """
    root = parse_fragment(html)
    found = list(exhibit_paragraphs(root))
    if not found:
        return html
    for paragraph, what in found:
        if isinstance(what, Caption):
            _caption(paragraph, what)
        elif what.name in exhibits:
            _put(paragraph, exhibits[what.name], render)
    return render_fragment(root)


def _put(paragraph: lxml.html.HtmlElement, exhibit: Exhibited, render: Callable[[Exhibited], str]) -> None:
    element = lxml.html.fragment_fromstring(render(exhibit))
    element.tail = paragraph.tail
    paragraph.getparent().replace(paragraph, element)


def _caption(paragraph: lxml.html.HtmlElement, caption: Caption) -> None:
    """Make a paragraph the caption of what stands below it, which gets the anchor of its number."""
    below = paragraph.getnext()
    paragraph.getparent().remove(paragraph)
    if caption.word == "Table":
        paragraph.tag = "caption"
        below.insert(0, paragraph)
        for cell in below.iterfind("thead//th"):
            cell.set("scope", "col")
    else:
        below = _figure(below)
        paragraph.tag = "figcaption"
        below.insert(0, paragraph)
    paragraph.tail = "\n"
    paragraph.attrib.pop("id", None)
    below.set("id", caption.anchor)


def _figure(picture: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """Return the figure that a picture stands in, made around it where there is none.

    The words that the picture has of its own go below it, as a figure has one caption.
    """
    if picture.tag != "figure":
        figure = lxml.html.Element("figure")
        figure.tail, picture.tail = picture.tail, None
        picture.getparent().replace(picture, figure)
        figure.extend(list(picture) if picture.tag == "p" else [picture])
        return figure
    for words in picture.findall("figcaption"):
        words.tag = "p"
        words.set("class", "quiet")
    return picture
