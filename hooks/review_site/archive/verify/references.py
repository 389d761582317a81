"""What a recorded file refers to, read by its type, with no code of what wrote the bundle."""

import codecs
import re
from tempfile import TemporaryFile
from typing import BinaryIO

from review_site.archive.verify import documents, pdf_bytes
from review_site.archive.verify.hypertext import read_hypertext, read_style
from review_site.archive.verify.location import Location
from review_site.archive.verify.payload import Payload
from review_site.archive.verify.reference import References
from review_site.archive.verify.styles import TOO_LONG
from review_site.archive.verify.warc import Response

_LARGEST = 1 << 25
TOO_LARGE = "is larger than 32 MiB"
REASONS = frozenset({TOO_LARGE, documents.NOT_JSON, documents.NOT_WELL_FORMED, documents.HAS_DOCUMENT_TYPE, TOO_LONG})
_HYPERTEXT = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml"})
_XML = frozenset({"application/atom+xml", "application/rss+xml", "application/xml", "text/x-opml"})
_JSON = frozenset({"application/json", "application/manifest+json"})
_META = re.compile(rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{1,40})")
_CHARSET = re.compile(rb'@charset "([A-Za-z0-9_:.-]{1,40})";')
_SAME = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874"} | {
    "big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"
}  # fmt: skip
_READ_AS = frozenset(
    [
        "big5hkscs",
        "euc_jp",
        "gb18030",
        "iso2022_jp",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "cp866",
        "cp874",
        "cp932",
        "cp949",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
    ]
)


def type_of(response: Response) -> str:
    """Return the media type of a response, without parameters."""
    return response.media_type.partition(";")[0]


def is_read(response: Response, path: str) -> bool:
    """Tell whether a file of its type refers to anything that a bundle tells of."""
    return path == "/robots.txt" or type_of(response) in _HYPERTEXT | _XML | _JSON | {"text/css", "application/pdf"}


def read_references(response: Response, payload: Payload, path: str, place: Location) -> References:
    """Return every reference of a recorded file; of one that lies in an earlier snapshot, where it leads alone.

    Args:
        response: as the WARC records it.
        payload: what it holds.
        path: its address below the root of the site.
        place: its full address.

    Raises:
        FaultError: when the record is damaged.
    """
    references = References(place)
    if response.location:
        references.note("link", "http", "location", response.location)
    if response.revisit or not is_read(response, path):
        return references
    media_type = type_of(response)
    if media_type == "application/pdf":
        _read_pdf(payload, references)
    elif response.size > _LARGEST:
        references.unread = TOO_LARGE
    elif path == "/robots.txt":
        documents.read_robots(_decode(payload.read(), _META, "cp1252")[0], references)
    elif media_type in _JSON:
        _read_json(payload.read(), path, media_type, references)
    elif media_type in _XML:
        documents.read_xml(_decode(payload.read(), _DECLARED, "utf-8")[0], references)
    elif media_type == "text/css":
        text, references.encoding = _decode(payload.read(), _CHARSET, "cp1252")
        read_style(text, references, "css")
    else:
        text, references.encoding = _decode(payload.read(), _META, "cp1252")
        read_hypertext(text, references)
    return references


def _read_json(content: bytes, path: str, media_type: str, references: References) -> None:
    manifest = media_type == "application/manifest+json" or path.endswith("/manifest.json")
    if manifest or documents.is_json_feed(content):
        documents.read_json(content, references, manifest=manifest)


def _read_pdf(payload: Payload, references: References) -> None:
    with TemporaryFile() as copy:
        for piece in payload.pieces:
            copy.write(piece)
        copy.flush()
        _note_pdf(copy, references)


def _note_pdf(copy: BinaryIO, references: References) -> None:
    """Note each address once a page; places of one page of the site are one address."""
    addresses, references.hidden = pdf_bytes.addresses_of_pdf(copy)
    whole: dict[str, set[int]] = {}
    for address, pages in addresses.items():
        whole.setdefault(address.partition("#")[0], set()).update(pages)
    for address, pages in sorted(whole.items()):
        for _ in pages or {0}:
            place = references.note("link", "pdf", "uri", address)
        if place is not None:
            references.pages.setdefault(place, set()).update(pages)


def _decode(content: bytes, declaration: re.Pattern[bytes], otherwise: str) -> tuple[str, str]:
    """Return a file as text and its encoding: by its mark, as UTF-8 where it is, as it declares, or as a last way."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), "utf-8"
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    found = declaration.search(content[:1024])
    if not found or (declaration is not _META and found.start()):
        return content.decode(otherwise, "replace"), otherwise
    try:
        name = codecs.lookup(found[1].decode()).name
    except (LookupError, ValueError):
        name = ""
    name = _SAME.get(name, "utf-8" if name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be") else name)
    name = name if name in _READ_AS or name == "utf-8" else "cp1252"
    return content.decode(name, "replace"), name
