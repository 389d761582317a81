"""A picture as a page shows it."""

from xml.etree.ElementTree import Element, SubElement

from review_site.content.picture_files import PictureFile
from review_site.pictures.renditions import plan

SIZES = "(min-width: 45rem) 42.5rem, 100vw"  # the column of text, else the whole screen; a rem is 16 px here


def render_picture(
    picture: PictureFile, alt: str, *, caption: str = "", credit: str = "", eager: bool, css_class: str = ""
) -> Element:
    """Return the element that shows a picture in the width that the reader's screen needs (HTML §4.8.1).

    Args:
        picture: the original.
        alt: what it shows, in words; empty for one that only adorns.
        caption: plain text below it.
        credit: who made it, plain text after the caption.
        eager: whether it is fetched at once, as the first on a page should be, or when it comes near the screen.
        css_class: the class of the outermost element.

    Returns: `<figure>` when there is a caption or a credit, which cannot stand inside a paragraph; else `<picture>`.
        Addresses start at the root, in `src` and in `srcset` alike.
    """
    figure = Element("figure") if caption or credit else None
    shown = Element("picture") if figure is None else SubElement(figure, "picture")
    *webp, fallback = plan(picture)
    srcset = ", ".join(f"{one.address} {one.width}w" for one in webp)
    SubElement(shown, "source", {"type": webp[-1].media_type, "srcset": srcset, "sizes": SIZES})
    size = {"width": str(webp[-1].width), "height": str(webp[-1].height)}
    loading = {} if eager else {"loading": "lazy"}
    SubElement(shown, "img", {"src": fallback.address, "alt": alt, **size, **loading, "decoding": "async"})
    outer = shown if figure is None else figure
    if css_class:
        outer.set("class", css_class)
    if figure is not None:
        _add_caption(figure, caption, credit)
    return outer


def _add_caption(figure: Element, caption: str, credit: str) -> None:
    words = SubElement(figure, "figcaption")
    words.text = f"{caption} " if caption and credit else caption
    if credit:
        SubElement(words, "small").text = credit
