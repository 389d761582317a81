"""What the recorded files of a site refer to, taken together: inside the site, outside it, and nowhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from review_site.archive.verify.apart import each_apart
from review_site.archive.verify.fault import FaultError, stop
from review_site.archive.verify.location import Location, locate_full
from review_site.archive.verify.payload import payload_at
from review_site.archive.verify.reference import Reference, References
from review_site.archive.verify.references import is_read, read_references, type_of
from review_site.archive.verify.warc import Response
from review_site.problems import Problems

_CRAWLED = frozenset({"text/html", "application/xhtml+xml", "text/css"})
Outside = tuple[str, str, Location | None, str | None]
"""What leads outside: the host, the kind, and but for links where it leads and from which file."""

_WITH_HOST = frozenset({"http", "https", "ws", "wss", "ftp"})


@dataclass(frozen=True, slots=True)
class Site:
    """The recorded addresses of a site: `root` is its full address, `responses` are by address as it was recorded.

    `addresses` leads from each address, in the one form that `Location` has, to the recorded one.
    """

    root: Location
    url: str
    responses: Mapping[str, Response]
    addresses: Mapping[str, str]

    def path_of(self, place: Location) -> str | None:
        """Return the address that a place has below the root, None where it is not there; http and https are one."""
        here = self.root
        if place.scheme not in ("http", "https") or (place.host, place.port) != (here.host, here.port):
            return None
        if f"{place.path}/" == here.path:
            return "/"
        return place.path[len(here.path) - 1 :] if place.path.startswith(here.path) else None

    def answered_at(self, path: str) -> str | None:
        """Return the recorded address of what a web server gives for a path, which may be that of its folder."""
        folder = path.removesuffix("index.html") if path.endswith("/index.html") else f"{path}/"
        return self.addresses.get(path) or self.addresses.get(f"{path}/") or self.addresses.get(folder)


@dataclass(slots=True)
class Findings:
    """What was found in all files; each is named by its recorded address.

    `followed` holds the addresses to which a crawler comes from each; `broken` each reference to an address that is not
    recorded, by file, place, element and attribute, with whether it is certain; `elsewhere` counts what leads outside,
    `possible` those of them that are not certain; `pdfs` holds the places to which each PDF leads, with their pages,
    None where its bytes do not show them all; `unread` why what was not read; `absent` the files of an interim snapshot
    that lie in an earlier one, so that nobody knows to what they refer.
    """

    followed: dict[str, list[str]] = field(default_factory=dict)
    broken: dict[tuple[str, Location, str, str], bool] = field(default_factory=dict)
    elsewhere: Counter[Outside] = field(default_factory=Counter)
    possible: Counter[Outside] = field(default_factory=Counter)
    pdfs: dict[str, dict[Location, set[int]] | None] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)

    def add(self, others: "Findings") -> None:
        """Add what was found in other files."""
        self.followed |= others.followed
        self.broken |= others.broken
        self.elsewhere.update(others.elsewhere)
        self.possible.update(others.possible)
        self.pdfs |= others.pdfs
        self.unread |= others.unread
        self.absent |= others.absent


def read_site(responses: Iterable[Response], url: str) -> Site:
    """Return the recorded addresses of a site whose root is `url`.

    Raises:
        FaultError: when `url` is not the address of a site, or a recorded address is not below it.
    """
    root = locate_full(url)
    if root is None or root.scheme not in ("http", "https") or not url.endswith("/"):
        stop("root", f"“{url[:200]}” is not the full address of a site")
    by_address, in_one_form = {}, {}
    for response in responses:
        place = locate_full(response.url)
        if place is None or not response.url.startswith(url):
            stop("root", f"{response.url[:200]} is recorded, and not below {url[:200]}")
        address = response.url[len(url) - 1 :]
        by_address[address] = response
        in_one_form[place.path[len(root.path) - 1 :]] = address
    return Site(root, url, by_address, in_one_form)


def read_findings(site: Site, warc: Path, name: str, problems: Problems) -> Findings:
    """Read every recorded file that can refer to anything, and return what all of them refer to.

    Args:
        site: what was recorded.
        warc: the WARC.
        name: its name in the bundle.
        problems: gathers what cannot be read.

    Raises:
        OSError: when the WARC cannot be read.
    """
    findings = Findings()
    telling = [
        address for address, response in site.responses.items() if response.location or is_read(response, address)
    ]
    for found in each_apart(telling, partial(_read_file, site, warc, name), problems):
        findings.add(found)
    return findings


def _read_file(site: Site, warc: Path, name: str, address: str, problems: Problems) -> Findings:
    """Return what the file at one address refers to."""
    findings, response = Findings(), site.responses[address]
    if response.revisit and is_read(response, address):
        findings.absent.add(address)
    place = locate_full(response.url) or site.root
    try:
        with warc.open("rb") as stream:
            references = read_references(response, payload_at(stream, response), address, place)
    except FaultError as fault:
        problems.add(name, fault.field, fault.what, fault.mend)
    else:
        _gather(site, address, response, references, findings)
    return findings


def _gather(site: Site, address: str, response: Response, references: References, findings: Findings) -> None:
    followed: dict[str, None] = {}
    for reference in references.found:
        path = site.path_of(reference.place)
        if path is None:
            _note_outside(reference, address, findings)
            continue
        answered = site.answered_at(path)
        if path not in site.addresses:
            key = (address, reference.place, reference.element, reference.attribute)
            findings.broken[key] = reference.certain or findings.broken.get(key, False)
        if answered and _is_followed(reference, response):
            followed[answered] = None
    findings.followed[address] = list(followed)
    if references.unread:
        findings.unread[address] = references.unread
    if type_of(response) == "application/pdf":
        known = not references.hidden and not response.revisit
        findings.pdfs[address] = references.pages if known else None


def _note_outside(reference: Reference, address: str, findings: Findings) -> None:
    place = reference.place
    if place.scheme in _WITH_HOST:
        where = (None, None) if reference.kind == "link" else (place, address)
        counts = findings.elsewhere if reference.certain else findings.possible
        counts[place.authority, reference.kind, *where] += 1


def _is_followed(reference: Reference, response: Response) -> bool:
    """Tell whether a crawler follows a reference: what pages and stylesheets show, and where a 301 leads."""
    if reference.element == "http":
        return response.status == "301"
    if response.status != "200" or type_of(response) not in _CRAWLED or not reference.certain:
        return False
    if reference.element == "meta":
        return reference.attribute == "refresh"
    return reference.kind != "form" and reference.attribute not in ("cite", "longdesc")
