"""Parts of a drawing that pages use by reference: in a folder a browser takes them from the page itself alone."""

import hashlib
import re
from collections.abc import Iterator

from lxml import etree

from review_site.archive.reading_copy.notes import MARK

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LEFT_OUT = frozenset(f"{{{_SVG}}}{name}" for name in ("foreignObject", "script", "style", "image", "a"))
_NAMED = re.compile(r"url\(\s*['\"]?#([^'\")]+)")
_MOST = 50  # other parts that one part uses
_LARGEST = 1 << 22  # bytes of a drawing that is read for its parts


def key_of(file: str, mark: str) -> str:
    """Return the id that a part of a file of the copy, which bears the id `mark` there, has in a page."""
    return f"copied-{hashlib.sha256(f'{file}#{mark}'.encode()).hexdigest()[:12]}"


def render_symbol(drawing: bytes, mark: str, key: str) -> str | None:
    """Render a part of a drawing of the copy as it stands in a page, with what it uses of the same drawing.

    Args:
        drawing: the drawing's bytes, as they are in the copy.
        mark: the id of the part.
        key: the id that it has in the page.

    Returns:
        HTML that takes no place, None where the drawing has no such part.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(drawing, parser) if len(drawing) <= _LARGEST else None
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    for element in list(root.iter(etree.Element)):
        if element.tag in _LEFT_OUT or not str(element.tag).startswith(f"{{{_SVG}}}"):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    parts = {str(element.get("id")): element for element in root.iter(etree.Element) if element.get("id")}
    if mark not in parts or parts[mark] is root:
        return None
    names = _used(parts, mark)
    if any(parts[name] is root for name in names):
        return None
    parts[mark].set("id", key)
    inner = "".join(etree.tostring(parts[name], encoding="ascii", with_tail=False).decode() for name in names)
    return f'<svg {MARK}="symbol" aria-hidden="true" width="0" height="0" style="position:absolute">{inner}</svg>'


def _used(parts: dict[str, etree._Element], mark: str) -> list[str]:
    """Return the id of a part, and those of the parts outside it that it uses, and so on."""
    found, waiting = [mark], [mark]
    while waiting and len(found) <= _MOST:
        part = parts[waiting.pop()]
        inside = {str(element.get("id")) for name in found for element in parts[name].iter(etree.Element)}
        for name in _names_in(part):
            if name in parts and name not in inside and name not in found:
                found.append(name)
                waiting.append(name)
    return found


def _names_in(part: etree._Element) -> Iterator[str]:
    for element in part.iter(etree.Element):
        for key, value in element.attrib.items():
            if str(key) in ("href", _XLINK) and str(value).startswith("#"):
                yield str(value)[1:]
            yield from _NAMED.findall(str(value))
