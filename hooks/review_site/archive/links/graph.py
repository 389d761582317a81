"""What refers to what in a site, and how many hops each address is from the root."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import quote_from_bytes, unquote_to_bytes

from review_site.archive.links.addressing import host_and_port, path_of

Kind = Literal["link", "requisite", "frame", "form", "media"]
_SAFE = "~!$&'()*+,;=:@"  # as the inventory writes addresses
_FOLLOWED = frozenset({"text/html", "application/xhtml+xml", "text/css"})


class Link(NamedTuple):
    """One reference of a file.

    `kind` is `link` for what a reader may follow, `requisite` for what a page needs to be seen (stylesheets, scripts,
    pictures, fonts, icons), `frame` for a document inside it, `media` for film, sound and their tracks, `form` for
    where a form is sent. `element` is the HTML or XML element in lower case (`css`, `pdf`, `json`, `text` and `http`
    where a reference stands in none), `attribute` where in it; `rel` holds the `rel` of a `link` or `a`, in lower case.
    `url` is full and without fragment, as the page means it. `line` is that on which its tag ends, from 1, and 0 where
    it is not known; in a PDF it is the page.
    """

    kind: Kind
    element: str
    attribute: str
    url: str
    line: int
    rel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """What the file at one address refers to, in the order in which it stands there."""

    address: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A reference to an address of the site that is not captured: who refers to it, and the address."""

    address: str
    link: Link
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGraph:
    """The references of every captured file, by its address.

    `url` is that of the site's root; `status` and `media_types` (without parameters) what each captured address answers
    with; `unread` tells of which files not all references could be read, and why.

    A crawler follows what stands in HTML and CSS that were found (status 200), and where a 301 leads. It does not
    follow forms, `cite`, what metadata names (`og:image`), feeds, sitemaps, manifests, pictures and PDFs: one that
    reads those too finds more.
    """

    url: str
    status: Mapping[str, int]
    media_types: Mapping[str, str]
    pages: Mapping[str, PageLinks]
    unread: Mapping[str, str]
    _reached: dict[str, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    _found_on: dict[str, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def address_of(self, url: str) -> str | None:
        """Return the address that a full address has on this site, without its query; None where it is not below it.

        http and https are one, and so are a host with and without its scheme's own port. What a server takes for the
        same path (`%7E` and `~`) comes back in the form of the inventory.
        """
        return _address(self.url, url)

    def captured_at(self, target: str) -> str | None:
        """Return the captured address that a web server gives to who asks for `target`; None where it gives none.

        That is the same one, or the one of its folder: `/about` and `/about/index.html` lead to `/about/`.
        """
        if target in self.status:
            return target
        candidates = (f"{target}/", re.sub(r"/index\.html$", "/", target))
        return next((one for one in candidates if one in self.status), None)

    def targets(self, address: str) -> list[str]:
        """Return the captured addresses that a captured file refers to in any way, in order, each once."""
        return list(dict.fromkeys(target for link in self._links(address) if (target := self._target(link))))

    def followed(self, address: str) -> list[str]:
        """Return the captured addresses to which a crawler comes from one that it has, in order, each once."""
        links = (link for link in self._links(address) if self._is_followed(address, link))
        return list(dict.fromkeys(target for link in links if (target := self._target(link))))

    def found_on(self) -> dict[str, str | None]:
        """Return each address that a crawler comes to with the one on which it found it first.

        Those nearest to the root stand first; the root itself has None.
        """
        if self._found_on:
            return dict(self._found_on)
        found: dict[str, str | None] = {"/": None} if "/" in self.status else {}
        waiting = list(found)
        while waiting:
            reached: list[str] = []
            for address in waiting:
                new = [target for target in self.followed(address) if target not in found]
                found |= dict.fromkeys(new, address)
                reached += new
            waiting = reached
        self._found_on.update(found)
        return found

    def hops(self) -> dict[str, int]:
        """Return how many hops each address that a crawler comes to is from the root, breadth first.

        Every link, requisite and redirect counts as one hop.
        """
        hops: dict[str, int] = {}
        for address, source in self.found_on().items():
            hops[address] = 0 if source is None else hops[source] + 1
        return hops

    def orphans(self) -> list[str]:
        """Return the captured addresses to which no crawler comes, in order; answers of 404 are none."""
        found = self.found_on()
        return sorted(address for address, status in self.status.items() if address not in found and status != 404)

    def broken(self) -> list[Broken]:
        """Return every reference to an address of the site that is not captured as it stands, in the order of pages."""
        return [
            Broken(address=address, link=link, target=target)
            for address, page in self.pages.items()
            for link in page.links
            if (target := self.address_of(link.url)) is not None and target not in self.status
        ]

    def _links(self, address: str) -> tuple[Link, ...]:
        page = self.pages.get(address)
        return page.links if page else ()

    def _is_followed(self, address: str, link: Link) -> bool:
        if link.element == "http":
            return self.status[address] == 301
        if self.status[address] != 200 or self.media_types[address] not in _FOLLOWED:
            return False
        if link.element == "meta":
            return link.attribute == "refresh"
        return link.kind != "form" and link.attribute not in ("cite", "longdesc")

    def _target(self, link: Link) -> str | None:
        if link.url not in self._reached:  # menus lead to the same addresses on every page
            target = self.address_of(link.url)
            self._reached[link.url] = None if target is None else self.captured_at(target)
        return self._reached[link.url]


@lru_cache(maxsize=1 << 16)  # the same menu stands on every page
def _address(site: str, url: str) -> str | None:
    if not url.startswith(("http:", "https:")) or host_and_port(url) != host_and_port(site):
        return None
    path, root = _in_one_form(path_of(url)), _in_one_form(path_of(site))
    if path == root.rstrip("/"):
        return "/"
    return path[len(root) - 1 :] if path.startswith(root) else None


def _in_one_form(path: str) -> str:
    """Return a path as the inventory writes it, whatever needless escapes it has."""
    # An escaped slash is part of a name, which no file of a folder has: it stays what it is.
    return re.sub(r"[^/]+", lambda step: quote_from_bytes(unquote_to_bytes(step[0]), safe=_SAFE), path)
