"""Numbered paragraphs: 3.1, 3.2 … each with an anchor that a reader can cite."""

import re

import lxml.html

_NUMBERED = "./p"
_NO_END = re.compile(r"</(?:source|track|wbr|embed)>")  # void in HTML §13.1.2, and not so to libxml2


def number_paragraphs(html: str, chapter: int) -> str:
    """Return the HTML of a chapter with the paragraphs that stand directly in it numbered.

    Paragraphs in lists, tables, quotations and notes keep none. A numbered one gets the anchor `p-3-1`, and starts with
    a link to itself that shows its number. One that has an id already keeps it; the anchor then stands on the link.
    """
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for number, paragraph in enumerate(root.iterfind(_NUMBERED), 1):
        anchor = f"p-{chapter}-{number}"
        link = lxml.html.Element("a", {"class": "para", "href": f"#{anchor}"})
        (link if paragraph.get("id") else paragraph).set("id", anchor)
        paragraph.set("class", " ".join([*paragraph.get("class", "").split(), "numbered"]))
        hidden = lxml.html.Element("span", {"class": "unseen"})
        hidden.text, hidden.tail = "Paragraph ", f"{chapter}.{number}"
        link.append(hidden)
        link.tail, paragraph.text = f" {paragraph.text or ''}", None
        paragraph.insert(0, link)
    text: str = lxml.html.tostring(root, encoding="unicode")
    return _NO_END.sub("", text[len("<div>") : -len("</div>")])
