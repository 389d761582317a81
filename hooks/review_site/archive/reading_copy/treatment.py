"""What becomes of each file of a site in its copy."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Literal

from review_site.archive.inventory import Inventory, Resource
from review_site.archive.reading_copy.drawing import can_be_copied
from review_site.archive.reading_copy.encodings import view_xml
from review_site.archive.reading_copy.tokens import read_xml_tokens
from review_site.media_types import UNKNOWN
from review_site.workers import spread

Treatment = Literal["page", "page of XML", "stylesheet", "drawing", "as it was", "as text", "left out"]

LARGEST = 24 << 20  # bytes of a text that is read whole
_BY_TYPE: dict[str, Treatment] = {
    "text/html": "page",
    "application/xhtml+xml": "page of XML",
    "text/css": "stylesheet",
    "image/svg+xml": "drawing",
    "text/javascript": "left out",
    "application/wasm": "left out",
}
_XML = re.compile(r"application/(?:.+\+)?xml|text/x-opml|application/rss\+xml")
_SEARCH_INDEX = "pagefind.js"  # in whose folder all else is read by it alone
# Browsers and systems run what such a file holds when it is opened from a folder, whatever it was on a server.
_RUN_BY_NAME_WORDS = ".hta .htc .mht .mhtml .shtm .shtml .svgz .wsf .xht .xhtm .xsl .xslt"
_RUN_BY_NAME = frozenset(_RUN_BY_NAME_WORDS.split())
_LOOKS_LIKE_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|svg|iframe|\?xml)", re.I | re.DOTALL
)
_SNIFFED = 1445  # bytes that browsers look at (WHATWG MIME Sniffing §5.2)


def treatments(inventory: Inventory) -> dict[str, Treatment]:
    """Return what becomes of each file of an inventory, by its name in the folder.

    Raises:
        OSError: when a file cannot be read.
    """
    resources = {resource.file: resource for resource in inventory.resources if resource.file}
    folders = _search_folders(resources)

    def treatment_of(file: str) -> Treatment:
        left_out = any(file.startswith(folder) for folder in folders)
        return "left out" if left_out else _treatment(inventory, resources[file])

    return dict(zip(resources, spread(list(resources), treatment_of), strict=True))


def _search_folders(files: Iterable[str]) -> list[str]:
    """Return the folders whose files only a script of the search reads."""
    found = [PurePosixPath(file) for file in files if PurePosixPath(file).name == _SEARCH_INDEX]
    return [f"{path.parent}/" for path in found if path.parent.name == "pagefind"]


def _treatment(inventory: Inventory, resource: Resource) -> Treatment:
    path = inventory.file_of(resource)
    media_type = resource.media_type.partition(";")[0]
    treatment = _BY_TYPE.get(media_type, "as it was")
    if treatment in ("page", "page of XML", "stylesheet", "drawing") and resource.size > LARGEST:
        return "as text"
    if treatment == "drawing" and not can_be_copied(path.read_bytes()):
        return "as text"
    if PurePosixPath(resource.file).suffix.lower() in _RUN_BY_NAME:
        return "as text"
    if media_type == UNKNOWN and _looks_like_page(path):
        return "as text"
    if treatment == "as it was" and _XML.fullmatch(media_type) and _runs(path, resource.size):
        return "as text"
    return treatment


def _looks_like_page(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(_SNIFFED)
    return _LOOKS_LIKE_PAGE.match(head.lstrip(b"\xef\xbb\xbf").replace(b"\0", b"")) is not None


def _runs(path: Path, size: int) -> bool:
    """Tell whether an XML file holds what a browser would run: a script, a handler, a transformation, own entities."""
    if size > LARGEST:
        return True
    text = view_xml(path.read_bytes()).text
    for token in read_xml_tokens(text):
        piece = text[token.start : token.end]
        if token.kind == "doctype" and re.search(r"<!(?:ENTITY|ATTLIST)", piece, re.IGNORECASE):
            return True
        if token.kind == "instruction" and "xml-stylesheet" in piece and not re.search(r"text/css", piece):
            return True
        if token.kind == "start" and (
            token.name in ("script", "iframe", "object", "embed") or re.search(r"\son\w+\s*=|javascript:", piece, re.I)
        ):
            return True
    return False
