"""Footnotes of a page (Python-Markdown's) → notes that each form sets in its own way.

A place that a note belongs to is `<span class="note" data-note="ID">` after this; the notes stand last, in a
`<div class="notes">`, each a `<div class="note" data-note="ID" data-number="3">`, in the order of their first place.
"""

from lxml.html import Element, HtmlElement

from review_site.report.documents.simplifying import classes_of


def gather_notes(root: HtmlElement, prefix: str) -> None:
    """Change the footnotes of a page, in place; the ID of each note begins with `prefix`."""
    bodies: dict[str, HtmlElement] = {}
    for block in [div for div in root.iter("div") if "footnote" in classes_of(div)]:
        bodies |= {item.get("id"): item for item in block.iter("li") if item.get("id")}
        block.drop_tree()
    named: dict[str, str] = {}
    for link in [link for link in root.iter("a") if "footnote-ref" in classes_of(link)]:
        name = link.get("href", "").removeprefix("#")
        mark = link.getparent() if link.getparent().tag == "sup" else link
        if name in bodies:
            note = named.setdefault(name, f"{prefix}-{len(named) + 1}")
            place = Element("span", {"class": "note", "data-note": note})
            mark.addprevious(place)
        mark.drop_tree()
    if named:
        notes = Element("div", {"class": "notes"})
        for number, (name, note) in enumerate(named.items(), 1):
            body = bodies[name]
            body.tag = "div"
            body.attrib.clear()
            body.attrib.update({"class": "note", "data-note": note, "data-number": str(number)})
            for back in [link for link in body.iter("a") if "footnote-backref" in classes_of(link)]:
                back.drop_tree()
            _trim(body)
            notes.append(body)
        root.append(notes)


def _trim(body: HtmlElement) -> None:
    """Take away the spaces that stood before the links back to the text, which each form makes anew."""
    body.tail = None
    last = body[-1] if len(body) else body
    if len(last):
        last[-1].tail = (last[-1].tail or "").rstrip("\xa0 \n")
    else:
        last.text = (last.text or "").rstrip("\xa0 \n")
