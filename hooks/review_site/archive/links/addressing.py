"""A reference as a page writes it, as the full address that a browser would ask for (URL Standard §4.4)."""

import re
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import quote, unquote

EDGES = "".join(map(chr, range(0x21)))  # C0 controls and the space
_INSIDE = re.compile(r"[\t\n\r]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_SPECIAL = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
_SLASHES = re.compile(r"[/\\]+")
_AUTHORITY = re.compile(r"[^/\\?]*")
_DOT, _DOTS = re.compile(r"\.|%2e", re.I), re.compile(r"(?:\.|%2e){2}", re.I)
# What the standard's percent-encode sets leave as it is (§1.3), besides letters and digits; `%` is never encoded again.
_PATH = "!$%&'()*+,-./:;=@[\\]_|~"
_QUERY = "!$%&()*+,-./:;=?@[\\]^_`{|}~"
_OPAQUE = "".join(map(chr, range(0x20, 0x7F)))
_HOST = re.compile(r"[^\x00-\x20#%/:<>?@\[\\\]^|\x7f]+")
_LONGEST_HOST = 253
_PORT_DIGITS = re.compile(r"[0-9]{0,5}")
_LAST_PORT = 65535


def resolve(base: str, reference: str, encoding: str = "utf-8") -> str | None:
    """Return the full address that a reference means, without its fragment; None where it means none.

    Addresses of schemes without a host (`mailto:`, `javascript:`) come back as they are written.

    Args:
        base: the full http or https address that the reference is read against, in the form that this gives.
        reference: as the page writes it; anything at all.
        encoding: that of the page, which stands behind the characters of a query (URL Standard §4.4, query state).
    """
    text = _SURROGATE.sub("\ufffd", _INSIDE.sub("", reference.strip(EDGES)).partition("#")[0])
    scheme, rest = "", text
    if match := _SCHEME.fullmatch(text):
        scheme, rest = match[1].lower(), match[2]
        if scheme not in _SPECIAL:
            return f"{scheme}:{quote(rest, safe=_OPAQUE)}"
    base_scheme, authority, base_path, base_query = _parts(base)
    if scheme and (scheme != base_scheme or rest[:2].replace("\\", "/") == "//"):
        return _with_host(scheme, _SLASHES.sub("", rest, count=1) if rest[:1] in "/\\" else rest, encoding)
    if rest[:2].replace("\\", "/") == "//":
        return _with_host(base_scheme, _SLASHES.sub("", rest, count=1), encoding)
    path, mark, query = rest.partition("?")
    path = path.replace("\\", "/")
    if not path:
        path, tail = base_path, f"?{_query(query, encoding)}" if mark else base_query
    else:
        path = path if path.startswith("/") else f"{base_path.rpartition('/')[0]}/{path}"
        path, tail = _path(path), f"?{_query(query, encoding)}" if mark else ""
    return f"{base_scheme}://{authority}{path}{tail}"


@lru_cache(maxsize=1 << 14)
def host_and_port(url: str) -> tuple[str, int | None] | None:
    """Return the host of a full address and its port, None where that is the scheme's own; None where it has no host.

    The host is in lower case, as `resolve` gives it; a user name and a last dot of the host are left out.
    """
    match = re.match(r"(https?|wss?|ftp)://([^/?]+)", url)
    if not match:
        return None
    host, port = _split_port(match[2].rpartition("@")[2])
    number = int(port) if port.isdecimal() else None
    return host.removesuffix("."), None if number == _SPECIAL[match[1]] else number


def path_of(url: str) -> str:
    """Return the path of a full address, in the form that `resolve` gives."""
    return _parts(url)[2]


def _parts(base: str) -> tuple[str, str, str, str]:
    scheme, _, rest = base.partition("://")
    before, mark, query = rest.partition("?")
    authority, slash, path = before.partition("/")
    return scheme, authority, slash + path or "/", mark + query


@lru_cache(maxsize=1 << 14)  # the same ones stand on many pages, and again in feeds
def _with_host(scheme: str, text: str, encoding: str) -> str | None:
    authority = _AUTHORITY.match(text)
    shown = authority[0] if authority else ""
    path, mark, query = text[len(shown) :].partition("?")
    user, at, place = shown.rpartition("@")
    host, port = _split_port(place)
    name = _host(host)
    if name is None or not _PORT_DIGITS.fullmatch(port) or int(port or 0) > _LAST_PORT:
        return None
    kept = f":{int(port)}" if port and int(port) != _SPECIAL[scheme] else ""
    who = f"{quote(user, safe=_PATH.replace('/', ''))}@" if at and user else ""
    tail = f"?{_query(query, encoding)}" if mark else ""
    return f"{scheme}://{who}{name}{kept}{_path(path.replace(chr(92), '/') or '/')}{tail}"


def _split_port(place: str) -> tuple[str, str]:
    if place.endswith("]"):
        return place, ""
    host, colon, port = place.rpartition(":")
    return (host, port) if colon else (place, "")


def _host(host: str) -> str | None:
    """Return a host in lower case and ASCII; None where it is none (URL Standard §3.5)."""
    if host.startswith("["):
        try:
            return f"[{IPv6Address(host[1:-1])}]" if host.endswith("]") and "%" not in host else None
        except ValueError:
            return None
    name = unquote(host, errors="replace")
    if len(name) > _LONGEST_HOST:
        return None
    try:
        # The codec writes sharp s as ss, as browsers did until 2023: hosts of other sites are told, never asked.
        labels = (label if label.isascii() else label.encode("idna").decode("ascii") for label in name.split("."))
        ascii_name = ".".join(labels).lower()
    except UnicodeError:
        return None
    return ascii_name if _HOST.fullmatch(ascii_name) else None


def _path(path: str) -> str:
    steps: list[str] = []
    given = path.split("/")[1:]
    for number, step in enumerate(given, 1):
        last = number == len(given)
        if "." not in step and "%" not in step:
            steps.append(step)
        elif _DOTS.fullmatch(step):
            del steps[-1:]
            steps += [""] * last
        elif _DOT.fullmatch(step):
            steps += [""] * last
        else:
            steps.append(step)
    return "/" + quote("/".join(steps), safe=_PATH)


def _query(query: str, encoding: str) -> str:
    return quote(
        query, safe=_QUERY, encoding=encoding, errors="xmlcharrefreplace" if encoding != "utf-8" else "replace"
    )
