"""The bytes of a feed → well-formed XML that is safe to parse, with the line of each entry.

What could make a parser fetch, expand or overrun is refused here: a document type with declarations of its own (XML 1.0
§2.8), too many bytes, elements or levels.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html.entities import html5
from pathlib import Path
from xml.parsers import expat

from review_site.problems import Problems

MAX_BYTES = 50_000_000
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 200
MAX_NAME = 1_000
MAX_ALIKE = 1_000
MAX_ATTRIBUTES = 100

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_MARKUP = frozenset("<>&\"'")
_XHTML = "http://www.w3.org/1999/xhtml"
_WORDPRESS = "http://wordpress.org/export/"
_ENTRIES = ("item", "entry")
# Names and dates, in which a parser of feeds looks for addresses and forms, in time that grows as the square of theirs.
_NAMES = {"author", "creator", "contributor", "name", "email", "managingeditor", "webmaster", "publisher", "owner"}
_DATES = {"date", "pubdate", "published", "updated", "modified", "issued", "created", "expirationdate", "duration"}


@dataclass(frozen=True, slots=True)
class FeedText:
    """A feed as UTF-8 XML without a declaration.

    `lines` are those on which its entries start; `names` the full names behind the short ones of WordPress's users.
    """

    xml: bytes
    lines: tuple[int, ...]
    names: Mapping[str, str]


class _RefusedError(Exception):
    """What is wrong with the file, and what would be right."""


def read_feed_text(file: Path, path: str, problems: Problems) -> FeedText | None:
    """Read the file of a feed; None, with a problem, when it cannot be, or may not be, parsed."""
    size = file.stat().st_size
    if not file.is_file() or size > MAX_BYTES:
        what = f"is {size:,} bytes long" if file.is_file() else "is not a file"
        problems.add(path, "file", what, f"give one feed or export of at most {MAX_BYTES:,} bytes", line=1)
        return None
    text = _decode(file.read_bytes(), path, problems)
    if text is None:
        return None
    xml = _ENTITY.sub(_character, _NOT_XML.sub("", text)).encode()
    scan = _Scan()
    try:
        scan.parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    except _RefusedError as error:
        what, mend = error.args
        problems.add(path, "file", what, mend, line=scan.parser.CurrentLineNumber)
        return None
    except expat.ExpatError as error:
        what = f"is not XML from here on: {expat.ErrorString(error.code)}"
        mend = "give the RSS, Atom or WordPress export as it was downloaded"
        problems.add(path, "file", what, mend, line=error.lineno)
        return None
    return FeedText(xml, tuple(scan.lines), scan.names)


def _decode(raw: bytes, path: str, problems: Problems) -> str | None:
    """Return the text without its XML declaration, line by line as it stood."""
    declared = _DECLARED.match(raw)
    name = declared[1].decode().lower() if declared else "utf-8"
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS.get(name)
    if encoding is None:
        problems.add(path, "file", f"is written in {name}", "save it again as UTF-8", line=1)
        return None
    try:
        text = raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(path, "file", f"is not {encoding.upper()} text", "save it again as UTF-8", line=line)
        return None
    return _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)


def _character(match: re.Match[str]) -> str:
    """Return the character that HTML's name means: XML knows five of them, and feeds use more."""
    character = html5.get(match[1], match[0])
    return match[0] if _MARKUP.intersection(character) else character


class _Scan:
    """Goes through the XML once, without keeping it."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", " ")  # whatever a second declaration says
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.buffer_text = True
        self.lines: list[int] = []
        self.names: dict[str, str] = {}
        self.of_feed: Counter[str] = Counter()
        self.of_entry: Counter[str] = Counter()
        self.depth = self.elements = self.inside = self.in_name = self.length = 0
        self.field, self.login = "", ""

    def doctype(self, _name: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
        if has_declarations:
            raise _RefusedError("declares entities of its own, which can swell or fetch", "delete its <!DOCTYPE …>")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            raise _RefusedError("is nested too deeply", f"keep it within {MAX_DEPTH} levels")
        if self.elements > MAX_ELEMENTS:
            raise _RefusedError(f"holds more than {MAX_ELEMENTS:,} elements", "export it in parts")
        space, _, local = name.rpartition(" ")
        if local in _ENTRIES and not self.inside:
            self.lines.append(self.parser.CurrentLineNumber)
            self.inside = self.depth
            self.of_entry.clear()
        if len(attributes) > MAX_ATTRIBUTES:
            raise _RefusedError("holds an element beyond all measure", f"keep to {MAX_ATTRIBUTES} attributes")
        if space != _XHTML and not space.startswith(_WORDPRESS):
            self.count(local)
        if not self.in_name and local.lower() in _NAMES | _DATES:
            self.in_name, self.length = self.depth, 0
        self.field = local if space.startswith(_WORDPRESS) and local.startswith("author_") else ""
        if self.field == "author_login":
            self.login = ""
        elif self.field == "author_display_name":
            self.names[self.login] = ""

    def count(self, name: str) -> None:
        """Refuse many of what a parser of feeds compares each with each: categories, links."""
        counts = self.of_entry if self.inside else self.of_feed
        counts[name] += 1
        if counts[name] > MAX_ALIKE:
            raise _RefusedError(f"holds too many of one sort ({name[:80]})", f"keep to {MAX_ALIKE:,} in an entry")

    def words(self, text: str) -> None:
        if self.in_name:
            self.length += len(text)
            if self.length > MAX_NAME:
                raise _RefusedError(f"holds a name or date of more than {MAX_NAME:,} characters", "shorten it")
        if self.field == "author_login":
            self.login += text
        elif self.field == "author_display_name":
            self.names[self.login] += text

    def end(self, _name: str) -> None:
        if self.inside == self.depth:
            self.inside = 0
        if self.in_name == self.depth:
            self.in_name = 0
        self.depth -= 1
        self.field = ""
