"""Where a reference leads, in one form for all that a server takes for the same (URL Standard §4.4)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import quote, quote_from_bytes, unquote, unquote_to_bytes

_OWN_PORTS = {"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}
_WITH_SCHEME = re.compile(r"(?s)([a-z][a-z0-9+.-]*):(.*)", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:.*@)?(\[[0-9A-Fa-f:.]+\]|[^:@]*)(?::([0-9]{0,5}))?")
_FORBIDDEN = re.compile(r"[\x00-\x20#%/:<>?@\\^|\x7f]")
_EDGES = "".join(map(chr, range(33)))
_LEFT_OUT = dict.fromkeys(map(ord, "\t\r\n"))
_WRITTEN = re.compile(r"[!\"$-~](?:[ !\"$-~]*[!\"$-~])?")
_PLAIN = re.compile(r"[A-Za-z0-9_~.-]*")
_LAST_PORT, _LONGEST_HOST = 65535, 253


@dataclass(frozen=True, slots=True)
class Location:
    """A place: scheme, host, port (empty for the scheme's own), path and query (with its `?`), each in one form.

    A place of a scheme without hosts (`mailto:`) has all that stands after the scheme as its path.
    """

    scheme: str
    host: str
    port: str
    path: str
    query: str

    @property
    def authority(self) -> str:
        """The host, with the port where that is not the scheme's own."""
        return f"{self.host}:{self.port}" if self.port else self.host


def locate(base: Location, reference: str, encoding: str = "utf-8") -> Location | None:
    """Return where a reference leads that stands at a place; None where it leads nowhere.

    `encoding` is that of the file, which stands behind the characters of a query.
    """
    text = reference.strip(_EDGES).translate(_LEFT_OUT).partition("#")[0]
    if not text.isascii():
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    match = _WITH_SCHEME.fullmatch(text)
    scheme = match[1].lower() if match else base.scheme
    rest = match[2] if match else text
    if scheme not in _OWN_PORTS:
        return Location(scheme, "", "", quote(unquote(rest)), "")
    before, mark, query = rest.partition("?")
    before = before.replace("\\", "/")
    tail = mark + _one_query(query, encoding)
    if before.startswith("//") or scheme != base.scheme:
        return _with_authority(scheme, before.lstrip("/"), tail)
    if not before:
        return Location(base.scheme, base.host, base.port, base.path, tail if mark else base.query)
    folder = base.path[: base.path.rfind("/") + 1]
    path = _one_path(before if before.startswith("/") else folder + before)
    return Location(base.scheme, base.host, base.port, path, tail)


def locate_full(url: str) -> Location | None:
    """Return the place of a full address; None where it is none."""
    return locate(Location("", "", "", "/", ""), url) if _WITH_SCHEME.fullmatch(url) else None


def locate_written(url: str) -> Location | None:
    """Return the place of a full address as a bundle writes it, in plain characters; None where it is none."""
    place = locate_full(url) if _WRITTEN.fullmatch(url) else None
    return None if place and place.host and " " in url else place


@lru_cache(maxsize=1 << 14)  # the same ones stand on many pages, and again in feeds
def _with_authority(scheme: str, text: str, tail: str) -> Location | None:
    authority, slash, path = text.partition("/")
    match = _AUTHORITY.fullmatch(authority)
    if not match or int(match[2] or 0) > _LAST_PORT:
        return None
    host = _one_host(match[1])
    port = str(int(match[2])) if match[2] else ""
    return (
        Location(scheme, host, "" if port == _OWN_PORTS[scheme] else port, _one_path(slash + path), tail)
        if host
        else None
    )


def _one_host(host: str) -> str:
    """Return a host in one form; empty where it is none."""
    if host.startswith("["):
        return _one_address(host)
    name = unquote(host, errors="replace")
    if len(name) > _LONGEST_HOST:
        return ""
    if not name.isascii():
        try:
            name = ".".join(label.encode("idna").decode() for label in name.split("."))
        except UnicodeError:
            return ""
    return "" if _FORBIDDEN.search(name) else name.lower().removesuffix(".")


def _one_address(host: str) -> str:
    """Return an address between brackets (RFC 3986 §3.2.2) in one form; empty where it is none."""
    try:
        return f"[{IPv6Address(host[1:-1])}]" if host.endswith("]") and "%" not in host else ""
    except ValueError:
        return ""


def _one_path(path: str) -> str:
    kept: list[str] = []
    steps = path.split("/")[1:] or [""]
    for number, step in enumerate(steps):
        plain = step.lower().replace("%2e", ".") if "%" in step else step
        if plain == "..":
            kept = kept[:-1]
        elif plain != ".":
            kept.append(step if _PLAIN.fullmatch(step) else quote_from_bytes(unquote_to_bytes(step), safe=""))
        if plain in ("..", ".") and number == len(steps) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _one_query(query: str, encoding: str) -> str:
    if not query:
        return ""
    return quote_from_bytes(unquote_to_bytes(query.encode(encoding, "xmlcharrefreplace")))
