"""The reviewed table: what this house says of a file where PRONOM's signatures say nothing or its endings too much.

A row speaks only where its `shows` holds of the file's bytes. It overrules no signature but that of XML, to say which
XML it is; where a signature says the same as the row, the row says that name and content agree.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from review_site.archive.formats.contents import has_tags, is_json, is_text, root_of

_NONE = frozenset({""})
_XML, _GZIP = frozenset({"fmt/101"}), frozenset({"x-fmt/266"})
_XHTML = frozenset({"fmt/96", "fmt/101", "fmt/102", "fmt/103", "fmt/471"})
_OGG = frozenset({"fmt/203", "fmt/944", "fmt/946", "fmt/947", "fmt/948"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is said of files with these endings whose bytes match one of `signatures`; an empty one stands for no match.

    `puid` None leaves the identifier to the signature; `why` is for the reader of the table.
    """

    endings: tuple[str, ...]
    signatures: frozenset[str]
    puid: str | None
    shows: Callable[[bytes], bool]
    why: str


def _root(*names: str) -> Callable[[bytes], bool]:
    return lambda head: is_text(head) and root_of(head) in names


def _anything(_head: bytes) -> bool:
    return True


TABLE = (
    # Text of one purpose: PRONOM knows these by their endings alone.
    Row(
        endings=("css",),
        signatures=_NONE,
        puid="x-fmt/224",
        shows=is_text,
        why="a style sheet has no bytes of its own to begin with",
    ),
    Row(
        endings=("js", "mjs"),
        signatures=_NONE,
        puid="x-fmt/423",
        shows=is_text,
        why="a script has no bytes of its own to begin with; a module is a script",
    ),
    Row(
        endings=("txt", ""),
        signatures=_NONE,
        puid="x-fmt/111",
        shows=is_text,
        why="plain text; PRONOM's other formats of this ending have signatures, which it does not match",
    ),
    Row(
        endings=("md",),
        signatures=_NONE,
        puid="fmt/1149",
        shows=is_text,
        why="text marked up by hand has no bytes of its own to begin with",
    ),
    Row(
        endings=("csv",),
        signatures=_NONE,
        puid="x-fmt/18",
        shows=is_text,
        why="a table as text has no bytes of its own to begin with",
    ),
    Row(
        endings=("tsv",),
        signatures=_NONE,
        puid="x-fmt/13",
        shows=is_text,
        why="a table as text has no bytes of its own to begin with",
    ),
    Row(
        endings=("srt",),
        signatures=_NONE,
        puid="fmt/1218",
        shows=is_text,
        why="subtitles as text, known by their ending",
    ),
    Row(
        endings=("yml", "yaml"),
        signatures=_NONE,
        puid="fmt/818",
        shows=is_text,
        why="settings as text, known by their ending",
    ),
    # JSON: a guess by ending makes some of it a tweet.
    Row(
        endings=("json",),
        signatures=_NONE,
        puid="fmt/817",
        shows=is_json,
        why="JSON that does not match the signature of a tweet is no tweet (fmt/1311)",
    ),
    Row(
        endings=("geojson",),
        signatures=_NONE,
        puid="fmt/1367",
        shows=is_json,
        why="JSON of a map, known by its ending",
    ),
    Row(
        endings=("jsonld",),
        signatures=_NONE,
        puid="fmt/880",
        shows=is_json,
        why="linked data in JSON, known by its ending",
    ),
    Row(
        endings=("webmanifest", "map"),
        signatures=_NONE,
        puid="fmt/817",
        shows=is_json,
        why="a web manifest and the map of a script are JSON, whose endings PRONOM does not know, or gives to another",
    ),
    # XML that says what it is by its root.
    Row(
        endings=("atom",),
        signatures=_NONE | _XML,
        puid="fmt/101",
        shows=_root("feed", "entry"),
        why="an Atom feed, which has no entry of its own in PRONOM, is XML, with or without the declaration",
    ),
    Row(
        endings=("rss",),
        signatures=_NONE | _XML,
        puid="fmt/101",
        shows=_root("rss", "RDF"),
        why="an RSS feed, which has no entry of its own in PRONOM, is XML, with or without the declaration",
    ),
    Row(
        endings=("opml",),
        signatures=_NONE | _XML,
        puid="fmt/101",
        shows=_root("opml"),
        why="a list of feeds, which has no entry of its own in PRONOM, is XML, with or without the declaration",
    ),
    Row(
        endings=("xsl", "xslt"),
        signatures=_NONE | _XML,
        puid="x-fmt/281",
        shows=_root("stylesheet", "transform"),
        why="a style sheet in XML has no signature of its own",
    ),
    Row(
        endings=("xml",),
        signatures=_NONE,
        puid="fmt/101",
        shows=lambda head: is_text(head) and root_of(head) != "",
        why="XML needs no declaration, which is what its signature looks for",
    ),
    Row(
        endings=("svg",),
        signatures=_NONE | _XML,
        puid="fmt/92",
        shows=_root("svg"),
        why="SVG in a web page's manner names no version, and PRONOM has none without; 1.1 is what readers draw it as",
    ),
    # HTML that leaves out what its signatures look for.
    Row(
        endings=("html", "htm"),
        signatures=_NONE,
        puid="fmt/96",
        shows=has_tags,
        why="a browser takes HTML without doctype or root for HTML",
    ),
    Row(
        endings=("xhtml",),
        signatures=_XHTML,
        puid=None,
        shows=_root("html"),
        why="HTML in XML, whose ending PRONOM does not know",
    ),
    # Packed or recorded, under an ending of its own.
    Row(
        endings=("pagefind", "pf_filter", "pf_fragment", "pf_index", "pf_meta", "pf_sort"),
        signatures=_GZIP,
        puid="x-fmt/266",
        shows=_anything,
        why="Pagefind keeps the parts of its search index packed, under endings of its own",
    ),
    Row(
        endings=("oga",),
        signatures=_OGG,
        puid=None,
        shows=_anything,
        why="sound in Ogg, whose ending PRONOM does not know",
    ),
)


def rows_for(ending: str) -> Iterator[Row]:
    """Give the rows that speak of an ending, written in lower case without its dot, in order."""
    return (row for row in TABLE if ending in row.endings)
