"""Links of an imported post: to a page of ours from the root, to anywhere else in full."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

from review_site.addresses import is_address
from review_site.importing.escaping import escape_address

_WEB = ("http", "https")
_HOSTLESS = ("mailto", "tel")


@dataclass(frozen=True, slots=True)
class Known:
    """The addresses that a link may be shortened to.

    `root` is the full address of the review's site; `served` the addresses of its pages; `moved` the address here of
    each piece by where it stood before, as `place_of` says it.
    """

    root: str
    served: Set[str]
    moved: Mapping[str, str] = field(default_factory=dict)


def link_from(base: str, href: str, known: Known) -> str | None:
    """Return what to write for a link found on the page `base`; None when it leads nowhere that can be said.

    A place on the page itself is one of those: its anchors were another generator's.
    """
    if not href.strip() or href.strip().startswith("#"):
        return None
    try:
        full = urljoin(base, href.strip())
        parts = urlsplit(full)
        parts.port  # noqa: B018 - it raises for a port that is no number
    except ValueError:
        return None
    if parts.scheme in _HOSTLESS and parts.path:
        return escape_address(full)
    if parts.scheme not in _WEB or not parts.hostname:
        return None
    here = _on_site(parts, known) or known.moved.get(_place(parts))
    return escape_address(f"{here}#{parts.fragment}" if here and parts.fragment else here or full)


def place_of(address: str) -> str | None:
    """Return a full address without what doesn't matter to where it leads; None when it is not one of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return _place(parts) if parts.scheme in _WEB and parts.hostname else None


def moved_to(pieces: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the table of what moved, from pairs of a full address and an address here; the first of a place counts."""
    moved: dict[str, str] = {}
    for address, here in pieces:
        place = place_of(address)
        if place:
            moved.setdefault(place, here)
    return moved


def _place(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}/{query}"


def _on_site(parts: SplitResult, known: Known) -> str | None:
    """Return the address of a page of the site, None when the link leads elsewhere or to nothing that is there."""
    root = urlsplit(known.root)
    path = f"{parts.path.rstrip('/')}/"
    if parts.netloc.lower() != root.netloc or not path.startswith(root.path) or parts.query:
        return None
    address = "/" + path.removeprefix(root.path)
    return address if is_address(address) and address in known.served else None
