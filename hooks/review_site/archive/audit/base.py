"""The address of a web archive, and what stands below it: each capture under its timestamp (pywb, UKGWA).

`<base><timestamp>id_/<url>` asks for the capture nearest to a timestamp, raw: as it was recorded, nothing rewritten.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

_BELOW = re.compile(r"(\d{4,14})(?:[a-z]+_)?/(https?:/.+)", re.ASCII | re.IGNORECASE | re.DOTALL)
_PLAIN = re.compile(r"[!-~]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Where an archive answers: `scheme` is http or https, `path` begins and ends with a slash."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A capture in an archive: the nearest to `timestamp` (4 to 14 digits, UTC) of an address."""

    timestamp: str
    url: str


def parse_base(text: str) -> Base:
    """Parse the address of an archive, with or without its last slash: `https://archive.example.org/web/`.

    Raises:
        ValueError: with a sentence for the person who wrote it, when it is not a plain http or https address.
    """
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"“{text}” is not an address in ASCII without spaces")
    try:
        parts = urlsplit(text)
        scheme, port = parts.scheme.lower(), parts.port
    except ValueError as error:
        raise ValueError(f"“{text}” is not an address: {error}") from None
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"“{text}” is not an address that begins with http:// or https:// and a host")
    if "@" in parts.netloc or parts.query or parts.fragment or "?" in text or "#" in text:
        raise ValueError(f"“{text}” has a user, a query or a fragment")
    return Base(
        scheme=scheme, host=parts.hostname, port=port or _DEFAULT_PORTS[scheme], path=f"{parts.path.rstrip('/')}/"
    )


def raw_path(base: Base, place: Place) -> str:
    """Return what is asked of the archive's host to get a capture raw."""
    return f"{base.path}{place.timestamp}id_/{place.url}"


def read_location(base: Base, asked: Place, location: str) -> Place | str:
    """Return what a `Location` of the archive names: a capture in it, else the full address.

    An archive leaves the recorded `Location` as it was, which may be relative to the address that was captured, or
    rewrites it to lead into the archive.

    Args:
        base: the archive.
        asked: the capture that was asked for.
        location: the field's value.
    """
    try:
        leads = urljoin(f"{base}{asked.timestamp}id_/", location)
        parts = urlsplit(leads)
        is_inside = (parts.scheme, parts.hostname, parts.port or _DEFAULT_PORTS.get(parts.scheme)) == (
            base.scheme,
            base.host,
            base.port,
        )
        path = urlunsplit(("", "", parts.path, parts.query, ""))
    except ValueError:
        return location
    if is_inside and path.startswith(base.path) and (match := _BELOW.fullmatch(path[len(base.path) :])):
        return Place(timestamp=match[1], url=match[2])
    return urljoin(asked.url, location)


def is_same_address(one: str, other: str) -> bool:
    """Tell whether two addresses are one to an archive, which takes http for https and spells out no default port."""
    return _key(one) == _key(other)


def _key(url: str) -> tuple[str, str]:
    """Return an address without its scheme, default port and fragment, with escapes spelt one way."""
    scheme, _, rest = url.partition("#")[0].partition(":")
    host, slash, path = rest.lstrip("/").partition("/")
    port = f":{_DEFAULT_PORTS.get(scheme.lower(), '')}"
    escaped = re.sub(r"%[0-9A-Fa-f]{2}", lambda match: match[0].upper(), slash + path)
    return host.lower().removesuffix(port), escaped or "/"
