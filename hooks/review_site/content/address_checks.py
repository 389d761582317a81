"""Addresses must be unique, lead somewhere, never loop and never be lost."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from review_site.addresses import (
    AS_AT,
    ATTACHMENTS,
    is_address,
    is_attachment,
    is_file_address,
    is_slug,
    lost_addresses,
    slugify,
)
from review_site.content.publication import LISTS, PUBLICATIONS
from review_site.content.record import PublicRecord
from review_site.content.references import tell_taken
from review_site.content.routes import ROUTES
from review_site.content.source import Key, Source
from review_site.content.submissions import SUBMISSIONS
from review_site.problems import Problems, did_you_mean

BUILT = ("/", "/a-z/", "/feed/", "/news/", PUBLICATIONS, "/search/", "/sitemap/", "/subscribe/")
BUILT_BELOW = ("/news/", "/author/", ROUTES, *LISTS, SUBMISSIONS, "/recommendations/")
_MAPS = ("/a-z/", "/sitemap/")  # of which there are parts, below them, where a site is large
_RESERVED = (
    *(AS_AT, "/assets/", "/attachments/", "/author/", "/calendar/", "/cards/", ROUTES, SUBMISSIONS),
    *("/recommendations/", "/index/", "/pagefind/", "/pictures/", "/404/"),
)
_DATE = re.compile(r"^\d{4}-\d\d-\d\d-")
_BY_ITSELF = "a page that is built by itself"
LOST = (
    "bring the page back under this address; or name the address under `aliases:` of the page that took its place, "
    "or under `redirects:` in review.yml; to take a page down, keep its file and add `withdrawn:`"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A line that sends readers from one address to another: an alias, a redirect, a withdrawal.

    One that is not `sound` starts at an address that was not written as one.
    """

    source: Source
    key: Key
    start: str
    end: str
    sound: bool = True


def post_address(source: Source) -> str:
    """Return the address of a post: by its slug, by what that should be, else by the name of its file."""
    slug = source.data.get("slug")
    return f"/{slug}/" if isinstance(slug, str) and is_slug(slug) else named_address(source.path, str(slug or ""))


def named_address(path: str, slug: str = "") -> str:
    """Return the address that a post most likely has, by something like a slug, else by the path of its file."""
    return f"/{slugify(slug) or slugify(_DATE.sub('', PurePosixPath(path).stem)) or 'post'}/"


def check_addresses(
    posts: Iterable[Source],
    pages: Iterable[tuple[str, Source]],
    register: Source | None,
    problems: Problems,
    unread: Iterable[str] = (),
    attachments: Iterable[str] = (),
    made: Iterable[str] = (),
    works: Iterable[tuple[str, Source]] = (),
) -> set[str]:
    """Tell addresses that two files claim, and pointers that lead nowhere or in a circle; return all that are served.

    `pages` are standing pages and `works` publications with their addresses; `unread` the addresses of files that could
    not be read, as far as they are known; `attachments` the addresses of documents; `made` those of pages that are
    built of what was written. What is told of by itself counts as what it should be, so that nothing is told of it
    again.
    """
    taken: dict[str, str] = dict.fromkeys((*BUILT[1:], *_RESERVED, *made), _BY_ITSELF)
    owners: list[tuple[str, Source]] = []
    for address, source in pages:
        below = address.startswith((*BUILT_BELOW, *_MAPS, PUBLICATIONS)) or AS_AT in address
        holder = _BY_ITSELF if below else taken.get(address)
        if holder:
            problems.add(source.path, "file", f"{address} is already used by {holder}", "rename the file", line=1)
        taken.setdefault(address, source.path)
        owners.append((address, source))
    for source in posts:
        address = post_address(source)
        if address == f"/{source.data.get('slug')}/" and address in taken:
            tell_taken(source, "slug", taken[address], problems)
            address = named_address(source.path)
        taken.setdefault(address, source.path)
        owners.append((address, source))
    for address, source in works:
        taken.setdefault(address, source.path)
        owners.append((address, source))
    taken |= {address: f"content{address}" for address in attachments}
    for address in unread:
        taken.setdefault(address, "a file that cannot be read")
    moved = [*_aliases(owners), *_redirects(register)]
    for pointer in moved:
        part = is_address(pointer.start) and pointer.start.startswith(_MAPS)
        _tell_claimed(pointer, _BY_ITSELF if part else taken.get(pointer.start), problems)
        taken.setdefault(pointer.start, pointer.source.path)
    _check_pointers([*moved, *_withdrawals(owners)], taken, problems)
    return set(taken)


def check_ledger(record: PublicRecord, path: str, served: Iterable[str], problems: Problems) -> None:
    """Tell addresses that were published and that nothing serves any more.

    Lists, earlier versions, files and what is promised for a day are left to the check of an instant.
    """
    later = {address for address, row in record.recorded.items() if row.promised}
    by_day = (*BUILT_BELOW, ATTACHMENTS)
    expected = (
        address
        for address in record.ledger
        if address not in later and not (address.startswith(by_day) or AS_AT in address or is_file_address(address))
    )
    for address in lost_addresses(expected, served):
        what = f"{address} was published and nothing stands there any more"
        problems.add(path, "address", what, LOST, line=record.ledger[address])


def _aliases(owners: Iterable[tuple[str, Source]]) -> Iterable[Pointer]:
    for address, source in owners:
        aliases = source.data.get("aliases") or ()
        for index, alias in enumerate([aliases] if isinstance(aliases, str) else aliases):
            if isinstance(alias, str):
                yield Pointer(source, ("aliases", index), _meant(alias), address, is_address(alias))


def _redirects(register: Source | None) -> Iterable[Pointer]:
    redirects = register.data.get("redirects") if register else None
    pairs = dict.fromkeys(map(str, redirects), "") if isinstance(redirects, list) else redirects
    for start, end in pairs.items() if isinstance(pairs, dict) else ():
        if register and isinstance(end, str):
            yield Pointer(register, ("redirects", start), _meant(start), end, _is_served(start))


def _is_served(text: str) -> bool:
    return is_address(text) or is_file_address(text)


def _meant(text: str) -> str:
    """Return the address that a text should be, itself when it is one."""
    steps = (slugify(step) for step in re.sub(r"^\w+://[^/]*", "", text).split("/"))
    return text if _is_served(text) else "".join(f"/{step}" for step in steps if step) + "/"


def _withdrawals(owners: Iterable[tuple[str, Source]]) -> Iterable[Pointer]:
    for address, source in owners:
        withdrawn = source.data.get("withdrawn")
        see = withdrawn.get("see") if isinstance(withdrawn, dict) else None
        if isinstance(see, str):
            yield Pointer(source, ("withdrawn", "see"), address, see)


def _tell_claimed(pointer: Pointer, holder: str | None, problems: Problems) -> None:
    if holder and pointer.sound:
        itself = holder == pointer.source.path and pointer.start == pointer.end
        what = f"{pointer.start} is " + ("its own address" if itself else f"already used by {holder}")
        line = pointer.source.line(pointer.key)
        problems.add(pointer.source.path, str(pointer.key[0]), what, "take this line out", line=line)


def _check_pointers(pointers: Iterable[Pointer], taken: Mapping[str, str], problems: Problems) -> None:
    """Tell each pointer to an address that nothing serves, and each that comes back to where it starts."""
    ways = {pointer.start: pointer for pointer in pointers}
    for pointer in (pointer for pointer in ways.values() if is_address(pointer.end) or is_attachment(pointer.end)):
        field, line = str(pointer.key[0]), pointer.source.line(pointer.key)
        if pointer.start == pointer.end:
            if field != "aliases":  # which has been told
                what = f"{pointer.start} leads to itself"
                problems.add(pointer.source.path, field, what, "name another page, or take the line out", line=line)
        elif pointer.end not in taken and not pointer.end.startswith(BUILT_BELOW):
            near = did_you_mean(pointer.end, filter(is_address, taken))
            mend = near if near.startswith("did you mean") else "name a page that is there"
            problems.add(pointer.source.path, field, f"{pointer.end} leads nowhere", mend, line=line)
        elif _comes_back(pointer, ways):
            what = f"{pointer.start} leads to {pointer.end} and from there back to itself"
            problems.add(pointer.source.path, field, what, "let one of them lead to a page", line=line)


def _comes_back(pointer: Pointer, ways: Mapping[str, Pointer]) -> bool:
    seen = {pointer.start}
    here = pointer.end
    while here in ways and here not in seen:
        seen.add(here)
        here = ways[here].end
    return here == pointer.start
