"""Where the addresses of recorded pages lead in a reading copy, and where those of the copy do."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from review_site.archive.verify.location import Location, locate, locate_full

_EMPTY = "".join(map(chr, range(33)))
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
_TAIL = re.compile(r"[?#]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"[^\[\]]*|\[[0-9a-f:.]+\]")
_NEVER_WORDS = (
    "javascript vbscript livescript data blob filesystem file view-source jar resource chrome about ms-its mhtml"
)
_NEVER = frozenset(_NEVER_WORDS.split())


@dataclass(frozen=True, slots=True)
class Lead:
    """What an address leads to.

    `kind` is `file` for one of the copy (`name`, and `tail`, its query and fragment, decoded), `out` for another place,
    `missing` for one of the site that the copy has not, `here` for one on the same page, `other` for what is no page
    (mail), `harmful` for what a copy must not lead to. `url` is the full address of a recorded one, without its tail.
    """

    kind: str
    name: str = ""
    tail: str = ""
    url: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a copy by the addresses that they were recorded from; `root` is the site's own address."""

    root: Location
    files: Mapping[str, str]

    def recorded(self, written: str, base: Location, page: Location) -> Lead:
        """Return where an address of a recorded page must lead in the copy.

        Args:
            written: the address as it stands.
            base: what the page's addresses start from.
            page: where the page itself stood.
        """
        text = _clean(written)
        if not text or (text.startswith("#") and base == page):
            return Lead("here", tail=unquote(text))
        place = place_of(base, text)
        if place is None or place.scheme in _NEVER:
            return Lead("harmful")
        if place.scheme not in ("http", "https"):
            return Lead("other", text)
        tail = _tail(text)
        if not self._inside(place):
            return Lead("out", _told(place), tail, _told(place))
        file = self._file(place.path)
        return Lead("file", file, tail, _told(place)) if file else Lead("missing", "", tail, _told(place))

    def copied(self, written: str, file: str) -> Lead:
        """Return where an address in a file of the copy leads; a file that is not there is named all the same."""
        text = _clean(written)
        if not text or text.startswith("#"):
            return Lead("here", tail=unquote(text))
        if _SCHEME.match(text) or text.startswith(("//", "\\")):
            place = locate_full(text)
            if place is None or place.scheme in _NEVER:
                return Lead("harmful", text)
            is_web = place.scheme in ("http", "https")
            return Lead("out", _told(place), _tail(text), _told(place)) if is_web else Lead("other", text)
        path = _TAIL.split(text, maxsplit=1)[0]
        return Lead("file", posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))), _tail(text))

    def _inside(self, place: Location) -> bool:
        own = (self.root.host, self.root.port) == (place.host, place.port)
        return own and f"{place.path}/".startswith(self.root.path)

    def _file(self, path: str) -> str | None:
        ways = [path]
        if not path.endswith("/"):
            ways += [f"{path}/", f"{path}.html"]
        if path.endswith("/index.html"):
            ways.append(path.removesuffix("index.html"))
        return next((self.files[way] for way in ways if way in self.files), None)


def places_of(rows: Mapping[str, str], root: str) -> Places:
    """Return the places of a copy.

    Args:
        rows: its file for each recorded full address.
        root: the full address of the site.
    """
    located = {url: locate_full(url) for url in rows}
    files = {place.path: rows[url] for url, place in located.items() if place is not None and rows[url]}
    place = locate_full(root) or Location("https", "", "", "/", "")
    return Places(replace(place, path=f"{place.path.rstrip('/')}/"), files)


def place_of(base: Location, text: str) -> Location | None:
    """Return where an address leads that stands at a place, None where it leads nowhere."""
    place = locate(base, text)
    return place if place is not None and _HOST.fullmatch(place.host) else None


def _clean(written: str) -> str:
    return written.strip(_EMPTY).translate(_DROPPED)


def _tail(text: str) -> str:
    match = _TAIL.search(text)
    return unquote(text[match.start() :]) if match else ""


def _told(place: Location) -> str:
    return f"{place.scheme}://{place.authority}{place.path}"
