"""The tokens of a page or an XML file, each with the place at which it stands.

Texts are views of bytes (`content.decode("latin-1")`), so that a place in the text is a place in the file: all that has
meaning here is ASCII in every encoding that a view is made of.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from review_site.archive.reading_copy.foreign import Foreign

Kind = Literal["start", "end", "text", "raw", "comment", "doctype", "cdata", "instruction", "bogus", "cut"]

_SPACE = r"\t\n\f\r "
_ATTRIBUTE = (
    rf"[{_SPACE}/]*+[^{_SPACE}/>][^{_SPACE}/>=]*+"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+"
    rf"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^{_SPACE}>\"'][^{_SPACE}>]*+|(?=>)))?+"
)
_TAG = re.compile(rf"<(/?)([A-Za-z][^{_SPACE}/>]*+)((?:{_ATTRIBUTE})*+)([{_SPACE}/]*+)>")
_XML_TAG = re.compile(r"<(/?)([^\s/>!?<\"'=]++)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)()>")
_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
_XML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TO_END = re.compile(r"<[^>]*+(?:>|\Z)")
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_INSTRUCTION = re.compile(r"<\?.*?(?:\?>|\Z)", re.DOTALL)
_XML_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^>\"'\[]|\"[^\"]*\"|'[^']*')*+(?:\[.*?\]\s*+)?>", re.DOTALL)
_SCRIPT_MARK = re.compile(rf"<!--|-->|<(/?)script(?=[{_SPACE}/>])", re.IGNORECASE)
_RAW = frozenset({"title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script"})


class Token(NamedTuple):
    """One token, from `start` up to `end` of its text.

    `name` is that of a tag, lower case and without a prefix; of what stands inside an element that holds no tags
    (`raw`), the name of that element. `foreign` tells that a tag belongs to SVG or MathML; `closed`, that it ends with
    a slash. `cut` is a tag that its file ends in, which no reader shows.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    foreign: bool = False
    closed: bool = False


def read_tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a page of HTML, as a browser whose scripts are off reads it (HTML §13.2.5).

    Every place of the text belongs to one token; the cost is linear.
    """
    foreign = Foreign()
    at, end = 0, len(text)
    while at < end:
        found = text.find("<", at)
        if found < 0:
            found = end
        if found > at:
            yield Token("text", at, found)
        if found == end:
            return
        token = _markup(text, found, foreign)
        yield token
        at = token.end
        if token.kind == "start" and not token.foreign:
            raw = _raw(text, token)
            if raw:
                yield raw
                at = raw.end


def read_xml_tokens(text: str) -> Iterator[Token]:
    """Give the tokens of an XML file (XML 1.0 §2); what is not well formed is read as far as it can be."""
    at, end = 0, len(text)
    while at < end:
        found = text.find("<", at)
        if found < 0:
            found = end
        if found > at:
            yield Token("text", at, found)
        if found == end:
            return
        token = _xml_markup(text, found)
        yield token
        at = token.end


def _markup(text: str, at: int, foreign: Foreign) -> Token:
    match = _TAG.match(text, at)
    if match:
        name = match[2].lower()
        closed = match[4].endswith("/")
        if match[1]:
            return Token("end", at, match.end(), name, foreign.close(name), closed)
        return Token("start", at, match.end(), name, foreign.open(name, match[3], closed=closed), closed)
    mark = text[at + 1 : at + 3]
    if re.match(r"/?[A-Za-z]", mark):
        return Token("cut", at, len(text))
    if text.startswith("<!--", at):
        return _token("comment", _COMMENT, text, at)
    if foreign.inside and text.startswith("<![CDATA[", at):
        return _token("cdata", _CDATA, text, at)
    if mark[:1] in ("!", "?") or (len(mark) > 1 and mark[0] == "/"):
        doctype = text[at + 2 : at + 9].lower() == "doctype"
        return _token("doctype" if doctype else "bogus", _TO_END, text, at)
    return Token("text", at, at + 1)


def _xml_markup(text: str, at: int) -> Token:
    match = _XML_TAG.match(text, at)
    if match:
        name = match[2].rpartition(":")[2].lower()
        kind: Kind = "end" if match[1] else "start"
        return Token(kind, at, match.end(), name, closed=match[3].endswith("/"))
    if text.startswith("<!--", at):
        return _token("comment", _XML_COMMENT, text, at)
    if text.startswith("<![CDATA[", at):
        return _token("cdata", _CDATA, text, at)
    if text.startswith("<?", at):
        return _token("instruction", _INSTRUCTION, text, at)
    doctype = _XML_DOCTYPE.match(text, at)
    if doctype:
        return Token("doctype", at, doctype.end())
    return Token("cut", at, len(text))


def _token(kind: Kind, pattern: re.Pattern[str], text: str, at: int) -> Token:
    match = pattern.match(text, at)
    return Token(kind, at, match.end() if match else len(text))


def _raw(text: str, tag: Token) -> Token | None:
    """Return what stands between a tag and its end tag, where no tags are read between the two."""
    if tag.name == "plaintext":
        end = len(text)
    elif tag.name == "script":
        end = _end_of_script(text, tag.end)
    elif tag.name in _RAW:
        match = re.compile(rf"</{tag.name}(?=[{_SPACE}/>])", re.IGNORECASE).search(text, tag.end)
        end = match.start() if match else len(text)
    else:
        return None
    return Token("raw", tag.end, end, tag.name) if end > tag.end else None


def _end_of_script(text: str, at: int) -> int:
    """Return where a script ends: inside `<!-- <script>` an end tag ends the inner one alone (HTML §13.2.5.4)."""
    escaped = doubled = False
    while match := _SCRIPT_MARK.search(text, at):
        at = match.end()
        if match[0] == "<!--":
            escaped = True
            at = match.start() + 2  # the two hyphens of `<!-->` end what they begin
        elif match[0] == "-->":
            escaped = doubled = False
        elif match[1] and not doubled:
            return match.start()
        elif escaped:
            doubled = not match[1]
    return len(text)
