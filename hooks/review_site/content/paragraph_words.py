"""The paragraphs of a chapter that are numbered, and the words that each is known by."""

from copy import deepcopy
from dataclasses import dataclass

import lxml.html

from review_site.content.converted import convert
from review_site.content.exhibit_marks import exhibit_paragraphs
from review_site.content.paragraph_numbers import number_of
from review_site.content.text_files import UNSEEN

_NOTE = "sup/a[@class='footnote-ref']"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its words, and the number that its writer holds it to, as `{: #p-1-12 }`, None for most."""

    words: str
    held: str | None = None


def numbered_elements(root: lxml.html.HtmlElement) -> list[tuple[lxml.html.HtmlElement, Paragraph]]:
    """Return the paragraphs of a page's content that are numbered: those with words that stand directly in it.

    Not so the marks that place exhibits, and the captions of tables and pictures.
    """
    of_exhibits = {paragraph for paragraph, _ in exhibit_paragraphs(root)}
    found = ((element, words_of(element)) for element in root.iterfind("./p") if element not in of_exhibits)
    return [(element, Paragraph(words, number_of(element.get("id", "")))) for element, words in found if words]


def words_of(element: lxml.html.HtmlElement) -> str:
    """Return the words of an element without the marks of its notes, any white space as one space."""
    if element.find(f".//{_NOTE}") is not None:
        element = deepcopy(element)
        for note in element.findall(f".//{_NOTE}/.."):
            note.drop_tree()
    return " ".join(UNSEEN.sub("", str(element.text_content())).split())


def paragraphs_in(body: str) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs of a Markdown body, those of all its state blocks, in order."""
    html = convert(body)
    if not html or "<p" not in html:
        return ()
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return tuple(paragraph for _, paragraph in numbered_elements(root))
