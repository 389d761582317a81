"""What an interim snapshot has to record: new and changed answers whole, unchanged ones as revisits, lost ones as 404.

Only what is planned stands here; whoever writes the WARC writes the records. The last snapshot of a site uses none of
this: it stands alone.
"""

from dataclasses import dataclass
from typing import Literal

from review_site.addresses import absolute
from review_site.archive.compare.places import Root
from review_site.archive.compare.snapshot import Capture, Original, Snapshot
from review_site.archive.inventory import Inventory, Resource
from review_site.archive.warc import Earlier

State = Literal["new", "changed", "unchanged"]
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One address of the site: whether its answer is recorded whole, or as a revisit.

    `original` is given for an unchanged one alone: the record that a `revisit` refers to, with its target URI and date
    (WARC 1.1 §5.11 to §5.13, §6.7.2); the payload digest is the resource's own. Where the previous snapshot holds a
    revisit itself, it is the record that it refers to: revisits are not chained.
    """

    resource: Resource
    state: State
    original: Original | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An address that answered in the previous snapshot and that the site no longer has.

    It is to be recorded with status 404 at `url`; one that the site itself withdrew is a resource with status 410.
    """

    address: str
    url: str
    was: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim:
    """What to record, in the order of the inventory, and what went, sorted by address."""

    planned: tuple[Planned, ...]
    gone: tuple[Gone, ...]


def plan_interim(previous: Snapshot, inventory: Inventory) -> Interim:
    """Return what an interim snapshot of a folder records, after a snapshot that its archive already holds.

    An answer is unchanged when payload, status, type and target of a redirect are what they were, so that a player that
    takes the payload from the earlier record shows the same.

    Args:
        previous: the last snapshot, read from its bundle; from a folder, which has no records, nothing is unchanged.
        inventory: the site as it is.
    """
    root = Root(inventory.url)
    planned = tuple(_plan(previous.captures.get(one.address), one, root) for one in inventory.resources)
    there = {one.address for one in inventory.resources}
    gone = tuple(
        Gone(address=address, url=absolute(inventory.url, address), was=capture)
        for address, capture in sorted(previous.captures.items())
        if address not in there and address.startswith("/") and capture.status not in _GONE
    )
    return Interim(planned=planned, gone=gone)


def earlier_of(plan: Interim) -> dict[str, Earlier]:
    """Return what the WARC's writer must know of each answer that has not changed, by its address."""
    return {
        one.resource.address: Earlier(
            url=one.original.url,
            date=one.original.date,
            record_id=one.original.record,
            status=one.resource.status,
            sha256=one.resource.sha256,
        )
        for one in plan.planned
        if one.original
    }


def _plan(was: Capture | None, resource: Resource, root: Root) -> Planned:
    if was is None:
        return Planned(resource=resource, state="new")
    location = root.address_of(resource.location) if resource.location else None
    now = (resource.sha256, resource.status, resource.media_type, location)
    if was.original is None or now != (was.sha256, was.status, was.media_type, was.location):
        return Planned(resource=resource, state="changed")
    return Planned(resource=resource, state="unchanged", original=was.original)
