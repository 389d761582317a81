"""An SVG drawing as it stands in the copy: it runs nothing and loads nothing from elsewhere (SVG 2 §2.2)."""

import re

from lxml import etree

from review_site.archive.reading_copy.draft import Copying, Draft
from review_site.archive.reading_copy.elements import change_tokens
from review_site.archive.reading_copy.encodings import view_xml
from review_site.archive.reading_copy.page import Copied, change_inner
from review_site.archive.reading_copy.tokens import read_xml_tokens

_ENTITY = re.compile(r"<!(?:ENTITY|ATTLIST)", re.IGNORECASE)


def can_be_copied(content: bytes) -> bool:
    """Tell whether a drawing can be read: one whose own entities grow beyond measure, or are broken, cannot."""
    return not _defines(content) or _written_out(content) is not None


def copy_drawing(copying: Copying, content: bytes, url: str, file: str) -> Copied:
    """Return a drawing changed for the copy; the very bytes where nothing needs to be changed.

    One that defines words of its own for what follows (entities) is written out first, since what they stand for may be
    anything.

    Args:
        copying: what all files of the copy have in common.
        content: the drawing.
        url: its full address.
        file: its name in the copy.
    """
    plain = _written_out(content) if _defines(content) else content
    view = view_xml(plain or b"")
    tokens = tuple(read_xml_tokens(view.text))
    draft = Draft(copying=copying, view=view, url=url, file=file, xml=True, base=url, tokens=tokens, inner=change_inner)
    change_tokens(draft, None)
    changed = draft.finish() if draft.edits else plain or b""
    return Copied(changed, tuple(draft.losses))


def _defines(content: bytes) -> bool:
    """Tell whether an XML file has entities or attributes of its own making (XML 1.0 §4.2, §3.3)."""
    text = view_xml(content).text
    return any(
        token.kind in ("doctype", "cut") and _ENTITY.search(text, token.start, token.end)
        for token in read_xml_tokens(text)
    )


def _written_out(content: bytes) -> bytes | None:
    """Return an XML file with its own entities replaced by what they stand for, and without its document type."""
    parser = etree.XMLParser(resolve_entities=True, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, with_tail=False)
