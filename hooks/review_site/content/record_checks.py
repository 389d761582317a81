"""What was published is held against what is written of it: addresses.txt, record.csv and the copies in told/.

Each of the three says of what the others do; what one of them lost, by a bad merge or a slip, another still knows.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from review_site.content.address_checks import BUILT
from review_site.content.folders import bring_back
from review_site.content.models import Page, Post
from review_site.content.publication import Publication, publication_address
from review_site.content.record import ADDRESSES, RECORD, PublicRecord
from review_site.content.shelf import Sourced
from review_site.content.told import TOLD, Told, place_of
from review_site.content.written import page_address
from review_site.problems import Problems

_NAMED = 3  # addresses, where many are missing
_PUT_BACK = "put it back"


def check_record(record: PublicRecord, told: Iterable[Sequence[str]], content: Path, problems: Problems) -> None:
    """Tell what of the two files is lost, by what the other one and the copies say was published.

    `told` are the addresses of each copy: first that of its page, then its other ones. A file that cannot be read has
    been told. Lists, documents and earlier versions stand in addresses.txt alone, as no words of a writer are theirs.
    """
    copied = [addresses for addresses in told if addresses]
    if ADDRESSES not in record.unread:
        _check_addresses(record, {address for addresses in copied for address in addresses}, content.name, problems)
    if RECORD not in record.unread:
        _check_rows(record, {addresses[0] for addresses in copied}, content, problems)


def published_of(copy: Sourced[Any], content: str, docs: str) -> tuple[str, ...]:
    """Return the addresses at which an entry stood when it was copied; none of what has no page of its own."""
    place = place_of(copy, content)
    if isinstance(copy.entry, Publication):
        return (publication_address(place.stem),)
    if isinstance(copy.entry, Post):
        return (copy.entry.address, *copy.entry.aliases)
    if isinstance(copy.entry, Page):
        return (page_address(place.as_posix(), docs), *copy.entry.aliases)
    return ()


def check_ids_kept(
    entries: Collection[Sourced[Any]],
    told: Told,
    lost: Iterable[Sourced[Any]],
    folders: tuple[str, str],
    problems: Problems,
) -> None:
    """Tell each entry whose id is not that of its copy, by which readers' programs know it (RFC 4287 §4.2.6).

    An id may move to another file, that of a post with its address. The copies that are `lost` have no entry of their
    name: they are held against the entry that has the address now. `folders` are the names of the content's and the
    pages'.
    """
    ids = {one.entry.id: one for one in entries}
    renamed = {copy.entry.address: copy for copy in lost if isinstance(copy.entry, Post) and copy.entry.id not in ids}
    for one in entries:
        copy = told.get(one.source.path)
        if copy is None and isinstance(one.entry, Post):
            copy = renamed.get(one.entry.address)
        if copy is None or copy.entry.id == one.entry.id:
            continue
        before, line = copy.entry.id, one.source.line(("id",))
        if before is not None and not _has_moved(copy, ids.get(before)):
            problems.add(one.source.path, "id", f"was “{before}” when it was published", _PUT_BACK, line=line)
        elif before is None and not _is_made(one.entry.id, [*published_of(copy, *folders), *one.entry.aliases]):
            what = "there was none when the page was published, and this one shows it to subscribers once more"
            problems.add(one.source.path, "id", what, "take the line out", line=line)


def _has_moved(copy: Sourced[Any], holder: Sourced[Any] | None) -> bool:
    """Tell whether the entry that has the id of a copy now is the one that was copied, in another file."""
    if holder is None or not isinstance(copy.entry, Post):
        return holder is not None
    return isinstance(holder.entry, Post) and copy.entry.address in (holder.entry.address, *holder.entry.aliases)


def _is_made(name: str, addresses: Iterable[str]) -> bool:
    """Tell whether an id is the one that feeds make for a page without one, at an address that it has or had."""
    return any(name.endswith(f":pages/{address.strip('/') or 'index'}") for address in addresses)


def _check_addresses(record: PublicRecord, copied: set[str], content: str, problems: Problems) -> None:
    """Tell what addresses.txt lacks."""
    path, known = f"{content}/{ADDRESSES}", record.ledger.keys() | record.spoilt
    rows = {address: row for address, row in record.recorded.items() if address not in known}
    out = {address for address, row in rows.items() if not row.promised}
    others = copied - known - rows.keys()
    for addresses, says in (
        (out, f"which {RECORD} says {{}} published"),
        (rows.keys() - out, f"which {RECORD} promises"),
        (others, f"which {{}} published (there are copies in {content}/{TOLD}/)"),
    ):
        if addresses:
            again = "line" if len(addresses) == 1 else "lines"
            mend = f"{bring_back(path)}; if that does not help, write the {again} again"
            problems.add(path, "address", _lacks(addresses, says), mend, line=1)


def _check_rows(record: PublicRecord, copied: set[str], content: Path, problems: Problems) -> None:
    """Tell what record.csv lacks; where it holds nothing at all, that alone."""
    path = f"{content.name}/{RECORD}"
    mend = f"{bring_back(path)}; if that does not help, git log -- {path} tells its earlier versions"
    lost = copied - record.recorded.keys() - record.spoilt
    if not record.recorded and not record.spoilt:
        # The command writes the pages that are built by themselves; a list that people began has not all of them.
        if lost or record.ledger.keys() >= set(BUILT):
            gone = "is empty" if (content / RECORD).exists() else "is missing"
            what = f"{gone}, and says no more what was published"
            problems.add(path, "file", what, mend, line=1)
    elif lost:
        what = _lacks(lost, f"which {{}} published (there are copies in {content.name}/{TOLD}/)")
        problems.add(path, "record", what, mend, line=1)


def _lacks(addresses: Collection[str], says: str) -> str:
    """Return what is told of missing addresses: a few of them, and how many there are besides."""
    named = sorted(addresses)[:_NAMED]
    more = len(addresses) - len(named)
    last = [f"{more} more"] if more else named[1:][-1:]
    first = named if more else named[:1] + named[1:-1]
    listed = " and ".join([", ".join(first), *last])
    return f"lacks {listed}, {says.format('was' if len(addresses) == 1 else 'were')}"
