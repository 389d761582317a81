"""Numbered paragraphs: 3.1, 3.2 … each with an anchor that a reader can cite."""

import lxml.html

from review_site.report.fragments import parse_fragment, render_fragment

_NUMBERED = "./p"


def number_paragraphs(html: str, chapter: int) -> str:
    """Return the HTML of a chapter with the paragraphs that stand directly in it numbered.

    Paragraphs in lists, tables, quotations and notes keep none. A numbered one gets the anchor `p-3-1`, and starts with
    a link to itself that shows its number. One that has an id already keeps it; the anchor then stands on the link.
    """
    root = parse_fragment(html)
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
    return render_fragment(root)
