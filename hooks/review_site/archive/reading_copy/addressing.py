"""What an address on a page of the site leads to, in the copy or outside it (URL Standard §4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_TAIL = re.compile(r"[?#]")
_PORTS = {"http": 80, "https": 443}
_HARMFUL_WORDS = (
    "javascript vbscript livescript data blob filesystem file view-source jar resource chrome about ms-its mhtml"
)
_HARMFUL = frozenset(_HARMFUL_WORDS.split())
_NO_HOST = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
_UP = frozenset({"..", ".%2e", "%2e.", "%2e%2e"})
_UNWRITABLE = re.compile(r"[\x00-\x20\"'<>\\^`{|}\x7f-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to.

    `kind` is `here` for a place on the same page; `copy` for a file of the copy, whose name is `file`, with `suffix`
    its query and fragment; `missing` for an address of the site that the copy does not hold; `outside` for one of
    another host, or of the same host outside the site; `other` for what is no address of a page (mail, telephone);
    `harmful` for what would run or reveal something, or cannot be read. `url` is the full address, of a `copy` too.
    """

    kind: Literal["here", "copy", "missing", "outside", "other", "harmful"]
    url: str
    file: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The site whose files are copied: its root address, and the file of the copy at each path below it."""

    url: str
    files: Mapping[bytes, str]

    def target(self, written: str, base: str) -> Target:
        """Return what an address leads to from a page or stylesheet at the full address `base`."""
        text = written.strip(_EDGES).translate(_DROPPED)
        if not text or text.startswith("#"):
            return Target("here", text)
        try:
            return self._full(_full(text, base), text)
        except ValueError:
            return Target("harmful", text)

    def _full(self, url: str, text: str) -> Target:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS:
            return Target("harmful" if parts.scheme in _HARMFUL else "other", text)
        if not parts.hostname or (_NO_HOST.search(unquote(parts.hostname)) and "[" not in parts.netloc):
            return Target("harmful", text)
        inner = self._inner(parts.scheme, parts.netloc, parts.path)
        if inner is None:
            return Target("outside", url)
        rest = url[len(url.split("#")[0].split("?")[0]) :]
        file = self._file(inner)
        return Target("copy", url, file, rest) if file else Target("missing", url)

    def _inner(self, scheme: str, netloc: str, path: str) -> bytes | None:
        """Return the path below the site's root, None for one outside it."""
        root = urlsplit(self.url)
        if _place(scheme, netloc) != _place(root.scheme, root.netloc):
            return None
        whole, prefix = unquote_to_bytes(_straight(path) or "/"), unquote_to_bytes(root.path)
        if whole == prefix.rstrip(b"/"):
            whole += b"/"
        return whole[len(prefix) :] if whole.startswith(prefix) else None

    def _file(self, inner: bytes) -> str | None:
        """Return the file at a path; a server leads `/about` to `/about/`, and many `/about` to `/about.html`."""
        ways = (inner, inner + b"/", inner + b".html") if inner and not inner.endswith(b"/") else (inner,)
        return next((self.files[way] for way in ways if way in self.files), None)


def relative(target: Target, file: str) -> str:
    """Return the address of a target in the copy, as it is written in another file of the copy."""
    here, there = file.split("/")[:-1], target.file.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    steps = [".."] * (len(here) - shared) + there[shared:]
    return quote("/".join(steps), safe="/-._~!$()*+,;=@") + plain(target.suffix)


def plain(url: str) -> str:
    """Return an address with what cannot stand in one in plain letters."""
    return _UNWRITABLE.sub(lambda match: quote(match[0].encode("utf-8", "replace"), safe=""), url)


def _full(text: str, base: str) -> str:
    match = _SCHEME.match(text)
    scheme = match[1].lower() if match else ""
    if match and scheme not in _PORTS:
        return f"{scheme}:{text[match.end() :]}"
    rest = text[match.end() :] if match else text
    cut = _cut(rest)
    rest = rest[:cut].replace("\\", "/") + rest[cut:]
    if (match and scheme != urlsplit(base).scheme) or rest.startswith("//"):
        return f"{scheme or urlsplit(base).scheme}://{rest.lstrip('/')}"
    return _join(base, rest)


def _cut(text: str) -> int:
    """Return where the query or fragment of an address begins, its end where it has neither."""
    match = _TAIL.search(text)
    return match.start() if match else len(text)


def _join(base: str, rest: str) -> str:
    """Return the full address of one without a host; empty steps of a path count (URL Standard §4.4)."""
    parts = urlsplit(base)
    cut = _cut(rest)
    path, tail = rest[:cut], rest[cut:]
    if not path and not tail.startswith("?") and parts.query:
        tail = f"?{parts.query}{tail}"
    whole = path if path.startswith("/") else parts.path[: parts.path.rfind("/") + 1] + path if path else parts.path
    return f"{parts.scheme}://{parts.netloc}{_straight(whole or '/')}{tail}"


@lru_cache(maxsize=1 << 10)
def _place(scheme: str, netloc: str) -> tuple[str, int | None]:
    """Return host and port; a site answers as http and as https, each at its own usual port."""
    parts = urlsplit(f"//{netloc}")
    port = parts.port
    return (parts.hostname or "").rstrip("."), None if port in (None, _PORTS[scheme]) else port


def _straight(path: str) -> str:
    """Return a path without steps that lead nowhere or up."""
    out: list[str] = []
    steps = path.split("/")
    for number, step in enumerate(steps):
        low = step.lower()
        if low in _UP or low in (".", "%2e"):
            if low in _UP and len(out) > 1:
                out.pop()
            if number == len(steps) - 1:
                out.append("")
        else:
            out.append(step)
    return "/".join(out)
