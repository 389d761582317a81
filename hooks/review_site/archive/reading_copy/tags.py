"""A start tag and its attributes, read from a view of a page and written anew where one of them changes."""

import re
from dataclasses import dataclass, field
from html.entities import html5

_SPACE = r"\t\n\f\r "
_ATTRIBUTE = re.compile(
    rf"[{_SPACE}/]*+([^{_SPACE}/>][^{_SPACE}/>=]*+)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^{_SPACE}>\"'][^{_SPACE}>]*+)|(?=>)))?+"
)
_NAME = re.compile(rf"<([A-Za-z][^{_SPACE}/>]*)")
_XML_NAME = re.compile(r"<([^\s/>]+)")
_PLAIN_NAME = re.compile(r"[^\x00-\x20\"'<=`/\x7f]+")
_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?|([A-Za-z][A-Za-z0-9]*)(;?)(?=(=?)))")
_LAST_CHARACTER = 0x10FFFF
_UNASSIGNED = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})  # of windows-1252


@dataclass(slots=True)
class Attribute:
    """An attribute: `written` is its name as it stands, `name` that in lower case, `raw` its value's view or None."""

    written: str
    raw: str | None
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = self.written.lower()


@dataclass(slots=True)
class Tag:
    """A start tag: its name as it stands, its attributes in their order, each once, and whether a slash ends it."""

    written: str
    attributes: list[Attribute] = field(default_factory=list)
    closed: bool = False

    def find(self, *names: str) -> Attribute | None:
        """Return the first attribute that bears one of these lower-case names."""
        for one in self.attributes:
            if one.name in names:
                return one
        return None

    def drop(self, *names: str) -> None:
        """Take away the attributes that bear one of these lower-case names."""
        self.attributes = [one for one in self.attributes if one.name not in names]

    def set(self, name: str, value: str) -> None:
        """Give an attribute a value, which is text and not yet escaped."""
        found = self.find(name)
        if found is None:
            self.attributes.append(Attribute(name, escape(value)))
        else:
            found.raw = escape(value)

    def has(self, *names: str) -> bool:
        """Tell whether an attribute bears one of these lower-case names."""
        return self.find(*names) is not None


def read_tag(text: str, *, closed: bool = False, xml: bool = False) -> Tag:
    """Read a start tag from its text, from `<` to `>`; of attributes of one name the first counts (HTML §13.2.5.33)."""
    name = (_XML_NAME if xml else _NAME).match(text)
    tag = Tag(name[1] if name else "", closed=closed)
    if name is None:
        return tag
    seen: set[str] = set()
    at, end = name.end(), len(text) - 1 - (1 if closed else 0)
    while at < end and (match := _ATTRIBUTE.match(text, at)):
        at = match.end()
        key = match[1] if xml else match[1].lower()
        if key not in seen:
            seen.add(key)
            raw = next((value for value in match.groups()[1:] if value is not None), None)
            tag.attributes.append(Attribute(match[1], raw))
    return tag


def render_tag(tag: Tag) -> str:
    """Write a start tag; attributes whose names no two readers read alike are left out."""
    parts = [tag.written]
    for one in tag.attributes:
        if not _PLAIN_NAME.fullmatch(one.written):
            continue
        parts.append(one.written if one.raw is None else f"{one.written}={_quoted(one.raw)}")
    return f"<{' '.join(parts)}{' /' if tag.closed else ''}>"


def _quoted(raw: str) -> str:
    if '"' not in raw:
        return f'"{raw}"'
    return f"'{raw}'" if "'" not in raw else '"' + raw.replace('"', "&quot;") + '"'


def escape(value: str) -> str:
    """Write a text as the value of an attribute, or between tags, in ASCII, for every encoding and for XML too."""
    out = value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return out if out.isascii() else out.encode("ascii", "xmlcharrefreplace").decode()


def unescape(value: str) -> str:
    """Read the value of an attribute (HTML §13.2.5.73): `?a=1&copy=2` names no sign, since an `=` follows."""
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(match: re.Match[str]) -> str:
    if match[3] is None:
        digits = match[1] or match[2]
        return _numbered(int(digits, 16 if match[1] else 10)) if len(digits) < 9 else "\ufffd"
    if match[4] and f"{match[3]};" in html5:
        return html5[f"{match[3]};"]
    if not match[4] and not match[5] and match[3] in html5:
        return html5[match[3]]
    return match[0]


def _numbered(number: int) -> str:
    """Return the character of a number; those of 128 to 159 are read as windows-1252 (HTML §13.2.5.80)."""
    if not 0 < number <= _LAST_CHARACTER or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    if 0x80 <= number <= 0x9F and number not in _UNASSIGNED:
        return bytes([number]).decode("windows-1252")
    return chr(number)
