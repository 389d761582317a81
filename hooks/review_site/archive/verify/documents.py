"""What feeds, sitemaps, manifests and `robots.txt` refer to, by the parsers of the standard library."""

import json
import re
from xml.parsers import expat

from review_site.archive.verify.hypertext import read_piece, read_tag
from review_site.archive.verify.markup import Tag
from review_site.archive.verify.reference import References

NOT_JSON = "is not JSON that can be read"
NOT_WELL_FORMED = "is not well-formed XML"
HAS_DOCUMENT_TYPE = "is XML with a document type"

_XHTML, _XML = "http://www.w3.org/1999/xhtml", "http://www.w3.org/XML/1998/namespace"
_ROOTS = frozenset(["feed", "rss", "RDF", "opml", "urlset", "sitemapindex"])
_DEEPEST = 1000
_IS_ALL = True
_TEXT_KINDS = {
    "link": "author/uri channel/docs channel/link contributor/uri image/link item/comments item/guid item/link "
    "sitemap/loc url/loc",
    "requisite": "feed/icon feed/logo image/loc image/url source/icon source/logo video/thumbnail_loc",
    "media": "video/content_loc",
    "frame": "video/player_loc",
}
_ATTRIBUTE_KINDS = {
    "link": "content/src enclosure/url generator/uri link/href outline/htmlUrl outline/url outline/xmlUrl source/url",
    "requisite": "image/href thumbnail/url",
    "media": "content/url",
}
_OF_TEXT = {name: kind for kind, names in _TEXT_KINDS.items() for name in names.split()}
_OF_ATTRIBUTE = {name: kind for kind, names in _ATTRIBUTE_KINDS.items() for name in names.split()}
_FEED_KEYS = dict.fromkeys(["external_url", "feed_url", "home_page_url", "next_url", "url"], "link") | dict.fromkeys(
    ["avatar", "banner_image", "favicon", "icon", "image"], "requisite"
)
_MANIFEST_KEYS = {"action": "form", "src": "requisite", "start_url": "link", "url": "link"}
_PSEUDO = re.compile(r"(?:.*\s)?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL)
_ROBOTS = re.compile(r"[ \t]*sitemap[ \t]*:[ \t]*([^#\s]+)", re.IGNORECASE)


class _EnoughError(Exception):
    """Ends the reading of an XML file, whose reason this is; empty where there is no more to read."""


def read_xml(text: str, references: References) -> None:
    """Note every reference of a feed or sitemap, up to its first fault; of other XML the stylesheet that it names."""
    reader = _XmlReader(references)
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.ProcessingInstructionHandler = reader.text, reader.instruction
    parser.StartDoctypeDeclHandler = reader.document_type
    before = references.base
    if text.startswith("\ufeff"):
        references.unread = NOT_WELL_FORMED
        return
    try:
        parser.Parse(text.encode(), _IS_ALL)
    except _EnoughError as enough:
        references.unread = str(enough)
    except expat.ExpatError:
        references.unread = NOT_WELL_FORMED
    references.base = before


class _XmlReader:
    """Takes the events of a parser, and keeps of each open element its name, attributes, base and text."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self._bases = [references.base]
        self._begun = False
        self._first = len(references.found)

    def document_type(self, *_: object) -> None:
        del self._references.found[self._first :]
        raise _EnoughError(HAS_DOCUMENT_TYPE)

    def instruction(self, target: str, data: str) -> None:
        match = _PSEUDO.match(data)
        if target == "xml-stylesheet" and match and not self._begun:
            self._references.note("requisite", target, "href", match[1] or match[2] or "")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        if not self._begun and name not in _ROOTS:
            raise _EnoughError("")
        self._begun = True
        if len(self._open) >= _DEEPEST:
            raise _EnoughError(NOT_WELL_FORMED)
        self._references.base = self._bases[-1]
        if f"{_XML}}}base" in attributes:
            self._references.base = self._references.rebased(attributes[f"{_XML}}}base"])
        self._bases.append(self._references.base)
        self._open.append((name, attributes, []))
        if space == _XHTML:
            lowered = {key.lower(): value for key, value in attributes.items()}
            read_tag(Tag(name=name.lower(), attributes=lowered), self._references)
            return
        for key, value in attributes.items():
            if kind := _OF_ATTRIBUTE.get(f"{name}/{key}"):
                self._references.note(kind, name, key, value)

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def end(self, _: str) -> None:
        name, attributes, pieces = self._open.pop()
        self._references.base = self._bases.pop()
        text = "".join(pieces)
        around = self._open[-1][0] if self._open else ""
        kind = _OF_TEXT.get(f"{around}/{name}")
        if kind:
            if name != "guid" or attributes.get("isPermaLink") != "false":
                self._references.note(kind, name, "text", text)
        elif name in ("description", "encoded") or (
            name in ("content", "rights", "subtitle", "summary", "title")
            and attributes.get("type") in ("html", "text/html")
        ):
            read_piece(text, self._references)


def is_json_feed(content: bytes) -> bool:
    """Tell whether JSON names the version of JSON Feed that it follows."""
    return re.search(rb"jsonfeed\.org\\?/version\\?/", content) is not None


def read_json(content: bytes, references: References, *, manifest: bool) -> None:
    """Note every reference of a JSON Feed, or of a web app's manifest."""
    keys = _MANIFEST_KEYS if manifest else _FEED_KEYS
    try:
        values: list[object] = [json.loads(content.decode("utf-8-sig"))]
    except (ValueError, RecursionError):
        references.unread = NOT_JSON
        return
    for value in values:  # grows while it is gone through
        if isinstance(value, list):
            values.extend(value)
        elif isinstance(value, dict):
            values.extend(inner for key, inner in value.items() if not key.startswith("_"))
            for key, text in value.items():
                if isinstance(text, str) and key in keys:
                    references.note(keys[key], "json", key, text)
                elif isinstance(text, str) and key == "content_html":
                    read_piece(text, references)


def read_robots(text: str, references: References) -> None:
    """Note every sitemap that a `robots.txt` names."""
    for line in re.split(r"\r\n|\r|\n", text):
        if match := _ROBOTS.match(line):
            references.note("link", "text", "sitemap", match[1])
