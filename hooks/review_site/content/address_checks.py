"""Addresses must be unique, lead somewhere, never loop and never be lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from review_site.addresses import is_address, lost_addresses
from review_site.content.attachments import ATTACHMENTS
from review_site.content.record import PublicRecord
from review_site.content.references import tell_taken
from review_site.content.source import Key, Source
from review_site.problems import Problems, did_you_mean

BUILT = ("/", "/news/", "/sitemap/")
BUILT_BELOW = ("/news/", "/author/")
_RESERVED = ("/assets/", "/attachments/", "/author/", "/feed/", "/index/", "/pictures/", "/search/", "/404/")
_BY_ITSELF = "a page that is built by itself"
LOST = (
    "bring the page back under this address; or name the address under `aliases:` of the page that took its place, "
    "or under `redirects:` in review.yml; to take a page down, keep its file and add `withdrawn:`"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A line that sends readers from one address to another: an alias, a redirect, a withdrawal."""

    source: Source
    key: Key
    start: str
    end: str


def check_addresses(
    posts: Iterable[Source], pages: Iterable[tuple[str, Source]], register: Source | None, problems: Problems
) -> set[str]:
    """Tell addresses that two files claim, and pointers that lead nowhere or in a circle; return all that are served.

    `pages` are standing pages with their addresses.
    """
    taken: dict[str, str] = dict.fromkeys((*BUILT[1:], *_RESERVED), _BY_ITSELF)
    owners: list[tuple[str, Source]] = []
    for address, source in pages:
        holder = _BY_ITSELF if address.startswith(BUILT_BELOW) else taken.get(address)
        if holder:
            problems.add(source.path, "file", f"{address} is already used by {holder}", "rename the file", line=1)
        taken.setdefault(address, source.path)
        owners.append((address, source))
    for source in posts:
        address = f"/{source.data.get('slug')}/"
        if "slug" in source.data:
            tell_taken(source, "slug", taken.get(address), problems)
        taken.setdefault(address, source.path)
        owners.append((address, source))
    moved = [*_aliases(owners), *_redirects(register)]
    for pointer in moved:
        _tell_claimed(pointer, taken.get(pointer.start), problems)
        taken.setdefault(pointer.start, pointer.source.path)
    _check_pointers([*moved, *_withdrawals(owners)], taken, problems)
    return set(taken)


def check_ledger(record: PublicRecord, path: str, served: Iterable[str], problems: Problems) -> None:
    """Tell addresses that were published and that nothing serves any more.

    Lists, attachments and what is promised for a day are left to the check of an instant.
    """
    later = {address for address, row in record.recorded.items() if row.promised}
    by_day = (*BUILT_BELOW, ATTACHMENTS)
    expected = (address for address in record.ledger if address not in later and not address.startswith(by_day))
    for address in lost_addresses(expected, served):
        what = f"{address} was published and nothing stands there any more"
        problems.add(path, "address", what, LOST, line=record.ledger[address])


def _aliases(owners: Iterable[tuple[str, Source]]) -> Iterable[Pointer]:
    for address, source in owners:
        aliases = source.data.get("aliases") or ()
        for index, alias in enumerate(aliases if isinstance(aliases, list) else ()):
            if isinstance(alias, str) and is_address(alias):
                yield Pointer(source, ("aliases", index), alias, address)


def _redirects(register: Source | None) -> Iterable[Pointer]:
    redirects = register.data.get("redirects") if register else None
    for start, end in (redirects if isinstance(redirects, dict) else {}).items():
        if register and isinstance(end, str):
            yield Pointer(register, ("redirects", start), start, end)


def _withdrawals(owners: Iterable[tuple[str, Source]]) -> Iterable[Pointer]:
    for address, source in owners:
        withdrawn = source.data.get("withdrawn")
        see = withdrawn.get("see") if isinstance(withdrawn, dict) else None
        if isinstance(see, str):
            yield Pointer(source, ("withdrawn", "see"), address, see)


def _tell_claimed(pointer: Pointer, holder: str | None, problems: Problems) -> None:
    if holder:
        itself = holder == pointer.source.path and pointer.start == pointer.end
        what = f"{pointer.start} is " + ("its own address" if itself else f"already used by {holder}")
        line = pointer.source.line(pointer.key)
        problems.add(pointer.source.path, str(pointer.key[0]), what, "take this line out", line=line)


def _check_pointers(pointers: Iterable[Pointer], taken: Mapping[str, str], problems: Problems) -> None:
    """Tell each pointer to an address that nothing serves, and each that comes back to where it starts."""
    ways = {pointer.start: pointer for pointer in pointers}
    for pointer in (pointer for pointer in ways.values() if pointer.start != pointer.end):
        field, line = str(pointer.key[0]), pointer.source.line(pointer.key)
        if pointer.end not in taken and not pointer.end.startswith(BUILT_BELOW):
            near = did_you_mean(pointer.end, taken)
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
